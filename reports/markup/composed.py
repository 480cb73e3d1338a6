"""Which paragraphs and cells of a page hold more than plain words: the others' text is asked for in one call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reports.markup.nodes import BLOCKS, DRAWN, RAISED, SKIPPED, STRUCK, Tagged

_TELLING = BLOCKS | SKIPPED | STRUCK | RAISED | DRAWN | {"br", "a"}
"""Elements that make more of their surroundings than a run of words."""
_SCOPES = frozenset(("applet", "button", "marquee", "math", "object", "svg", "template"))
"""Elements within which a paragraph may stand in a paragraph (HTML §13.2.4.2: has an element in button scope)."""
_WITHIN = "p *, td *, th *"
"""Not ``:is(p, td, th) *``, which finds children alone (selectolax 1.0.2)."""


class Composed:
    """`found` are the `mem_id` of paragraphs and what is in them that hold more than plain words; good within this tree only.

    Whatever else stands in a cell or a paragraph is words and spans of words alone: its text is asked for in one call.
    """

    def __init__(self, tree: LexborHTMLParser, rare: Sequence[Tagged], hidden: Iterable[LexborNode]) -> None:
        self._tree = tree
        self._cells: frozenset[int] | None = None
        self.found: set[int] = set()
        found = self.found
        for tag, node in rare:
            if tag in _TELLING:
                _mark_above(node, found)
        tags = {tag for tag, _ in rare}
        if "table" in tags:
            for node in tree.css("td tr, p tr"):  # of a table within a cell
                found.add(node.mem_id)
                _mark_above(node, found)
        if not _SCOPES.isdisjoint(tags):
            for node in tree.css(_WITHIN):
                if node.tag in _TELLING:
                    _mark_above(node, found)
        for node in hidden:
            _mark_above(node, found)

    def cells(self) -> frozenset[int]:
        """With cells of several paragraphs. A paragraph that is all its cell holds makes no difference: its words are the cell's."""
        if self._cells is None:
            found = set(self.found)
            for node in self._tree.css("td p, th p"):
                above = node.parent
                if above is not None and above.mem_id not in found and not _is_all_of(above, node):
                    _mark_above(node, found)
            self._cells = frozenset(found)
        return self._cells


def _is_all_of(above: LexborNode, node: LexborNode) -> bool:
    """Whether `above` is a cell and holds nothing but this paragraph."""
    if above.tag not in ("td", "th"):
        return False
    before, after = node.prev, node.next
    while before is not None and _is_blank(before):
        before = before.prev
    while after is not None and _is_blank(after):
        after = after.next
    return before is None and after is None


def _is_blank(node: LexborNode) -> bool:
    return node.tag == "-text" and not (node.text_content or "").strip()


def _mark_above(node: LexborNode, found: set[int]) -> None:
    above = node.parent
    while above is not None and above.mem_id not in found:
        found.add(above.mem_id)
        above = above.parent


def above(nodes: Iterable[LexborNode]) -> frozenset[int]:
    """`mem_id` of every element that one of `nodes` stands in."""
    found: set[int] = set()
    for node in nodes:
        _mark_above(node, found)
    return frozenset(found)

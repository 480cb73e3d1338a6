"""Figures outside tables that are no part of the number beside them: raised, linked to a note, struck out, unseen, drawn.

In the cells of a table `cell_text` tells them; in passages, and where rows are lines, nothing but a mark among the words can.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reports.markup.cell_text import is_to_a_place
from reports.markup.hidden import cell_of, is_odd_by_style, odd_selectors
from reports.markup.layout import is_long
from reports.markup.nodes import BLOCKS, DRAWN, RAISED, Tagged

_UNKNOWN = "\ufffd"
_SHOWING = DRAWN - {"script"}
_FIGURE = re.compile(r"\d")
UNSEEN = "[…]"
"""Stands in a passage for a figure that a browser shows there and its text lacks."""
_COUNTED = re.compile(r"\s{0,3}[\d,]{0,12}\s{0,3}[余多]?\s{0,3}[件条个次项份篇期场人家部起宗例万元]")
_BEFORE = re.compile(r"[\u4e00-\u9fff0-9]\s?\Z")
_INLINE = 5
"""Elements that a figure stands in within its passage."""


def mark_odd_in_passages(tree: LexborHTMLParser, rare: Iterable[Tagged], styles: Iterable[str]) -> bool:
    """36 with a raised 1 and a unit behind it is read 36[1] and not 361, nor is what stands unseen or struck out beside a
    number a part of it. `rare` are the page's elements, as `rare_nodes` gives them. Whether any were."""
    selectors = sorted(odd_selectors(styles))
    odd = [node for tag, node in rare if tag in RAISED]
    odd += tree.css(", ".join(selectors)) if selectors else []
    cells: dict[int, bool] = {}
    marked = _mark_drawn(rare, cells)
    for node in odd:
        text = node.text(deep=True).strip()
        touches = text[:1].isdigit() or text[-1:].isdigit()  # else it has brackets of its own
        if not touches or node.tag in BLOCKS or _in_a_cell(node, cells):
            continue
        if _is_odd(node) and _beside_a_figure(node) and _goes_on(node):
            node.replace_with(f"[{text}]")
            marked = True
    return marked


def _mark_drawn(rare: Iterable[Tagged], cells: dict[int, bool]) -> bool:
    """A picture, a field or a script between words and 件 or 条 shows the figure that is counted: nobody left it out."""
    marked = False
    for tag, node in rare:
        if (
            tag in DRAWN
            and (node.attributes.get("type") or "").lower() != "hidden"
            and is_a_count(node, cells)
        ):
            node.insert_before(UNSEEN)
            marked = True
    return marked


def is_a_count(node: LexborNode, cells: dict[int, bool]) -> bool:
    """Whether it stands in a passage right between words and what they count, alone or as all that inline elements hold. `cells` is what
    was found of others, as `_in_a_cell` keeps it."""
    around: LexborNode | None = node
    for _ in range(_INLINE):
        if around is None or around.tag in BLOCKS:
            return False
        before, after = around.prev, around.next
        if before is not None and after is not None:
            return (
                _BEFORE.search(before.text_content or "") is not None
                and _COUNTED.match(after.text_content or "") is not None
                and not _in_a_cell(around, cells)
            )
        if before is not None or after is not None:
            return False
        around = around.parent
    return False


def _goes_on(node: LexborNode) -> bool:
    """Whether words follow without a gap: behind a figure of a row none do, and there `mark_odd_in_lines` marks it."""
    after = _words(node, back=False)
    return bool(after) and not after[0].isspace()


def _in_a_cell(node: LexborNode, known: dict[int, bool]) -> bool:
    """Of a table that is read as one. `known` is what was found of others: a hostile page has thousands in one cell."""
    cell = cell_of(node)
    if cell is None:
        return False
    if cell.mem_id not in known:
        known[cell.mem_id] = not is_long(cell.text(deep=True))
    return known[cell.mem_id]


def mark_odd_in_lines(tree: LexborHTMLParser, styles: Iterable[str]) -> bool:
    """Such figures of a page without tables, linked and drawn ones too, make way for a mark that they were there, wherever a figure
    stands beside them. Whether any did."""
    wanted = (*sorted(RAISED), *sorted(_SHOWING), 'a[href*="#"]', *sorted(odd_selectors(styles)))
    marked = False
    for node in tree.css(", ".join(wanted)):
        if node.tag not in BLOCKS and _is_odd(node) and _beside_a_figure(node):
            node.replace_with(_UNKNOWN)
            marked = True
    return marked


def _is_odd(node: LexborNode) -> bool:
    if node.tag in _SHOWING:
        return (node.attributes.get("type") or "").lower() != "hidden"
    odd = node.tag in RAISED or (node.tag == "a" and is_to_a_place(node)) or is_odd_by_style(node)
    return odd and _FIGURE.search(node.text(deep=True)) is not None


def _beside_a_figure(node: LexborNode) -> bool:
    if node.tag == "ruby":
        return True
    before, after = _words(node, back=True), _words(node, back=False)
    return before.rstrip()[-1:].isdigit() or (node.tag != "a" and after.lstrip()[:1].isdigit())


def _words(node: LexborNode, *, back: bool) -> str:
    """What stands next to it on its line, through the inline elements that it begins or ends."""
    at: LexborNode | None = node
    while at is not None and at.tag not in BLOCKS and at.tag != "body":
        beside = at.prev if back else at.next
        while beside is not None:
            if beside.tag in BLOCKS or beside.tag == "br":
                return ""
            words = (beside.text_content if beside.tag == "-text" else beside.text(deep=True)) or ""
            if words.strip():
                return words
            beside = beside.prev if back else beside.next
        at = at.parent
    return ""

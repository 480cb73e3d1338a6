"""What elements mean for reading: which end a paragraph, which say nothing, which are hidden."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "ucapcontent",
        "ucaptitle",
    ]
)
SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "meta",
        "link",
        "object",
        "embed",
        "select",
        "option",
        "button",
        "input",
        "textarea",
        "svg",
        "-comment",
        "-doctype",
    ]
)
FRAMES = frozenset(("iframe", "object", "embed"))
"""Elements that show another page, or a file, within this one."""
STRUCK = frozenset(("s", "strike", "del"))
"""Elements whose words were taken back: nobody states them."""
RAISED = frozenset(("sup", "sub", "ruby"))
"""Inline elements whose figures are not part of the number beside them in a cell."""
DRAWN = frozenset(
    (
        "img",
        "input",
        "textarea",
        "select",
        "svg",
        "canvas",
        "object",
        "iframe",
        "embed",
        "button",
        "script",
        "video",
    )
)
"""Elements that may show a figure which is no text of the page."""
_TELLING = BLOCKS | SKIPPED | STRUCK | RAISED | DRAWN | {"br", "a"}
"""Elements that make more of their surroundings than a run of words."""
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|opacity\s*:\s*0(?![.\d])|font-size\s*:\s*0(?![.\d])",
    re.IGNORECASE,
)
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SIMPLE = re.compile(r"[\w\s.#>-]{1,80}")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\x00"))
_HAN = re.compile("[\u4e00-\u9fff]")
ODD = "\ue0ff"
"""Stands in a cell for what is shown there and is no text of it."""
_STYLE = re.compile(rb"style[\s=]*(\"[^\"]*|'[^']*|[^\s>\"']+)")
"""A style as it stands in the source, however it is quoted."""
_HIDING = ("mso-hide", "visibility", "display", "opacity", "size:0")
_RAISING = ("line-through", "super", "text-raise")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LONGEST_SHEET = 100_000
_RARE = ":not(span, p, td, th, tr, tbody, font, b, strong, i, em, u)"
"""What is not words, nor a plain part of paragraphs and tables."""
_SCOPES = frozenset(("applet", "button", "marquee", "math", "object", "svg", "template"))
"""Elements within which a paragraph may stand in a paragraph (HTML §13.2.4.2: has an element in button scope)."""
_WITHIN = "p *, td *, th *"
"""Not ``:is(p, td, th) *``, which finds children alone (selectolax 1.0.2)."""


def styles_of(source: bytes) -> str:
    """Every different style attribute of a page's source, in lower case: there are few, and most hide nothing at all."""
    return b"\n".join(set(_STYLE.findall(source.lower()))).decode("utf-8", "replace")


def hidden_nodes(tree: LexborHTMLParser, styles: str) -> list[LexborNode]:
    """Every element that is not shown. `styles` are those of the page, as `styles_of` gives them."""
    found = tree.css(", ".join(["[hidden]", *_styled(_HIDING, styles)]))
    return [node for node in found if _is_hidden(node)] + _hidden_by_sheets(tree)


def _styled(words: tuple[str, ...], styles: str) -> list[str]:
    """A selector for each word that stands in a style; for all of them where a letter or a colon is written as a reference."""
    written = "&#" in styles or "&colon" in styles
    return [f'[style*="{word}" i]' for word in words if word in styles or written]


def _hidden_by_sheets(tree: LexborHTMLParser) -> list[LexborNode]:
    """What the page's own style sheets hide by plain selectors; rules within @media hold for some screens only."""
    found: list[LexborNode] = []
    for sheet in tree.css("style"):
        for selector in _hiding_selectors(sheet.text(deep=True)[:_LONGEST_SHEET]):
            with contextlib.suppress(SelectolaxError):
                found += tree.css(selector)
    return found


def _hiding_selectors(sheet: str) -> Iterator[str]:
    """Plain selectors of rules that hide, outside @ blocks."""
    inside = False
    for rule in _COMMENT.sub("", sheet).split("}"):
        selectors, brace, body = rule.rpartition("{")
        inside = (inside and bool(brace)) or "{" in selectors
        if brace and not inside and _HIDES.search(body):
            yield from (each.strip() for each in selectors.split(",") if _SIMPLE.fullmatch(each.strip()))


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or _HIDDEN.search(attributes.get("style") or "") is not None


_RAISED_STYLE = re.compile(
    r"line-through|vertical-align\s*:\s*super|mso-text-raise\s*:\s*[+-]?0*[1-9.]", re.IGNORECASE
)


def mark_odd(tree: LexborHTMLParser, styles: str) -> None:
    """In cells without words, figures struck out or raised by a style make way for a mark that they were there."""
    selectors = _styled(_RAISING, styles)
    for node in tree.css(", ".join(selectors)) if selectors else ():
        if _RAISED_STYLE.search(node.attributes.get("style") or "") and node.text(deep=True).strip():
            cell = _cell_of(node)
            if cell is not None and not _HAN.search(cell.text(deep=True)):
                node.replace_with(ODD) if cell.mem_id != node.mem_id else node.insert_child(ODD)


def _cell_of(node: LexborNode) -> LexborNode | None:
    above: LexborNode | None = node
    while above is not None and above.tag not in ("td", "th"):
        above = above.parent
    return above


Tagged = tuple[str, LexborNode]


def rare_nodes(tree: LexborHTMLParser) -> list[Tagged]:
    """Every element, in order, that is not words, nor a plain part of paragraphs and tables."""
    return [(node.tag or "", node) for node in tree.css(_RARE)]


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
            for node in self._tree.css("p"):
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


def squeeze(text: str) -> str:
    """Every run of white space (nbsp and ideographic space too) becomes one space; zero-width characters vanish."""
    if text.isprintable():  # then the only white space is the plain space, and nothing is invisible
        return " ".join(text.split()) if " " in text else text
    return " ".join(text.translate(_INVISIBLE).split())

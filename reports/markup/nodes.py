"""What elements mean for reading: which end a paragraph, which say nothing, which are hidden."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator

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
_MAY_HIDE = (
    (b"hid", '[hidden], [style*="mso-hide" i]'),
    (b"visibility", '[style*="visibility" i]'),
    (b"display", '[style*="display" i]'),
    (b"opacity", '[style*="opacity" i]'),
    (b"size:0", '[style*="size:0" i]'),
)
"""What stands in the source of a page (in lower case) that hides something, and how to find what is hidden."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LONGEST_SHEET = 100_000
_OF_CELLS_AND_PARAGRAPHS = "p *, td *, th *"
"""Not ``:is(p, td, th) *``, which finds children alone (selectolax 1.0.2)."""


def hidden_nodes(tree: LexborHTMLParser, lowered: bytes) -> list[LexborNode]:
    """Every element that is not shown. `lowered` is the page's source in lower case: most hide nothing at all."""
    selectors = [selector for word, selector in _MAY_HIDE if word in lowered]
    found = [node for node in tree.css(", ".join(selectors)) if _is_hidden(node)] if selectors else []
    return found + (_hidden_by_sheets(tree) if b"<style" in lowered else [])


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


_STYLES = (
    (b"line-through", '[style*="line-through" i]'),
    (b"super", '[style*="super" i]'),
    (b"text-raise", '[style*="text-raise" i]'),
)
_RAISED_STYLE = re.compile(
    r"line-through|vertical-align\s*:\s*super|mso-text-raise\s*:\s*[+-]?0*[1-9.]", re.IGNORECASE
)


def mark_odd(tree: LexborHTMLParser, lowered: bytes) -> None:
    """In cells without words, figures struck out or raised by a style make way for a mark that they were there."""
    selectors = [selector for word, selector in _STYLES if word in lowered]
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


def composed_nodes(tree: LexborHTMLParser, hidden: Iterable[LexborNode]) -> frozenset[int]:
    """`mem_id` of cells, paragraphs and what is in them that hold more than plain words; good within this tree only.

    Whatever else stands in a cell or a paragraph is words and spans of words alone: its text is asked for in one call.
    A paragraph that is all its cell holds makes no difference: its words are the cell's.
    """
    found: set[int] = set()
    for node in tree.css(_OF_CELLS_AND_PARAGRAPHS):
        tag = node.tag
        if tag in _TELLING and not (tag == "p" and _is_all_of_a_cell(node)):
            _mark_above(node, found)
    for node in hidden:
        _mark_above(node, found)
    return frozenset(found)


def _is_all_of_a_cell(node: LexborNode) -> bool:
    above = node.parent
    if above is None or above.tag not in ("td", "th"):
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


def squeeze(text: str) -> str:
    """Every run of white space (nbsp and ideographic space too) becomes one space; zero-width characters vanish."""
    if text.isprintable():  # then the only white space is the plain space, and nothing is invisible
        return " ".join(text.split()) if " " in text else text
    return " ".join(text.translate(_INVISIBLE).split())

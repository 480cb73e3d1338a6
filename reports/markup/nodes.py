"""What elements mean for reading: which end a paragraph, which say nothing, which are hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser, LexborNode

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
APART = frozenset(("sup", "sub", "s", "strike", "del"))
"""Inline elements whose figures are not part of the number beside them in a cell."""
_TELLING = BLOCKS | SKIPPED | APART | {"br", "img"}
"""Elements that make more of their surroundings than a run of words."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\x00"))
_MAY_HIDE = (
    (b"hid", '[hidden], [style*="visibility" i], [style*="mso-hide" i]'),
    (b"display", '[style*="display" i]'),
)
"""What stands in the source of a page (in lower case) that hides something, and how to find what is hidden."""
_OF_CELLS_AND_PARAGRAPHS = ":is(p, td, th) *"


def hidden_nodes(tree: LexborHTMLParser, lowered: bytes) -> list[LexborNode]:
    """Every element that is not shown. `lowered` is the page's source in lower case: most hide nothing at all."""
    selectors = [selector for word, selector in _MAY_HIDE if word in lowered]
    return [node for node in tree.css(", ".join(selectors)) if _is_hidden(node)] if selectors else []


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or _HIDDEN.search(attributes.get("style") or "") is not None


def composed_nodes(tree: LexborHTMLParser, hidden: Iterable[LexborNode]) -> frozenset[int]:
    """`mem_id` of cells, paragraphs and what is in them that hold more than plain words; good within this tree only.

    Whatever else stands in a cell or a paragraph is words and spans of words alone: its text is asked for in one call.
    A paragraph right inside a cell makes no difference to the cell, which is read child by child.
    """
    found: set[int] = set()
    for node in tree.css(_OF_CELLS_AND_PARAGRAPHS):
        tag = node.tag
        if tag in _TELLING and not (tag == "p" and _is_of_a_cell(node)):
            _mark_above(node, found)
    for node in hidden:
        _mark_above(node, found)
    return frozenset(found)


def _is_of_a_cell(node: LexborNode) -> bool:
    return node.parent is not None and node.parent.tag in ("td", "th")


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

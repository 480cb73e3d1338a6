"""Figures of cells that are not in the text of a page as a browser shows it: painted there by a style sheet (``::before``), counted
up by a script (``data-to``), or in the text and shown to nobody (``sr-only``). What such a cell says cannot be known from here."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from reports.markup.hidden import ODD, cell_of
from reports.markup.nodes import BLOCKS
from reports.markup.odd_lines import UNSEEN, is_a_count

_PAINTER = re.compile(r":{1,2}(?:before|after)\s*$", re.IGNORECASE)
_CONTENT = re.compile(r"content\s*:\s*([^;]+)", re.IGNORECASE)
_FROM_ELSEWHERE = re.compile(r"\b(?:attr|counters?|var)\(", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_NARROWER = re.compile(r"\[[^\]]*\]|::?[\w-]+(?:\([^)]*\))?")
_LONGEST_SHEET = 100_000
_MOST = 250
"""Selectors: with more, any cell may be painted."""
_COUNTED = (
    *(
        "data-value",
        "data-val",
        "data-to",
        "data-num",
        "data-number",
        "data-count",
        "data-end",
        "data-target",
    ),
    *("data-endval", "data-countto", "data-count-to", "data-countup", "data-count-up", "data-counter-value"),
    *("data-final", "data-purecounter-end", "data-counterup-value"),
)
"""Where scripts that count up to a figure, and style sheets that show one, find it."""
_UNSEEN = ("sr-only", "visually-hidden", "visuallyhidden")
"""Classes of what only a screen reader says."""
_UNSEEN_BYTES = (b"sr-only", b"visually")
"""How they begin: every page is searched for them, and each takes its time."""
_COUNTS = re.compile(
    rb"data-(?:%b)\s*=\s*[\"']?\s*[+-]?\d"
    % "|".join(name.removeprefix("data-") for name in _COUNTED).encode()
)
"""Begins with plain letters, which are found fast."""
_FIGURES = re.compile(r"[+-]?\d[\d,，.]*")
_HAN = re.compile("[\u4e00-\u9fff]")


def painting_selectors(sheets: Iterable[LexborNode]) -> list[str]:
    """Of a page's own style sheets, without their pseudo-elements: where they paint figures, or what they take from elsewhere."""
    found = [each for sheet in sheets for each in _painting(sheet.text(deep=True)[:_LONGEST_SHEET])]
    different = list(dict.fromkeys(found))
    return different if len(different) <= _MOST else ["*"]


def _painting(sheet: str) -> Iterator[str]:
    if "content" not in sheet.lower():
        return
    for rule in _COMMENT.sub("", sheet).split("}"):
        selectors, _, body = rule.rpartition("{")
        content = _CONTENT.search(body)
        if content is None or not _shows_figures(content[1]):
            continue
        for selector in selectors.rpartition("{")[2].split(","):
            if _PAINTER.search(selector):
                yield _PAINTER.sub("", selector).strip() or "*"


def _shows_figures(content: str) -> bool:
    """Not the pictures of a font, which stand in its private area (``\\e601``)."""
    plain = _ESCAPED.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)), content)
    return _FROM_ELSEWHERE.search(content) is not None or any(map(str.isdigit, plain))


def without_conditions(selectors: Sequence[str]) -> list[str]:
    """Selectors of at least as much, by names alone."""
    return [_NARROWER.sub("", selector) for selector in selectors]


def may_differ(source: bytes) -> bool:
    """Whether something may stand in it that a browser shows otherwise, or not at all."""
    return _COUNTS.search(source) is not None or _says_unseen(source)


def _says_unseen(source: bytes) -> bool:
    return any(name in source for name in _UNSEEN_BYTES)


def mark_painted(tree: LexborHTMLParser, source: bytes, painting: Iterable[str]) -> bool:
    """Cells without words, and counts in passages, get a mark where they show something else than their text. `source` is the page's, `painting` what
    `painting_selectors` found. Whether any did."""
    odd = list({node.mem_id: node for selector in painting for node in _found(tree, selector)}.values())
    if _COUNTS.search(source):
        odd += [node for node in _found(tree, ", ".join(f"[{name}]" for name in _COUNTED)) if _counts(node)]
    if _says_unseen(source):
        unseen = _found(tree, ", ".join(f".{name}" for name in _UNSEEN))
        odd += [node for node in unseen if _FIGURES.search(node.text(deep=True))]
    cells: dict[int, bool] = {}
    long: dict[int, bool] = {}
    return sum([_marked(node, cells) or _marked_in_passage(node, long) for node in odd]) > 0


def _found(tree: LexborHTMLParser, selector: str) -> Sequence[LexborNode]:
    with contextlib.suppress(SelectolaxError):
        return tree.css(selector)
    return ()


def _counts(node: LexborNode) -> bool:
    """Whether one of its attributes is a figure that is not its text."""
    text = _plain(node.text(deep=True))
    told = [_plain(node.attributes.get(name) or "") for name in _COUNTED]
    return any(_FIGURES.fullmatch(each) and each != text for each in told)


def _plain(text: str) -> str:
    return text.strip().replace(",", "").replace("，", "")


def _marked(node: LexborNode, cells: dict[int, bool]) -> bool:
    """`cells` tells of those that were looked at whether they hold words: a hostile page has thousands of such figures in one."""
    cell = cell_of(node)
    if cell is None:
        return False
    if cell.mem_id not in cells:
        cells[cell.mem_id] = _HAN.search(cell.text(deep=True)) is not None
    if not cells[cell.mem_id]:
        node.insert_child(ODD)
    return not cells[cell.mem_id]


def _marked_in_passage(node: LexborNode, cells: dict[int, bool]) -> bool:
    if node.tag in BLOCKS or not is_a_count(node, cells):
        return False
    node.replace_with(UNSEEN)
    return True

"""The words of a whole document in one form: no spaces, ASCII in half width, years in digits; a paragraph or a cell a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reports.document import Document, Grid
from reports.folding import INVISIBLE
from reports.identity.wording import CHINESE_YEAR, DIGITS
from reports.sheets import COVERED, Sheet, once_for_each

_LONGEST = 300_000
"""Characters looked at: twenty times the longest report; identity stands at its beginning."""
_SHORTEST_CELL = 5
"""Characters of the shortest words looked for in a table's cell (总体情况 with its numeral); most cells are numbers."""
_SPACES = re.compile(rf"[^\S\n]+|[{INVISIBLE}]+")
_FULL_WIDTH = re.compile(r"[\uff01-\uff5e]")
"""ＡＳＣＩＩ in full width: what NFKC would do to the characters looked for, at a tenth of its time."""
_USUAL = "，；：（）"
"""Those that stand in every report."""
_YEAR = "年"
_YEAR_LENGTH = 4
"""Characters of a year, in digits or Chinese ones."""
_BOOKMARK = "[bookmark:"
_MARKS = re.compile(r"^(?:\[bookmark:[^\]\n]*\]|#+)+", re.MULTILINE)


def words_of(document: Document) -> str:
    """Paragraphs, and each own cell once that may hold words (layout tables hold headings too)."""
    joined = "\n".join(_texts(document))[: 2 * _LONGEST]
    text = _years_in_digits(_in_half_width(_without_spaces(joined)))
    if "#" in text or _BOOKMARK in text:
        text = _MARKS.sub("", text)
    return text[:_LONGEST]


def _in_half_width(text: str) -> str:
    for usual in _USUAL:
        text = text.replace(usual, _narrow(usual))
    for wide in set(_FULL_WIDTH.findall(text)):
        text = text.replace(wide, _narrow(wide))
    return text


def _narrow(wide: str) -> str:
    return chr(ord(wide) - 0xFEE0)


def _years_in_digits(text: str) -> str:
    """二〇二四年 as 2024年."""
    *before, last = text.split(_YEAR)
    for index, piece in enumerate(before):
        if CHINESE_YEAR.match(printed := piece[-_YEAR_LENGTH:] + _YEAR):
            digits = "".join([DIGITS.get(c, c) for c in printed])
            before[index] = piece[:-_YEAR_LENGTH] + digits[:-1]
    return _YEAR.join([*before, last])


def _without_spaces(lines: str) -> str:
    if lines.replace(
        "\n", ""
    ).isprintable():  # then there is no other white space than spaces, and nothing invisible
        return lines.replace(" ", "")
    return _SPACES.sub("", lines)


def _texts(document: Document) -> Sequence[str]:
    texts = list(document.texts)
    for index, grid in zip(reversed(document.grids_at), reversed(document.grids), strict=True):
        texts[index : index + 1] = _cell_texts(grid)
    return texts


def _cell_texts(grid: Grid) -> Sequence[str]:
    """Those of a known sheet are known but for its figures."""
    if grid.sheet is None:
        return tuple(_long_texts(grid, _SHORTEST_CELL))
    known = _texts_of_sheet(grid.sheet)
    if all(map(_SHORTEST_CELL.__gt__, map(len, grid.figures))):
        return [text for text in known if text != COVERED]
    told = list(known)
    at = -1
    for figure in grid.figures:
        at = told.index(COVERED, at + 1)
        told[at] = figure
    return [text for text in told if len(text) >= _SHORTEST_CELL]


@once_for_each
def _texts_of_sheet(sheet: Sheet) -> tuple[str, ...]:
    """Every figure, covered, and what is longer than most."""
    texts = _long_texts(sheet.covered, 1)
    return tuple([text for text in texts if text == COVERED or len(text) >= _SHORTEST_CELL])


def _long_texts(grid: Grid, shortest: int) -> Iterator[str]:
    """Own cells of at least so many characters, in order. A merged cell is the same object wherever it covers."""
    seen: set[int] = set()
    for row in grid.rows:
        for cell in row:
            if cell is not None and len(cell.text) >= shortest and id(cell) not in seen:
                seen.add(id(cell))
                yield cell.text

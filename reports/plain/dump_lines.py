"""The lines of a PDF's text dump: which figures stand on each, and which rows of table three begin there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz import fuzz

from reports.folding import nfkc
from reports.form import Row
from reports.labels import plain

_MARK = re.compile(
    r"^(?:(?P<chapter>[一二三四])、|\((?P<section>[一二三四五六七])\)|(?P<item>\d)[.、)]|\((?P<item2>\d)\))"
)
_GAP = re.compile(r"\s+")
_FIGURE = re.compile(r"[+-]?\d[\d,.]*|[-—–－/]{1,2}")
_GLUED = re.compile(r"^(.*[\u4e00-\u9fff)）”\"])(\d[\d,.]*)$")
_DECORATED = re.compile(
    r"^\s*(?:[-—–－~·]+\s*\d{1,3}\s*[-—–－~·]*|第\s*\d{1,3}\s*页.*|\d{1,3}\s*/\s*\d{1,3})\s*$"
)
_NO_LABEL = re.compile(r"^(?:[无零空〇○]|[^\u4e00-\u9fff]*)$|\d")
_LETTERS = re.compile(r"[\u4e00-\u9fff]+")
_ALIKE = 80.0
"""Of 100: from here on the beginning of a label is a misprint of it."""
_SHORTEST_MISPRINT = 4
_SHORTEST = 2
"""Glyphs of a label's beginning that has no list mark."""
_LONE = 3
"""Digits of a page number at most."""


@dataclass(slots=True)
class DumpLine:
    """`begins` are the rows of the form that begin on it, by index."""

    number: int
    begins: list[int] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    words: bool = False
    torn: bool = False
    """A label begins here and does not end here."""
    even: bool = True
    """Between all figures stands one space, or between all more than one."""
    letters: list[str] = field(default_factory=list)
    """Chinese characters of each of its words, without list marks."""
    beside: str = ""
    """The last of its words, without its list mark: the figures stand behind it."""

    @property
    def follows_a_cell(self) -> bool:
        """What stands before the figures is no piece of a label: a cell that says 无 or 12件."""
        return self.words and _NO_LABEL.search(self.beside) is not None

    @property
    def is_lone(self) -> bool:
        return not self.words and len(self.figures) == 1 and len(self.figures[0]) <= _LONE


def is_page_number(text: str) -> bool:
    """A page number that no cell looks like: - 5 -, 第5页."""
    return _DECORATED.match(text.strip("\f")) is not None


def figures_of(text: str) -> list[str]:
    """The figures of a line that holds nothing else; nothing for a page number."""
    pieces = [] if is_page_number(text) else _pieces(text)
    return pieces if all(map(_is_figure, pieces)) else []


def read_line(text: str, number: int) -> DumpLine:
    """The line with the figures behind its words; nothing of a page number."""
    made = DumpLine(number)
    if not is_page_number(text):
        for piece in _pieces(text):
            if _is_figure(piece):
                made.figures.append(piece)
                continue
            made.words = True
            made.letters.append(letters_of(_cut(piece)[1]))
            made.beside = _cut(piece)[1]
            made.figures.clear()  # words after figures: a line of the narrative, or of two tables
        gaps = _GAP.findall(text.strip())[-len(made.figures) + 1 :] if len(made.figures) > 1 else []
        made.even = len({len(gap) > 1 for gap in gaps}) <= 1
    return made


def letters_of(text: str) -> str:
    """Its Chinese characters."""
    return "".join(_LETTERS.findall(text))


def marked(
    lines: Sequence[tuple[str, int]], rows: Sequence[Row], *, unmarked: bool = False
) -> Iterator[DumpLine]:
    """Each line with what stands on it. `unmarked`: the next row of the form may also begin without its list mark."""
    last = -1
    for text, number in lines:
        made = read_line(text, number)
        for piece in _pieces(text) if made.words else ():
            if _is_figure(piece):
                continue
            begun = _row_begun(piece, rows)
            if begun is None and unmarked and _begins_without_mark(piece, last + 1, tuple(rows)):
                begun = last + 1
            if begun is not None:
                last = begun
                made.begins.append(begun)
                made.torn = made.torn or not _is_whole(piece, begun, rows)
        yield made


def _pieces(text: str) -> list[str]:
    """What stands apart on a line; a list mark that stands alone goes with what follows it, figures leave their label."""
    made: list[str] = []
    for piece in nfkc(text).split():
        if made and _MARK.fullmatch(made[-1]) and not _is_figure(piece) and not _MARK.match(piece):
            made[-1] += piece
        elif glued := _GLUED.match(piece):
            made += [glued[1], glued[2]]
        else:
            made.append(piece)
    return made


def _is_figure(piece: str) -> bool:
    return _FIGURE.fullmatch(piece) is not None


UNKNOWN = -1
"""A list mark with words that no row begins with: the table has a row that the form does not."""


def _row_begun(piece: str, rows: Sequence[Row]) -> int | None:
    """Index of the row that begins with these words; `None` for words that begin none, `UNKNOWN` for a strange row."""
    mark, words = _cut(piece)
    if not mark:
        return None
    alike = [
        index
        for index, spellings in enumerate(_spellings(tuple(rows)))
        if any(mark == own and _begins(words, spelling) for own, spelling in spellings)
    ]
    if len(alike) > 1:
        return UNKNOWN
    if alike:
        return alike[0]
    return None if _heads_group(mark, words, tuple(rows)) else UNKNOWN


def _begins_without_mark(piece: str, row: int, rows: tuple[Row, ...]) -> bool:
    """Whether the label of that row, its list mark lost, begins with the words, and no other row's does."""
    mark, words = _cut(piece)
    if mark or len(words) < _SHORTEST or row >= len(rows):
        return False
    alike = [
        index
        for index, spellings in enumerate(_spellings(rows))
        if any(spelling.startswith(words) for _, spelling in spellings)
    ]
    return alike == [row]


def _is_whole(piece: str, row: int, rows: Sequence[Row]) -> bool:
    _, words = _cut(piece)
    return row >= 0 and any(len(words) >= len(spelling) for _, spelling in _spellings(tuple(rows))[row])


def _cut(piece: str) -> tuple[str, str]:
    """(list mark by its kind and number, words)."""
    text = plain(piece)
    found = _MARK.match(text)
    if found is None:
        return "", text
    kind = found.lastgroup or ""
    return kind.rstrip("2") + found[kind], text[found.end() :]


def _begins(words: str, spelling: str) -> bool:
    """Whether a label of that spelling may begin with these words, or goes on after them on the next line."""
    if not words:
        return False
    if spelling.startswith(words) or (words.startswith(spelling) and len(spelling) > 2):
        return True
    return len(words) >= _SHORTEST_MISPRINT and fuzz.ratio(words, spelling[: len(words)]) >= _ALIKE


@cache
def _spellings(rows: tuple[Row, ...]) -> tuple[tuple[tuple[str, str], ...], ...]:
    """For each row its (mark, words) in every spelling; a spelling without mark has the label's."""
    made = []
    for row in rows:
        mark, words = _cut(row.label)
        others = (_cut(label) for label in row.variants)
        made.append(((mark, words), *((own or mark, spelling) for own, spelling in others)))
    return tuple(made)


@cache
def words_of(rows: tuple[Row, ...]) -> tuple[tuple[str, ...], ...]:
    """For each row the Chinese characters of its label in every spelling."""
    return tuple(tuple(letters_of(words) for _, words in spellings) for spellings in _spellings(rows))


@cache
def _groups(rows: tuple[Row, ...]) -> frozenset[tuple[str, str]]:
    """(mark, words) of each heading above some of the rows."""
    return frozenset(_cut(group) for row in rows for group in row.under)


def _heads_group(mark: str, words: str, rows: tuple[Row, ...]) -> bool:
    return any(mark == own and (not words or _begins(words, spelling)) for own, spelling in _groups(rows))

"""The header of table three in the text dump of a PDF: names broken over lines, believed only in the form's order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise

from rapidfuzz import fuzz

from reports.labels import plain

_BEGINNINGS = (
    ("自然人",),
    ("商业企业",),
    ("科研机构",),
    ("社会公益组织", "社会组织"),
    ("法律服务机构",),
    ("其他",),
    ("总计", "合计"),
)
"""The applicants' columns."""
_LEAST_MISPRINTED, _ALIKE = 3, 75.0
"""Glyphs of a misprinted name; of 100, how much of it is the form's."""
_NATURAL, _OTHER, _TOTAL = 0, 5, 6
_OVER_ALL = re.compile(
    r"法人(?:或|及|和)?其?他?组?织?|申请人情?况?|本列数据的勾稽关系.*|第一项加.*|等于第三项.*"
)
"""Names over several columns, and the note in the corner."""


def applicants_in_order(lines: Sequence[str]) -> bool:
    """Whether all seven applicants' columns begin, and none to the left of one that the form has before it.

    Kinds of organisations begin one after another; 自然人, 其他 and 总计 are tall cells, whose words may stand on a
    line above or below: they are held against those beside them on their line. Where every name has lines of its own,
    其他 is one kind among the others.
    """
    seen: list[int] = []
    beside = False
    for line in lines:
        here: list[int] = []
        for piece in _words(line):
            here += _columns(piece, {*seen, *here})
        if here != sorted(here):
            return False
        seen += here
        beside = beside or len(here) > 1
    middle = [column for column in seen if _NATURAL < column < _OTHER + (not beside)]
    return sorted(seen) == list(range(len(_BEGINNINGS))) and middle == sorted(middle)


def applicants_by_place(lines: Sequence[str]) -> bool:
    """Whether the names begin further and further to the right, in a text that keeps places by spaces.

    Some programs count a Chinese character as one place, as pdftotext does, some as two.
    """
    return any(_rightwards(lines, measure) for measure in (len, _width))


def _rightwards(lines: Sequence[str], measure: Callable[[str], int]) -> bool:
    places: dict[int, int] = {}
    for line in lines:
        for piece in re.finditer(r"\S+", line):
            word = _OVER_ALL.sub("", plain(piece[0]))
            column = _column(word, set(places)) if word else None
            if column is not None:
                places[column] = measure(line[: piece.start()])
    found = [places[column] for column in sorted(places)]
    return len(found) == len(_BEGINNINGS) and all(one < other for one, other in pairwise(found))


def _width(text: str) -> int:
    """Columns of a terminal that the text takes."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _words(line: str) -> list[str]:
    return [piece for each in line.split() if (piece := _OVER_ALL.sub("", plain(each)))]


def _columns(piece: str, seen: set[int]) -> list[int]:
    """The columns that begin in the piece, in which names may stand without a gap (商业企业科研机)."""
    made: list[int] = []
    rest = piece
    while rest:
        column = _column(rest, {*seen, *made})
        if column is None:
            break
        made.append(column)
        name = next((name for name in _BEGINNINGS[column] if rest.startswith(name)), rest)
        rest = rest[len(name) :]
    return made


def _column(piece: str, seen: set[int]) -> int | None:
    """The column whose name begins with the piece, or that the piece begins with; a column begins once."""
    for column, names in enumerate(_BEGINNINGS):
        if column not in seen and any(name.startswith(piece) or piece.startswith(name) for name in names):
            return column
    if len(piece) < _LEAST_MISPRINTED:
        return None
    alike = [
        column
        for column, names in enumerate(_BEGINNINGS)
        if column not in seen and max(fuzz.ratio(piece, name[: len(piece) + 1]) for name in names) >= _ALIKE
    ]
    return alike[0] if len(alike) == 1 else None

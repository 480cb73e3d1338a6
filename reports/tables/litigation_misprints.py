"""Names of table four with a glyph or two wrong (结果唯持, 复议接直起诉) or not made out (总计), in a header row whose other names are the form's.

The name alone is never enough: the table is read only where all its names then stand in the form's order.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import fuzz, process

from reports.remembering import WORDS
from reports.tables.rows import PrintedRow

_NAMES = (
    "行政复议",
    "行政诉讼",
    "未经复议直接起诉",
    "复议后起诉",
    "结果维持",
    "结果纠正",
    "其他结果",
    "尚未审结",
)
_ALIKE = 70.0
"""Of a hundred (rapidfuzz's ratio): three glyphs of four; 审结 is not 尚未审结."""
_TOTAL, _UNKNOWN = "总计", "\ufffd"
"""Of two glyphs with one wrong (单计) only the place tells; and what stands for a name that OCR did not make out."""
_MOST = 2
"""Misprinted names in a row."""


def mended(row: PrintedRow, known: Collection[str]) -> PrintedRow:
    """`row` with the names that are misprinted as the form has them; itself where it has none, or too many."""
    strange = [word for word in row.words if word and word not in known]
    if not row.grid.reliable or row.has_number or not 0 < len(strange) <= _MOST:
        return row
    if not any(word in known for word in row.words):
        return row
    words = []
    for last, word in zip(("", *row.words), row.words, strict=False):
        name = word if not word or word in known else _name(word) or _total(word, last)
        if word and not name:
            return row
        words.append(name)
    return replace(row, words=tuple(words))


def _total(word: str, last: str) -> str:
    """The total's name, after that of the last result: of two glyphs with the second right, or not made out at all."""
    like = word == _UNKNOWN or (len(word) == len(_TOTAL) and word[-1] == _TOTAL[-1])
    return _TOTAL if like and last == _NAMES[-1] else ""


@lru_cache(maxsize=WORDS)
def _name(words: str) -> str:
    """The one name these words are nearly; "" for none."""
    found = process.extract(words, _NAMES, scorer=fuzz.ratio, limit=2, score_cutoff=_ALIKE)
    return found[0][0] if found and (len(found) == 1 or found[0][1] > found[1][1]) else ""

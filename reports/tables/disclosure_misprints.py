"""Column names of section two with a glyph or two wrong (处理决定数数量, 上了年项目数量) in a header that begins with 信息内容.

A name so mended is believed only where the header then has the columns of its rows, all of them and in the form's order.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from reports.labels import all_disclosure_columns, names_year, without_remark
from reports.remembering import WORDS

BEGINS = "信息内容"
_ALIKE = 75.0
"""Of a hundred (rapidfuzz's ratio)."""
_CLEARLY_CLOSER = 6.0
_TURNING = frozenset("上下前去今明次累计其中失无未不非止废增减加总含万")
"""Glyphs of which one more or less makes another column of it: 上年处理决定数量, 现行失效件数; another unit of it: 采购总金额（元）."""


def begins_a_header(words: str) -> bool:
    """Whether these are 信息内容, misprinted or not."""
    return words == BEGINS or (len(words) <= 2 * len(BEGINS) and fuzz.ratio(words, BEGINS) >= _ALIKE)


def mended(names: Sequence[str]) -> tuple[str, ...]:
    """The bare names of columns, those that are misprints as the form has them."""
    known = all_disclosure_columns()
    return tuple(words if without_remark(words) in known else _column(words) or words for words in names)


@lru_cache(maxsize=WORDS)
def _column(words: str) -> str:
    """The one column these words are nearly, or with glyphs that only changed places; "" for none."""
    if names_year(words):
        return ""
    turned = [
        name for name in all_disclosure_columns() if len(name) == len(words) and sorted(name) == sorted(words)
    ]
    if len(turned) == 1:
        return turned[0]
    found = process.extract(words, all_disclosure_columns(), scorer=fuzz.ratio, limit=2, score_cutoff=_ALIKE)
    if not found or (len(found) > 1 and found[0][1] - found[1][1] < _CLEARLY_CLOSER):
        return ""
    name: str = found[0][0]
    return name if _TURNING & {*words} == _TURNING & {*name} else ""

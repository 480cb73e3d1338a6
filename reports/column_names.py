"""Column names of section two that are not the form's to the letter: 制发文件数, 本年增（减）; with a glyph or two wrong: 处理决定数数量.

A whole header is taken or none of it: as many names as the form has columns there, in its order, each nearer to its own than to
any other. Of a name that lost its second line (本年新, 本年增/) its place decides, where another of the header is whole. Another
year, another unit or another measure makes another column, however like the rest is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from reports.labels import names_year, without_remark
from reports.remembering import WORDS

_AGE = re.compile(r"^(?:(?P<this>[本今当]年度?)|(?P<last>(?:上一?|去)年度?)|(?P<next>[下次]一?年度?))的?")
_AMOUNT = re.compile(r"[(/:]*(?:单位:?)?(?P<unit>万?元|万)(?:[,、]?保留.{1,6})?\)?$")
_COUNT = re.compile(r"\((?:单位:?)?[件项个份条宗起]\)$")
_MARKS = re.compile(r"[()/、\\,|:·-]+")
_ANOTHER = re.compile(r"累计|其中|同比|比例|率|历年|历史|平均|去年|上年|小计")
_FILES = re.compile(r"(?:文件)?(?:件数量?|数量|数)$")
_LIKE = 70.0
"""Of a hundred (rapidfuzz's ratio): what is left of a name when its year, unit and measure are taken away."""
_ALIKE = 75.0
"""Of the whole name."""
_CLEARLY = 6.0
_LEAST_CUT = 3
"""Glyphs of a name that was cut."""
_NEIGHBOURS = 2
"""So many names beside it, each in its place, say of one that is misprinted which it is."""
BEGINS = "信息内容"
"""First in each header of section two."""
_TURNING = frozenset("上下前去今明次累计其中失无未不非止废增减加总含万亿千百比率均")
"""Glyphs of which one more or less makes another column of it: 上年处理决定数量, 现行失效件数; another unit of it: 采购总金额（元）."""


@dataclass(frozen=True, slots=True)
class _Name:
    """`age`: this for 本年, last for 上一年, next, "" where none is said; `unit` 万元, 元 or ""; `stem` what is left."""

    age: str
    stem: str
    unit: str

    def likeness(self, own: _Name) -> float:
        """To the form's column `own`, 0–100; 0 where it says another year or unit."""
        same_year = self.age == own.age or {self.age, own.age} == {"", "this"}
        if not same_year or self.unit not in ("", own.unit, "万元") or (self.unit and "金额" not in own.stem):
            return 0.0
        return max(fuzz.ratio(self.stem, own.stem), fuzz.ratio(_short(self.stem), _short(own.stem)))


def _short(stem: str) -> str:
    return _FILES.sub("数", stem)


@lru_cache(maxsize=WORDS)
def _name(words: str) -> _Name | None:
    """`None` for words that no column of the form can be."""
    age = _AGE.match(words)
    rest = _COUNT.sub("", words[age.end() :] if age else words)
    amount = _AMOUNT.search(rest)
    unit = ""
    if amount:
        rest = rest[: amount.start()]
        unit = "元" if amount["unit"] == "元" else "万元"
    stem = _MARKS.sub("", rest)
    if not stem or _ANOTHER.search(stem):
        return None
    return _Name((age.lastgroup or "") if age else "", stem, unit)


def begins_a_header(words: str) -> bool:
    """Whether these are 信息内容, misprinted or not."""
    return words == BEGINS or (len(words) <= 2 * len(BEGINS) and fuzz.ratio(words, BEGINS) >= _ALIKE)


def named_columns(printed: Sequence[str], known: Mapping[str, str], *, misprinted: bool) -> list[str] | None:
    """The ids of the columns that the bare names `printed` are, left to right, where `known` (bare name → id, in the form's
    order) has no other; `None` where one of them is not surely its own. `misprinted`: names that are not the form's to the
    letter are believed, too; without it only one of three or more, beside its neighbours."""
    order = list(dict.fromkeys(known.values()))
    if len(printed) != len(order):
        return None
    whole = [
        known.get(without_remark(words))
        or ((_meant(words, known) or _misprinted(words, known)) if misprinted else None)
        for words in printed
    ]
    found = [
        column or _cut(words, own, known) for column, words, own in zip(whole, printed, order, strict=True)
    ]
    if found.count(None) == 1 and len(order) > _NEIGHBOURS:
        found = [column or _misprinted(words, known) for column, words in zip(found, printed, strict=True)]
    return order if found == order and any(whole) else None


def _cut(words: str, own: str, known: Mapping[str, str]) -> str | None:
    """`own`, the column that stands in this place, where its name goes on with nothing that makes another column of it."""
    begun = [label for label, column in known.items() if column == own and label.startswith(words)]
    said = words.endswith("/") or any(not _TURNING & {*label[len(words) :]} for label in begun)
    return own if begun and said and len(words) >= _LEAST_CUT else None


def _meant(words: str, known: Mapping[str, str]) -> str | None:
    """The column that says the same of the same year, in the same unit."""
    name = _name(words)
    if name is None:
        return None
    owned = ((column, _name(label)) for label, column in known.items())
    return _nearest([(column, name.likeness(own)) for column, own in owned if own is not None], _LIKE)


def _misprinted(words: str, known: Mapping[str, str]) -> str | None:
    """The column whose name has a glyph or two otherwise, or the same ones in another order."""
    if names_year(words):
        return None
    turned = {column for label, column in known.items() if sorted(label) == sorted(words)}
    if len(turned) == 1:
        return turned.pop()
    alike = {label: fuzz.ratio(words, label) for label in known}
    likest = max(alike, key=alike.__getitem__)
    if _TURNING & {*words} != _TURNING & {*likest}:
        return None
    return _nearest(((known[label], like) for label, like in alike.items()), _ALIKE)


def _nearest(likeness: Iterable[tuple[str, float]], least: float) -> str | None:
    """The column that is like enough, and clearly liker than any other."""
    best: dict[str, float] = {}
    for column, like in likeness:
        best[column] = max(best.get(column, 0.0), like)
    ranked = sorted(best.items(), key=lambda each: -each[1])
    clear = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] >= _CLEARLY)
    return ranked[0][0] if clear and ranked[0][1] >= least else None

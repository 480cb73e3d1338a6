"""The national division codes: provinces, cities and counties by six digits (GB/T 2260), township-level units by nine.

Source: 国家统计局 统计用区划代码 (cut-off 30 June 2023, published 11 September 2023, the last edition made public), as
collected by github.com/modood/Administrative-divisions-of-China (WTFPL). Besides the divisions of GB/T 2260
they give codes to development zones (county digits 71-80, township digits 400-599). A change after that day, or a name
used only before it, is not in here: not finding a name proves nothing. Rebuilt by ``tools/build_divisions.py``.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from reports.identity.names import short_name
from reports.model import AgencyLevel

_REAL_TOWNSHIP = ("镇", "乡", "街道", "苏木", "街", "地区")
"""Endings of township-level names that are divisions; other rows (farms, parks, prisons) only have a statistical code."""
_VARIANTS = str.maketrans(
    {
        "垅": "垄",
        "坵": "丘",
        "桠": "丫",
        "埡": "垭",
        "裏": "里",
        "裡": "里",
        "峯": "峰",
        "禇": "褚",
        "凃": "涂",
        "崐": "昆",
    }
)


@dataclass(frozen=True, slots=True)
class Division:
    """One region. `spellings` are of the name without suffix, syllables joined by "-"; townships have none."""

    code: str
    name: str
    spellings: tuple[str, ...] = ()

    @property
    def level(self) -> AgencyLevel:
        return level_of(self.code)


def level_of(code: str) -> AgencyLevel:
    """Level by the shape of the code; 441900 (东莞) and other cities without counties are cities."""
    if len(code) == 9:
        return AgencyLevel.TOWNSHIP
    if code.endswith("0000"):
        return AgencyLevel.PROVINCE
    return AgencyLevel.CITY if code.endswith("00") else AgencyLevel.COUNTY


def is_within(code: str, region: str) -> bool:
    """Whether `code` is `region` or lies inside it, by digits."""
    return code.startswith(_significant(region))


def _significant(code: str) -> str:
    if code.endswith("0000") and len(code) == 6:
        return code[:2]
    return code[:4] if code.endswith("00") and len(code) == 6 else code


def fold(name: str) -> str:
    """One form for characters that are written two ways in place names (垅, 垄)."""
    return name.translate(_VARIANTS)


class Divisions:
    """The table with its index by name. Build it once: `divisions()`."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._names: dict[str, str] = {}
        self._spellings: dict[str, tuple[str, ...]] = {}
        self._index: dict[str, list[str]] = {}
        county = ""
        for line in lines:
            if line[0] in "PCA":
                _, county, name, *spellings = line.split(" ")
                self._names[county] = name
                self._spellings[county] = tuple(spellings)
                self._add_region(county, name)
            else:
                code, name = county + line[:3], line[3:]
                self._names[code] = name
                self._index.setdefault(name, []).append(code)
        self._add_short_townships()

    def _add_region(self, code: str, name: str) -> None:
        if self._names.get(code[:4] + "00") == name and not code.endswith("00"):
            return  # 嘉峪关市 is a city and, for statistics, its own only county
        self._index.setdefault(name, []).append(code)
        short = short_name(name)
        if short is not None:
            self._index.setdefault(short, []).append(code)
            if name.endswith(("自治县", "自治州", "自治旗")):
                self._index.setdefault(short[:-1] + name[-3:], []).append(code)

    def _add_short_townships(self) -> None:
        """沙营苗族乡 also answers to 沙营乡, and 黄垅镇 to 黄垄镇, where no other unit of its county has that name."""
        for code, name in list(self._names.items()):
            if len(code) != 9:
                continue
            others = {fold(name)}
            if "族" in name or "民族" in name:
                others.add(short_name(name) or name)
            for other in others - {name}:
                self._index.setdefault(other, []).append(code)

    def __len__(self) -> int:
        return len(self._names)

    def get(self, code: str) -> Division | None:
        name = self._names.get(code)
        return None if name is None else Division(code, name, self._spellings.get(code, ()))

    def codes(self, name: str) -> tuple[str, ...]:
        """Every division of that full or shortened name, in code order; empty where there is none."""
        found = self._index.get(name) or self._index.get(fold(name))
        return tuple(found) if found else ()

    def parent(self, code: str) -> str | None:
        """The county of a township, the city of a county (its province where no city is between), the province of a city."""
        if len(code) == 9:
            return code[:6]
        if not code.endswith("00") and code[:4] + "00" in self._names:
            return code[:4] + "00"
        province = code[:2] + "0000"
        return province if province != code and province in self._names else None

    def ancestors(self, code: str) -> Iterator[str]:
        """Parents, nearest first."""
        above = self.parent(code)
        while above is not None:
            yield above
            above = self.parent(above)

    def formal_name(self, code: str) -> str:
        """The name as notices print it: a district or a street with its city and district before it, a county alone.

        >>> divisions().formal_name("411303"), divisions().formal_name("620423"), divisions().formal_name("410104006")
        ('南阳市卧龙区', '景泰县', '郑州市管城回族区二里岗街道')
        """
        name = self._names[code]
        if len(code) == 9:
            return self.formal_name(code[:6]) + name
        if not name.endswith("区") or code.endswith("00"):
            return name
        above = self.parent(code)
        above_name = self._names[above] if above else ""
        return name if name.startswith(above_name.removesuffix("市")) and above_name else above_name + name

    def is_township(self, code: str) -> bool:
        """Whether a nine-digit code stands for a real township-level division and not for a farm or a park."""
        return len(code) == 9 and self._names[code].endswith(_REAL_TOWNSHIP)

    def counties(self) -> Iterator[Division]:
        """Provinces, cities and counties, in code order."""
        return (Division(c, n, self._spellings[c]) for c, n in self._names.items() if len(c) == 6)

    def townships(self, county: str | None = None) -> Iterator[Division]:
        """Township-level divisions, in code order; of one region where a code is given."""
        prefix = _significant(county) if county else ""
        for code, name in self._names.items():
            if len(code) == 9 and code.startswith(prefix) and self.is_township(code):
                yield Division(code, name)

    @property
    def names(self) -> Mapping[str, str]:
        """Every code with its name."""
        return self._names


@cache
def divisions() -> Divisions:
    """The embedded table; read at the first call (some tens of milliseconds)."""
    packed = files("reports.identity").joinpath("divisions.gz").read_bytes()
    return Divisions(gzip.decompress(packed).decode("utf-8").split("\n"))

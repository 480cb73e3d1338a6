"""The regions at the head of an agency's name: 四川省 · 凉山州 · 越西县 | 气象局, by the code table, descending."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from reports.identity.divisions import Divisions, divisions, is_within, level_of
from reports.identity.names import stem
from reports.model import AgencyLevel

_LONGEST = 20
_BY_SUFFIX: tuple[tuple[re.Pattern[str], AgencyLevel], ...] = (
    (re.compile(r"^[^县区旗]{2,6}?(?:省|自治区)"), AgencyLevel.PROVINCE),
    (
        re.compile(r"^[^县区旗]{2,8}?(?:自治州|州(?=$|[^市区县镇乡街道].*)|盟(?=$|[^市区县]))"),
        AgencyLevel.CITY,
    ),
    (re.compile(r"^[^省市州镇乡街]{1,10}?(?:自治县|自治旗|县|旗)"), AgencyLevel.COUNTY),
    (re.compile(r"^[^省市县镇乡街]{1,6}?市[^省市县镇乡街]{1,6}?(?:县|区)"), AgencyLevel.COUNTY),
    (re.compile(r"^[^省县镇乡街]{1,6}?(?:市|区)"), AgencyLevel.UNSURE),
)
_RELATIVE = re.compile(r"^(?:我|本|全)?(省|自治区|市|州|盟|县|区|旗)(?=委|政府|人民政府|[^区县市级直属])")
_RELATIVE_LEVEL = {
    "省": AgencyLevel.PROVINCE,
    "自治区": AgencyLevel.PROVINCE,
    "州": AgencyLevel.CITY,
    "盟": AgencyLevel.CITY,
    "县": AgencyLevel.COUNTY,
    "旗": AgencyLevel.COUNTY,
    "市": AgencyLevel.UNSURE,
    "区": AgencyLevel.UNSURE,
}


@dataclass(frozen=True, slots=True)
class Regions:
    """What stands at the head of a name.

    `codes` are all divisions the deepest printed region may be: one when it is known, several when the name is
    used in several places, none when no printed region is in the table. `text` is the part of the name they cover,
    `tail` the rest. `relative` holds 县 for 县教育局: a region that only its surroundings tell.
    """

    codes: tuple[str, ...]
    text: str
    tail: str
    level: AgencyLevel = AgencyLevel.UNSURE
    relative: str | None = None
    deepest: str = ""
    """The deepest printed region's own words, without those above it."""

    @property
    def code(self) -> str | None:
        return self.codes[0] if len(self.codes) == 1 else None


@cache
def _short_regions() -> dict[str, tuple[str, ...]]:
    """内蒙古, 铜陵, 沈阳: provinces and cities without their suffix, used only when a region of theirs follows."""
    table = divisions()
    made: dict[str, list[str]] = {}
    for region in table.counties():
        if region.code.endswith("00") and len(stem(region.name)) >= 2:
            made.setdefault(stem(region.name), []).append(region.code)
    return {name: tuple(codes) for name, codes in made.items()}


def _children(table: Divisions, codes: tuple[str, ...], above: tuple[str, ...]) -> tuple[str, ...]:
    if not above:
        return codes
    return tuple(c for c in codes if any(is_within(c, a) and c != a for a in above))


def _usable(table: Divisions, codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(c for c in codes if len(c) == 6 or table.is_township(c))


def _next(table: Divisions, name: str, start: int, above: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """The longest region that begins at `start` and lies within `above`: its length and codes, (0, ()) for none."""
    for length in range(min(_LONGEST, len(name) - start), 1, -1):
        part = name[start : start + length]
        codes = _children(table, _usable(table, table.codes(part)), above)
        if codes and not _swallows(name, start, length):
            return length, codes
    for length in range(min(5, len(name) - start - 2), 1, -1):
        codes = _children(table, _short_regions().get(name[start : start + length], ()), above)
        if codes:
            further, within = _next_full(table, name, start + length, codes)
            if further:
                return length, tuple(c for c in codes if any(is_within(w, c) for w in within))
    return 0, ()


def _next_full(
    table: Divisions, name: str, start: int, above: tuple[str, ...]
) -> tuple[int, tuple[str, ...]]:
    for length in range(min(_LONGEST, len(name) - start), 1, -1):
        codes = _children(table, _usable(table, table.codes(name[start : start + length])), above)
        if codes and not _swallows(name, start, length):
            return length, codes
    return 0, ()


@lru_cache(maxsize=512)  # one report asks after its agency's name several times
def regions_of(name: str) -> Regions:
    """Split an agency's name at the end of the regions it begins with. `name` has no spaces.

    Several codes mean: the same name is used in several places. A name that the table lacks gives no code, and the
    level that its suffix proves (县, 旗, 州), or unsure (市, 区).
    """
    table = divisions()
    at = 0
    above: tuple[str, ...] = ()
    deepest = ""
    while at < len(name):
        length, codes = _next(table, name, at, above)
        if not length and above and name.startswith("人民政府", at):
            length, codes = _township_behind(table, name, at, above)
        if not length:
            break
        deepest = name[at : at + length].removeprefix("人民政府")
        above, at = codes, at + length
    if above:
        levels = {level_of(code) for code in above}
        level = levels.pop() if len(levels) == 1 else AgencyLevel.UNSURE
        return Regions(above, name[:at], name[at:], level, deepest=deepest)
    return _unlisted(name)


def _township_behind(
    table: Divisions, name: str, at: int, above: tuple[str, ...]
) -> tuple[int, tuple[str, ...]]:
    """滨江区人民政府长河街道办事处: a street whose district's government stands before it."""
    length, codes = _next_full(table, name, at + 4, above)
    return (length + 4, codes) if codes and all(len(code) == 9 for code in codes) else (0, ())


_RUNS_ON = re.compile(r"街(?=道)|乡(?=村|镇)|镇(?=管理|化|建设|街)")


def _swallows(name: str, at: int, length: int) -> bool:
    """Whether the region's last character begins another word: 古县乡 in 古县乡村振兴局, 新华街 in 新华街道."""
    return _RUNS_ON.match(name, at + length - 1) is not None


def _unlisted(name: str) -> Regions:
    relative = _RELATIVE.match(name)
    if relative and not name.endswith(("镇", "乡", "苏木", "乡人民政府", "镇人民政府")):
        word = relative.group(1)
        return Regions((), "", name, _RELATIVE_LEVEL[word], relative=word)
    for pattern, level in _BY_SUFFIX:
        found = pattern.match(name)
        if found:
            text = found.group(0)
            return Regions((), text, name[len(text) :], level, deepest=text)
    return Regions((), "", name)

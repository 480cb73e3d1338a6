"""新疆生产建设兵团: its divisions (师), most of them one body with a city, their 团 and 连.

None of them is a 人民政府 or its 派出机关, so what they owe is not said here (domain.md §5, to be kept undetermined); a 师 stands
between city and province, and the codes know only its city (6590xx) and 团 (three more digits).
"""

from __future__ import annotations

import re

from reports.identity.divisions import divisions
from reports.identity.regions import regions_of
from reports.model import Agency, AgencyLevel, AgencyType

_HEAD = re.compile(
    r"(?P<corps>(?:新疆(?:维吾尔自治区)?)?(?:生产)?(?:建设)?兵团)?(?P<division>第?[一二三四五六七八九十\d]{1,3}师(?!范)(?=.|$))?(?P<both>师市)?"
)
_REGIMENT = re.compile(
    r"(?P<number>第?(?:[一二三四五六七八九十〇零百]{1,6}|\d{1,3}))团(?:场)?(?:机关|政府|办公室)?"
)
_FARM = re.compile(r"[\u4e00-\u9fa5]{1,8}(?:总场|农牧场|农场|牧场|良种场|养禽场|园艺场)")
_COMPANY = re.compile(r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})连$")
_CITIES = "6590"
"""Of the cities that the 兵团 administers, all 自治区直辖."""
_IN_WORDS = str.maketrans("0123456789", "〇一二三四五六七八九")


def of_the_corps(name: str) -> Agency | None:
    """The body of the 兵团 that `name` (no spaces) names; `None` for any other agency."""
    head = _HEAD.match(name)
    rest = name[head.end() :] if head else name
    if not head or not head.end():
        return _regiment(name, rest, None) if _REGIMENT.fullmatch(rest) else None
    regions = regions_of(rest)
    city = next((code[:6] for code in regions.codes if code.startswith(_CITIES)), None)
    below = regions.tail if city is not None else rest
    if city is not None and len(regions.codes) == 1 and len(regions.codes[0]) == 9:
        return Agency(name, _town(regions.deepest), AgencyLevel.TOWNSHIP, regions.codes[0])
    if _COMPANY.search(below) or _REGIMENT.match(below) or _FARM.fullmatch(below):
        return _regiment(name, below, city)
    level = AgencyLevel.PROVINCE if head["division"] is None and not head["both"] else AgencyLevel.UNSURE
    return Agency(name, AgencyType.UNSURE, level, city)


def _town(name: str) -> AgencyType:
    return AgencyType.SUBDISTRICT if name.endswith("街道") else AgencyType.TOWNSHIP


def _regiment(name: str, words: str, city: str | None) -> Agency:
    """A 团 is on the level of a township in the codes, whatever rank it has; a 连 below it is in none. Many a 团 has its code
    in the county around it, which is not whose it is."""
    if _COMPANY.search(words):
        return Agency(name, AgencyType.UNSURE, AgencyLevel.UNSURE, city)
    found = _REGIMENT.match(words)
    spelled = found["number"].removeprefix("第").translate(_IN_WORDS) if found else ""
    codes = divisions().codes(f"兵团{spelled}团") if found else ()
    listed = {code for code in codes if code.startswith(city or _CITIES)}
    return Agency(name, AgencyType.UNSURE, AgencyLevel.TOWNSHIP, listed.pop() if len(listed) == 1 else city)

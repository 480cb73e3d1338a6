"""Whose name is whose: agencies are matched by what is left of their name once their own place is taken off.

"云岭省青溪县教育局", "青溪县教育局" and "教育局" are one agency of one county. Only names that are *known* to be that
county's (or its city's, or province's) are taken off, never something that merely looks like a place: two agencies
made one would be judged for each other's numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from reports import AgencyType, divisions, nfkc

_NOT_A_NAME = re.compile(r"[\s\u3000·•,，.。、\-—_（）()【】\[\]《》<>“”\"']+")
_PORTAL = re.compile(r"^[\u4e00-\u9fff]{1,8}?(?:自治区|自治州|自治县|特区|[省市县区州盟旗])")
_ENDINGS = {AgencyType.TOWNSHIP.value: "人民政府", AgencyType.SUBDISTRICT.value: "办事处"}
_SHORT_GOVERNMENT = re.compile(r"(?<!人民)政府$")
_OF_A_PLACE = (AgencyType.GOVERNMENT.value, AgencyType.UNSURE.value)
"""A report that names nothing but the place itself (榕江湾区2024年…) is that of its government."""


def normalised(name: str) -> str:
    """Width, spaces and punctuation evened out (NFKC); the words themselves stay."""
    return _NOT_A_NAME.sub("", nfkc(name)).casefold()


def scope_of(division: str | None, portal: str) -> str:
    """The county (six digits of GB/T 2260) that a name is unique in; the portal where no division is known."""
    return division[:6].ljust(6, "0") if division else f"portal:{portal}"


@lru_cache(maxsize=4096)
def places_of(
    division: str | None, portal_name: str | None = None, governments: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Names known to be those of a division and what lies above it, longest first.

    From the catalogue of divisions, the governments the roster lists for it, and the portal's own name ("青溪县人民政府
    门户网站" → 青溪县).
    """
    known: set[str] = set()
    if division:
        code = division[:6].ljust(6, "0")
        found = [divisions().get(place) for place in (code, *divisions().ancestors(code))]
        known.update(place.name for place in found if place is not None)
    known.update(normalised(name).removesuffix("人民政府") for name in governments)
    if portal_name and (match := _PORTAL.match(normalised(portal_name))):
        known.add(match[0])
    return tuple(
        sorted((place for place in known if len(place) >= 2), key=lambda place: (-len(place), place))
    )


def own_name(name: str, type_: str, places: Iterable[str]) -> str:
    """The name without its place: ("青溪县教育局", 青溪县) → "教育局"; a government of its place → "人民政府"."""
    rest = normalised(name)
    if not rest:
        return ""
    places = tuple(places)
    stripped = True
    while stripped:
        stripped = False
        for place in places:
            if rest == place and type_ in _OF_A_PLACE:
                return "人民政府"
            if rest.startswith(place) and len(rest) >= len(place) + 2:
                rest, stripped = rest[len(place) :], True
                break
    if type_ in (AgencyType.GOVERNMENT.value, AgencyType.TOWNSHIP.value):
        rest = _SHORT_GOVERNMENT.sub("人民政府", rest)
    ending = _ENDINGS.get(type_)
    if ending and not rest.endswith(ending) and re.search(r"(?:[镇乡]|苏木|街道)$", rest):
        rest += ending
    return rest

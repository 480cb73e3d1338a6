"""One form for the ways an agency's own name is written: 县政府办 = 人民政府办公室, 卫健委 < 卫生健康委员会, 芦阳镇 = 芦阳镇人民政府."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reports.identity.divisions import fold, is_within
from reports.identity.regions import regions_of
from reports.identity.title_wrapping import plain
from reports.remembering import WORDS

_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_JOINED = re.compile(r"(?<=.)[和与及、](?=.)")
_FORMS = (
    (re.compile(r"^(?:人民)?政府办公?[厅室]?$|^(?:人民)?政府办$"), "政府办"),
    (re.compile(r"^(?:人民)?政府$"), ""),
    (re.compile(r"(镇|乡|苏木)(?:人民)?政府$"), r"\1"),
    (re.compile(r"(街道|地区)(?:办事处|办)$"), r"\1"),
    (re.compile(r"管(?:理)?委(?:员会|会)?$"), "管委会"),
    (re.compile(r"(?<!管理)(?<!管)委员会$"), "委"),
)
_DEPARTMENT_END = ("局", "委", "厅", "办", "中心")
_RELATIVE = re.compile(r"^[我本]?(?:省|市|州|盟|县|区|旗)(?=.{2})(?!级|直)")


_ENDS_AS_PLACE = re.compile(r"..[省市县区旗州盟]$")
"""What may stand before an agency's own words, of a place that is in no list."""
_UNLISTED_PLACE = re.compile(r"^[\u4e00-\u9fa5]{2,7}?[省市县区旗州盟](?=.{2})")


@dataclass(frozen=True, slots=True)
class CanonicalName:
    """An agency's name taken apart for comparing: the region its words name, and its own words in one form.

    `regions` are the six-digit codes the printed region may be (none where none is printed or listed); `core` is ""
    for a government itself. `own` is the same without the forms' short cuts, for telling exact from equivalent.
    """

    regions: tuple[str, ...]
    core: str
    own: str


def canonical(name: str) -> CanonicalName:
    """Take a name apart. A township's region is its county where that is printed, its core its own name without 人民政府.

    >>> canonical("景泰县芦阳镇人民政府")
    CanonicalName(regions=('620423',), core='芦阳镇', own='芦阳镇人民政府')
    """
    text = plain(name).replace("(", "（").replace(")", "）")
    regions = regions_of(text)
    if regions.codes and all(len(code) == 9 for code in regions.codes):
        own = regions.deepest + regions.tail
        above = regions.text != regions.deepest
        counties = tuple(dict.fromkeys(code[:6] for code in regions.codes)) if above else ()
        return CanonicalName(counties, _core(own), own)
    if regions.codes:
        return CanonicalName(regions.codes, _core(regions.tail), regions.tail)
    own = _RELATIVE.sub("", text) if regions.relative else text
    return CanonicalName((), _core(own), own)


def _core(own: str) -> str:
    text = fold(_BRACKETS.sub("", own))
    for pattern, form in _FORMS:
        text = pattern.sub(form, text)
    return _JOINED.sub("", text) if text.endswith(_DEPARTMENT_END) else text


def is_short_for(short: str, full: str) -> bool:
    """Whether `short` abbreviates `full`: same first and last character, its characters in order in the other.

    Both are cores. 教体局 for 教育体育局, 住建局 for 住房城乡建设局, 卫健委 for 卫生健康委; never one for itself.
    """
    if not 2 < len(short) < len(full) or short[0] != full[0] or short[-1] != full[-1]:
        return False
    if not short.endswith(_DEPARTMENT_END):
        return False
    rest = iter(full)
    return all(character in rest for character in short)


@lru_cache(maxsize=1024)
def is_same_agency(one: str, other: str) -> bool:
    """Whether two printed names are beyond doubt one agency's: one form of its own words, and no other region.

    A shorter name of the same agency (交通局 for 交通运输局) is not told from a former one (文化局 before 文化和旅游局).

    >>> is_same_agency("景泰县芦阳镇人民政府", "芦阳镇"), is_same_agency("泾县文化局", "泾县文化和旅游局")
    (True, False)
    """
    mine, its = canonical(one), canonical(other)
    if mine.regions and its.regions and not set(mine.regions) & set(its.regions):
        return False
    if mine.core == its.core:
        return True
    short, long = sorted((mine.core, its.core), key=len)
    return len(short) > 2 and long.endswith(short) and _ENDS_AS_PLACE.search(long[: -len(short)]) is not None


@lru_cache(maxsize=WORDS)
def may_be_same_agency(one: str, other: str) -> bool:
    """Whether two printed names may be one agency's, or one desk's: a short form, a second plaque in brackets, or a
    government and its own office, which writes for both (条例第四十九条).

    >>> may_be_same_agency("泾县住建局", "泾县住房和城乡建设局"), may_be_same_agency("泾县人民政府", "泾县人民政府办公室")
    (True, True)
    >>> may_be_same_agency("泾县财政局", "泾县审计局")
    False
    """
    if is_same_agency(one, other):
        return True
    mine, its = canonical(one), canonical(other)
    if mine.regions and its.regions and not set(mine.regions) & set(its.regions):
        return False
    (place, words), (elsewhere, others) = _place_and_words(mine.core), _place_and_words(its.core)
    if place and elsewhere and place != elsewhere:
        return False
    if {words, others} == {"", "政府办"} or words == others:
        return True
    return is_short_for(words, others) or is_short_for(others, words)


def _place_and_words(core: str) -> tuple[str, str]:
    """A core whose place is in no list, taken apart."""
    found = _UNLISTED_PLACE.match(core)
    place = found[0] if found else ""
    words = core[len(place) :]
    for pattern, form in _FORMS:
        words = pattern.sub(form, words)
    return place, words


def town_stem(core: str) -> str | None:
    """褚庙 for 褚庙乡, 褚庙镇 and 褚庙街道; `None` for anything that is no town. 沙营苗族乡 gives 沙营."""
    found = re.fullmatch(r"(.{2,}?)(?:[^族]{1,4}族)*(?:民族)?(?:镇|乡|街道|苏木)", core)
    return found.group(1) if found else None


def within_region(codes: tuple[str, ...], region: str | None) -> tuple[str, ...]:
    """The printed regions that agree with a known one: itself, or inside it."""
    if region is None:
        return codes
    return tuple(code for code in codes if is_within(code, region) or code == region)

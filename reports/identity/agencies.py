"""From the words of a name to an `Agency`: type, level, division, and the fuller name the evidence supports."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from reports.identity.divisions import divisions, is_within, level_of
from reports.identity.hosts import Agreement, agreement, choose, region_spelled
from reports.identity.kinds import kind_of, level_of_agency
from reports.identity.regions import Regions, regions_of
from reports.model import Agency, AgencyLevel, AgencyType

_CENTRAL = re.compile(
    r"^(?:中共|中国共产党|国家税务总局|国家统计局|国家金融监督管理总局|国家烟草专卖局|国家邮政局|中国人民银行|中国气象局|中华人民共和国|"
    r"国家外汇管理局|中国证券监督管理委员会|中国银行保险监督管理委员会|国家矿山安全监察局)(?=.)"
)
_ENDINGS = re.compile(
    r"(?:省|自治区|市|州|盟|县|区|旗|镇|乡|苏木|街道|街|政府|局|厅|委|委员会|管委会|管委|办|办公室|办公厅|办事处|处|院|中心|"
    r"站|所|队|会|园|城|部|署|海关|学校|大学|公司|集团|联社|合作社|地区|农场|林场|牧场|渔场|监狱|馆|社|分局|支局|台|学院|中学|小学|"
    r"银行|幼儿园|基地|片区|新城|示范区|群岛|海域)(?:（.{1,20}）)?$"
)
_NO_NAME = re.compile(
    r"^(?:我|有关|相关|部分|(?!全州县)(?:本|全|各)(?=[省市州县区旗镇乡局委办厅单部机街行级]))|[《》。,!?;:\"]|^(?:政府|人民政府|单位|部门|机关|办公室)$"
)


@dataclass(frozen=True, slots=True)
class Named:
    """An agency with what its name rests on.

    `printed` is the name as printed; `agency.name` the fullest form the evidence supports; `region` the smallest
    county, city or province that it surely lies in (six digits), `None` when not known.
    """

    agency: Agency
    printed: str | None
    region: str | None
    why: str


NOBODY = Named(Agency(None), None, None, "no agency is named")


def named(text: str, url: str | None = None, mentions: Callable[[str], bool] | None = None) -> Named:
    """The agency that `text` (no spaces, no year) names.

    `mentions(name)` says whether the report's own words name a region; it, then the address, chooses among several
    regions of the same name. Without either such a name keeps no division.
    """
    name = text.replace("(", "（").replace(")", "）")
    if not name or len(name) > 40 or _NO_NAME.search(name) or not _ENDINGS.search(name):
        return replace(NOBODY, why=f"{text!r} is not an agency's name" if text else NOBODY.why)
    core = _CENTRAL.sub("", name)
    regions = regions_of(core)
    kind = kind_of(name, regions)
    if regions.relative:
        return _relative(name, regions, kind, url, mentions)
    chosen, why = _choose(regions, url, mentions)
    if chosen is not None and len(regions.codes) > 1:
        regions = replace(regions, codes=(chosen,), level=level_of(chosen))
    full = _fuller(name, regions, chosen, kind, url) if core == name and url else name
    region = _region(chosen, regions) or _host_region(full, name, url)
    agency = Agency(full, kind, level_of_agency(kind, regions), _division(kind, regions, chosen, core))
    return Named(agency, name, region, why)


def _choose(
    regions: Regions, url: str | None, mentions: Callable[[str], bool] | None
) -> tuple[str | None, str]:
    if len(regions.codes) == 1:
        return regions.codes[0], "the region is in the national codes"
    if not regions.codes:
        return None, "the region is not in the national codes" if regions.text else "the name has no region"
    by_text = _mentioned(regions.codes, mentions) if mentions else None
    if by_text:
        return by_text, "of several regions of that name, the one whose county or city the report names"
    by_address = choose(regions.codes, url)
    if by_address:
        return by_address, "of several regions of that name, the one the address spells"
    return None, f"{len(regions.codes)} regions are called {regions.deepest}"


def _mentioned(codes: tuple[str, ...], mentions: Callable[[str], bool]) -> str | None:
    """The only candidate one of whose superiors (county, then city) the report's words name."""
    table = divisions()
    for depth in range(2):
        named_above = []
        for code in codes:
            above = list(table.ancestors(code))
            if depth < len(above) and not above[depth].endswith("0000"):
                region = table.get(above[depth])
                if region is not None and mentions(region.name):
                    named_above.append(code)
        if len(named_above) == 1:
            return named_above[0]
        if named_above:
            return None
    return None


def _relative(
    name: str, regions: Regions, kind: AgencyType, url: str | None, mentions: Callable[[str], bool] | None
) -> Named:
    """县政府办, 县教育局: whose, only the address can tell, when it spells one county of that kind."""
    word = regions.relative or ""
    code = region_spelled(url)
    region = divisions().get(code) if code else None
    if region is None or code is None or not region.name.endswith(word[-1:]) or _disagrees(regions, code):
        return Named(Agency(None, kind, regions.level), name, None, f"{name}: which {word} is not said")
    rest = re.sub(rf"^[我本全]?{word}", "", name)
    rest = re.sub(r"^政府", "人民政府", rest)
    rest = re.sub(r"^人民政府办(?:公室)?$", "人民政府办公室", rest)
    level = level_of(code)
    full = divisions().formal_name(code) + rest
    return Named(Agency(full, kind, level, code), name, code, "the region is spelled in the address")


def _disagrees(regions: Regions, code: str) -> bool:
    return regions.level is not AgencyLevel.UNSURE and regions.level is not level_of(code)


def _fuller(name: str, regions: Regions, chosen: str | None, kind: AgencyType, url: str) -> str:
    """Put the parent region before a name where the address agrees with the title; else keep the printed name."""
    table = divisions()
    if chosen is not None:
        above_city = agreement(chosen, url) >= Agreement.CITY
        if len(chosen) == 9 and regions.text == regions.deepest and above_city:
            return table.formal_name(chosen[:6]) + name
        return _with_city(name, chosen) if above_city else name
    unlisted_region = bool(regions.text) and kind is not AgencyType.ZONE
    if regions.codes or unlisted_region or kind in (AgencyType.OTHER, AgencyType.VERTICAL, AgencyType.UNSURE):
        return name
    spelled = region_spelled(url)
    if spelled and level_of(spelled) is AgencyLevel.COUNTY:
        return table.formal_name(spelled) + name
    return name


def _with_city(name: str, chosen: str) -> str:
    """宛城区民政局 → 南阳市宛城区民政局; names that already begin with their city or province stay."""
    table = divisions()
    county = chosen[:6]
    formal = table.formal_name(county)
    printed_county = table.names[county]
    if formal != printed_county and name.startswith(printed_county):
        return formal + name.removeprefix(printed_county)
    return name


def _region(chosen: str | None, regions: Regions) -> str | None:
    if chosen is not None:
        return chosen[:6]
    counties = {code[:6] for code in regions.codes}
    return counties.pop() if len(counties) == 1 else None


def _host_region(full: str, name: str, url: str | None) -> str | None:
    return region_spelled(url) if full != name else None


def _division(kind: AgencyType, regions: Regions, chosen: str | None, core: str) -> str | None:
    """The agency's own code: a township's nine digits; a department's government's six; none where it is not sure.

    A township that the table does not list under its county has no known code, though its county is known.
    """
    if chosen is None:
        return None
    if kind in (AgencyType.TOWNSHIP, AgencyType.SUBDISTRICT):
        return chosen if len(chosen) == 9 else None
    return chosen if len(chosen) == 6 else chosen[:6] if kind is not AgencyType.ZONE else chosen


def consistent(code: str, region: str | None) -> bool:
    """Whether a division may be of an agency known to lie in `region`."""
    return region is None or is_within(code, region)

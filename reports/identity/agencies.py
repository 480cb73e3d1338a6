"""From the words of a name to an `Agency`: type, level, division, and the fuller name the evidence supports."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reports.identity.corps import of_the_corps
from reports.identity.divisions import divisions, level_of
from reports.identity.kinds import is_of_unlisted, kind_of, level_of_agency
from reports.identity.regions import Regions, regions_of
from reports.identity.surroundings import NOWHERE, Surroundings
from reports.model import Agency, AgencyLevel, AgencyType

_CENTRAL = re.compile(
    r"^(?:中共|中国共产党|国家税务总局|国家统计局|国家金融监督管理总局|国家烟草专卖局|国家邮政局|中国人民银行|中国气象局|中华人民共和国|"
    r"国家外汇管理局|中国证券监督管理委员会|中国银行保险监督管理委员会|国家矿山安全监察局)(?=.)"
)
_ENDINGS = re.compile(
    r"(?:省|自治区|市|州|盟|县|区|旗|镇|乡|苏木|街道|街|政府|局|厅|委|委员会|管委会|管委|办|办公室|办公厅|办事处|处|院|中心|"
    r"参事室|研究室|站|所|队|会|园|城|部|署|海关|学校|大学|公司|集团|联社|合作社|地区|农场|林场|牧场|渔场|监狱|馆|社|分局|支局|台|学院|中学|小学|分行|支行|营业管理部|"
    r"银行|幼儿园|基地|片区|新城|示范区|群岛|海域)(?:（.{1,20}）)?$"
)
_TOWNS = (AgencyType.TOWNSHIP, AgencyType.SUBDISTRICT)
_NO_NAME = re.compile(
    r"^(?:我|有关|相关|部分|(?!全州县)(?:本|全|各)(?=[省市州县区旗镇乡局委办厅单部机街行级]))|[《》。,!?;:\"]|^(?:政府|人民政府|单位|部门|机关|办公室)$"
    r"|^(?:[省市州县区旗]|(?:镇|乡|街道|苏木|社区)(?:人民政府|政府|办事处)?)$"
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


def named(text: str, around: Surroundings = NOWHERE) -> Named:
    """The agency that `text` (no spaces, no year) names. What stands around it only chooses among regions of one name,
    or says whose 县教育局 it is; without it such a name keeps no division."""
    name = text.replace("(", "（").replace(")", "）")
    corps = of_the_corps(name) if 0 < len(name) <= 40 else None
    if corps is not None:
        region = corps.division[:6] if corps.division else None
        return Named(corps, name, region, "a body of the 兵团")
    if not name or len(name) > 40 or _NO_NAME.search(name) or not _ENDINGS.search(name):
        return replace(NOBODY, why=f"{text!r} is not an agency's name" if text else NOBODY.why)
    core = _CENTRAL.sub("", name)
    regions = regions_of(core)
    if (once := _said_twice(regions)) is not None:
        return named(once, around)
    kind = kind_of(name, regions)
    if regions.relative:
        return _relative(name, regions, kind, around)
    chosen, why = _choose(regions, around)
    if chosen is not None and len(regions.codes) > 1:
        regions = replace(regions, codes=(chosen,), level=level_of(chosen))
    if core == name:
        full = _fuller(name, regions, chosen, kind, around)
        if full != name and chosen is None:
            return _placed(full, name, around)
    else:
        full = name
    division = None if is_of_unlisted(kind, regions) else _division(kind, chosen)
    agency = Agency(full, kind, level_of_agency(kind, regions), division)
    return Named(agency, name, _region(chosen, regions), why)


def _said_twice(regions: Regions) -> str | None:
    """Of a name that the site's own region stands before (嘉禾县人民政府嘉禾县教育局), the name."""
    name = regions.tail.removeprefix("人民政府")
    again = regions_of(name)
    if not again.tail or not any(one[:6] in regions.codes for one in again.codes):
        return None
    return name if len(again.codes) == 1 else regions.text + again.tail


def _choose(regions: Regions, around: Surroundings) -> tuple[str | None, str]:
    if not regions.codes:
        return None, "the region is not in the national codes" if regions.text else "the name has no region"
    if len(regions.codes) > 1:
        return around.choose(regions.codes)
    (code,) = regions.codes
    if len(code) == 9 and regions.text == regions.deepest and around.contradicts(code):
        return None, f"the only {regions.deepest} of the national codes is in another county"
    return code, "the region is in the national codes"


def _relative(name: str, regions: Regions, kind: AgencyType, around: Surroundings) -> Named:
    """县政府办, 县教育局: whose, only the portal or the address can tell, when it is one region of that kind."""
    word = regions.relative or ""
    code = around.region()
    region = divisions().get(code) if code else None
    if region is None or code is None or not region.name.endswith(word[-1:]) or _disagrees(regions, code):
        return Named(Agency(None, kind, regions.level), name, None, f"{name}: which {word} is not said")
    rest = formally(re.sub(rf"^[我本全]?{word}", "", name))
    return _placed(divisions().formal_name(code) + rest, name, around)


def formally(rest: str) -> str:
    """What follows a county's name, as it stands in full: 政府办 → 人民政府办公室."""
    rest = re.sub(r"^政府", "人民政府", rest)
    return re.sub(r"^人民政府办(?:公室)?$", "人民政府办公室", rest)


def _placed(full: str, printed: str, around: Surroundings) -> Named:
    """The agency of a full name that was put together from the printed one and the site's own region."""
    who = named(full)
    return replace(
        who, printed=printed, region=who.region or around.region(), why="the region is the site's own"
    )


def _disagrees(regions: Regions, code: str) -> bool:
    return regions.level is not AgencyLevel.UNSURE and regions.level is not level_of(code)


def _fuller(name: str, regions: Regions, chosen: str | None, kind: AgencyType, around: Surroundings) -> str:
    """The name as notices print it: without superfluous superiors (四川省凉山州越西县气象局 → 越西县气象局), and with the
    parent region before it where portal or address agree; else as printed."""
    table = divisions()
    if chosen is not None:
        formal = table.formal_name(chosen)
        if regions.text != formal and regions.text.endswith(formal):
            return name.removeprefix(regions.text.removesuffix(formal))
        if not around.supports(chosen):
            return name
        if len(chosen) == 9 and regions.text == regions.deepest:
            return table.formal_name(chosen[:6]) + name
        return _with_city(name, chosen)
    unlisted_region = bool(regions.text) and not regions.codes and kind is not AgencyType.ZONE
    several = len(regions.codes) > 1 or (regions.codes and kind not in _TOWNS)
    if unlisted_region or several or kind in (AgencyType.OTHER, AgencyType.VERTICAL, AgencyType.UNSURE):
        return name
    county = around.county()
    known = (
        county is not None and table.get(county) is not None
    )  # a portal's county may be newer than our table
    return table.formal_name(county) + name if county is not None and known else name


def _with_city(name: str, chosen: str) -> str:
    """宛城区民政局 → 南阳市宛城区民政局; names that already begin with their city or province stay."""
    table = divisions()
    formal = table.formal_name(chosen[:6])
    printed_county = table.names[chosen[:6]]
    if formal != printed_county and name.startswith(printed_county):
        return formal + name.removeprefix(printed_county)
    return name


def _region(chosen: str | None, regions: Regions) -> str | None:
    if chosen is not None:
        return chosen[:6]
    counties = {code[:6] for code in regions.codes}
    return counties.pop() if len(counties) == 1 and regions.text != regions.deepest else None


def _division(kind: AgencyType, chosen: str | None) -> str | None:
    """The code of the government it is or belongs to, as deep as its name tells; none where that is not sure.

    A township that the table does not list under its county has no known code, though its county is known.
    """
    if chosen is not None and kind in _TOWNS and len(chosen) != 9:
        return None
    return chosen

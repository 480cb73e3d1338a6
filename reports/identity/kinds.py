"""What kind of agency a name is, by domain.md §5: the words after its region decide.

Bodies that 条例 第四十九条 does not reach (party bodies, public institutions, courts) are `other`; where a name does not
tell (派驻分局, a zone's own bureau, 中心 that may be authorised by law) the answer is `unsure`.
"""

from __future__ import annotations

import re

from reports.identity.regions import Regions, regions_of
from reports.model import AgencyLevel, AgencyType

_VERTICAL = re.compile(
    r"税务(?:总|分)?局|税务所|(?<!山)海关|气象局|海事局|邮政管理局|烟草专卖|通信管理局|消防救援|人民银行|外汇管理局|"
    r"(?<!地方)金融监督管理(?:局|分局|总局|支局)|金融监管(?:局|分局|支局)|银保监|银监|保监|证监|证券监督管理委员会|调查总?队|矿山安全监察|煤矿安全监察|"
    r"煤监局|出入境边防|铁路监督管理局|民用航空|民航.*管理局|能源监管|长江航务|黄河河务局|流域管理局|国家安全局|(?:长江|黄河|淮河|海河|珠江|松辽)水利委员会|"
    r"^(?:(?:水利|自然资源|生态环境|财政|商务|农业农村|交通运输|工业和信息化|应急管理|教育)部|审计署|国家能源局|国家粮食和物资储备局|国家林业和草原局)"
    r".+(?:局|委员会|办事处|办公室|专员办)$"
)
_PARTY = re.compile(
    r"(?:县|区|市|省|州|旗|盟|镇|乡|街道|工|党)委(?:办公?[厅室]?|宣传部|组织部|统战部|统一战线工作部|政法委.*|政研室|"
    r"政策研究室|党校|网信办|编办|巡察办|老干部局|社会工作部|史志.*|党史.*|机要.*|保密.*)?$|"
    r"宣传部|组织部|统战部|统一战线工作部|政法委|纪委|纪检|监察委|监委|机构编制委员会|编制委员会办公室|编办$|"
    r"人大常委会|人民代表大会|政协|党校|共青团(?![镇乡农路])|团委$|妇女联合会|妇联$|总工会|工会$|残疾人联合会|残联$|工商业联合会|"
    r"工商联$|文学艺术界联合会|文联$|科学技术协会|科协$|红十字会|侨联$|归国华侨联合会|人民法院|法院$|检察院"
)
_PUBLIC_BODY = re.compile(
    r"公司$|集团$|医院$|卫生院$|学校$|学院$|大学$|中学$|小学$|幼儿园$|银行$|电视台$|日报社$|中心$|档案馆$|图书馆$|博物馆$|"
    r"研究院$|研究所$|水厂$|供电所$|村民委员会$|居民委员会$|社区$|协会$|商会$"
)
_GOV_OFFICE = re.compile(r"(?:人民政府|政府|行政公署|行署)(?:办公?[厅室]|办公室（.*|办)(?:（.*）|\(.*\))?$")
_GOVERNMENT = re.compile(r"^(?:(?:人民)?政府|行政公署|公署|行署)$")
"""行政公署 of a 盟 or 地区 does what a government does (地方组织法 第八十五条)."""
_TOWNSHIP = re.compile(
    r"(?:镇|乡|苏木|民族乡)(?:人民政府|政府|党政(?:综合)?办(?:公室)?|人民政府办公室|政府办公室|政府办)?$"
)
_SUBDISTRICT = re.compile(
    r"(?:街道(?:办事处|办|党工委办事处)?|街|地区办事处|街办|街道办事处(?:党政|综合)?办公室|(?<!居民)办事处)$"
)
_ZONE = re.compile(
    r"(?<!监督)(?<!资产)(?<!公积金)管理?委(?:员)?会(?:办公室|党政办公室|综合办公室|党政综合办公室)?$|(?<!城)管委(?:(?:党政|综合|党政综合)?办公室|办)?$|开发区$|高新区$|经开区$|新区$|园区$|产业园$|示范区$|"
    r"试验区$|实验区$|度假区$|风景区$|名胜区$|工区$|保税区$|自贸区$|保税港区$|合作区(?:执行委员会)?$|管理区$|新城$|科学城$|聚集区$|集聚区$|"
    r"产业带$|(?:园区?|区|城)管理办(?:公室)?$|行政委员会$|工业区$|开发区.*(?:办公室|管理局)$|保护区$|旅游区$|生态区$"
)
_COMMISSION = re.compile(
    r"[省市州盟县区旗]?(?:住房(?:保障)?|城乡|城市|市政|市容|规划|建设|交通(?:运输)?|水务|绿化|环境|卫生|房屋|土地|[和与及、])+"
    r"管理委(?:员会)?(?:办公室)?(?:（.*）|\(.*\))?"
    r"|[省市州盟县区旗]?(?:城|建|城建|住建)管委|.{1,10}[区县旗市]城市管理委(?:员会)?"
)
"""A department by its work (城市管理委员会, 建设和管理委员会) where nothing else stands behind the region; a zone's name has a place there."""
_ZONE_INSIDE = re.compile(
    r"(?<!监督)(?<!资产)(?<!公积金)管理?委(?:员)?会|开发区|高新区|经开区|园区|示范区|试验区|实验区|度假区|风景区|名胜区|保税区|自贸区|合作区|产业园|(?<!城)管委"
)
_UNLISTED = re.compile(
    r"^(?!人民政府（|市区|[城社灾景库林园小地牧山矿湖特港郊老片校]区)"
    r"(?:新城区|[^局委办厅处院所]{1,7}?(?:(?<![城社灾景库林园小地牧郊辖片校])区(?![域划块位间])|县(?![域区级乡])|旗))"
)
"""A district or county that the codes do not list, behind the city that they do (洛阳市伊滨区教育局): whose bureau it is, the
city's or its own, words do not tell. Not 区 of no government's (市区, 社区, 区域)."""
_ANY_CITYS = ("城区", "郊区", "矿区")
"""Districts of few cities, and a word for part of any."""
_WITHOUT_SUFFIX = re.compile(
    r"^(?!人民政府|本?级)[^局委办厅处院所府镇乡街]{2,6}?(?:人民政府(?:办公?[厅室]|办)?|政府办公?[厅室]|政府办)$"
    r"|^(?!本?级)[^局委办厅处院所府和与及、]{2,5}生态环境局$"
)
"""One whose 区 or 县 is not written (威海市文登人民政府办公室), or the city's branch there (苏州市常熟生态环境局): no government or department of the city's."""
_ZONE_NOUN = re.compile(
    r"新区|开发区|高新区|经开区|合作区|示范区|试验区|实验区|工业区|保税区|度假区|(?<!开发)园区|产业园(?!区)|新城(?!区)|基地|片区"
)
_OFTEN_PUBLIC_BODY = re.compile(
    r"(?:公路(?:管理|养护)?|档案|地震|招商|投资促进)局$|(?:地方志|史志)[^局委]{0,6}办公室$"
)
"""Departments in some places, public institutions or party bodies in others: a roster must tell."""
_OFFICE_OF_ZONE = re.compile(r"(?:局|办公室|部|分局|办)$")
_DISPATCHED = re.compile(
    r"(?:管理|服务|事务|联络|代表)处$|分局$|支局$|派出所$|管理所$|财政所$|国土所$|司法所$|支队$|大队$|总队$|中队$|站$|所$"
)
_DEPARTMENT = re.compile(r"(?:局|厅|委|委员会|办公室|办公厅|办|处|署|部门)(?:（.*）|\(.*\))?$")
_POSTED = re.compile(r"驻(?!马店)[\u4e00-\u9fa5]{1,8}(?:办事处|联络处|办公室|办)$")
"""A government's office in another city (驻京办): no 街道办事处."""
_BY_WORDS = (
    (_TOWNSHIP, AgencyType.TOWNSHIP),
    (_GOV_OFFICE, AgencyType.GOV_OFFICE),
    (_PARTY, AgencyType.OTHER),
    (_ZONE, AgencyType.ZONE),
    (_SUBDISTRICT, AgencyType.SUBDISTRICT),
)
"""First match wins; read after vertical agencies, known townships and bare regions."""
_SECOND_NAME = re.compile(r"（[^（）]{2,20}）$")
"""Behind the first: 武昌经开区管委会（滨江商务区管委会）."""
_REGION_SUFFIX = ("省", "自治区", "市", "州", "盟", "地区", "县", "旗")


def kind_of(name: str, regions: Regions) -> AgencyType:
    """The type of the agency named `name`, whose regions were already split off. Never guesses: UNSURE is an answer."""
    if _VERTICAL.search(name) or _is_provincial_seismology(name, regions):
        return AgencyType.VERTICAL
    if _POSTED.search(name):
        return AgencyType.UNSURE
    if _township_chain(regions):
        return AgencyType.OTHER if _PARTY.search(regions.tail) else _township_kind(regions)
    if not regions.tail or _GOVERNMENT.match(regions.tail):
        return _bare_region(name, regions)
    first_name = _SECOND_NAME.sub("", name)
    for pattern, kind in _BY_WORDS:
        if pattern.search(name) or pattern.search(first_name):
            is_department = kind is AgencyType.ZONE and _COMMISSION.fullmatch(regions.tail)
            return AgencyType.DEPARTMENT if is_department else kind
    return _department_kind(name, regions.tail)


def _department_kind(name: str, tail: str) -> AgencyType:
    if _PUBLIC_BODY.search(name):
        return AgencyType.OTHER
    if (
        _OFTEN_PUBLIC_BODY.search(tail)
        or _DISPATCHED.search(tail)
        or (_ZONE_INSIDE.search(tail) and _OFFICE_OF_ZONE.search(tail))
    ):
        return AgencyType.UNSURE
    if _DEPARTMENT.search(tail):
        return AgencyType.DEPARTMENT
    return AgencyType.UNSURE


def _township_chain(regions: Regions) -> bool:
    return bool(regions.codes) and all(len(code) == 9 for code in regions.codes)


def _township_kind(regions: Regions) -> AgencyType:
    """Inside a known township: its own government, its 办事处, or one of its offices (unsure)."""
    tail = regions.tail
    if regions.deepest.endswith("地区"):
        return AgencyType.SUBDISTRICT if tail == "办事处" else AgencyType.UNSURE
    if regions.deepest.endswith(("街道", "街")):
        known = re.fullmatch(r"(?:道)?(?:办事处|办|党工委办事处)?(?:(?:党政|综合|党政综合)?办公室)?", tail)
        return AgencyType.SUBDISTRICT if known else AgencyType.UNSURE
    known = re.fullmatch(r"(?:人民)?(?:政府)?(?:(?:党政|综合|党政综合)?办(?:公室)?)?", tail)
    return AgencyType.TOWNSHIP if known else AgencyType.UNSURE


def _bare_region(name: str, regions: Regions) -> AgencyType:
    """景泰县, 上海市人民政府: the government of a region that the table knows or whose suffix proves it."""
    if regions.codes:
        zones = [_ZONE.search(regions.deepest) and _statistical_zone(code) for code in regions.codes]
        return AgencyType.ZONE if all(zones) else AgencyType.GOVERNMENT
    if regions.level is AgencyLevel.UNSURE and regions.text.endswith("区") and not regions.tail:
        return AgencyType.ZONE if _ZONE.search(name) else AgencyType.UNSURE
    if regions.tail or regions.text.endswith(_REGION_SUFFIX):
        return AgencyType.GOVERNMENT
    return AgencyType.UNSURE


def _statistical_zone(code: str) -> bool:
    """County digits 71-80 are statistical codes of zones (and a few fully-fledged districts never have them)."""
    return len(code) == 6 and "71" <= code[4:] <= "80"


def _is_provincial_seismology(name: str, regions: Regions) -> bool:
    """省级地震局 belongs to 中国地震局; those of cities and counties to their own government."""
    return name.endswith("地震局") and regions.level is AgencyLevel.PROVINCE


_KEPT = re.compile(r"自然保护[区地]|国家(?:森林|湿地|地质|海洋)?公园|风景(?:名胜)?区|景区|国有林")
"""What a province names and a city, a county or the centre may keep: 四川省贡嘎山国家级自然保护区管理局 is 甘孜州's."""


def is_of_unlisted(kind: AgencyType, regions: Regions) -> bool:
    """Whether the government it belongs to is none that the codes list, or not the one in its name: `regions` are those above."""
    of_a_province = regions.level is AgencyLevel.PROVINCE
    if of_a_province and _KEPT.search(regions.tail):
        return True
    if kind is AgencyType.ZONE:  # inside another: 陕西省西咸新区沣东新城管委会
        if of_a_province and not regions.text.endswith(("省", "市", "区")):
            return True  # of a city: 内蒙古鄂尔多斯高新区管委会
        return len(_ZONE_NOUN.findall(_SECOND_NAME.sub("", regions.tail))) > 1
    return _in_unlisted(regions)


def _in_unlisted(regions: Regions) -> bool:
    """Whether a district stands in the name, below the region found, that the codes do not list, or not there (荆州市仙桃市)."""
    return bool(
        _UNLISTED.match(regions.tail) or _WITHOUT_SUFFIX.match(regions.tail) or _is_elsewhere(regions)
    )


def _is_elsewhere(regions: Regions) -> bool:
    if _township_chain(regions) or not regions.text:
        return False
    behind = regions_of(regions.tail)
    return any(len(code) == 6 for code in behind.codes) and behind.text not in _ANY_CITYS


def level_of_agency(kind: AgencyType, regions: Regions) -> AgencyLevel:
    """The level of the agency: a department's is its government's, a zone's is one below who founded it."""
    if kind in (AgencyType.TOWNSHIP, AgencyType.SUBDISTRICT):
        return AgencyLevel.TOWNSHIP
    if is_of_unlisted(kind, regions):
        return AgencyLevel.UNSURE
    if kind is AgencyType.ZONE:
        if any(_statistical_zone(code) for code in regions.codes):
            return AgencyLevel.COUNTY
        below = {
            AgencyLevel.PROVINCE: AgencyLevel.CITY,
            AgencyLevel.CITY: AgencyLevel.COUNTY,
            AgencyLevel.COUNTY: AgencyLevel.TOWNSHIP,
        }
        return below.get(regions.level, AgencyLevel.UNSURE)
    unsure = kind is AgencyType.UNSURE and _ZONE_INSIDE.search(regions.tail)
    if unsure or _DISPATCHED.search(regions.tail):
        return AgencyLevel.UNSURE
    return regions.level

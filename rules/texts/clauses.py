"""Whether every word of a clause that states a figure is understood: only then may it be held against a table.

A list of words that narrow a figure can never be complete (转办, 局属单位, 公共企事业单位, 检察监督 …). So the clause is taken
apart the other way round: what may stand in a plain statement is taken out, and anything left over means another scope,
kind, channel or thing counted, whatever it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from reports import AgencyLevel, AgencyType

_BUREAU = r"我(?:局|委|办|厅|院|部门|单位|机关)|本(?:局|委|办|厅|院|部门|单位|机关)|全(?:局|委|厅)"
_WHOLE: Mapping[AgencyType, str] = {
    AgencyType.GOV_OFFICE: r"我(?:办|单位|机关)|本(?:机关|单位|办)",
    AgencyType.DEPARTMENT: _BUREAU,
    AgencyType.TOWNSHIP: r"[全我本]?(?:[镇乡]|苏木)(?:人民)?政府(?!信息)|[全我本](?:[镇乡]|苏木)|[我本](?:单位|机关)",
    AgencyType.SUBDISTRICT: r"[全我本]?街道(?:办事处)?|[全我本]街|我办|[我本](?:单位|机关)",
}
_UNITS_OF_LEVEL: Mapping[AgencyLevel, str] = {
    AgencyLevel.PROVINCE: "省",
    AgencyLevel.CITY: "市州盟",
    AgencyLevel.COUNTY: "县区旗",
}
_ALL_OF_IT = r"(?:各级(?:各部门|行政机关|机关|政府(?:部门|机关)|政府及其部门)|行政机关|政府系统)?"
_OWN_UNIT = re.compile(r"([省市州盟县区旗])(?:人民政府|政府)?$")
_UNITS = "省市区州盟县旗"
_BUREAUS = ("局", "委员会", "办公室", "厅")
_CUT_SHORT = re.compile(r"(?=([省市区州盟县旗][\u4e00-\u9fa5]{1,7}?[局委办厅]))")
_BELOW_ANOTHER = re.compile(rf"(?!城[市区]|社区)[\u4e00-\u9fa5]{{1,10}}?[{_UNITS}](?=[\u4e00-\u9fa5]{{2}})")
"""市南区教育局, whose first letter names no unit."""
_TOWNSHIP = re.compile(r"(?:[乡镇]|苏木)$")
_UNIT = re.compile(r"(?:自治)?[省市区州盟县旗]$")
_OFFICE = re.compile(r"(?:人民)?政府(?:办公室|办公厅)?$|办事处$")
_UPPER = re.compile(r"^[\u4e00-\u9fa5]{1,10}?(?:省|自治区|自治州|市|州|盟|县|区|旗)(?=[\u4e00-\u9fa5]{2})")
_NUMBER = re.compile(
    r"\d[\d,，]*(?:\.\d+)?(?:件次|件|条|份|宗|起|例|次|个)?|[零〇一二两三四五六七八九十]{1,3}(?:件|份|宗|起)"
)
_PLAIN = (
    r"(?:自然人|公民|个人|单位)(?:[、和或及]|以及|或者)?法人(?:[、和或及]|以及|或者)?其[他它](?:社会)?组织|(?:政府|政务)?信息公开依申请|公民|社会公众|人民群众|群众|公众|申请人|(?:因|由|有关|涉及|关于|就)?政府信息公开(?:工作)?|信息公开类|"
    r"(?:申请|要求)公开(?:政府|政务)?信息的?(?:要求)?|依申请公开(?:政府|政务)?信息|依申请(?:政府|政务)?信息公开|(?:政府|政务)?信息依申请公开|公开(?:相关|有关)?(?:政府|政务)信息|(?:政府|政务)?信息公开|政务公开|依申请公开(?:[办信]?件)?|公开申请|"
    r"(?:20\d\d|本|全|当|今|这一?|报告)年度?(?:以来|内|里|中|期间)?|年内|一年来|(?:本)?报告期内?|统计期内?|年度|"
    r"(?:目前)?(?:暂时?|尚)(?=[未无没])|目前(?=[未无没])|从(?=未)|无人|零(?=$|申请|(?:行政)?复议|(?:行政)?诉讼)|实现(?=零)|人(?=提[出交]|向|申请)|"
    r"上(?:一)?年度?(?:结转|转结|转入|顺延)|(?:结转|转结|转|顺延)(?:至|到|入)?(?:下|次)(?:一)?年度?|(?:结转|转结|顺延)(?:至|到|入)20\d\d年度?|继续(?:办理|答复)|"
    r"新(?=受理|接收|接到)|新收到|接?收到|承办|针对|新收|接收|接到|受理|收受|办理|办结|答复|回复|处理|发生|产生|出现|引起|引发|导致|提起|提出|提交|递交|请求|收取|新增|存在|"
    r"行政复议|行政诉讼|复议|诉讼|案件|申请|事项|案|件数|件|数量|总数|总量|[数量](?=为|是|\d)|情况|情形|工作|事务|"
    r"剩余|仍有|尚有|共计|总计|合计|总共|一共|累计共?|共|全部|依法|依规|已经|已|均|各类|经|并|也(?=未|没|无)|"
    r"[一二三四五六七八九十]是|[一二三四五六七八九十]、|因|所(?=引|导|产)|由|对|向|的|被|为|是|有|了|未|没有|没|无|任何(?:形式|方式)?|过|或者|以及|和|或|及|而|"
    r"[、“”\"\s.．]"
)


@lru_cache(maxsize=4096)
def whole_scope(agency: AgencyType, level: AgencyLevel, name: str | None) -> str | None:
    """A pattern of the scope words that mean the agency's whole report; `None` for an agency whose scope is not plain.

    A county's report may speak of 全市 and mean the city above it, and a county-level city may mean itself: the name decides,
    then the level; where neither is known no scope word is taken for the agency's own.
    """
    if agency is not AgencyType.GOVERNMENT:
        return _WHOLE.get(agency)
    unit = _OWN_UNIT.search(name or "")
    letters = unit[1] if unit else _UNITS_OF_LEVEL.get(level, "")
    return f"[全我本][{letters}]{_ALL_OF_IT}" if letters else "(?!)"


@lru_cache(maxsize=4096)
def own_names(name: str | None) -> tuple[str, ...]:
    """The agency's name and the shorter ways in which its report writes it, longest first."""
    found: dict[str, None] = {}
    rest = name or ""
    while rest:
        found[rest] = None
        short = _OFFICE.sub("", rest)
        if len(short) >= 2:
            found[short] = None
        if _TOWNSHIP.search(short):
            found[f"{short}政府"] = None
        upper = _UPPER.match(rest)
        unit = _UNIT.search(upper[0]) if upper else None
        rest = rest[upper.end() :] if upper else ""
        if unit and rest[0] not in "人政":
            found[unit[0] + rest] = None  # 县教育局; 县政府 may be the office alone
    plain = [
        one for one in found if len(one) >= 3 and not re.fullmatch(r"(?:人民)?政府(?:办公室)?|办公室", one)
    ]
    return tuple(sorted(plain, key=lambda one: (-len(one), one)))


def names_in(text: str, name: str | None) -> list[str]:
    """How the text names the agency: by one of its names, or by one cut short as people do (市城管局 for 市城市管理局)."""
    names = own_names(name)
    found = [own for own in names if own in text]
    for own in names:
        if own[0] in _UNITS and own.endswith(_BUREAUS) and not _BELOW_ANOTHER.match(own, 1):
            found += [short for short in _CUT_SHORT.findall(text) if _is_cut_from(short, own)]
    return sorted(dict.fromkeys(found), key=lambda one: (-len(one), one))


def _is_cut_from(short: str, own: str) -> bool:
    """Whether all its characters stand in the name, in order, the first and the kind (局, 委, 办) where they stand there."""
    rest = iter(own)
    return short[0] == own[0] and short[-1] in own[-3:] and all(letter in rest for letter in short)


@lru_cache(maxsize=256)
def _taken_out(whole: str) -> re.Pattern[str]:
    return re.compile("|".join(part for part in (whole, _PLAIN, _NUMBER.pattern) if part))


def understood(clause: str, whole: str, name: str | None) -> bool:
    """Whether the clause is nothing but the agency's names and the words of a plain statement of a figure.

    The names are looked for as they are: a pattern with every agency's name in it costs more to make than to use.
    """
    text = "".join(clause.split())
    names, plain = names_in(text, name), _taken_out(whole)
    at = 0
    while at < len(text):
        own = next((len(one) for one in names if text.startswith(one, at)), 0)
        word = None if own else plain.match(text, at)
        step = own or (word.end() - at if word else 0)
        if not step:
            return False
        at += step
    return True

"""What a report says of itself that leaves its legal date open: that it was published before, or that the agency is new or no more."""

from __future__ import annotations

import re
from datetime import date

from reports import AnnualReport, normalise_date

_AGAIN_IN_TITLE = re.compile(
    r"[（(【\[](?:已)?(?:更正|修正|修订|修改|勘误|更新|补充|订正|重新发布|重新公布|重发|第二版|二次)[^（）()【】]{0,8}[）)】\]]"
    r"|(?:更正|修订|勘误|订正|修正)[版稿件本]|(?:重新|再次)(?:公布|发布|公开)"
)
_AGAIN = re.compile(
    r"(?:重新|再次)(?:公布|发布|公开|上传|挂网)|(?:首次|原|最早|初次|曾|已)(?:于|在)?\s*(?:20\d\d\s*年)?\s*\d{0,2}\s*月?\s*\d{0,2}\s*日?\s*(?:发布|公布|公开|上网)"
    r"|更正说明|勘误|更正如下|予以(?:更正|订正|勘误)"
)
_OF_THE_REPORT = re.compile(r"(?:本|该|此|原)?(?:份|版)?(?:工作)?(?:年度)?(?:报告|年报)|表[三四二]|数据")
_WHO = r"(?:[本我](?:局|委|办|厅|机关|单位|部门|中心)|原[\u4e00-\u9fa5]{2,15}(?:局|委|办|厅|委员会|办公室)|机构改革)"
_CHANGED = (
    r"(?:(?:正式|挂牌|揭牌|新|重新|首次)(?:组建|成立|挂牌|设立)|(?:组建|成立|设立)(?=[，。；,;）)]|于|后|以来|不久|时间|$)"
    r"|(?:撤销|撤并|划入|划转|并入|更名|不再保留)|(?:整合|合并)(?:组建|为|至|到|成))"
)
_REORGANISED = re.compile(
    rf"{_WHO}[^。；;]{{0,40}}{_CHANGED}|代为?(?:编制|发布|编报)(?:本|该|其)?(?:工作)?(?:年度)?(?:报告|年报)"
    r"|(?:报告|年报)[^。；;]{0,25}代为?(?:编制|发布|编报)"
)
_OF_A_BODY_INSIDE = re.compile(r"小组|专班|专区|专栏|平台|中心户|工作机构|联络员|队伍")
"""What agencies set up every year."""
_REACH = 16
"""Characters behind the word in which it is named."""

_SIGNED = re.compile(
    r"[（(]?\s*(?P<by>[\u4e00-\u9fa5]{0,30})\s*[，,]?\s*(?P<day>(?:20\d\d|[二][〇○零一二三四五六七八九]{3})\s*[年.\-/][^，。；：:至到—～~]{3,12}?日?)\s*[）)]?"
)
"""A paragraph that is a day and at most a name before it: 临岚县水务局 2024年1月25日. A period (2024年1月1日至12月31日) is none."""
_NO_SIGNATURE = re.compile(r"时间|日期|期限|自|截至|截止|于|在")
_LAST_PARAGRAPHS = 4

_PUBLIC_SERVICE = re.compile(
    r"(?:公司|集团|医院|卫生院|保健院|卫生服务中心|学校|学院|大学|中学|小学|幼儿园|水厂)(?:[（(].*)?$"
)

_REFORM = (
    (re.compile(r"数据(?:管理)?局$"), 2022, 2024),
    (re.compile(r"疾病预防控制局$"), 2021, 2024),
    (re.compile(r"乡村振兴局$"), 2020, 2024),
)
"""Names of agencies that the reforms of 2021 and 2023–24 founded or ended, each at its own time in every county (domain.md §5),
and the first and last report year in which nobody can tell by the name whether it was there."""


def in_reform(name: str | None, year: int | None) -> bool:
    """Whether an agency of that name was founded or ended about then, in most places."""
    if not name or year is None:
        return False
    return any(names.search(name) and first <= year <= last for names, first, last in _REFORM)


def is_public_service(name: str | None) -> bool:
    """Whether a name is that of a school, a hospital or a company: 条例 第五十五条 leaves what they publish to their ministries, so
    that the form of 第五十条 does not bind them. A name that is not known is none."""
    return bool(name and _PUBLIC_SERVICE.search(name))


def published_again(report: AnnualReport) -> bool:
    """Whether it calls itself a correction or a second publication: its date is not that of the first."""
    if _AGAIN_IN_TITLE.search("".join((report.title or "").split())):
        return True
    return any(
        _AGAIN.search(text) and _OF_THE_REPORT.search(text)
        for sentence in report.narrative
        if sentence.section in (None, "other_matters")
        for text in sentence.text.split("。")
    )


def reorganised(report: AnnualReport) -> bool:
    """Whether it says that its agency was founded, merged, renamed or ended, or was written in another's place."""
    name = report.agency.name or "\n"
    return any(
        (found := _REORGANISED.search(text)) is not None
        and not _OF_A_BODY_INSIDE.search(text, found.start(), found.end() + _REACH)
        for sentence in report.narrative
        for text in sentence.text.replace(name, "本机关").split("。")
    )


def signed_on(report: AnnualReport) -> date | None:
    """The day under which the report is signed (落款), below its last words or below its title; `None` where none or several.

    It was not published before that day, and it was ready on it: a page that says a later day may have been moved or posted anew.
    """
    if report.year is None:
        return None
    edges = [one for one in report.narrative if one.section is None][:_LAST_PARAGRAPHS]
    found = set()
    for sentence in (*edges, *report.narrative[-_LAST_PARAGRAPHS:]):
        match = _SIGNED.fullmatch(sentence.text.strip())
        day = normalise_date(match["day"]) if match and not _NO_SIGNATURE.search(match["by"]) else None
        if day is not None and day[:4] in (str(report.year), str(report.year + 1)):
            found.add(date.fromisoformat(day))
    return found.pop() if len(found) == 1 else None

"""Words that say there was nothing: no requests, no reviews, no suits."""

from __future__ import annotations

import re

from reports import AnnualReport, Claim, Counted
from rules.texts.clauses import understood
from rules.texts.whose import Whole

DISPUTES = (Counted.REVIEW, Counted.SUIT, Counted.REVIEW_AND_SUIT)
LOST = re.compile(r"败诉|胜诉|纠正|维持|撤销|责令|驳回|审结|结案|应诉|出庭")
AS_JUDGE = re.compile(r"收到|受理|接收|办理|处理|审理")
"""Cases that the agency decides as the organ of review are no cases against it."""
_WHO = r"自然人|公民|个人|单位|法人|其[他它](?:社会)?组织|社会公众|群众|公众|人(?=提|向|申)|向[我本](?:局|委|办|厅|院|镇|乡|街道|[省市县区旗]|单位|机关|部门)|向我"
_NO_REQUESTS = re.compile(
    rf"(?:(?:(?:未|没有|没)(?:接?收到|接到|接收|新收|受理|发生|产生|出现)|无|没有)(?:过|任何(?:形式|方式)?|{_WHO}|提出|提交|递交|[和及或]处理|[和及或]受理|的|以?及|和|或者?|、)*"
    r"(?:(?:(?:政府|政务)?(?:信息公开|依申请(?:公开(?:(?:政府|政务)?信息)?|(?:政府|政务)?信息公开))|(?:申请|要求)?公开(?:相关|有关)?(?:政府|政务)信息|公开)的?(?:申请|要求|请求)"
    r"|申请(?:公开(?:相关|有关)?(?:政府|政务)信息|(?:政府|政务)?信息公开)|依申请(?:公开(?:(?:政府|政务)?信息)?|信息公开)的?|(?:政府|政务)?信息依申请公开)|零申请)(?:件|事项|情况|案件)?$"
)
_NO_DISPUTES = re.compile(
    r"(?:未有?|没有|无)(?:收到|发生|产生|出现|被)?(?:过|任何|因|由|所|涉及|政府|政务|信息公开类?|依申请公开|工作|申请|答复|引起|引发|产生|导致|而|被|提起|提出|的"
    r"|(?:举报|投诉|信访)[、和或及])*"
    r"(?:行政)?(?:复议|诉讼)(?:案件|申请|情况|事项)?(?:(?:[、和或及]|以及)(?:被?提起)?(?:行政)?(?:复议|诉讼)(?:案件|情况|事项)?)?"
    r"(?:的?(?:案件|情况|情形|事项|事件)|等(?:案件|情况|情形|事项|事件|问题|现象)?)?$|零(?:行政)?(?:复议|诉讼)$"
)
_BESIDE_DISPUTES = re.compile(
    r"(?:举报|投诉|信访)[、和或及]|等(?:案件|情况|情形|事项|事件|问题|现象)?$|事件$"
)
"""Named beside them where there was none of either."""
_OTHERS_HAD_SOME = re.compile(
    r"(?:下属|所属|下辖|直属|各(?:乡镇|部门|单位|科室|街道))[^。；;]{0,20}[\d一二两三四五六七八九十]\s*[件份宗起条]"
)


def said_to_be_none(claim: Claim, report: AnnualReport) -> tuple[Counted, ...]:
    """Of what the clause says that there was none: both kinds of dispute, one, the requests, or nothing that can be told."""
    text = "".join(claim.text.split())
    if _others_had_some(claim, report):
        return ()
    if claim.what is Counted.RECEIVED:
        return (Counted.RECEIVED,) if _NO_REQUESTS.search(text) else ()
    if claim.what not in DISPUTES or LOST.search(text) or not _NO_DISPUTES.search(text):
        return ()
    both = (Counted.REVIEW, Counted.SUIT)
    return both if claim.what is Counted.REVIEW_AND_SUIT else (claim.what,)


def plainly(claim: Claim) -> str:
    """The words of a clause to be understood: without what it denies beside reviews and suits."""
    denied = claim.what in DISPUTES and claim.unit == ""
    return _BESIDE_DISPUTES.sub("", "".join(claim.text.split())) if denied else claim.text


def none_of_any_kind(claim: Claim, before: str, whole: Whole) -> bool:
    """Whether it says that there were no reviews or suits of any kind: then there were none over disclosure either.

    收到 may be said by an organ of review; after words of another matter (食品投诉20件，无行政复议) it is that matter's.
    """
    ahead = re.sub(r"[，,：:（）()]", "", before)
    return (
        claim.what in DISPUTES
        and claim.unit == ""
        and not AS_JUDGE.search(claim.text)
        and understood(ahead, whole.scope, whole.name)
    )


def _others_had_some(claim: Claim, report: AnnualReport) -> bool:
    """Whether the paragraph goes on with what units below it had: then "none" is said of the office alone."""
    return any(
        _OTHERS_HAD_SOME.search(paragraph.text, claim.start) is not None
        for paragraph in report.narrative
        if paragraph.place == claim.place and paragraph.text.startswith(claim.text, claim.start)
    )

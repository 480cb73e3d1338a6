"""The figures of the narrative that stand for a whole table: one a subject, or none.

`reports.claims` gives every figure; this keeps those that count what the table counts. A clause is compared only when every
word of it is understood (`rules.texts.clauses`); a hedged figure, a part, one channel, another scope or another period is
left out, and so is a subject with two different figures: it cannot be told which is meant. What is left out is never compared.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from reports import AgencyLevel, AgencyType, AnnualReport, Claim, Counted, Number, Place, Sentence, claims
from rules.texts.clauses import own_names, understood, whole_scope

SUBJECTS: Mapping[Counted, str] = {
    Counted.RECEIVED: "新收申请",
    Counted.ANSWERED: "答复申请",
    Counted.CARRIED_IN: "上年结转",
    Counted.CARRIED_OUT: "结转下年",
    Counted.REVIEW: "行政复议",
    Counted.SUIT: "行政诉讼",
}
_UNITS = ("件", "件次", "条", "份", "宗", "起", "例", "次", "个")
_NARROW = re.compile(
    r"本级|网|电子|在线|平台|微信|信函|邮|当面|当场|现场|窗口|传真|书面|电话|口头|公民|自然人|法人|企业|个人|组织|渠道|方式|办公室|下属|所属|各|"
    r"其中|包括|含|按期|按时|及时|逾期|超期|延期|予以公开|不予|部分|无法|撤回|补正|同意|类|有关|关于|涉及"
)
_NARROW_BEFORE = re.compile(r"本级|网|电子|信函|邮|当面|现场|窗口|传真|下属|所属|各")
_LEVEL = re.compile(r"本级|全[省市县区旗镇乡]|全系统|各|政府|直")
_OTHER_PERIOD = re.compile(
    r"增加|减少|增长|下降|上升|同比|环比|相比|较|上年度?(?!度?(?:结转|转入|顺延))|上一年度?(?!度?(?:结转|转入|顺延))|去年|往年|历年|累计|以来|截至|截止|"
    r"季度|上半年|下半年|月份|\d\s*月|今后|计划|预计|年来|[近前]\s*[\d一二两三四五六七八九十几]+\s*年|期前|之前|以前|期间|"
    r"除|此外|另外|再(?:未|无|没)"
)
_TAKEN_OFF = re.compile(
    r"(?:不|未)(?:予受理|予登记|计入|纳入|列入|统计)|剔除|扣除|撤回|撤销|实际受理|有效申请|重复|去重|去除|实际|转(?:办|交|送|来)"
)
"""After the figure: not all of it is in the table."""
_OTHER_VOICE = re.compile(
    r"[\u4e00-\u9fa5](?:局|委员会|委|厅|乡|镇|街道办?|部门|中心|法院|医院|学校|政府)(?!信息)"
)
_OF_DISCLOSURE = re.compile(r"信息公开|依申请公开|公开申请")
_REQUESTS = re.compile(r"(?:信息公开|公开(?:政府|政务)?信息)的?申请|依申请公开")
_OTHER_REQUESTS = re.compile(
    r"(?<!公开)(?<!公开的)(?<!信息)(?<!收到)(?<!受理)(?<!新收)(?<!接收)(?<!接到)(?<!答复)(?<!办结)(?<!办理)(?<!结转)(?<!结转的)(?<!依)(?<!共)申请"
)
"""An 申请 of something else: 登记申请, 许可申请."""
_LOST = re.compile(r"败诉|胜诉|纠正|维持|撤销|责令|驳回|审结|结案|应诉|出庭")
_AS_JUDGE = re.compile(r"收到|受理|接收|办理|处理|审理")
"""Cases that the agency decides as the organ of review are no cases against it."""
_FURTHER = re.compile(r"^(?:又|另|还|再|同时|此外|加上)")
_NO_REQUESTS = re.compile(
    r"(?:(?:未|没有|没)(?:收到|接到|新收|受理|发生|产生|出现)|无|没有)(?:过|任何|公民|法人|其[他它]组织|社会公众|提出|向我|的|和|或|、)*"
    r"(?:(?:政府|政务)?(?:信息公开|依申请公开(?:政府信息)?)的?申请|依申请公开(?:政府信息|信息)?的?)(?:件|事项|情况|案件)?$"
)
_NO_DISPUTES = re.compile(
    r"(?:未|没有|无)(?:收到|发生|产生|出现|被)?(?:过|任何|因|由|涉及|政府|政务|信息公开|依申请公开|工作|申请|答复|引起|引发|导致|而|被|提起|提出|的)*"
    r"(?:行政复议|行政诉讼)(?:案件|申请|情况|事项)?(?:(?:[、和或及]|以及)(?:被?提起)?(?:行政复议|行政诉讼)(?:案件|情况|事项)?)?(?:的?(?:案件|情况|情形|事项))?$"
)
_FIGURE = re.compile(r"\d|未|没|无|[一二两三四五六七八九十][件宗份起]")
_SENTENCE_ENDS = "。；;！？\n"
_YEAR = re.compile(r"(20\d\d)\s*年")


@dataclass(frozen=True, slots=True)
class Stated:
    """One figure that stands for the whole of its subject. `none` where words say it ("未收到"): the number is then 0."""

    subject: str
    number: Number
    none: bool
    text: str
    """The clause, as printed."""
    place: Place

    @property
    def id(self) -> str:
        return next((what.value for what, name in SUBJECTS.items() if name == self.subject), "")

    @property
    def lines(self) -> tuple[int, ...]:
        return () if self.place.line is None else (self.place.line,)


@dataclass(frozen=True, slots=True)
class _Whole:
    """What the agency's report may call the whole of it."""

    scope: str
    name: str | None


def stated_figures(
    report: AnnualReport, agency: AgencyType, level: AgencyLevel | None = None, name: str | None = None
) -> tuple[Stated, ...]:
    """At most one figure a subject, in order of appearance. `level` and `name` are the roster's, where it knows them."""
    name = name or report.agency.name
    scope = whole_scope(agency, level or report.agency.level, name)
    if scope is None:
        return ()
    whole = _Whole(scope, name)
    found: dict[str, list[Stated]] = {}
    report = replace(report, narrative=tuple(filter(_counts, report.narrative)))
    said_of_all = claims(report)
    mixed = {c.what for c in said_of_all if _another_scope(c, whole) or _FURTHER.search(c.text)}
    for claim in said_of_all:
        if claim.what in mixed:
            continue
        for stated in _comparable(claim, report, whole):
            found.setdefault(stated.subject, []).append(stated)
    return tuple(said[0] for said in found.values() if len({one.number for one in said}) == 1)


def _counts(paragraph: Sentence) -> bool:
    """Whether a paragraph can hold a figure of ours at all: most cannot, and claims are dear."""
    text = paragraph.text
    named = "申请" in text or "复议" in text or "诉讼" in text or "结转" in text
    return named and _FIGURE.search(text) is not None


def _comparable(claim: Claim, report: AnnualReport, whole: _Whole) -> tuple[Stated, ...]:
    """The claim as figures of its subject (two for "未发生行政复议、行政诉讼"), or nothing."""
    before, after = _around(claim, report)
    if (
        claim.hedges
        or claim.part
        or not _same_scope(claim, whole)
        or not (_of_disclosure(claim, before) or _none_at_all(claim, before, whole))
        or not understood(claim.text, whole.scope, whole.name)
        or _OTHER_PERIOD.search(before + claim.text)
        or _NARROW_BEFORE.search(before)
        or _OTHER_VOICE.search(_without_own(before, whole))
        or any(int(year) != report.year for year in _YEAR.findall(before + claim.text))
    ):
        return ()
    if claim.unit == "":
        return () if _others_had_some(claim, report) else _nothing(claim)
    subject = SUBJECTS.get(claim.what)
    if subject is None or claim.unit not in _UNITS or _NARROW.search(_plain(claim.text)):
        return ()
    if claim.what is Counted.RECEIVED and _TAKEN_OFF.search(after):
        return ()
    disputed = claim.what in (Counted.REVIEW, Counted.SUIT)
    if disputed and (_LOST.search(claim.text) or (_AS_JUDGE.search(claim.text) and "被" not in claim.text)):
        return ()
    return (Stated(subject, claim.number, False, claim.text, claim.place),)


def _nothing(claim: Claim) -> tuple[Stated, ...]:
    text = "".join(claim.text.split())
    subjects: tuple[Counted, ...] = ()
    if claim.what is Counted.RECEIVED and _NO_REQUESTS.search(text):
        subjects = (Counted.RECEIVED,)
    elif not _LOST.search(text) and _NO_DISPUTES.search(text):
        both = (Counted.REVIEW, Counted.SUIT)
        subjects = both if claim.what is Counted.REVIEW_AND_SUIT else (claim.what,)
    return tuple(
        Stated(SUBJECTS[one], 0, True, claim.text, claim.place)
        for one in subjects
        if one in (Counted.RECEIVED, Counted.REVIEW, Counted.SUIT)
    )


_OTHERS_HAD_SOME = re.compile(
    r"(?:下属|所属|下辖|直属|各(?:乡镇|部门|单位|科室|街道))[^。；;]{0,20}[\d一二两三四五六七八九十]\s*[件份宗起条]"
)


def _others_had_some(claim: Claim, report: AnnualReport) -> bool:
    """Whether the paragraph goes on with what units below it had: then "none" is said of the office alone."""
    return any(
        _OTHERS_HAD_SOME.search(paragraph.text, claim.start) is not None
        for paragraph in report.narrative
        if paragraph.place == claim.place and paragraph.text.startswith(claim.text, claim.start)
    )


def _without_own(text: str, whole: _Whole) -> str:
    """The text without the agency's own names and scope words: the first of them, then the first of the rest.

    The names are looked for as they are: a pattern made for every agency costs many times what it finds.
    """
    scope = _pattern(whole.scope)
    names = [name for name in own_names(whole.name) if name in text]
    kept, at = "", 0
    while names:
        spans = [
            (own, rank, own + len(name))
            for rank, name in enumerate(names)
            if (own := text.find(name, at)) >= 0
        ]
        if (said := scope.search(text, at)) is not None:
            spans.append((said.start(), len(names), said.end()))
        if not spans:
            break
        start, _, end = min(spans)
        kept, at = kept + text[at:start], end
    return kept + text[at:] if names else scope.sub("", text)


@lru_cache(maxsize=64)
def _pattern(scope: str) -> re.Pattern[str]:
    """There are few: a pattern a kind and level of agency."""
    return re.compile(scope)


def _same_scope(claim: Claim, whole: _Whole) -> bool:
    if any(_pattern(whole.scope).fullmatch(word) is None for word in claim.scope):
        return False
    return not _OTHER_VOICE.search(_without_own(claim.text, whole))


def _another_scope(claim: Claim, whole: _Whole) -> bool:
    """The narrative counts the same at another level too (本级 beside 全县): which of them the table means is not known."""
    return any(_LEVEL.search(word) and not _pattern(whole.scope).fullmatch(word) for word in claim.scope)


def _plain(clause: str) -> str:
    """The clause without the words that every such clause has and that look like a narrower kind."""
    return re.sub(
        r"公民、?法人(?:和|或|及|、)?(?:者)?其[他它]组织|因政府信息公开|有关政府信息公开|涉及政府信息公开",
        "",
        clause,
    )


def _of_disclosure(claim: Claim, before: str) -> bool:
    """Whether the clause, or its sentence before it, says that requests for information are meant; what follows does not count."""
    said = "".join((before + claim.text).split())
    if claim.what in (Counted.REVIEW, Counted.SUIT, Counted.REVIEW_AND_SUIT):
        return _OF_DISCLOSURE.search(said) is not None
    own = "".join(claim.text.split())
    return _REQUESTS.search(said) is not None and _OTHER_REQUESTS.search(own) is None


def _none_at_all(claim: Claim, before: str, whole: _Whole) -> bool:
    """Whether it says that there were no reviews or suits of any kind: then there were none over disclosure either.

    收到 may be said by an organ of review; after words of another matter (食品投诉20件，无行政复议) it is that matter's.
    """
    disputes = claim.what in (Counted.REVIEW, Counted.SUIT, Counted.REVIEW_AND_SUIT)
    ahead = re.sub(r"[，,：:（）()]", "", before)
    return (
        disputes
        and claim.unit == ""
        and not _AS_JUDGE.search(claim.text)
        and understood(ahead, whole.scope, whole.name)
    )


def _around(claim: Claim, report: AnnualReport) -> tuple[str, str]:
    """What stands before and after the claim in its sentence; empty where the paragraph is not found."""
    for paragraph in report.narrative:
        text = paragraph.text
        if paragraph.place == claim.place and text.startswith(claim.text, claim.start):
            start = max(text.rfind(mark, 0, claim.start) for mark in _SENTENCE_ENDS) + 1
            end = claim.start + len(claim.text)
            stop = min(
                (at for mark in _SENTENCE_ENDS if (at := text.find(mark, end)) >= 0), default=len(text)
            )
            return text[start : claim.start], text[end:stop]
    return "", ""

"""The figures of the narrative that stand for a whole table: one a subject, or none.

`reports.claims` gives every figure; this keeps those that count what the table counts. A clause is compared only when every
word of it is understood (`rules.texts.clauses`); a hedged figure, a part, one channel, another scope or another period is
left out, and so is a subject with two different figures: it cannot be told which is meant. What is left out is never compared;
of a text that breaks off nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reports import AgencyLevel, AgencyType, AnnualReport, Claim, Counted, Number, Place, Sentence, claims
from rules.texts.clauses import understood
from rules.texts.none_said import AS_JUDGE, DISPUTES, LOST, none_of_any_kind, plainly, said_to_be_none
from rules.texts.readings import may_stand_for
from rules.texts.setting import REACH, Setting, counted_before, paragraphs_on_request, setting_of
from rules.texts.whose import Whole, another_scope, of_another, same_scope, whole_of, without_scope

SUBJECTS: Mapping[Counted, str] = {
    Counted.RECEIVED: "新收申请",
    Counted.ANSWERED: "答复申请",
    Counted.ON_REQUEST: "依申请公开",
    Counted.CARRIED_IN: "上年结转",
    Counted.CARRIED_OUT: "结转下年",
    Counted.REVIEW: "行政复议",
    Counted.SUIT: "行政诉讼",
}
IDS: Mapping[str, str] = {name: what.value for what, name in SUBJECTS.items()} | {
    "制发规范性文件": "documents_issued",
    "废止规范性文件": "documents_repealed",
    "现行有效规范性文件": "documents_in_force",
    "行政许可决定": "licences",
    "行政处罚决定": "penalties",
    "行政强制决定": "coercion",
    "行政事业性收费": "fees",
    "无上年结转": "none_carried_in",
    "无结转下年": "none_carried_out",
}
"""What each subject is kept under, those of `rules.texts.disclosed` and `rules.texts.none_carried` among them."""
_UNITS = ("件", "件次", "条", "份", "宗", "起", "例", "次", "个")
_NARROW = re.compile(
    r"本级|网|电子|在线|平台|微信|信函|邮|当面|当场|现场|窗口|传真|书面|电话|口头|公民|自然人|法人|企业|个人|组织|渠道|方式|办公室|下属|所属|各|"
    r"其中|包括|含|按期|按时|及时|逾期|超期|延期|予以公开|不予|部分|无法|撤回|补正|同意|类|有关|关于|涉及"
)
_NARROW_BEFORE = re.compile(r"本级|网|电子|信函|邮|当面|现场|窗口|传真|下属|所属|各(?![类项种])")
_OTHER_PERIOD = re.compile(
    r"增加|减少|增长|下降|上升|同比|环比|相比|较|上一?年度?(?!度?(?:结转|转结|转入|顺延))|去年|往年|历年|(?<!年度)(?<![全本]年)累计|(?<![今本]年)(?<!\d年)以来|截至|截止|"
    r"季度|上半年|下半年|月份|\d\s*月|今后|计划|预计|(?<!一)年来|十一年来|[近前]\s*[\d一二两三四五六七八九十几]+\s*年|期前|之前|以前|期间|"
    r"除|此外|另外|再(?:未|无|没)|(?:改革|更名|合并|成立|挂牌|组建|划转|撤[并销])[前后]|(?<!还)原[省市州县区镇乡局]"
)
"""Of another time than the year, or of the part of it before or after the agency became what it is."""
_TAKEN_OFF = re.compile(
    r"(?:不|未)(?:予受理|予登记|计入|纳入|列入|统计|作为|含|包括|包含|计)|剔除|扣除|撤回|撤销|实际受理|有效申请|重复|去重|去除|实际|转(?:办|交|送|来)"
    r"|误投|错投|误发|合并|并案|计入|除外|(?:属于?|不是)(?:(?:政府|政务)?信息公开|[本我])|(?:[系为是]|属于?)(?:一般)?(?:业务|政策)?(?:咨询|投诉|信访)|涉及\s*\d+\s*[件项]|下一?年度统计"
)
"""After the figure: not all of it is in the table, or more than it is."""
_COUNTED_OTHERWISE = re.compile(
    r"口径|[仅只](?:统计|包[括含]|计)|(?:不|未)(?:作|做|列入|纳入|计入|进行)?统计"
)
"""Said anywhere in the paragraph: text and table do not count the same."""
_OF_A_LEVEL = re.compile(r"^\s*[（(][^（）()\d]{0,10}(?:本级|机关|办公室|以外)")
"""Behind the figure, in brackets: whose it is."""
_MIXED = re.compile(r"主动公开|公文|文件|属性|含|包括")
"""Beside 依申请公开3件: how documents are to be made public, not what was asked for; or what else is counted with it."""
_MORE_TRIALS = re.compile(
    r"一审|二审|再审|上诉|撤回|撤诉|终止|不予受理|历年|上年|往年|去年|结转|涉及[^，。；]{0,10}的(?:分别)?[为是]"
)
"""One dispute may be counted once in the table and at every instance in the text, in the year in which it came, or not if it was
taken back."""
_CARRIED = (Counted.CARRIED_IN, Counted.CARRIED_OUT)
_DISPUTE = re.compile("复议|诉讼")
"""Before what is carried over: cases, or applications, nobody can say."""
_AGAINST_IT = re.compile(r"被|(?:针对|涉及)[我本]")
_NEW = re.compile(r"新增|新收|新发生")
_OF_DISCLOSURE = re.compile(r"信息公开|依申请公开|公开申请")
_REQUESTS = re.compile(
    r"(?:信息公开|公开(?:(?:相关|有关)?(?:政府|政务)?信息)?)的?依?申请|(?:申请|要求)公开(?:相关|有关)?(?:政府|政务)信息|申请(?:政府|政务)信息公开"
    r"|依申请(?:公开|(?:政府|政务)?信息公开)"
)
_OTHER_REQUESTS = re.compile(
    r"(?<!^)(?<!零)(?<!公开)(?<!公开的)(?<!信息)(?<!信息的)(?<!收到)(?<!受理)(?<!新收)(?<!接收)(?<!接到)(?<!答复)(?<!办结)(?<!办理)(?<!结转)(?<!结转的)(?<!依)(?<!共)申请(?!(?:公开(?:相关|有关)?(?:政府|政务)信息|(?:政府|政务)信息公开))"
)
"""An 申请 of something else: 登记申请, 许可申请."""
_FURTHER = re.compile(r"^(?:又|另|还|再|同时|此外|加上)")
_FIGURE = re.compile(r"\d|未|没|无|零|[一二两三四五六七八九十][件宗份起]")
_MOST_CLAIMS = 300
"""The longest reports have some fifty; where there are more nobody says one figure for the whole, and each is held against all."""
_YEAR = re.compile(r"(20\d\d)\s*年")
_YEARS_END = re.compile(r"截[至止]到?(?:20\d\d年)?(?:12月(?:31日|底)|年?(?:底|末))[，,]?")
_INTO = re.compile(r"(?:结转|转结|顺延|转)(?:至|到|入)\s*(20\d\d)\s*年")


@dataclass(frozen=True, slots=True)
class Stated:
    """One figure that stands for the whole of its subject. `none` where words say it ("未收到"): the number is then 0."""

    subject: str
    number: Number
    none: bool
    text: str
    """The clause, as printed."""
    place: Place
    readings: tuple[Number, ...] = ()
    """What it may stand for (`rules.texts.readings`), the figure itself among it."""
    slack: Number = 0
    """How far a table may be from it and still say the same: figures in 万 and 亿 are rounded."""

    @property
    def id(self) -> str:
        return IDS.get(self.subject, "")

    @property
    def lines(self) -> tuple[int, ...]:
        return () if self.place.line is None else (self.place.line,)


def stated_figures(
    report: AnnualReport, agency: AgencyType, level: AgencyLevel | None = None, name: str | None = None
) -> tuple[Stated, ...]:
    """At most one figure a subject, in order of appearance. `level` and `name` are the roster's, where it knows them."""
    if text_is_cut(report):
        return ()  # what is not seen may hold another figure, or say why this one differs
    name = name or report.agency.name
    whole = whole_of(agency, level or report.agency.level, name)
    if whole is None:
        return ()
    found: dict[str, list[Stated]] = {}
    under = paragraphs_on_request(report.narrative)
    report = replace(report, narrative=tuple(filter(_counts, report.narrative)))
    said_of_all = claims(report)
    if len(said_of_all) > _MOST_CLAIMS:
        return ()
    mixed = {c.what for c in said_of_all if another_scope(c, whole) or _FURTHER.search(c.text)}
    for claim in said_of_all:
        if claim.what in mixed:
            continue
        for stated in _comparable(claim, report, whole, said_of_all, under):
            found.setdefault(stated.subject, []).append(stated)
    return tuple(said[0] for said in found.values() if len({one.number for one in said}) == 1)


def text_is_cut(report: AnnualReport) -> bool:
    """Whether part of the document itself could not be read; copies and pictures that hang on it are no part of its text."""
    beside = report.attachments or report.pictures
    return not beside and any(part.present and not part.certain for part in report.sections.values())


def _counts(paragraph: Sentence) -> bool:
    """Whether a paragraph can hold a figure of ours at all: most cannot, and claims are dear."""
    text = paragraph.text
    named = "申请" in text or "复议" in text or "诉讼" in text or "结转" in text
    return named and _FIGURE.search(text) is not None


def _comparable(
    claim: Claim, report: AnnualReport, whole: Whole, said: Sequence[Claim], on_request: frozenset[str]
) -> tuple[Stated, ...]:
    """The claim as figures of its subject (two for "未发生行政复议、行政诉讼"), or nothing."""
    setting = setting_of(claim, report, on_request)
    before, after = setting.before, setting.after
    if (
        claim.hedges
        or claim.part
        or len(before) > REACH  # what a sentence of such length goes on about nobody can say
        or not same_scope(claim, whole)
        or not (_of_disclosure(claim, setting) or none_of_any_kind(claim, before, whole))
        or not understood(_without_end(plainly(claim), claim), whole.scope, whole.name)
        or not all(
            understood(other.text, whole.scope, whole.name) for other in counted_before(claim, setting, said)
        )
        or _OTHER_PERIOD.search(_without_end(before + claim.text, claim))
        or _OF_A_LEVEL.search(after)
        or _NARROW_BEFORE.search(without_scope(before, whole))
        or of_another(before, whole)
        or not _of_this_year(claim, before, report)
        or (_MORE_TRIALS if claim.what in DISPUTES else _TAKEN_OFF).search(after)
        or _COUNTED_OTHERWISE.search(before + setting.tail)
        or (claim.what is Counted.ON_REQUEST and _MIXED.search(before + after))
        or (claim.what is Counted.ANSWERED and setting.counts_beside)
        or (claim.what in _CARRIED and _DISPUTE.search(before))
    ):
        return ()
    readings = may_stand_for(claim, setting)
    if claim.unit == "":
        none = said_to_be_none(claim, report)
        return tuple(Stated(SUBJECTS[one], 0, True, claim.text, claim.place, readings) for one in none)
    both = claim.what is Counted.REVIEW_AND_SUIT and claim.number == 0
    subjects = [
        SUBJECTS[one]
        for one in ((Counted.REVIEW, Counted.SUIT) if both else (claim.what,))
        if one in SUBJECTS
    ]
    units = ("件",) if claim.what is Counted.ON_REQUEST else _UNITS
    if claim.unit not in units or _NARROW.search(_plain(without_scope(claim.text, whole))):
        return ()
    if claim.what in DISPUTES and (
        LOST.search(claim.text)
        or (AS_JUDGE.search(claim.text) and not _AGAINST_IT.search(claim.text))
        or _NEW.search(claim.text)
    ):
        return ()
    return tuple(
        Stated(subject, claim.number, False, claim.text, claim.place, readings) for subject in subjects
    )


def _without_end(text: str, claim: Claim) -> str:
    """Where there was none: without the end of the year until which there was none. A figure so far may be of more years."""
    return _YEARS_END.sub("", text) if claim.number == 0 else text


def _of_this_year(claim: Claim, before: str, report: AnnualReport) -> bool:
    """Whether every year named is the report's own, or the next one where that is what applications are carried into."""
    year = report.year
    text = claim.text
    if year is not None and claim.what is Counted.CARRIED_OUT:
        text = _INTO.sub(lambda found: "" if int(found[1]) == year + 1 else found[0], text)
    return all(int(named) == year for named in _YEAR.findall(before + text))


def _plain(clause: str) -> str:
    """The clause without the words that every such clause has and that look like a narrower kind."""
    return re.sub(
        r"公民、?法人(?:和|或|及|、)?(?:者)?其[他它]组织|因政府信息公开|有关政府信息公开|涉及政府信息公开",
        "",
        clause,
    )


def _of_disclosure(claim: Claim, setting: Setting) -> bool:
    """Whether the clause, its sentence before it or its heading says that requests for information are meant; what follows does not count."""
    said = "".join((setting.before + claim.text).split())
    if claim.what in DISPUTES:
        return _OF_DISCLOSURE.search(said) is not None
    own = "".join(claim.text.split())
    of_requests = setting.on_request or _REQUESTS.search(said) is not None
    return of_requests and _OTHER_REQUESTS.search(own) is None

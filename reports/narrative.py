"""What the narrative says in figures, ready to be held against the tables: what is counted, the number, its scope and hedges.

A claim is only what one clause says by itself (or goes on from the clause before it): nothing is added up here, and a
number whose subject the clause does not name is no claim. Whether scope and table are the same is for the rules to ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from reports.document import Place
from reports.folding import WHOLE_FIGURE
from reports.model import AnnualReport, Number, Sentence
from reports.numerals import in_figures_or_words


class Counted(StrEnum):
    """What a claim counts."""

    RECEIVED = "received"
    """Applications that came in (table three, 一、本年新收)."""
    ANSWERED = "answered"
    ON_REQUEST = "on_request"
    """Of 依申请公开 without a word on what was done ("依申请公开信息21件"): received, answered and granted are all meant so."""
    CARRIED_IN = "carried_in"
    CARRIED_OUT = "carried_out"
    REVIEW = "review"
    """行政复议."""
    SUIT = "suit"
    """行政诉讼, both kinds."""
    REVIEW_AND_SUIT = "review_and_suit"
    """Both in one figure ("未发生行政复议、行政诉讼")."""
    PROACTIVE = "proactive"
    """Information made public unasked."""
    PROCESSING_FEE = "processing_fee"
    """信息处理费 (国办函〔2020〕109号), in yuan as `unit` says."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure of the narrative. `number` is 0 where the words say none ("未收到"); `unit` is then empty."""

    what: Counted
    number: Number
    unit: str
    scope: tuple[str, ...]
    """Words that narrow or widen it, as printed: 本级, 全县, 我局, 网上, 信函 …; empty when none is said."""
    hedges: tuple[str, ...]
    """余, 多, 约, 近 …: the number is not meant exactly."""
    part: bool
    """Said as a part of another figure (其中, 分别, 含)."""
    section: str | None
    text: str
    """The clause, as printed."""
    place: Place
    start: int
    """Where `text` begins in its paragraph (characters)."""


_SENTENCE = re.compile(r"[^。；;！？\n]+")
_CLAUSE = re.compile(r"[^，,（）()：:]+(?:(?<=\d)[,，](?=\d{3})[^，,（）()：:]*)*")
_UNITS = "件次|件|条|项|次|份|个|起|宗|例|人次|篇|万元|元"
_NUMBER = re.compile(
    rf"(?P<before>约|近|超过|逾|大约)?\s*(?P<number>{WHOLE_FIGURE}(?<![\d.〔\[月第])(?:(?<!年)|(?<=[下次]年))\d[\d,，]*(?:\.\d+)?)\s*"
    rf"(?P<after>余|多)?\s*(?P<unit>{_UNITS})(?!以)(?P<end>左右|以上)?"
)
_IN_WORDS = re.compile(
    r"(?P<before>约|近|超过|逾|大约)?\s*(?<![第每一二三四五六七八九十百千])(?P<number>[零〇一二两三四五六七八九十]{1,3})"
    r"(?P<after>余|多|几)?(?P<unit>件|宗|份|起)(?![事套])(?P<end>左右|以上)?"
)
"""A figure below a hundred in words; 次, 条, 项, 个 stand behind words too often that count nothing (一次性, 三项制度)."""
_AS_A_QUANTITY = re.compile(
    r"(?:数量|总数|总量|件数|申请量)(?:共计?|总计|合计)?(?:为|是)(?P<number>\d{1,6}|零)(?P<before>)(?P<after>)(?P<unit>)(?P<end>)$"
)
"""The figure that ends a clause: "申请数量为0"; applications, reviews and suits are counted in 件."""
_NONE = re.compile(
    r"未(?:收到|接到|接收|受理|发生|产生|出现|收取|被|因)|没有(?:收到|接到|发生|产生|收取|被)?|无(?:人|新增)?|零(?:申请|诉讼|复议)"
)
_NOT_A_COUNT = re.compile(r"投诉|举报|信访|留言|咨询|提案|建议|满意")
_NO_DISPUTES = re.compile(r"\D*(?:未|没有|无)\D*(?:复议|诉讼)\D*")
"""未发生因政府信息公开引起的举报、投诉、行政复议、行政诉讼: none of each."""
_SCOPES = re.compile(
    r"本级|全省|全市|全县|全区|全镇|全乡|全旗|全街道|全系统|各部门|各乡镇|各单位|我(?:省|市|县|区|镇|乡|旗|局|办|委|厅|院|街道|苏木|单位|部门|机关)|"
    r"本(?:机关|单位|部门|局|办|镇|乡|街道|苏木)|全街(?!道)|(?:市|县|区)(?:政府(?!信息)|直)|网上|网络|在线|平台|门户网站|微信|微博|新媒体|信函|邮寄|邮件|当面|现场|窗口|传真|书面|"
    r"(?:自然人|个人)(?!、?法人)|商业企业|企业"
)
_CONTENT = re.compile(
    r"(?P<carried_out>(?:结转|转结|转|顺延)(?:至|到|入)?(?:下|次)(?:一)?年|结转下年|(?:结转|转结|顺延)(?:至|到|入)\s*20\d\d\s*年)"
    r"|(?P<carried_in>上(?:一)?年度?(?:结转|转结|转入|顺延))"
    r"|(?P<processing_fee>信息处理费)"
)
_RECEIVING = re.compile(r"收到|新收|接收|接到|受理|共收|收受")
_ANSWERING = re.compile(r"答复|办结|办理|回复|予以公开")
_UNANSWERED = re.compile(
    r"(?:未|没有|无法|不予|不再|待|正在)(?:及时|按[时期]|能|完成|全部)?(?:答复|办结|办理|回复)|办理中|在办"
)
_PROACTIVE = re.compile(r"主动公开|(?:公开|发布|公布)(?:各类|各项|相关)?(?:政府|政务)?信息")
_FIGURE_OR_NONE = re.compile(r"\d|[未没无零]|[一二两三四五六七八九十][件宗份起]")
"""One of them is in every number and in every word for none."""
_SUBJECT = re.compile(rf"申请|复议|诉讼|处理费|转|顺延|{_PROACTIVE.pattern}")
"""One of them is in every clause that names what is counted without another before it."""
_PART = re.compile(r"其中|分别|包括|含")
_OWN_COUNT = re.compile(r"(?:申请|复议|诉讼|结转|顺延)\D*\d|(?:[无未零]|没有)\D*(?:申请|复议|诉讼)")
"""What a piece of an enumeration says by itself: "行政复议7件" beside "行政诉讼1件", 无申请 beside 无诉讼."""
_AND = re.compile("(以及|[、和及])")
_ON_REQUEST = re.compile(
    r"(?:依申请(?:公开(?:政府|政务)?(?:信息)?|(?:政府|政务)?信息公开)(?:事项|件数|数量|总数)?|(?:信息公开|公开(?:政府|政务)信息)的?申请)(?:共计?|总计|合计)?(?:为|是)?\s*\d"
)
"""Without a word of what was done: 依申请公开政府信息21件, 全年政府信息公开申请66件."""
_NO_APPLICATIONS = re.compile(
    r"(?:(?:无|没有|未)(?:发生|产生|出现)?)(?:过|任何|政府|政务|的)*(?:信息公开|依申请公开)|零申请"
    r"|(?:无人|(?:没有|无)(?:人|公民|群众|公众|社会公众|法人))[^，,]{0,24}(?:提出|提交|申请(?:公开)?(?:政府|政务)?信息)"
)
_HOW_MANY = re.compile(r"申请的?(?:数量|总数|总量|件数|数|量)(?:共计?|总计|合计)?(?:为|是)?(?:\d|零)")
"""政府信息公开申请数量为0: of those that came, where nothing else is said."""


def claims(report: AnnualReport) -> tuple[Claim, ...]:
    """Every claim of the narrative, in printed order."""
    return tuple(claim for sentence in report.narrative for claim in _of_paragraph(sentence))


def _of_paragraph(paragraph: Sentence) -> Iterator[Claim]:
    for sentence in _SENTENCE.finditer(paragraph.text):
        if not (_FIGURE_OR_NONE.search(sentence[0]) and _SUBJECT.search(sentence[0])):
            continue  # as most do
        subject: Counted | None = None
        head: tuple[str, ...] = ()
        part = False
        for text, at in _pieces(sentence[0]):
            named = _counted(text, subject)
            own_scope = tuple(dict.fromkeys(_SCOPES.findall(text)))
            head = head or own_scope
            part = part or _PART.search(text) is not None
            if named is not None:
                clause = _Clause(text, sentence.start() + at, own_scope or head, part)
                yield from _figures(named, clause, paragraph)
                subject = named


def _pieces(sentence: str) -> Iterator[tuple[str, int]]:
    """Its clauses, and where each begins; an enumeration is taken apart where every piece names and counts its own."""
    for clause in _CLAUSE.finditer(sentence):
        pieces = _AND.split(clause[0])
        if len(pieces) == 1 or not all(map(_OWN_COUNT.search, pieces[::2])):
            pieces = [clause[0]]
        at = clause.start()
        for turn, piece in enumerate(pieces):
            if turn % 2 == 0:
                yield piece.strip(), at + len(piece) - len(piece.lstrip())
            at += len(piece)


def _counted(clause: str, before: Counted | None) -> Counted | None:
    """What a clause counts; `before` is what the clause ahead of it in the same sentence counted."""
    if _NOT_A_COUNT.search(clause) and not _NO_DISPUTES.fullmatch(clause):
        return None
    special = _CONTENT.search(clause)
    review, suit = "复议" in clause, "诉讼" in clause
    if special and special.lastgroup:
        what = Counted(special.lastgroup)
        return what if what is Counted.PROCESSING_FEE or not (review or suit) else None
    if review or suit:
        return Counted.REVIEW_AND_SUIT if review and suit else Counted.REVIEW if review else Counted.SUIT
    return _of_applications(clause, before) or _proactive(clause)


def _of_applications(clause: str, before: Counted | None) -> Counted | None:
    applying, receiving = "申请" in clause, _RECEIVING.search(clause) is not None
    said = receiving or _NO_APPLICATIONS.search(clause) or _HOW_MANY.search("".join(clause.split()))
    going_on = before in (Counted.RECEIVED, Counted.ANSWERED)
    if _ANSWERING.search(clause):
        return Counted.ANSWERED if (applying or going_on) and not _UNANSWERED.search(clause) else None
    if applying and said:
        return Counted.RECEIVED
    return Counted.ON_REQUEST if _ON_REQUEST.search(clause) else None


def _proactive(clause: str) -> Counted | None:
    return Counted.PROACTIVE if _PROACTIVE.search(clause) and "申请" not in clause else None


_IN_PIECES = frozenset(Counted) - {Counted.PROACTIVE, Counted.PROCESSING_FEE}


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    start: int
    scope: tuple[str, ...]
    part: bool


def _figures(what: Counted, clause: _Clause, paragraph: Sentence) -> Iterator[Claim]:
    """The one figure of a clause; several in one clause are not told apart, so none is claimed."""
    found = [*_NUMBER.finditer(clause.text), *_IN_WORDS.finditer(clause.text)]
    if not found and what in _IN_PIECES and (said := _AS_A_QUANTITY.search("".join(clause.text.split()))):
        found = [said]
    number: Number | None = None
    unit = ""
    hedges: tuple[str, ...] = ()
    if not found and _NONE.search(clause.text) and what is not Counted.PROACTIVE:
        number = 0
    elif len(found) == 1:
        (match,) = found
        number, unit = in_figures_or_words(match["number"]), match["unit"] or "件"
        hedges = tuple(match[name] for name in ("before", "after", "end") if match[name])
    if number is None:
        return
    yield Claim(
        what=what,
        number=number,
        unit=unit,
        scope=clause.scope,
        hedges=hedges,
        part=clause.part,
        section=paragraph.section,
        text=clause.text,
        place=paragraph.place,
        start=clause.start,
    )

"""Lists and facts for the rules that hold the narrative against the tables, last year's report and other agencies'."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reports import AnnualReport, Place, ReportKind, may_be_same_agency
from rules.engine.case import Case, Paged, Prior
from rules.engine.draft import Draft
from rules.engine.draft_cells import ABSENT
from rules.engine.facts import agency_level, agency_type, given_day
from rules.engine.things import DATE, TRUTH, Fact, Give, Kind, Load, Type, list_of
from rules.engine.unknown import unknown
from rules.texts import (
    TEMPLATE_AGENCIES,
    Comparison,
    Listed,
    Neighbours,
    Stated,
    compare,
    listed_sums,
    masked,
    neighbours,
    none_carried,
    stated_disclosures,
    stated_figures,
)

ALIKE = 0.80
"""Likeness from which another agency's narrative is listed at all; a rule may ask for more, not for less."""
NOT_COMPARED = Comparison("", 0, 0, ())
"""Stands where it is certain that there is nothing to compare: its length is below every rule's."""
NOTHING_STATED = Stated("", 0, False, "", Place())
"""Stands where the narrative has no comparable figure: no rule is about it, so nothing passes for having been compared."""
NOTHING_LISTED = Listed(0, (), "", False, "", Place())
MAX_SENTENCES = 3000
_unread = unknown("narrative", "正文", "没有读到")
_no_previous = unknown("previous.narrative", "上年报告", "不可得：上年报告未收录")
_not_last_year = unknown("previous.narrative", "上年报告", "未能确认是上一年度的另一份报告")
_no_siblings = unknown("siblings", "其他单位的报告", "没有可比的")
_too_few = unknown("siblings", "其他单位的报告", "太少，分不清是不是上级统一的模板")
_no_founding = unknown("agency.founded", "成立日期", "名录中没有")


def _readable(case: Case) -> bool:
    return 0 < len(case.report.narrative) <= MAX_SENTENCES


def _stated(case: Case) -> object:
    if not _readable(case):
        return _unread
    whose = agency_type(case), agency_level(case), case.agency.name
    found = (
        *stated_figures(case.report, *whose),
        *stated_disclosures(case.report, *whose),
        *none_carried(case.report, *whose),
    )
    return found or (NOTHING_STATED,)


def _sums(case: Case) -> object:
    return listed_sums(case.report) or (NOTHING_LISTED,) if _readable(case) else _unread


def _with_last_year(case: Case) -> object:
    if not _readable(case):
        return _unread
    previous = case.previous
    if previous is None:
        return (NOT_COMPARED,) if case.prior is Prior.NONE else _no_previous
    if case.report.year is None or previous.year != case.report.year - 1:
        return _not_last_year
    return (compare(masked(case.report), masked(previous)),)


@dataclass(frozen=True, slots=True)
class _SameYear:
    """The siblings that may be compared, with their positions; and the report among them."""

    siblings: list[tuple[int, AnnualReport]]
    among: Neighbours | None
    """`None` too where they are too few."""


def _same_year(case: Case) -> _SameYear:
    found = [
        (at, report)
        for at, report in enumerate(case.siblings)
        if report.kind is ReportKind.ANNUAL_REPORT and report.year == case.report.year
    ]
    enough = len(found) >= TEMPLATE_AGENCIES
    return _SameYear(found, neighbours(case.report, [report for _, report in found]) if enough else None)


def stirred_siblings(case: Case) -> tuple[int, ...]:
    """Positions of the siblings of which something else may be true since this report is there: they are to be judged
    again. Not the whole county: those it is like, and those it has made a template with."""
    if not _readable(case):
        return ()
    same_year = case.once(_same_year)
    if same_year.among is None:
        return ()
    names = same_year.among.stirred_by(case.report.agency.name or "", ALIKE)
    return tuple(at for at, sibling in same_year.siblings if sibling.agency.name in names)


def _with_siblings(case: Case) -> object:
    if not _readable(case):
        return _unread
    same_year = case.once(_same_year)
    if not same_year.siblings:
        return _no_siblings
    if len(same_year.siblings) < TEMPLATE_AGENCIES:
        return _too_few
    among = same_year.among
    mine = case.report.agency.name or ""
    alike = () if among is None else among.like(mine, ALIKE)
    return tuple(
        replace(one, page=_page(case, one.name)) for one in alike if not may_be_same_agency(mine, one.name)
    )


def _page(case: Case, name: str) -> str:
    """Where the sibling of that name is published: an office looks at both."""
    found = (at for at, report in case.once(_same_year).siblings if report.agency.name == name)
    return (case.siblings.page(next(found)) or "") if isinstance(case.siblings, Paged) else ""


def _prior_report(case: Case) -> object:
    if case.previous is not None:
        return True
    return False if case.prior is Prior.NONE else _no_previous


def _give_sibling(draft: Draft, raw: object) -> None:
    draft.siblings += str(raw).split("\n\n")


def _give_founded(draft: Draft, raw: object) -> None:
    draft.founded = given_day(raw)


def _give_prior(draft: Draft, raw: object) -> None:
    if raw == "有":
        draft.last_year()
    elif raw == ABSENT:
        draft.prior = Prior.NONE
    else:
        raise ValueError("上年有年报只能写 有 或 不存在")


def comparison_lists() -> dict[str, Fact]:
    """By word: 文述数字, 分项之和, 上年比对, 同级相似; and the facts 上年有年报 and 成立日期."""

    def records(
        word: str, key: str, name: str, load: Load, give: Give | None = None, *, place: str = "narrative"
    ) -> Fact:
        return Fact(key, list_of(Type(Kind.RECORD, record=word)), name, load, place, give=give)

    return {
        "文述数字": records("文述数字", "narrative.figures", "正文所述的数", _stated),
        "分项之和": records("分项之和", "narrative.sums", "正文所列的分项", _sums),
        "上年比对": records(
            "上年比对",
            "narrative.previous",
            "与上年正文的比对",
            _with_last_year,
            place="previous.narrative",
        ),
        "同级相似": records(
            "同级相似", "narrative.siblings", "与其他单位正文的比对", _with_siblings, _give_sibling
        ),
        "上年有年报": Fact(
            "previous.exists", TRUTH, "上年是否有年报", _prior_report, "previous", give=_give_prior
        ),
        "成立日期": Fact(
            "agency.founded",
            DATE,
            "成立日期",
            lambda case: case.agency.founded or _no_founding,
            "agency.founded",
            give=_give_founded,
        ),
    }

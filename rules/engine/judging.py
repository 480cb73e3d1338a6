"""From what compiled rules return to verdicts: whose fault it looks like, which lines, which numbers, in which words.

A failure that rests on a place the reader was not sure of is unknown, and the reader's: we never accuse an agency because
we could not read something.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from reports import ABSENT_CELL, AnnualReport, CellState, Place, ReportKind, is_same_agency
from rules.engine.case import Case
from rules.engine.compiled import NOT_APPLICABLE, Compiled, Member
from rules.engine.seen_words import doubts, seen
from rules.engine.things import Code, Fact, Thing
from rules.engine.unknown import Cause, Failure, Undecided, Unknown
from rules.engine.verdict import Outcome

NOT_SURE_OF_KIND = Unknown((Cause("report.kind", "这份文件", "未能确认是不是年度报告"),))
_OF_LAST_YEAR = "previous."
"""How the places of everything begin that comes from last year's report."""


class Result(NamedTuple):
    """What one member of a rule came to, before it is put into words."""

    member: Member
    outcome: Outcome
    value: object
    record: object = None
    number: int = 0


def member_thing(over: object) -> Thing | None:
    """What the variable of `for_each` stands for while the words of a report's list are compiled."""
    return Code("e", over.type.of) if isinstance(over, Fact) and over.type.of is not None else None


def results(
    compiled: Compiled, slots: Sequence[object], values: Sequence[object], case: Case
) -> list[Result]:
    """One result a member, from what the rule gave for each of them; of a list of the report, for each of its records."""
    if compiled.record is not None:
        return _over_records(compiled, slots, values, case)
    return [
        _result(member, value, case, None, number)
        for number, (member, value) in enumerate(zip(compiled.members, values, strict=True))
    ]


@dataclass(slots=True)
class Together:
    """What a rule that reports once came to: only what does not hold is kept, of members that hold only that there are any."""

    failed: list[Member]
    records: list[object]
    """Those of the failed members that are records of the report."""
    broken: list[tuple[Member, object]]
    undecided: list[tuple[Member, object]]
    passed: bool
    count: int


def together(compiled: Compiled, values: Sequence[object], case: Case) -> Together:
    """The same of all members of the form, without a result for each: there may be two hundred."""
    found = Together([], [], [], [], passed=False, count=len(values))
    sure = certain(case)
    for member, value in zip(compiled.members, values, strict=True):
        if value is True:
            found.passed = True
        elif value is False:
            doubt = None if sure else doubtful(member, case)
            if doubt is None:
                found.failed.append(member)
            else:
                found.undecided.append((member, doubt))
        elif isinstance(value, Failure):
            found.broken.append((member, value))
        elif value is not NOT_APPLICABLE:
            found.undecided.append((member, value))
    return found


def together_of(results: Sequence[Result]) -> Together:
    """The same of results."""

    def those(outcome: Outcome) -> list[Result]:
        return [one for one in results if one.outcome is outcome]

    failed = those(Outcome.FAIL)
    return Together(
        [one.member for one in failed],
        [one.record for one in failed],
        [(one.member, one.value) for one in those(Outcome.ERROR)],
        [(one.member, one.value) for one in those(Outcome.UNKNOWN)],
        bool(those(Outcome.PASS)),
        len(results),
    )


def _over_records(
    compiled: Compiled, slots: Sequence[object], values: Sequence[object], case: Case
) -> list[Result]:
    assert compiled.record is not None
    assert compiled.over is not None
    (pattern,) = compiled.members
    records: Any = slots[compiled.over]
    if isinstance(records, Undecided):
        return [_result(pattern, records, case, None, 0)]
    passed = Result(pattern, Outcome.PASS, True)
    skipped = Result(pattern, Outcome.NOT_APPLICABLE, NOT_APPLICABLE)
    found, taken = [], set()
    for number, (record, value) in enumerate(zip(records, values, strict=True)):
        if value is True or value is NOT_APPLICABLE:
            found.append(passed if value is True else skipped)
            continue
        id = compiled.record.id(record)
        if id in taken:
            id = f"{id} #{number + 1}"
        taken.add(id)
        member = Member(id, compiled.record.label(record), pattern.rests, at=compiled.record.place(record))
        found.append(_result(member, value, case, record, number))
    return found


def _result(member: Member, value: object, case: Case, record: object, number: int) -> Result:
    if value is True:
        return Result(member, Outcome.PASS, value, record, number)
    if value is NOT_APPLICABLE:
        return Result(member, Outcome.NOT_APPLICABLE, value, record, number)
    if value is False:
        doubt = doubtful(member, case)
        return (
            Result(member, Outcome.FAIL, value, record, number)
            if doubt is None
            else Result(member, Outcome.UNKNOWN, doubt, record, number)
        )
    return Result(
        member, Outcome.ERROR if isinstance(value, Failure) else Outcome.UNKNOWN, value, record, number
    )


def certain(case: Case) -> bool:
    """Whether no failure is in doubt: it is a report, and every place of it was read."""
    if case.publication.not_listed is not None:
        return True
    annual = case.report.kind is ReportKind.ANNUAL_REPORT
    sure = annual and not _unsure(case.report) and not _unsure(case.previous)
    return sure and not (seen(case.report) or seen(case.previous)) and _not_comparable(case) is None


def doubtful(member: Member, case: Case) -> Unknown | None:
    """Why a failure may not be said: we are not sure that it is a report, or that we read these places right."""
    if case.publication.not_listed is not None:
        return None
    if case.report.kind is not ReportKind.ANNUAL_REPORT:
        return NOT_SURE_OF_KIND
    incomparable = _not_comparable(case)
    if incomparable is not None and any(fact.place.startswith(_OF_LAST_YEAR) for fact in member.rests):
        return Unknown((incomparable,))
    causes = doubts(member.rests, case)
    if not _unsure(case.report) and not _unsure(case.previous):
        return Unknown(tuple(dict.fromkeys(causes))) if causes else None
    for fact in member.rests:
        if not fact.address:
            continue
        report = case.previous if fact.previous else case.report
        place = report.cell(fact.address).place if report is not None else None
        if report is not None and place is not None and _in_doubt(report, place):
            causes.append(Cause(fact.place, fact.name, "所在位置未能可靠读取"))
    return Unknown(tuple(dict.fromkeys(causes))) if causes else None


def _not_comparable(case: Case) -> Cause | None:
    """Why last year's report may not be held against this one's.

    It is of another year or of none that is known, or surely no annual report, it names another agency or none (renamed, merged,
    a namesake in another county, or not its report at all), it was published elsewhere with other figures (nobody knows which of the two this year goes on from), or one of the two says that
    its figures are of another year than its title (the wrong file behind the link: then one year would be compared with itself).
    """
    previous = case.previous
    if previous is None:
        return None
    another = _another_report(case.report, previous)
    if another is not None:
        return another
    if any(_other_figures(previous, copy) for copy in case.previous_copies):
        return Cause("previous.copies", "上年报告", "另有一个版本，数字不同，不能确定以哪一份为准")
    for report, place, name in (
        (case.report, "report.period", "本年报告"),
        (previous, "previous.period", "上年报告"),
    ):
        if report.period is not None and report.year is not None and report.period[1][:4] != str(report.year):
            return Cause(place, name, "所写统计期限不是标题所写的年度，可能挂错了文件")
    return None


def _another_report(report: AnnualReport, previous: AnnualReport) -> Cause | None:
    """Why it may not be the report of the year before, or not the same agency's, by what both print."""
    if previous.year is None or report.year is None or previous.year != report.year - 1:
        found = "年度不明" if previous.year is None else f"是{previous.year}年度的，不是上一年度的"
        return Cause("previous.year", "上年报告", found)
    if previous.kind is not ReportKind.ANNUAL_REPORT:
        return Cause("previous.kind", "上年报告", "未能确认是不是年度报告")
    now, before = report.agency.name, previous.agency.name
    if before is None:
        return Cause("previous.agency", "上年报告", "没有识别出是哪个单位的")
    if now and now != before and not is_same_agency(now, before):
        return Cause("previous.agency", "上年报告", f"的单位是“{before}”，可能改过名、有过合并或不是同一单位")
    here, there = report.agency.division, previous.agency.division
    if here and there and not (here.startswith(there) or there.startswith(here)):
        return Cause("previous.agency", "上年报告", "的单位在另一区划，可能是别处的同名单位")
    return None


def _other_figures(one: AnnualReport, other: AnnualReport) -> bool:
    """Whether a cell holds one number in one and another in the other."""
    return any(
        cell.state is CellState.NUMBER
        and (there := other.cells.get(address, ABSENT_CELL)).state is CellState.NUMBER
        and cell.value != there.value
        for address, cell in one.cells.items()
    )


def _unsure(report: AnnualReport | None) -> bool:
    return report is not None and any(one.place is not None for one in report.uncertain)


def _in_doubt(report: AnnualReport, place: Place) -> bool:
    return any(one.place is not None and covers(one.place, place) for one in report.uncertain)


def covers(outer: Place, inner: Place) -> bool:
    """Every count `outer` gives is the same in `inner`, and it gives at least one finer than the page."""
    said = [
        (getattr(outer, name), getattr(inner, name)) for name in ("page", "line", "table", "row", "column")
    ]
    given = [(mine, other) for mine, other in said if mine is not None]
    return any(mine is not None for mine, _ in said[1:]) and all(mine == other for mine, other in given)

"""From what compiled rules return to verdicts: whose fault it looks like, which lines, which numbers, in which words.

A failure that rests on a place the reader was not sure of is unknown, and the reader's: we never accuse an agency because
we could not read something.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from reports import AnnualReport, Place, ReportKind
from rules.engine.case import Case
from rules.engine.compiled import NOT_APPLICABLE, Compiled, Member
from rules.engine.things import Code, Fact, Thing
from rules.engine.unknown import Cause, Failure, Undecided, Unknown
from rules.engine.verdict import Outcome

NOT_SURE_OF_KIND = Unknown((Cause("report.kind", "这份文件", "未能确认是不是年度报告"),))
MAX_NAMES = 12
"""Names listed in one message."""


class TouchedError(Exception):
    """A rule looked at the record it is given."""


class _Untouched:
    """Stands for any record: what a rule says without looking at it, it says of every record."""

    def __getattribute__(self, name: str) -> object:
        raise TouchedError


UNTOUCHED = _Untouched()


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
    """One result a member, from what the compiled rule gave; a list of the report is gone over here."""
    if compiled.record is not None:
        return _over_records(compiled, slots, case)
    if compiled.rule.text.report == "once":
        return _together(compiled, values, case)
    return [
        _result(member, value, case, None, number)
        for number, (member, value) in enumerate(zip(compiled.members, values, strict=True))
    ]


def _together(compiled: Compiled, values: Sequence[object], case: Case) -> list[Result]:
    """Results of a rule that reports once: passing members share one, and those it is not about."""
    if not compiled.members:
        return []
    passed = Result(compiled.members[0], Outcome.PASS, True)
    skipped = Result(compiled.members[0], Outcome.NOT_APPLICABLE, NOT_APPLICABLE)
    sure = certain(case)
    found: list[Result] = []
    for number, (member, value) in enumerate(zip(compiled.members, values, strict=True)):
        if value is True:
            found.append(passed)
        elif value is False and sure:
            found.append(Result(member, Outcome.FAIL, False, None, number))
        elif value is NOT_APPLICABLE:
            found.append(skipped)
        else:
            found.append(_result(member, value, case, None, number))
    return found


def _over_records(compiled: Compiled, slots: Sequence[object], case: Case) -> list[Result]:
    assert compiled.record is not None
    assert compiled.over is not None
    (pattern,) = compiled.members
    records: Any = slots[compiled.over]
    if isinstance(records, Undecided):
        return [_result(pattern, records, case, None, 0)]
    one = compiled.run(slots)
    passed = Result(pattern, Outcome.PASS, True)
    skipped = Result(pattern, Outcome.NOT_APPLICABLE, NOT_APPLICABLE)
    try:
        alike = one(UNTOUCHED)
    except TouchedError:
        alike = None
    if alike is True or alike is NOT_APPLICABLE:
        return [passed if alike is True else skipped] * len(records)
    found, taken = [], set()
    for number, record in enumerate(records):
        value = one(record)
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
        doubt = doubtful(member, case, record)
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
    return annual and not _unsure(case.report) and not _unsure(case.previous)


def doubtful(member: Member, case: Case, record: object) -> Unknown | None:
    """Why a failure may not be said: we are not sure that it is a report, or that we read these places right."""
    if case.publication.not_listed is not None:
        return None
    if case.report.kind is not ReportKind.ANNUAL_REPORT:
        return NOT_SURE_OF_KIND
    if not _unsure(case.report) and not _unsure(case.previous):
        return None
    causes = []
    for fact in member.rests:
        if not fact.address:
            continue
        report = case.previous if fact.previous else case.report
        place = report.cell(fact.address).place if report is not None else None
        if report is not None and place is not None and _in_doubt(report, place):
            causes.append(Cause(fact.place, fact.name, "所在位置未能可靠读取"))
    return Unknown(tuple(causes)) if causes else None


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

"""From what compiled rules return to verdicts: whose fault it looks like, which lines, which numbers, in which words.

A failure that rests on a place the reader was not sure of is unknown, and the reader's: we never accuse an agency because
we could not read something.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports import AnnualReport, Place, ReportKind
from rules.engine.case import Case
from rules.engine.compiled import NOT_APPLICABLE, Compiled, Member, RuleCompiler
from rules.engine.compiler import Slots
from rules.engine.functions import shown
from rules.engine.rule import Rule
from rules.engine.template import holes, parts
from rules.engine.things import Code, Fact, Thing
from rules.engine.unknown import Cause, Failure, Undecided, Unknown
from rules.engine.verdict import Attribution, Outcome, Scalar, Severity, Verdict
from rules.engine.vocabulary import View

NOT_SURE_OF_KIND = Unknown((Cause("report.kind", "这份文件", "未能确认是不是年度报告"),))
MAX_NAMES = 12
"""Names listed in one message."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one member of a rule came to, before it is put into words."""

    member: Member
    outcome: Outcome
    value: object
    record: object = None
    number: int = 0


def member_thing(over: object) -> Thing | None:
    """What the variable of `for_each` stands for while the words of a report's list are compiled."""
    return Code("e", over.type.of) if isinstance(over, Fact) and over.type.of is not None else None


def results(compiled: Compiled, slots: Sequence[object], case: Case) -> list[Result]:
    """One result a member. Passing members are given back too: an example may ask for them."""
    if compiled.record is not None:
        return _over_records(compiled, slots, case)
    values = compiled.run(slots)
    return [
        _result(member, value, case, None, number)
        for number, (member, value) in enumerate(zip(compiled.members, values, strict=True))
    ]


def _over_records(compiled: Compiled, slots: Sequence[object], case: Case) -> list[Result]:
    assert compiled.record is not None
    assert compiled.over is not None
    (pattern,) = compiled.members
    records: Any = slots[compiled.over]
    if isinstance(records, Undecided):
        return [_result(pattern, records, case, None, 0)]
    one = compiled.run(slots)
    found, taken = [], set()
    for number, record in enumerate(records):
        id = compiled.record.place(record)
        if id in taken:
            id = f"{id} #{number + 1}"
        taken.add(id)
        member = Member(id, compiled.record.label(record), pattern.rests)
        found.append(_result(member, one(record), case, record, number))
    return found


def _result(member: Member, value: object, case: Case, record: object, number: int) -> Result:
    if value is True:
        return Result(member, Outcome.PASS, value, record, number)
    if value is NOT_APPLICABLE:
        return Result(member, Outcome.NOT_APPLICABLE, value, record, number)
    if value is False:
        doubt = doubtful(member, case, record)
        return Result(
            member, Outcome.FAIL if doubt is None else Outcome.UNKNOWN, doubt or value, record, number
        )
    return Result(
        member, Outcome.ERROR if isinstance(value, Failure) else Outcome.UNKNOWN, value, record, number
    )


def doubtful(member: Member, case: Case, record: object) -> Unknown | None:
    """Why a failure may not be said: we are not sure that it is a report, or that we read these places right."""
    if case.report.kind is not ReportKind.ANNUAL_REPORT:
        return NOT_SURE_OF_KIND
    causes = []
    for fact in member.rests:
        if not fact.address:
            continue
        report = case.previous if fact.previous else case.report
        place = report.cell(fact.address).place if report is not None else None
        if report is not None and place is not None and _in_doubt(report, place):
            causes.append(Cause(fact.place, fact.name, "所在位置未能可靠读取"))
    return Unknown(tuple(causes)) if causes else None


def _in_doubt(report: AnnualReport, place: Place) -> bool:
    return any(one.place is not None and covers(one.place, place) for one in report.uncertain)


def covers(outer: Place, inner: Place) -> bool:
    """Every count `outer` gives is the same in `inner`, and it gives at least one finer than the page."""
    said = [
        (getattr(outer, name), getattr(inner, name)) for name in ("page", "line", "table", "row", "column")
    ]
    given = [(mine, other) for mine, other in said if mine is not None]
    return any(mine is not None for mine, _ in said[1:]) and all(mine == other for mine, other in given)


class Wording:
    """Words of one rule's verdicts for one view; compiled when first needed, for most rules never fail."""

    def __init__(self, compiled: Compiled, view: View) -> None:
        self.compiled = compiled
        self.rule = compiled.rule
        self.view = view
        self._made: dict[str, tuple[Callable[..., Sequence[object]], Slots]] = {}

    def details(self, result: Result, case: Case, once: Mapping[str, object]) -> Sequence[object]:
        key = result.member.id if result.record is None else "#"
        if key not in self._made:
            slots = Slots()
            compiler = RuleCompiler(self.rule, self.view, slots)
            name, over = compiler.over()
            thing = result.member.thing if result.record is None else member_thing(over)
            self._made[key] = (compiler.details(thing, name), slots)
        run, slots = self._made[key]
        return run([fact.load(case) for fact in slots.facts], result.record, once)

    def failed(
        self, result: Result, case: Case, once: Mapping[str, object], places: tuple[str, ...]
    ) -> Verdict:
        """The verdict of a failure: its sentence with the numbers, its severity by the rule's grades."""
        text = self.rule.text
        left, right, *rest = self.details(result, case, once)
        grades, said = rest[: len(text.grades)], rest[len(text.grades) :]
        severity = next(
            (
                Severity(grade.severity)
                for grade, holds in zip(text.grades, grades, strict=True)
                if holds is True
            ),
            self.rule.severity,
        )
        values: dict[str, Scalar] = {}
        for label, value in (("左边", left), ("右边", right)):
            if value is not None and not isinstance(value, Undecided | tuple | list):
                values[label] = value  # type: ignore[assignment] # scalars only: a comparison has no other sides
        sentence, index = "", 0
        for part in parts(text.message):
            if isinstance(part, str):
                sentence += part
                continue
            value = said[index]
            index += 1
            sentence += shown(value)
            values[part.label] = shown(value) if isinstance(value, Undecided | tuple | list) else value  # type: ignore[assignment] # scalars
        return self.verdict(
            result.member,
            Outcome.FAIL,
            severity=severity,
            attribution=self.rule.attribution,
            message=sentence,
            values=values,
            places=places,
            lines=lines_of(case.report, places, self.compiled, result.record),
            subject="" if text.report == "once" else result.member.id,
        )

    def undecided(self, result: Result, case: Case, places: tuple[str, ...], subject: str) -> Verdict:
        """An unknown says what stood in the way; an error, what broke."""
        value = result.value
        if isinstance(value, Failure):
            return self.verdict(
                result.member, Outcome.ERROR, attribution=Attribution.READER, places=places, subject=subject,
                message=f"规则“{self.rule.title}”无法计算：{value.why}。请联系规则维护人员。",
            )  # fmt: skip
        assert isinstance(value, Unknown)
        said = "；".join(str(cause) for cause in value.causes[:5])
        more = f"等{len(value.causes)}处" if len(value.causes) > 5 else ""
        return self.verdict(
            result.member,
            Outcome.UNKNOWN,
            attribution=attribution_of(value),
            message=f"无法判断“{self.rule.title}”：{said}{more}。",
            causes=tuple(cause.place for cause in value.causes),
            places=places,
            lines=lines_of(
                case.report, tuple(cause.place for cause in value.causes), self.compiled, result.record
            ),
            subject=subject,
        )

    def verdict(
        self,
        member: Member,
        outcome: Outcome,
        *,
        attribution: Attribution = Attribution.UNCLEAR,
        severity: Severity | None = None,
        message: str = "",
        values: Mapping[str, Scalar] | None = None,
        places: tuple[str, ...] = (),
        lines: tuple[int, ...] = (),
        causes: tuple[str, ...] = (),
        subject: str | None = None,
    ) -> Verdict:
        rule = self.rule
        return Verdict(
            rule=rule.id,
            version=rule.version,
            outcome=outcome,
            severity=severity or rule.severity,
            attribution=attribution,
            subject=member.id if subject is None else subject,
            places=places,
            lines=lines,
            values=values or {},
            message=message,
            title=rule.title,
            title_en=rule.title_en,
            basis=rule.basis,
            remedy=rule.text.remedy or "",
            status=rule.status,
            causes=causes,
        )


def attribution_of(value: Unknown) -> Attribution:
    """The reader's, where a cell or text could not be read; else unclear."""
    read = any(
        cause.why in ("未能可靠读取", "所在位置未能可靠读取", "未能确认有无") for cause in value.causes
    )
    return Attribution.READER if read else Attribution.UNCLEAR


def lines_of(
    report: AnnualReport, places: Sequence[str], compiled: Compiled, record: object
) -> tuple[int, ...]:
    """Source lines of cells, sections and records, ascending."""
    found: set[int] = set()
    if record is not None and compiled.record is not None:
        found.update(compiled.record.lines(record))
    for place in places:
        cell = report.cells.get(place)
        if cell is not None and cell.place is not None and cell.place.line is not None:
            found.add(cell.place.line)
        section = report.sections.get(place)
        if section is not None and section.place is not None and section.place.line is not None:
            found.add(section.place.line)
    return tuple(sorted(found))


def once_words(rule: Rule, found: Sequence[Result], all: Sequence[Result]) -> dict[str, object]:
    names = [result.member.name for result in found]
    listed = "、".join(names[:MAX_NAMES]) + (f"等{len(names)}处" if len(names) > MAX_NAMES else "")
    return {"失败数": str(len(found)), "失败名称": listed, "检查数": str(len(all))}


__all__ = ["Result", "Wording", "holes", "once_words", "results"]

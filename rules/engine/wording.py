"""Results into verdicts: the sentence with its numbers, severity by grade, lines, causes, whose fault it looks like."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from reports import AnnualReport, UnmadeCells
from rules.engine.case import Case
from rules.engine.compiled import Compiled, Member, RuleCompiler
from rules.engine.compiler import Slots
from rules.engine.functions import shown
from rules.engine.judging import Result, member_thing
from rules.engine.rule import Rule
from rules.engine.template import parts
from rules.engine.unknown import Failure, Undecided, Unknown
from rules.engine.verdict import Attribution, Outcome, Scalar, Severity, Verdict
from rules.engine.vocabulary import View

MAX_NAMES = 12
"""Names listed in one message."""
FEW = 4
"""The verdict of an unknown with so few causes comes back in report after report, and is kept."""
MAX_KEPT = 2048
"""Verdicts of unknowns kept for one rule."""
_LAST_YEARS = {"2019": 2020}
"""Of a form that was replaced: the last report year it was for."""


class Wording:
    """Words of one rule's verdicts for one view; compiled when first needed, for most rules never fail."""

    def __init__(self, compiled: Compiled, view: View) -> None:
        self.compiled = compiled
        self.rule = compiled.rule
        self.view = view
        self._basis = self.rule.basis_of(_LAST_YEARS.get(view.format, date.max.year - 1))
        self._made: dict[str, tuple[Callable[..., Sequence[object]], Slots]] = {}
        self._undecided: dict[tuple[object, ...], Verdict] = {}

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
        self,
        result: Result,
        case: Case,
        *,
        once: Mapping[str, object],
        places: tuple[str, ...],
        records: Sequence[object] = (),
    ) -> Verdict:
        """The verdict of a failure: its sentence with the numbers, its severity and attribution by the rule's grades."""
        text = self.rule.text
        left, right, *rest = self.details(result, case, once)
        grades, said = rest[: len(text.grades)], iter(rest[len(text.grades) :])
        grade = next((one for one, holds in zip(text.grades, grades, strict=True) if holds is True), None)
        values: dict[str, Scalar] = {}
        for label, value in (("左边", left), ("右边", right)):
            if value is not None and not isinstance(value, Undecided | tuple | list):
                values[label] = value  # type: ignore[assignment] # scalars only: a comparison has no other sides
        sentence = _filled(text.message, said, values)
        remedy = _filled(text.remedy or "", said, {})
        return self.verdict(
            result.member,
            Outcome.FAIL,
            severity=Severity(grade.severity) if grade else self.rule.severity,
            attribution=Attribution(grade.attribution)
            if grade and grade.attribution
            else self.rule.attribution,
            message=sentence,
            remedy=remedy,
            values=values,
            places=places,
            lines=lines_of(case.report, places, self.compiled, records or (result.record,)),
            subject="" if text.report == "once" else result.member.id,
            year=case.report.year,
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
        causes = tuple(cause.place for cause in value.causes)
        lines = lines_of(case.report, causes, self.compiled, (result.record,))
        if len(value.causes) > FEW:
            return self._not_known(result.member, value, places, lines, subject)
        key = (subject, value.causes, places, lines)
        known = self._undecided.get(key)
        if known is None:
            if len(self._undecided) >= MAX_KEPT:
                self._undecided.clear()
            known = self._undecided[key] = self._not_known(result.member, value, places, lines, subject)
        return known

    def _not_known(
        self, member: Member, value: Unknown, places: tuple[str, ...], lines: tuple[int, ...], subject: str
    ) -> Verdict:
        said = "；".join(str(cause) for cause in value.causes[:5])
        more = f"等{len(value.causes)}处" if len(value.causes) > 5 else ""
        return self.verdict(
            member,
            Outcome.UNKNOWN,
            attribution=attribution_of(value),
            message=f"无法判断“{self.rule.title}”：{said}{more}。",
            causes=tuple(cause.place for cause in value.causes),
            places=places,
            lines=lines,
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
        remedy: str = "",
        values: Mapping[str, Scalar] | None = None,
        places: tuple[str, ...] = (),
        lines: tuple[int, ...] = (),
        causes: tuple[str, ...] = (),
        subject: str | None = None,
        year: int | None = None,
    ) -> Verdict:
        """Of a failure the basis is that of its `year`; the rest, which says nothing of anybody, cites that of its form's last."""
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
            basis=self._basis if year is None else rule.basis_of(year),
            remedy=remedy,
            status=rule.status,
            causes=causes,
        )


def _filled(template: str, said: Iterator[object], values: dict[str, Scalar]) -> str:
    """The template with its holes filled from `said`, in order; each value is noted in `values` under its own words."""
    sentence = ""
    for part in parts(template):
        if isinstance(part, str):
            sentence += part
            continue
        value = next(said)
        sentence += shown(value)
        if not part.label:
            continue
        plain = not isinstance(value, Undecided | tuple | list)
        noted: Scalar = value if plain else shown(value)  # type: ignore[assignment] # scalars only
        values[_free(part.label, noted, values)] = noted
    return sentence


def _free(label: str, noted: Scalar, values: Mapping[str, Scalar]) -> str:
    """The label, with a number behind it where another value has it already: 摘录, 摘录2."""
    number, free = 1, label
    while values.get(free, noted) != noted:
        number += 1
        free = f"{label}{number}"
    return free


def attribution_of(value: Unknown) -> Attribution:
    """The reader's, where a cell or text could not be read; else unclear."""
    read = any(
        cause.why in ("未能可靠读取", "所在位置未能可靠读取", "未能确认有无") for cause in value.causes
    )
    return Attribution.READER if read else Attribution.UNCLEAR


def lines_of(
    report: AnnualReport, places: Sequence[str], compiled: Compiled, records: Sequence[object]
) -> tuple[int, ...]:
    """Source lines of cells, sections (repeated headings too) and records, ascending."""
    found: set[int] = set()
    if compiled.record is not None:
        for record in records:
            if record is not None:
                found.update(compiled.record.lines(record))
    line_of = _lines_of_cells(report)
    for place in places:
        line = line_of(place)
        if line is not None:
            found.add(line)
        elif "." not in place:
            found.update(_lines_of_section(report, place))
    return tuple(sorted(found))


def _lines_of_section(report: AnnualReport, id: str) -> Iterator[int]:
    """Of its heading, and of its repeated headings."""
    section = report.sections.get(id)
    standing = () if section is None else (section.place, *section.repeats)
    return (one.line for one in standing if one is not None and one.line is not None)


def _lines_of_cells(report: AnnualReport) -> Callable[[str], int | None]:
    cells = report.cells
    if isinstance(cells, UnmadeCells):
        return cells.line

    def line(address: str) -> int | None:
        cell = cells.get(address)
        return None if cell is None or cell.place is None else cell.place.line

    return line


def once_words(rule: Rule, failed: Sequence[Member], count: int) -> dict[str, object]:
    """The further words of a rule that reports once: how many members failed, which, of how many."""
    names = list(
        dict.fromkeys(member.name for member in failed)
    )  # several may stand in one line of the source
    listed = "、".join(names[:MAX_NAMES]) + (f"等{len(names)}处" if len(names) > MAX_NAMES else "")
    return {"失败数": str(len(failed)), "失败名称": listed, "检查数": str(count)}

"""A set of rules that judges: compiled once for each view of the form, pure and deterministic ever after."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import localcontext
from functools import cached_property, lru_cache

from reports import AgencyLevel, AgencyType, ReportKind
from rules.engine.case import Case
from rules.engine.compiled import NOT_APPLICABLE, Compiled, Member, RuleCompiler
from rules.engine.compiler import Slots
from rules.engine.facts import agency_level, agency_type, division
from rules.engine.functions import CONTEXT
from rules.engine.judging import Result, results
from rules.engine.parts import Parts, parts_of, to_ask
from rules.engine.rule import Rule
from rules.engine.scope import applies, stands_for
from rules.engine.slot_reader import SlotReader
from rules.engine.sweep import Sweep, sweep_of
from rules.engine.unknown import Unknown, merged
from rules.engine.verdict import Outcome, Status, Verdict
from rules.engine.vocabulary import View
from rules.engine.wording import Wording, once_words

ENGINE = "1"
"""Raised when the same rules would judge differently: part of a rule set's hash."""
WHOLE = Member("", "", ())


@dataclass(frozen=True, slots=True)
class Plan:
    """All rules compiled for one view; verdicts that carry no numbers are made once."""

    reader: SlotReader
    sweep: Sweep
    compiled: tuple[Compiled, ...]
    wording: tuple[Wording, ...]
    passed: tuple[tuple[Verdict, ...], ...]
    skipped: tuple[tuple[Verdict, ...], ...]


class RuleSet:
    """The rules that judge reports. `judge` is pure: the same case gives the same verdicts, in the same order."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        ordered = sorted(rules, key=lambda rule: (rule.id, rule.only))
        by_id: dict[str, Rule] = {}
        for rule in ordered:
            by_id.setdefault(rule.id, rule)
        self.rules: Mapping[str, Rule] = by_id
        """By id; of a rule and its local variants the national one."""
        said = "\n".join((ENGINE, *(rule.judgement for rule in ordered)))
        self.hash = hashlib.sha256(said.encode()).hexdigest()
        self._ordered = tuple(ordered)
        self._judging = tuple(rule for rule in ordered if rule.status is not Status.RETIRED)
        self._plans: dict[View, Plan] = {}
        self._asked = lru_cache(maxsize=4096)(self._who_is_asked)
        self._some: dict[frozenset[str], RuleSet] = {}

    @cached_property
    def parts(self) -> Parts:
        """What it is made of, for `again`."""
        return parts_of(self._ordered, ENGINE)

    def again(self, before: Parts, *, day: bool, siblings: bool) -> RuleSet:
        """Those of its rules that may say otherwise of a case than a rule set of the parts `before` said of the same one, but
        for the day or the siblings where they differ. It may be without rules, and it may be all of them."""
        ids = to_ask(self._ordered, self.parts, before, day=day, siblings=siblings)
        if ids is None or ids >= self.rules.keys():
            return self
        if ids not in self._some:
            self._some[ids] = RuleSet([rule for rule in self._ordered if rule.id in ids])
        return self._some[ids]

    def judge(self, case: Case) -> tuple[Verdict, ...]:
        """One verdict for each rule and place, by rule id and then as printed."""
        found: list[Verdict] = []
        for verdicts, _ in self.evaluate(case):
            found += verdicts
        return tuple(found)

    def evaluate(self, case: Case) -> list[tuple[Sequence[Verdict], Sequence[Result]]]:
        """Verdicts and the results behind them, a rule at a time; examples look at both."""
        report = case.report
        plan = self.plan(view_of(case))
        there = case.publication.not_listed is None
        asked = self._asked(
            agency_type(case),
            agency_level(case),
            division(case),
            report.year,
            None if there and report.kind is ReportKind.OTHER else not there,
        )
        found: list[tuple[Sequence[Verdict], Sequence[Result]]] = []
        with localcontext(CONTEXT):
            slots = plan.reader.fill(case) if any(one is True for one in asked) else plan.reader.template
            said = plan.sweep(slots, asked)
            for index, (applies, outcome) in enumerate(zip(asked, said, strict=True)):
                if applies is None:
                    continue
                if outcome is True:
                    found.append((plan.passed[index], ()))
                elif outcome is NOT_APPLICABLE or applies is False:
                    found.append((plan.skipped[index], ()))
                elif applies is True:
                    found.append(self._verdicts(plan, index, slots, case))
                else:
                    result = Result(WHOLE, Outcome.UNKNOWN, applies)
                    found.append(((plan.wording[index].undecided(result, case, (), ""),), (result,)))
        return found

    def _verdicts(
        self, plan: Plan, index: int, slots: Sequence[object], case: Case
    ) -> tuple[Sequence[Verdict], Sequence[Result]]:
        compiled, wording = plan.compiled[index], plan.wording[index]
        values: Sequence[object] = ()
        if compiled.record is None:
            values = compiled.run(slots)
        judged = results(compiled, slots, values, case)
        if compiled.rule.text.report == "once":
            return [_once(wording, judged, case, plan.skipped[index][0])], judged
        verdicts: list[Verdict] = []
        for result in judged:
            places = result.member.places
            if result.outcome is Outcome.FAIL:
                verdicts.append(wording.failed(result, case, once={}, places=places))
            elif result.outcome is Outcome.PASS:
                if compiled.record is not None:
                    continue
                verdicts.append(plan.passed[index][result.number])
            elif result.outcome is not Outcome.NOT_APPLICABLE:
                verdicts.append(wording.undecided(result, case, places, result.member.id))
        if not verdicts and any(result.outcome is Outcome.PASS for result in judged):
            verdicts.append(wording.verdict(WHOLE, Outcome.PASS))
        if verdicts:
            return verdicts, judged
        return plan.passed[index] if compiled.record and not judged else plan.skipped[index], judged

    def plan(self, view: View) -> Plan:
        """The plan for a view, compiled when first needed."""
        if view not in self._plans:
            slots = Slots()
            compiled = tuple(RuleCompiler(rule, view, slots).compiled() for rule in self._judging)
            wording = tuple(Wording(one, view) for one in compiled)
            self._plans[view] = Plan(
                SlotReader.of(slots),
                sweep_of(compiled, slots),
                compiled,
                wording,
                tuple(_passed(one, words) for one, words in zip(compiled, wording, strict=True)),
                tuple((words.verdict(WHOLE, Outcome.NOT_APPLICABLE),) for words in wording),
            )
        return self._plans[view]

    def _who_is_asked(
        self,
        type: AgencyType,
        level: AgencyLevel,
        division: str | None,
        year: int | None,
        absent: bool | None,
    ) -> tuple[bool | Unknown | None, ...]:
        """For each rule: whether it is about this report, what would have to be known first, or `None`: another stands for it.

        `absent`: there is no report, and only rules about that are asked; `None`: it is no annual report, and no rule is.
        """

        def one(rule: Rule) -> bool | Unknown | None:
            if not stands_for(rule, division):
                return None
            if rule.text.applies_to.absent is not absent:
                return False
            return applies(rule, type, level, division, year)

        return tuple(one(rule) for rule in self._judging)


def _passed(compiled: Compiled, wording: Wording) -> tuple[Verdict, ...]:
    if compiled.rule.text.report == "once" or compiled.record is not None:
        return (wording.verdict(WHOLE, Outcome.PASS),)
    return tuple(wording.verdict(member, Outcome.PASS, places=member.places) for member in compiled.members)


def _once(wording: Wording, judged: Sequence[Result], case: Case, skipped: Verdict) -> Verdict:
    """One verdict for all members: a failure before an error before an unknown before a pass."""
    quiet = (Outcome.PASS, Outcome.NOT_APPLICABLE)
    loud = [result for result in judged if result.outcome not in quiet]
    for outcome in (Outcome.FAIL, Outcome.ERROR, Outcome.UNKNOWN):
        found = [result for result in loud if result.outcome is outcome]
        if not found:
            continue
        places = tuple(dict.fromkeys(place for result in found for place in result.member.places))
        if outcome is Outcome.FAIL:
            records = [result.record for result in found]
            return wording.failed(
                found[0], case, once=once_words(wording.rule, found, judged), places=places, records=records
            )
        undecided = merged(result.value for result in found)
        one = Result(
            found[0].member, outcome, undecided if isinstance(undecided, Unknown) else found[0].value
        )
        return wording.undecided(one, case, places, "")
    if any(result.outcome is Outcome.PASS for result in judged) or (wording.compiled.record and not judged):
        return wording.verdict(WHOLE, Outcome.PASS)
    return skipped


def view_of(case: Case) -> View:
    """The form this report is judged by: what its year calls for, and the layout each table really has."""
    report = case.report
    format = report.format or "2021"
    return View(
        format, report.layout.get("disclosure") or format, report.layout.get("applications") or format
    )

"""A set of rules that judges: compiled once for each view of the form, pure and deterministic ever after."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from decimal import localcontext
from functools import cached_property, lru_cache

from reports import AgencyLevel, AgencyType, ReportKind
from rules.engine.answers import Answer, Plan, results_of, verdicts_of
from rules.engine.case import Case
from rules.engine.compiled import NOT_APPLICABLE, RuleCompiler
from rules.engine.compiler import Slots
from rules.engine.facts import agency_level, agency_type, division
from rules.engine.functions import CONTEXT
from rules.engine.judging import Result
from rules.engine.parts import Parts, parts_of, to_ask
from rules.engine.rule import Rule
from rules.engine.scope import applies, stands_for
from rules.engine.unknown import Unknown
from rules.engine.verdict import Status, Verdict
from rules.engine.vocabulary import View

ENGINE = "4"
"""Raised when the same rules would judge differently: part of a rule set's hash."""


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
        plan = self.plan(view_of(case))
        with localcontext(CONTEXT):
            slots, asked = self._slots(plan, case)
            for index, said in enumerate(plan.sweep(slots, asked)):
                if said is True:
                    found += plan.passed[index]
                elif said is NOT_APPLICABLE:
                    found += plan.skipped[index]
                elif (applies := asked[index]) is not None:
                    found += verdicts_of(plan, Answer(index, applies, said), slots, case)
        return tuple(found)

    def evaluate(self, case: Case) -> list[tuple[Sequence[Verdict], Sequence[Result]]]:
        """Verdicts and the results behind them, a rule at a time; examples look at both."""
        plan = self.plan(view_of(case))
        with localcontext(CONTEXT):
            slots, asked = self._slots(plan, case)
            answers = [
                Answer(index, applies, said)
                for index, (applies, said) in enumerate(zip(asked, plan.sweep(slots, asked), strict=True))
                if applies is not None
            ]
            return [
                (verdicts_of(plan, answer, slots, case), results_of(plan, answer, slots, case))
                for answer in answers
            ]

    def _slots(self, plan: Plan, case: Case) -> tuple[Sequence[object], tuple[bool | Unknown | None, ...]]:
        """What the rules look at, and which of them are asked."""
        there = case.publication.not_listed is None
        asked = self._asked(
            agency_type(case),
            agency_level(case),
            division(case),
            case.report.year,
            None if there and case.report.kind is ReportKind.OTHER else not there,
        )
        return plan.reader.fill(case) if any(one is True for one in asked) else plan.reader.template, asked

    def plan(self, view: View) -> Plan:
        """The plan for a view, compiled when first needed."""
        if view not in self._plans:
            slots = Slots()
            compiled = tuple(RuleCompiler(rule, view, slots).compiled() for rule in self._judging)
            self._plans[view] = Plan.of(compiled, slots, view)
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


def view_of(case: Case) -> View:
    """The form this report is judged by: what its year calls for, and the layout each table really has."""
    report = case.report
    format = report.format or "2021"
    return View(
        format, report.layout.get("disclosure") or format, report.layout.get("applications") or format
    )

"""What the rules of a plan answer for one case, and the verdicts that come of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rules.engine.case import Case
from rules.engine.compiled import NOT_APPLICABLE, Compiled, Member
from rules.engine.compiler import Slots
from rules.engine.judging import Result, Together, results, together, together_of
from rules.engine.slot_reader import SlotReader
from rules.engine.sweep import Sweep, sweep_of
from rules.engine.unknown import Unknown, merged
from rules.engine.verdict import Outcome, Verdict
from rules.engine.vocabulary import View
from rules.engine.wording import Wording, once_words

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

    @classmethod
    def of(cls, compiled: tuple[Compiled, ...], slots: Slots, view: View) -> Plan:
        """The plan of rules that were compiled over the same `slots`."""
        wording = tuple(Wording(one, view) for one in compiled)
        return cls(
            SlotReader.of(slots),
            sweep_of(compiled, slots),
            compiled,
            wording,
            tuple(_passed(one, words) for one, words in zip(compiled, wording, strict=True)),
            tuple((words.verdict(WHOLE, Outcome.NOT_APPLICABLE),) for words in wording),
        )


class Answer(NamedTuple):
    """One rule's: whether it is about the case (`Unknown`: what would have to be known first), and what it says (`Sweep`)."""

    rule: int
    """Its place in the plan."""
    applies: bool | Unknown
    said: object

    @property
    def skipped(self) -> bool:
        return self.said is NOT_APPLICABLE or self.applies is False


def _passed(compiled: Compiled, wording: Wording) -> tuple[Verdict, ...]:
    if compiled.rule.text.report == "once" or compiled.record is not None:
        return (wording.verdict(WHOLE, Outcome.PASS),)
    return tuple(wording.verdict(member, Outcome.PASS, places=member.places) for member in compiled.members)


def results_of(plan: Plan, answer: Answer, slots: Sequence[object], case: Case) -> Sequence[Result]:
    """The results behind the verdicts; none for a rule that simply holds, or is about nothing here."""
    if answer.said is True or answer.skipped:
        return ()
    if answer.applies is not True:
        return (Result(WHOLE, Outcome.UNKNOWN, answer.applies),)
    compiled = plan.compiled[answer.rule]
    return results(compiled, slots, _values(compiled, answer, slots), case)


def _values(compiled: Compiled, answer: Answer, slots: Sequence[object]) -> Sequence[object]:
    """What the rule says of each member, or of each record of the report's list."""
    if compiled.record is None:
        return compiled.run(slots)
    return answer.said if isinstance(answer.said, list) else ()


def verdicts_of(plan: Plan, answer: Answer, slots: Sequence[object], case: Case) -> Sequence[Verdict]:
    """The verdicts of one rule; those of a rule that simply holds, or is about nothing here, were made with the plan."""
    index = answer.rule
    if answer.said is True:
        return plan.passed[index]
    if answer.skipped:
        return plan.skipped[index]
    compiled, wording = plan.compiled[index], plan.wording[index]
    if answer.applies is not True:
        return (wording.undecided(Result(WHOLE, Outcome.UNKNOWN, answer.applies), case, (), ""),)
    values = _values(compiled, answer, slots)
    if compiled.rule.text.report != "once":
        return _one_by_one(plan, index, results(compiled, slots, values, case), case)
    if compiled.record is None:
        found = together(compiled, values, case)
    else:
        found = together_of(results(compiled, slots, values, case))
    return (_once(wording, found, case) or plan.skipped[index][0],)


def _one_by_one(plan: Plan, index: int, judged: Sequence[Result], case: Case) -> Sequence[Verdict]:
    """A verdict a member; records of a report's list that hold have one between them."""
    compiled, wording = plan.compiled[index], plan.wording[index]
    verdicts: list[Verdict] = []
    for result in judged:
        places = result.member.places
        if result.outcome is Outcome.FAIL:
            verdicts.append(wording.failed(result, case, once={}, places=places))
        elif result.outcome is Outcome.PASS:
            if compiled.record is None:
                verdicts.append(plan.passed[index][result.number])
        elif result.outcome is not Outcome.NOT_APPLICABLE:
            verdicts.append(wording.undecided(result, case, places, result.member.id))
    if verdicts:
        return verdicts
    if any(result.outcome is Outcome.PASS for result in judged):
        return (wording.verdict(WHOLE, Outcome.PASS),)
    return plan.passed[index] if compiled.record and not judged else plan.skipped[index]


def _once(wording: Wording, found: Together, case: Case) -> Verdict | None:
    """One verdict for all members: a failure before an error before an unknown before a pass; `None`: it is about none."""
    if found.failed:
        first = Result(found.failed[0], Outcome.FAIL, False, found.records[0] if found.records else None)
        once = once_words(wording.rule, found.failed, found.count)
        return wording.failed(first, case, once=once, places=_places(found.failed), records=found.records)
    for outcome, those in ((Outcome.ERROR, found.broken), (Outcome.UNKNOWN, found.undecided)):
        if those:
            members = [member for member, _ in those]
            one = Result(members[0], outcome, merged(value for _, value in those))
            return wording.undecided(one, case, _places(members), "")
    if found.passed or (wording.compiled.record and not found.count):
        return wording.verdict(WHOLE, Outcome.PASS)
    return None


def _places(members: Sequence[Member]) -> tuple[str, ...]:
    """What the members rest on, each place once."""
    return tuple(dict.fromkeys(place for member in members for place in member.places))

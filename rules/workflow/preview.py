"""Old rules against new over stored reports, before anything counts: what would newly fail, pass, become unknown.

Pure: cases in, a tally out. Tallies of parts of the corpus add up, so that processes can share the work.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from reports import place_in_chinese
from rules.engine.case import Case
from rules.engine.facts import agency_type, division
from rules.engine.ruleset import RuleSet
from rules.engine.verdict import Attribution, Outcome, Severity, Status, Verdict

MAX_SAMPLES = 20
"""Samples kept of each kind of change, and of each rule's failures and unknowns."""
MAX_PLACES = 6
CHANGES = {
    Outcome.FAIL: "newly_failing",
    Outcome.PASS: "newly_passing",
    Outcome.UNKNOWN: "newly_unknown",
    Outcome.NOT_APPLICABLE: "no_longer_applicable",
    Outcome.ERROR: "newly_broken",
}


@dataclass(frozen=True, slots=True, order=True)
class Sample:
    """One change with its evidence: which stored report (by the bytes' sha256), which lines, in which words."""

    report: str
    rule: str
    subject: str
    agency: str
    year: int
    division: str
    lines: tuple[int, ...]
    message: str
    where: str = ""
    """In Chinese: 第45行, or 第4页第2张表第7行第3列; empty where the verdict is about the whole report."""
    address: str = ""
    """Where the report was found."""


@dataclass(slots=True)
class Preview:
    """What a change of rules would do. Counts are of (report, rule, subject)."""

    old_hash: str
    new_hash: str
    reports: int = 0
    changes: Counter[str] = field(default_factory=Counter)
    by_county: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(change, first six digits of the division)"""
    by_year: Counter[tuple[str, int]] = field(default_factory=Counter)
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(rule, outcome) under the new rules."""
    by_rule: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """(rule, first six digits of the division, outcome) under the new rules."""
    messages: int = 0
    """Findings the new rules would announce and the old ones would not."""
    agencies: set[tuple[str, str]] = field(default_factory=set)
    """(division, name) of those the messages are about."""
    held: int = 0
    """Findings that rules not in force yet would announce once they are."""
    held_agencies: set[tuple[str, str]] = field(default_factory=set)
    """(division, name) of those."""
    samples: dict[str, list[Sample]] = field(default_factory=dict)
    """By kind of change, and by ``rule outcome`` for each rule's failures and unknowns."""
    _digest: int = 0

    @property
    def corpus_hash(self) -> str:
        """Of the reports judged, in whatever order: sum of their digests."""
        return f"{self._digest % (1 << 256):064x}"

    def add(self, case: Case, old: Iterable[Verdict], new: Iterable[Verdict]) -> None:
        """Count one report's verdicts under both sets."""
        report = case.report
        self.reports += 1
        self._digest += case_digest(case)
        before = {(v.rule, v.subject): v for v in old}
        after = {(v.rule, v.subject): v for v in new}
        county, year = (division(case) or "")[:6], report.year or 0
        for key in sorted(before.keys() | after.keys()):
            was, now = before.get(key), after.get(key)
            if now is not None:
                self._count(case, now, county)
                self._count_message(was, now, (county, case.agency.name or report.agency.name or ""))
            change = _change(was, now)
            if change is None:
                continue
            self.changes[change] += 1
            self.by_county[change, county] += 1
            self.by_year[change, year] += 1
            said = (now if now is not None and now.message else was) or now
            assert said is not None
            self._keep(change, sample_of(case, said))

    def _count_message(self, was: Verdict | None, now: Verdict, agency: tuple[str, str]) -> None:
        if not _for_an_office(now):
            return
        if now.status is not Status.IN_FORCE:
            self.held += 1
            self.held_agencies.add(agency)
        elif was is None or was.status is not Status.IN_FORCE or not _for_an_office(was):
            self.messages += 1
            self.agencies.add(agency)

    def _count(self, case: Case, now: Verdict, county: str) -> None:
        self.outcomes[now.rule, now.outcome.value] += 1
        self.by_rule[now.rule, county, now.outcome.value] += 1
        if now.outcome in (Outcome.FAIL, Outcome.UNKNOWN, Outcome.ERROR):
            self._keep(f"{now.rule} {now.outcome.value}", sample_of(case, now))

    def _keep(self, change: str, sample: Sample) -> None:
        kept = self.samples.setdefault(change, [])
        kept.append(sample)
        if len(kept) > 2 * MAX_SAMPLES:
            kept.sort()
            del kept[MAX_SAMPLES:]

    def merge(self, other: Preview) -> None:
        """Take in the tally of another part of the corpus."""
        if (self.old_hash, self.new_hash) != (other.old_hash, other.new_hash):
            raise ValueError("these previews compare different rules")
        self.reports += other.reports
        self._digest += other._digest
        self.changes.update(other.changes)
        self.by_county.update(other.by_county)
        self.by_year.update(other.by_year)
        self.outcomes.update(other.outcomes)
        self.by_rule.update(other.by_rule)
        self.messages += other.messages
        self.agencies |= other.agencies
        self.held += other.held
        self.held_agencies |= other.held_agencies
        for change, samples in other.samples.items():
            for sample in samples:
                self._keep(change, sample)

    def shown_samples(self) -> dict[str, list[Sample]]:
        """The same samples whatever the order of the work."""
        return {
            change: sorted(self.samples[change])[:MAX_SAMPLES]
            for change in sorted(self.samples)
            if change in CHANGES.values()
        }

    def samples_of(self, rule: str, outcome: Outcome) -> list[Sample]:
        """Some of a rule's failures or unknowns under the new rules; the same ones whatever the order of the work."""
        return sorted(self.samples.get(f"{rule} {outcome.value}", ()))[:MAX_SAMPLES]


def sample_of(case: Case, verdict: Verdict) -> Sample:
    """One verdict with what a person needs to find the place again."""
    report = case.report
    return Sample(
        report=report.source.sha256,
        rule=verdict.rule,
        subject=verdict.subject,
        agency=case.agency.name or report.agency.name or "",
        year=report.year or 0,
        division=(division(case) or "")[:6],
        lines=verdict.lines,
        message=verdict.message,
        where=_where(case, verdict),
        address=case.publication.url or report.source.name,
    )


def _where(case: Case, verdict: Verdict) -> str:
    if verdict.lines:
        return "第" + "、".join(map(str, verdict.lines[:MAX_PLACES])) + "行"
    cells = (case.report.cells.get(address) for address in verdict.places[:MAX_PLACES])
    found = (place_in_chinese(cell.place) for cell in cells if cell is not None and cell.place is not None)
    return "；".join(dict.fromkeys(where for where in found if where))


def preview(old: RuleSet, new: RuleSet, cases: Iterable[Case]) -> Preview:
    """Judge every case by both sets and tally the difference. Memory does not grow with the corpus."""
    tally = Preview(old.hash, new.hash)
    for case in cases:
        tally.add(case, old.judge(case), new.judge(case))
    return tally


def case_digest(case: Case) -> int:
    """A number for what is judged: the bytes read, by which reader, of whom, and last year's."""
    previous = case.previous.source.sha256 if case.previous else case.prior.value
    said = f"{case.report.source.sha256} {case.report.reader} {agency_type(case)} {division(case)} {previous}"
    return int.from_bytes(hashlib.sha256(said.encode()).digest(), "big")


def _for_an_office(verdict: Verdict) -> bool:
    """What reaches an office, of a rule in force: a failure that looks like the agency's, error or warning or notice."""
    return (
        verdict.outcome is Outcome.FAIL
        and verdict.attribution is Attribution.AGENCY
        and verdict.severity is not Severity.INFO
    )


def _change(was: Verdict | None, now: Verdict | None) -> str | None:
    if now is None:
        return None if was is None or was.outcome is not Outcome.FAIL else "no_longer_applicable"
    if was is not None and was.outcome is now.outcome:
        return None
    if was is None and now.outcome in (Outcome.PASS, Outcome.NOT_APPLICABLE):
        return None
    return CHANGES[now.outcome]

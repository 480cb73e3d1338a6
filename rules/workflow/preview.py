"""Old rules against new over stored reports, before anything counts: what would newly fail, pass, become unknown.

Pure: cases in, a tally out. Tallies of parts of the corpus add up, so that processes can share the work.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from rules.engine.case import Case
from rules.engine.facts import agency_type, division
from rules.engine.ruleset import RuleSet
from rules.engine.verdict import Attribution, Outcome, Severity, Status, Verdict

MAX_SAMPLES = 20
"""Samples kept of each kind of change."""
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
    messages: int = 0
    """Findings the new rules would announce and the old ones would not."""
    agencies: set[tuple[str, str]] = field(default_factory=set)
    """(division, name) of those the messages are about."""
    samples: dict[str, list[Sample]] = field(default_factory=dict)
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
                self.outcomes[now.rule, now.outcome.value] += 1
            if now is not None and _announced(now) and not (was is not None and _announced(was)):
                self.messages += 1
                self.agencies.add((county, case.agency.name or report.agency.name or ""))
            change = _change(was, now)
            if change is None:
                continue
            self.changes[change] += 1
            self.by_county[change, county] += 1
            self.by_year[change, year] += 1
            said = (now if now is not None and now.message else was) or now
            assert said is not None
            sample = Sample(
                report.source.sha256, key[0], key[1], case.agency.name or report.agency.name or "",
                year, county, said.lines, said.message,
            )  # fmt: skip
            self._keep(change, sample)

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
        self.messages += other.messages
        self.agencies |= other.agencies
        for change, samples in other.samples.items():
            for sample in samples:
                self._keep(change, sample)

    def shown_samples(self) -> dict[str, list[Sample]]:
        """The same samples whatever the order of the work."""
        return {change: sorted(samples)[:MAX_SAMPLES] for change, samples in sorted(self.samples.items())}


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


def _announced(verdict: Verdict) -> bool:
    """What reaches an office: a failure of a rule in force that looks like the agency's, error or warning or notice."""
    return (
        verdict.outcome is Outcome.FAIL
        and verdict.status is Status.IN_FORCE
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

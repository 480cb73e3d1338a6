"""Findings follow a judgement: each meets its verdict, and failures without one open one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from rules.engine.verdict import Attribution, Outcome, Severity, Verdict
from storage.bench import Bench
from storage.lifecycle import Ground, Move, Step, accuses, decide, ground_of
from storage.observing import RULESET as OBSERVED
from storage.remembered import agency_row
from storage.summary import Judgement
from storage.tables import FindingRow, JudgementRow, ReportRow
from storage.values import FindingState
from storage.waiving import covering, waived
from storage.work import Judged


def known_findings(
    session: Session, all_benches: Sequence[Bench]
) -> dict[tuple[int | None, int | None], list[FindingRow]]:
    """Every finding of the agencies' years that a rule set may end, by rule and subject."""
    whose = {(bench.agency_id, bench.year) for bench in all_benches if bench.speaks}
    found: dict[tuple[int | None, int | None], list[FindingRow]] = defaultdict(list)
    if whose:
        asked = {"agencies": list({one[0] for one in whose}), "years": list({one[1] for one in whose})}
        for row in session.execute(_FINDINGS, asked).scalars():
            found[row.agency_id, row.year].append(row)
    return found


_FINDINGS = (
    select(FindingRow)
    .where(
        FindingRow.agency_id.in_(bindparam("agencies", expanding=True)),
        FindingRow.year.in_(bindparam("years", expanding=True)),
        FindingRow.ruleset_hash != OBSERVED,
    )
    .order_by(FindingRow.rule, FindingRow.subject)
)


_FAIL = Outcome.FAIL.value
_UNDECIDED = (Outcome.UNKNOWN.value, Outcome.ERROR.value)


@dataclass(slots=True)
class Following:
    """The findings of one agency's year meet the verdicts of one judgement."""

    session: Session
    bench: Bench
    judgement: JudgementRow
    at: datetime
    opened: list[str] = field(default_factory=list)
    still_open: list[str] = field(default_factory=list)
    rectified: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    failing: list[Verdict] = field(default_factory=list)
    """Failures without a finding, in a fixed order: each opens one."""

    def judged(self, new: bool) -> Judged:
        every = (self.opened, self.still_open, self.rectified, self.withdrawn, self.held)
        return Judged(self.judgement.id, new, *(tuple(numbers) for numbers in every))

    def meet(self, findings: Sequence[FindingRow], said: Judgement) -> Iterator[Step]:
        """Every finding meets its verdict; what is to be carried out."""
        loud = {(one.rule, one.subject): one for one in said.loud}
        every = said.quiet() if findings else ()
        quiet = {(rule, subject): (version, outcome) for rule, version, subject, outcome in every}
        versions = {rule: version for (rule, _), (version, _) in quiet.items()}
        versions |= {one.rule: one.version for one in said.loud}
        undecided = {one.rule for one in said.loud if one.outcome in _UNDECIDED}
        known = {(row.rule, row.subject) for row in findings}
        failed = [
            one.verdict() for key, one in sorted(loud.items()) if key not in known and one.outcome == _FAIL
        ]
        self.failing = [verdict for verdict in failed if accuses(verdict)]
        for row in findings:
            key = row.rule, row.subject
            verdict = (
                loud[key].verdict() if key in loud else _passed(row, *quiet[key]) if key in quiet else None
            )
            if verdict is None and (row.rule in undecided or not _retired(row, versions, self.bench)):
                continue
            move = self._meet(row, verdict, self.bench.ground(versions.get(row.rule, row.rule_version)))
            if move is not None:
                yield Step(row, move, self.judgement.id)

    def _meet(self, row: FindingRow, verdict: Verdict | None, now: Ground) -> Move | None:
        state = FindingState(row.state)
        move = decide(state, ground_of(row), verdict, now)
        fails = verdict is not None and accuses(verdict)
        if verdict is not None and fails:
            _confirm(self.session, self.bench, row, verdict)
        if move is None:
            if state is FindingState.OPEN:
                self.still_open.append(row.number)
            elif fails:
                self.held.append(row.number)
            return None
        if move.after is not FindingState.OPEN:
            _stand_on(self.bench, row, now)
        ended = {"rectified": self.rectified, "withdrawn": self.withdrawn}
        ended.get(move.kind, self.opened).append(row.number)
        return move

    def open(self, verdict: Verdict, number: str) -> Step:
        """A new finding; one that a waiver covers is set aside without a word."""
        row = _new_finding(self.session, self.bench, verdict, number, self.at)
        waiver = covering(self.session, row, self._division(), self.at)
        if waiver is not None:
            self.held.append(number)
            return waived(row, waiver, silent=True)
        move = decide(None, None, verdict, self.bench.ground(verdict.version))
        assert move is not None
        self.opened.append(number)
        return Step(row, move, self.judgement.id)

    def _division(self) -> str | None:
        assert self.bench.agency_id is not None
        return agency_row(self.session, self.bench.agency_id).division


def _passed(row: FindingRow, version: int, outcome: str) -> Verdict:
    """A verdict that says nothing against the agency, as far as a finding needs it."""
    severity, attribution = Severity(row.severity), Attribution(row.attribution)
    return Verdict(row.rule, version, Outcome(outcome), severity, attribution, row.subject)


def _retired(row: FindingRow, judged: dict[str, int], bench: Bench) -> bool:
    """No verdict on it: its subject is gone from a rule that was judged, or its rule is gone from another rule set."""
    return row.rule in judged or row.ruleset_hash != bench.ruleset_hash


def _new_finding(session: Session, bench: Bench, verdict: Verdict, number: str, at: datetime) -> FindingRow:
    assert bench.agency_id is not None
    assert bench.year is not None
    row = FindingRow(
        number=number,
        agency_id=bench.agency_id,
        year=bench.year,
        rule=verdict.rule,
        subject=verdict.subject,
        state=FindingState.OPEN.value,
        opened_at=at,
        changed_at=at,
        transitions=0,
    )
    _confirm(session, bench, row, verdict)
    return row


def _confirm(session: Session, bench: Bench, row: FindingRow, verdict: Verdict) -> None:
    """The finding now rests on this verdict: its words, its numbers, its pages, its ground."""
    last_year = _last_year(session, bench, verdict)
    _set(
        row,
        title=verdict.title,
        title_en=verdict.title_en,
        message=verdict.message,
        remedy=verdict.remedy,
        severity=verdict.severity.value,
        attribution=verdict.attribution.value,
        basis=list(verdict.basis),
        places=list(verdict.places),
        lines=list(verdict.lines),
        values=dict(verdict.values),
        url=bench.report.url if bench.report else None,
        report_id=bench.report.id if bench.report else None,
        previous_url=last_year and last_year[0],
        previous_evidence=last_year and last_year[1],
    )
    _stand_on(bench, row, bench.ground(verdict.version))


def _last_year(session: Session, bench: Bench, verdict: Verdict) -> tuple[str, str] | None:
    """Page and evidence of last year's report, for a verdict that looked at it."""
    before = bench.previous
    if before is None or not any(place.startswith("previous.") for place in verdict.places):
        return None
    return session.get_one(ReportRow, before.report_id).url, before.evidence


def _stand_on(bench: Bench, row: FindingRow, ground: Ground) -> None:
    _set(
        row,
        revision_id=bench.revision.id if bench.revision else None,
        evidence=bench.revision.evidence if bench.revision else None,
        rule_version=ground.rule_version,
        ruleset_hash=ground.ruleset_hash,
        reader=ground.reader,
        content=ground.content,
        previous_content=ground.previous_content,
    )


def _set(row: FindingRow, **columns: object) -> None:
    """Set what differs: nearly always a finding is only confirmed, and to note a change costs more than to see that there is none."""
    for name, value in columns.items():
        if getattr(row, name) != value:
            setattr(row, name, value)

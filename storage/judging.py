"""Verdicts in, findings out, in one transaction with the events and the outbox rows that tell of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from rules.engine.verdict import Outcome, Verdict
from storage.codec import digest
from storage.errors import Contradiction
from storage.lifecycle import Ground, accuses, carry_out, decide, ground_of
from storage.log import list_matter
from storage.observing import RULESET as OBSERVED
from storage.reading import revision_row
from storage.remembered import agency_row
from storage.tables import FindingRow, JudgementRow, ReportRow, RevisionRow, VerdictRow
from storage.upsert import take_numbers
from storage.values import FindingState, Judged
from storage.waiving import covering, waive

_QUIET = (Outcome.PASS, Outcome.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Bench:
    """What is judged: a revision, or (for a report that is not there) an agency's year."""

    agency_id: int | None
    year: int | None
    revision: RevisionRow | None = None
    report: ReportRow | None = None
    previous: RevisionRow | None = None
    ruleset_hash: str = ""
    as_of: date | None = None
    inputs: object = None

    @property
    def speaks(self) -> bool:
        """Whether findings may follow: identity known, and this report stands for it."""
        if self.agency_id is None or self.year is None:
            return False
        if self.revision is not None and not self.revision.current:
            return False  # an older reading, judged again: kept, but overtaken
        return self.report is None or self.report.standing

    def ground(self, rule_version: int) -> Ground:
        revision = self.revision
        return Ground(
            rule_version,
            self.ruleset_hash,
            revision.reader if revision else None,
            revision.content_sha256 if revision else None,
            self.previous.content_sha256 if self.previous else None,
        )


def record(session: Session, bench: Bench, verdicts: Sequence[Verdict], at: datetime) -> Judged:
    """Keep the verdicts and let the findings follow. The same verdicts again change nothing at all."""
    by_key = {(verdict.rule, verdict.subject): verdict for verdict in verdicts}
    if len(by_key) != len(verdicts):
        twice = next(k for k, n in Counter((v.rule, v.subject) for v in verdicts).items() if n > 1)
        raise Contradiction(
            f"rule {twice[0]} judged the subject {twice[1]!r} twice in one report: make its subjects distinct",
            f"规则 {twice[0]} 对同一对象“{twice[1]}”给出了两个结论：请修改规则，使对象各不相同",
        )
    judgement, new = _judgement(session, bench, verdicts, at)
    following = _Following(session, bench, judgement, at)
    if bench.speaks:
        following.follow(by_key)
    _list_broken_rules(session, verdicts, at)
    return Judged(
        judgement.id,
        new,
        tuple(following.opened),
        tuple(following.still_open),
        tuple(following.rectified),
        tuple(following.withdrawn),
        tuple(following.held),
    )


def bench_for_revision(session: Session, revision_id: int) -> Bench:
    revision = revision_row(session, revision_id)
    report = session.get_one(ReportRow, revision.report_id)
    return Bench(report.agency_id, report.year, revision, report)


def _judgement(
    session: Session, bench: Bench, verdicts: Sequence[Verdict], at: datetime
) -> tuple[JudgementRow, bool]:
    print_ = fingerprint(verdicts)
    same = select(JudgementRow).where(JudgementRow.latest)
    if bench.revision is not None:
        same = same.where(JudgementRow.revision_id == bench.revision.id)
    else:
        same = same.where(
            JudgementRow.revision_id.is_(None),
            JudgementRow.agency_id == bench.agency_id,
            JudgementRow.year == bench.year,
        )
    last = session.execute(same).scalar_one_or_none()
    previous = bench.previous.content_sha256 if bench.previous else None
    if last is not None and (last.digest, last.ruleset_hash) == (print_, bench.ruleset_hash):
        last.previous_content = previous
        return last, False
    if last is not None:
        session.execute(update(JudgementRow).where(JudgementRow.id == last.id).values(latest=False))
    count = Counter(verdict.outcome for verdict in verdicts)
    row = JudgementRow(
        revision_id=bench.revision.id if bench.revision else None,
        agency_id=bench.agency_id,
        year=bench.year,
        sequence=last.sequence + 1 if last else 1,
        latest=True,
        ruleset_hash=bench.ruleset_hash,
        reader=bench.revision.reader if bench.revision else None,
        evidence=bench.revision.evidence if bench.revision else None,
        previous_revision_id=bench.previous.id if bench.previous else None,
        previous_content=previous,
        as_of=bench.as_of,
        at=at,
        digest=print_,
        passed=count[Outcome.PASS],
        failed=count[Outcome.FAIL],
        unknown=count[Outcome.UNKNOWN],
        not_applicable=count[Outcome.NOT_APPLICABLE],
        errors=count[Outcome.ERROR],
        quiet=[[v.rule, v.version, v.subject, v.outcome.value] for v in verdicts if v.outcome in _QUIET],
        inputs=bench.inputs,
    )
    session.add(row)
    session.flush()
    loud = [_verdict_row(row.id, verdict) for verdict in verdicts if verdict.outcome not in _QUIET]
    if loud:
        session.execute(insert(VerdictRow), loud)
    return row, True


def fingerprint(verdicts: Sequence[Verdict]) -> str:
    """What `JudgementRow.digest` holds: equal for equal verdicts in any order."""
    return digest(
        [_facts(verdict, whole=True) for verdict in sorted(verdicts, key=lambda v: (v.rule, v.subject))]
    )


def _facts(verdict: Verdict, *, whole: bool) -> dict[str, object]:
    facts: dict[str, object] = {
        "values": dict(verdict.values),
        "places": verdict.places,
        "lines": verdict.lines,
        "causes": verdict.causes,
        "title": verdict.title,
        "title_en": verdict.title_en,
        "basis": verdict.basis,
        "remedy": verdict.remedy,
    }
    if whole:
        facts |= {name: getattr(verdict, name) for name in ("rule", "version", "subject", "message")}
        facts |= {
            name: getattr(verdict, name).value for name in ("outcome", "severity", "attribution", "status")
        }
    return facts


def _verdict_row(judgement_id: int, verdict: Verdict) -> dict[str, object]:
    return {
        "judgement_id": judgement_id,
        "rule": verdict.rule,
        "subject": verdict.subject,
        "version": verdict.version,
        "outcome": verdict.outcome.value,
        "severity": verdict.severity.value,
        "attribution": verdict.attribution.value,
        "status": verdict.status.value,
        "message": verdict.message,
        "facts": _facts(verdict, whole=False),
    }


@dataclass(slots=True)
class _Following:
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

    def follow(self, verdicts: dict[tuple[str, str], Verdict]) -> None:
        """Every finding meets its verdict; failures without a finding open one, in a fixed order."""
        bench = self.bench
        rows = self.session.execute(
            select(FindingRow)
            .where(
                FindingRow.agency_id == bench.agency_id,
                FindingRow.year == bench.year,
                FindingRow.ruleset_hash != OBSERVED,
            )
            .order_by(FindingRow.rule, FindingRow.subject)
        )
        known = {(row.rule, row.subject): row for row in rows.scalars()}
        versions = {rule: verdict.version for (rule, _), verdict in verdicts.items()}
        undecided = {v.rule for v in verdicts.values() if v.outcome in (Outcome.UNKNOWN, Outcome.ERROR)}
        for key, row in known.items():
            verdict = verdicts.get(key)
            if verdict is None and (row.rule in undecided or not _retired(row, versions, bench)):
                continue
            self._meet(row, verdict, bench.ground(versions.get(row.rule, row.rule_version)))
        self._open(
            [verdict for key, verdict in sorted(verdicts.items()) if key not in known and accuses(verdict)]
        )

    def _meet(self, row: FindingRow, verdict: Verdict | None, now: Ground) -> None:
        state = FindingState(row.state)
        move = decide(state, ground_of(row), verdict, now)
        fails = verdict is not None and accuses(verdict)
        if verdict is not None and fails:
            _confirm(self.bench, row, verdict)
        if move is None:
            if state is FindingState.OPEN:
                self.still_open.append(row.number)
            elif fails:
                self.held.append(row.number)
            return
        if move.after is not FindingState.OPEN:
            _stand_on(self.bench, row, now)
        carry_out(self.session, row, move, self.at, judgement_id=self.judgement.id)
        ended = {"rectified": self.rectified, "withdrawn": self.withdrawn}
        ended.get(move.kind, self.opened).append(row.number)

    def _open(self, fresh: list[Verdict]) -> None:
        if not fresh:
            return
        numbers = take_numbers(self.session, "finding", len(fresh))
        for verdict, number in zip(fresh, numbers, strict=True):
            row = _new_finding(self.bench, verdict, f"NB-{number:06d}", self.at)
            self.session.add(row)
            with self.session.no_autoflush:
                waiver = covering(self.session, row, self._division(), self.at)
            if waiver is not None:
                waive(self.session, row, waiver, self.at, silent=True)
                self.held.append(row.number)
                continue
            move = decide(None, None, verdict, self.bench.ground(verdict.version))
            assert move is not None
            carry_out(self.session, row, move, self.at, judgement_id=self.judgement.id)
            self.opened.append(row.number)

    def _division(self) -> str | None:
        assert self.bench.agency_id is not None
        return agency_row(self.session, self.bench.agency_id).division


def _retired(row: FindingRow, judged: dict[str, int], bench: Bench) -> bool:
    """No verdict on it: its subject is gone from a rule that was judged, or its rule is gone from another rule set."""
    return row.rule in judged or row.ruleset_hash != bench.ruleset_hash


def _new_finding(bench: Bench, verdict: Verdict, number: str, at: datetime) -> FindingRow:
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
    _confirm(bench, row, verdict)
    return row


def _confirm(bench: Bench, row: FindingRow, verdict: Verdict) -> None:
    """The finding now rests on this verdict: its words, its numbers, its ground."""
    row.title, row.title_en, row.message, row.remedy = (
        verdict.title,
        verdict.title_en,
        verdict.message,
        verdict.remedy,
    )
    row.severity, row.attribution = verdict.severity.value, verdict.attribution.value
    row.basis, row.places, row.lines = list(verdict.basis), list(verdict.places), list(verdict.lines)
    row.values = dict(verdict.values)
    row.url = bench.report.url if bench.report else None
    row.report_id = bench.report.id if bench.report else None
    _stand_on(bench, row, bench.ground(verdict.version))


def _stand_on(bench: Bench, row: FindingRow, ground: Ground) -> None:
    row.revision_id = bench.revision.id if bench.revision else None
    row.evidence = bench.revision.evidence if bench.revision else None
    row.rule_version, row.ruleset_hash, row.reader = ground.rule_version, ground.ruleset_hash, ground.reader
    row.content, row.previous_content = ground.content, ground.previous_content


def _list_broken_rules(session: Session, verdicts: Sequence[Verdict], at: datetime) -> None:
    """A rule that breaks is the operator's business, once for each version."""
    for rule, version in sorted({(v.rule, v.version) for v in verdicts if v.outcome is Outcome.ERROR}):
        message = next(v.message for v in verdicts if v.rule == rule and v.outcome is Outcome.ERROR)
        list_matter(
            session,
            key=f"rule:{rule}:{version}",
            kind="rule_error",
            subject=f"规则 {rule}（第 {version} 版）执行出错",
            detail=f"{message or '没有说明'}。出错的规则不作任何判断；请修正规则。",
            at=at,
        )

"""The life of a finding: one pure decision, and the one place that carries it out.

A finding opens only on a FAIL of an in-force rule attributed to the agency. UNKNOWN and ERROR change nothing: they
never open and never close. "Rectified" is said only when the source changed and the rule passes now with the same
rule version and the same reader; everything else that ends a failure is our own doing and is called withdrawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.engine.verdict import Attribution, Outcome, Status, Verdict
from storage.log import tell
from storage.remembered import agency_row
from storage.tables import FindingRow, OutboxRow, TransitionRow
from storage.upsert import insert_new
from storage.values import Cause, EventKind, FindingState

_EVENTS = {
    "opened": EventKind.FINDING_OPENED,
    "reopened": EventKind.FINDING_OPENED,
    "reinstated": EventKind.FINDING_OPENED,
    "rectified": EventKind.FINDING_RECTIFIED,
    "withdrawn": EventKind.FINDING_WITHDRAWN,
}
ENDED = (FindingState.RECTIFIED, FindingState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a verdict stands on. Equal grounds cannot give another verdict."""

    rule_version: int
    ruleset_hash: str
    reader: str | None
    content: str | None
    """Digest of what the agency published; `None` where there is no report."""
    previous_content: str | None


@dataclass(frozen=True, slots=True)
class Move:
    """A change of state to carry out."""

    kind: str
    after: FindingState
    cause: Cause


def accuses(verdict: Verdict) -> bool:
    """Whether this verdict may be said to an office about an agency."""
    return (
        verdict.outcome is Outcome.FAIL
        and verdict.attribution is Attribution.AGENCY
        and verdict.status is Status.IN_FORCE
    )


def cause_of_change(before: Ground, now: Ground) -> Cause:
    """Why a verdict came out differently. Our own changes are blamed first, so the source is never blamed in doubt."""
    if before.rule_version != now.rule_version:
        return Cause.RULE
    if before.content is not None and before.reader != now.reader:
        return Cause.READER
    if (before.content, before.previous_content) != (now.content, now.previous_content):
        return Cause.SOURCE
    return Cause.RULE if before.ruleset_hash != now.ruleset_hash else Cause.SCOPE


def decide(
    state: FindingState | None, before: Ground | None, verdict: Verdict | None, now: Ground
) -> Move | None:
    """What becomes of a finding (`None`: there is none) under a verdict (`None`: the rule no longer says anything)."""
    if verdict is not None and accuses(verdict):
        return _begin(state, before, now)
    if state is not FindingState.OPEN or before is None:
        return None
    if verdict is not None and verdict.outcome is Outcome.FAIL:
        return _unaccuse(verdict)
    if verdict is not None and verdict.outcome in (Outcome.UNKNOWN, Outcome.ERROR):
        return None
    appeared = before.content is None and now.content is not None
    passes = verdict is not None and verdict.outcome is Outcome.PASS
    return _end(before, now, rectifies=passes or appeared)


def _begin(state: FindingState | None, before: Ground | None, now: Ground) -> Move | None:
    if state is None or before is None:
        return Move("opened", FindingState.OPEN, Cause.SOURCE)
    if state in ENDED:
        return Move("reopened", FindingState.OPEN, cause_of_change(before, now))
    return None


def _unaccuse(verdict: Verdict) -> Move | None:
    """It fails still, but no longer as something to be held against the agency."""
    if verdict.status is not Status.IN_FORCE:
        return Move("withdrawn", FindingState.WITHDRAWN, Cause.RULE)
    if verdict.attribution is Attribution.READER:
        return Move("withdrawn", FindingState.WITHDRAWN, Cause.READER)
    return None


def _end(before: Ground, now: Ground, *, rectifies: bool) -> Move:
    cause = cause_of_change(before, now)
    if rectifies and cause is Cause.SOURCE:
        return Move("rectified", FindingState.RECTIFIED, cause)
    return Move("withdrawn", FindingState.WITHDRAWN, cause)


def ground_of(row: FindingRow) -> Ground:
    return Ground(row.rule_version, row.ruleset_hash, row.reader, row.content, row.previous_content)


def carry_out(
    session: Session,
    row: FindingRow,
    move: Move,
    at: datetime,
    *,
    judgement_id: int | None = None,
    by: str | None = None,
    note: str | None = None,
    silent: bool = False,
) -> None:
    """One transition: state, transition row, event and outbox row, all in the caller's transaction."""
    before = row.state if row.transitions else None
    row.state, row.cause, row.changed_at = move.after.value, move.cause.value, at
    row.transitions += 1
    session.flush()
    transition = TransitionRow(
        finding_id=row.id,
        sequence=row.transitions,
        kind=move.kind,
        before=before,
        after=move.after.value,
        cause=move.cause.value,
        at=at,
        by=by,
        note=note,
        severity=row.severity,
        message=row.message,
        evidence=row.evidence,
        judgement_id=judgement_id,
    )
    session.add(transition)
    session.flush()
    kind = _EVENTS.get(move.kind)
    agency = agency_row(session, row.agency_id)
    facts: dict[str, str | int | None] = {
        "number": row.number,
        "agency": agency.name,
        "division": agency.division,
        "year": row.year,
        "rule": row.rule,
        "severity": row.severity,
        "cause": move.cause.value,
        "url": row.url,
    }
    if kind is not None:
        tell(session, kind, row.number, at, facts, occurrence=str(row.transitions))
    if silent:
        return
    told = {
        "key": f"{row.number}:{row.transitions}",
        "audience": "office",
        "kind": move.kind,
        "finding_id": row.id,
        "transition_id": transition.id,
        "division": agency.division,
        "severity": row.severity,
        "title": f"{agency.name} {row.year} 年：{row.title or row.rule}",
        "body": row.message,
        "at": at,
    }
    insert_new(session, OutboxRow, [told], ("key",))


def withdraw_all(
    session: Session, report_id: int, unless: tuple[int | None, int | None], cause: Cause, at: datetime
) -> None:
    """A report turned out to be another agency's or year's: what was said of the old identity is taken back."""
    rows = session.execute(
        select(FindingRow)
        .where(FindingRow.report_id == report_id, FindingRow.state == FindingState.OPEN.value)
        .order_by(FindingRow.id)
    )
    for row in rows.scalars():
        if (row.agency_id, row.year) != unless:
            carry_out(session, row, Move("withdrawn", FindingState.WITHDRAWN, cause), at)

"""The life of a finding: one pure decision, and the one place that carries it out.

A finding opens only on a FAIL of an in-force rule attributed to the agency. UNKNOWN and ERROR change nothing: they
never open and never close. "Rectified" is said only when the source changed and the rule passes now with the same
rule version and the same reader; everything else that ends a failure is our own doing and is called withdrawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.engine.verdict import Attribution, Outcome, Status, Verdict
from storage.log import append, told
from storage.numbering import add_numbered
from storage.remembered import agency_row
from storage.tables import FindingRow, OutboxRow, TransitionRow
from storage.upsert import insert_new
from storage.values import Cause, Event, EventKind, FindingState

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
        return _unaccuse(before, verdict, now)
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


def _unaccuse(before: Ground, verdict: Verdict, now: Ground) -> Move:
    """It fails still, but no longer as something to be held against the agency."""
    if verdict.status is not Status.IN_FORCE:
        return Move("withdrawn", FindingState.WITHDRAWN, Cause.RULE)
    if verdict.attribution is Attribution.READER:
        return Move("withdrawn", FindingState.WITHDRAWN, Cause.READER)
    return _end(before, now, rectifies=False)


def _end(before: Ground, now: Ground, *, rectifies: bool) -> Move:
    cause = cause_of_change(before, now)
    if rectifies and cause is Cause.SOURCE:
        return Move("rectified", FindingState.RECTIFIED, cause)
    return Move("withdrawn", FindingState.WITHDRAWN, cause)


def ground_of(row: FindingRow) -> Ground:
    return Ground(row.rule_version, row.ruleset_hash, row.reader, row.content, row.previous_content)


@dataclass(frozen=True, slots=True)
class Step:
    """One move of one finding, with who made it and why."""

    row: FindingRow
    move: Move
    judgement_id: int | None = None
    by: str | None = None
    note: str | None = None
    silent: bool = False
    """No word of it to the office."""


def carry_out(
    session: Session,
    row: FindingRow,
    move: Move,
    at: datetime,
    *,
    by: str | None = None,
    note: str | None = None,
    silent: bool = False,
) -> None:
    """One transition: state, transition row, event and outbox row, all in the caller's transaction."""
    carry_out_all(session, [Step(row, move, by=by, note=note, silent=silent)], at)


def carry_out_all(session: Session, steps: Sequence[Step], at: datetime) -> None:
    """Transitions in their order, each of another finding: states, transitions, events and outbox rows."""
    if not steps:
        return
    before = [step.row.state if step.row.transitions else None for step in steps]
    for step in steps:
        step.row.state, step.row.cause = step.move.after.value, step.move.cause.value
        step.row.changed_at = at
        step.row.transitions += 1
    session.flush()
    transitions = [_transition(step, was, at) for step, was in zip(steps, before, strict=True)]
    add_numbered(session, transitions)
    session.flush()
    append(session, *(event for step in steps if (event := _event(session, step, at)) is not None))
    pairs = zip(steps, transitions, strict=True)
    loud = [_notice(session, step, made.id, at) for step, made in pairs if not step.silent]
    insert_new(session, OutboxRow, loud, ("key",))


def _transition(step: Step, before: str | None, at: datetime) -> TransitionRow:
    row = step.row
    return TransitionRow(
        finding_id=row.id,
        sequence=row.transitions,
        kind=step.move.kind,
        before=before,
        after=row.state,
        cause=row.cause,
        at=at,
        by=step.by,
        note=step.note,
        severity=row.severity,
        message=row.message,
        evidence=row.evidence,
        judgement_id=step.judgement_id,
    )


def _event(session: Session, step: Step, at: datetime) -> Event | None:
    kind = _EVENTS.get(step.move.kind)
    if kind is None:
        return None
    row = step.row
    agency = agency_row(session, row.agency_id)
    facts: dict[str, str | int | None] = {
        "number": row.number,
        "agency": agency.name,
        "division": agency.division,
        "year": row.year,
        "rule": row.rule,
        "severity": row.severity,
        "cause": step.move.cause.value,
        "url": row.url,
    }
    return told(kind, row.number, at, facts, occurrence=str(row.transitions))


def _notice(session: Session, step: Step, transition_id: int, at: datetime) -> dict[str, object]:
    row = step.row
    agency = agency_row(session, row.agency_id)
    return {
        "key": f"{row.number}:{row.transitions}",
        "audience": "office",
        "kind": step.move.kind,
        "finding_id": row.id,
        "transition_id": transition_id,
        "division": agency.division,
        "severity": row.severity,
        "title": f"{agency.name} {row.year} 年：{row.title or row.rule}",
        "body": row.message,
        "at": at,
    }


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

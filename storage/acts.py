"""What people do with findings: dismiss with a reason, take that back, acknowledge, annotate. All of it is recorded."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.errors import Contradiction, UnknownRow
from storage.lifecycle import Move, carry_out
from storage.tables import FindingRow, NoteRow, TransitionRow
from storage.values import Cause, FindingState, Note, Transition


def finding_row(session: Session, number: str) -> FindingRow:
    found = session.execute(select(FindingRow).where(FindingRow.number == number)).scalar_one_or_none()
    if found is None:
        raise UnknownRow(f"there is no finding {number}", f"没有编号为 {number} 的问题")
    return found


def dismiss(session: Session, number: str, by: str, reason: str, at: datetime) -> None:
    """Say that a finding is none. It survives every later run; only a person can take it back."""
    if not reason.strip():
        raise Contradiction("a dismissal needs a reason", "驳回必须写明理由")
    row = finding_row(session, number)
    if row.state == FindingState.DISMISSED.value:
        return
    carry_out(
        session,
        row,
        Move("dismissed", FindingState.DISMISSED, Cause.PERSON),
        at,
        by=by,
        note=reason,
        silent=True,
    )


def reinstate(session: Session, number: str, by: str, reason: str, at: datetime) -> None:
    """Take a dismissal back: the finding is open again and is told."""
    row = finding_row(session, number)
    if row.state != FindingState.DISMISSED.value:
        raise Contradiction(f"finding {number} is not dismissed", f"问题 {number} 没有被驳回，不能恢复")
    carry_out(session, row, Move("reinstated", FindingState.OPEN, Cause.PERSON), at, by=by, note=reason)


def annotate(session: Session, number: str, by: str, text: str, at: datetime, *, kind: str = "note") -> None:
    """Add a note; `acknowledged` ends reminders of this finding until it changes."""
    row = finding_row(session, number)
    session.add(NoteRow(finding_id=row.id, kind=kind, by=by, text=text, at=at))
    session.flush()


def notes(session: Session, number: str) -> tuple[Note, ...]:
    rows = session.execute(
        select(NoteRow).where(NoteRow.finding_id == finding_row(session, number).id).order_by(NoteRow.id)
    )
    return tuple(Note(row.kind, row.by, row.text, row.at) for row in rows.scalars())


def history(session: Session, number: str) -> tuple[Transition, ...]:
    rows = session.execute(
        select(TransitionRow)
        .where(TransitionRow.finding_id == finding_row(session, number).id)
        .order_by(TransitionRow.sequence)
    )
    return tuple(
        Transition(
            row.sequence,
            row.kind,
            FindingState(row.after),
            Cause(row.cause),
            row.at,
            row.by,
            row.note,
            row.message,
            row.evidence,
        )
        for row in rows.scalars()
    )

"""Reminders, and the one step up. A reminder says that a failing is overdue: only of what was seen to hold lately."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session

from reports import china_day
from rules import SEVERITIES
from storage.confirming import confirmed_on
from storage.tables import AgencyRow, FindingRow, NoteRow, OutboxRow
from storage.upsert import insert_new
from storage.values import FindingState


def remind(
    session: Session,
    now: datetime,
    *,
    after_days: int,
    every_days: int,
    escalate_after_days: int | None,
    minimum_severity: str,
) -> int:
    """Outbox rows for open findings that nobody answered: reminders at intervals, and one step up, once. How many.

    Only of what was seen to hold within the last interval: who cannot be looked at is not called overdue.
    """
    answered = exists().where(
        NoteRow.finding_id == FindingRow.id,
        NoteRow.kind == "acknowledged",
        NoteRow.at >= FindingRow.changed_at,
    )
    worst = SEVERITIES[: SEVERITIES.index(minimum_severity) + 1]
    overdue = and_(
        FindingRow.state == FindingState.OPEN.value,
        FindingRow.severity.in_(worst),
        FindingRow.changed_at <= now - timedelta(days=after_days),
        ~answered,
    )
    rows = session.execute(
        select(FindingRow, AgencyRow)
        .join(AgencyRow, AgencyRow.id == FindingRow.agency_id)
        .where(overdue)
        .order_by(FindingRow.id)
    ).all()
    confirmed = confirmed_on(session, overdue) if rows else {}
    since = china_day(now - timedelta(days=every_days))
    made = 0
    for row, agency in rows:
        if confirmed.get(row.number, date.min) < since:
            continue
        age = (now - row.changed_at).days
        nth = (age - after_days) // every_days + 1
        told = [("reminder", f"{row.number}:{row.transitions}:reminder:{nth}")]
        if escalate_after_days is not None and age >= escalate_after_days:
            told.append(("escalated", f"{row.number}:{row.transitions}:escalated"))
        for kind, key in told:
            made += insert_new(session, OutboxRow, [_told(row, agency, kind, key, now)], ("key",))
    return made


def _told(row: FindingRow, agency: AgencyRow, kind: str, key: str, now: datetime) -> dict[str, object]:
    return {
        "key": key,
        "audience": "office",
        "kind": kind,
        "finding_id": row.id,
        "division": agency.division,
        "severity": row.severity,
        "title": f"{agency.name} {row.year} 年：{row.title or row.rule}",
        "body": row.message,
        "at": now,
    }

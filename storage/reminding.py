"""Reminders, and the one step up. A reminder says that a failing is overdue: only where somebody looked since and saw that it holds.

A page that cannot be reached, that shows something else for the time being or that this reader cannot read may have been
rectified meanwhile: to call its agency overdue would accuse it of what we have not seen. The finding stays open; nothing is said.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from reports import china_day
from rules import SEVERITIES
from rules.engine.verdict import Outcome
from storage.observing import RULESET as OBSERVED
from storage.tables import (
    AgencyRow,
    CaptureRow,
    FindingRow,
    JudgementRow,
    NoteRow,
    OutboxRow,
    PortalRow,
    ReportRow,
    RevisionRow,
    VerdictRow,
)
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
    rows = session.execute(
        select(FindingRow, AgencyRow)
        .join(AgencyRow, AgencyRow.id == FindingRow.agency_id)
        .where(
            FindingRow.state == FindingState.OPEN.value,
            FindingRow.severity.in_(worst),
            FindingRow.changed_at <= now - timedelta(days=after_days),
            ~answered,
            _still_holds(now - timedelta(days=every_days)),
        )
        .order_by(FindingRow.id)
    )
    made = 0
    for row, agency in rows.all():
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


def _still_holds(since: datetime) -> ColumnElement[bool]:
    """A condition on `FindingRow`: looked at again at or after `since`, and the last word on it is that it fails."""
    observed = FindingRow.ruleset_hash == OBSERVED
    return or_(
        and_(observed, _read_whole(since)),
        and_(~observed, FindingRow.revision_id.is_not(None), _seen(since), _seen_last_year(since)),
        and_(~observed, FindingRow.revision_id.is_(None), _not_found(since)),
    )


def _fails() -> ColumnElement[bool]:
    return and_(
        JudgementRow.latest,
        VerdictRow.judgement_id == JudgementRow.id,
        VerdictRow.rule == FindingRow.rule,
        VerdictRow.subject == FindingRow.subject,
        VerdictRow.outcome == Outcome.FAIL.value,
    )


def _shown(since: datetime) -> ColumnElement[bool]:
    """The page showed just what was read, and nothing else since."""
    return and_(
        CaptureRow.id == RevisionRow.capture_id,
        RevisionRow.current,
        CaptureRow.latest,
        CaptureRow.unreadable.is_(None),
        CaptureRow.last_seen_at >= since,
    )


def _seen(since: datetime) -> ColumnElement[bool]:
    return exists().where(
        RevisionRow.id == FindingRow.revision_id,
        JudgementRow.revision_id == RevisionRow.id,
        _shown(since),
        _fails(),
    )


def _seen_last_year(since: datetime) -> ColumnElement[bool]:
    """So was last year's page, where the two are held against each other."""
    before = (
        select(RevisionRow.id)
        .join(ReportRow, ReportRow.id == RevisionRow.report_id)
        .where(
            ReportRow.url == FindingRow.previous_url,
            RevisionRow.evidence == FindingRow.previous_evidence,
            _shown(since),
        )
        .correlate(FindingRow)
    )
    return or_(FindingRow.previous_url.is_(None), before.exists())


def _not_found(since: datetime) -> ColumnElement[bool]:
    """No report there: the last proof's last day."""
    return exists().where(
        JudgementRow.revision_id.is_(None),
        JudgementRow.agency_id == FindingRow.agency_id,
        JudgementRow.year == FindingRow.year,
        JudgementRow.as_of >= china_day(since),
        _fails(),
    )


def _read_whole(since: datetime) -> ColumnElement[bool]:
    """Listed no more: the portal was read whole since."""
    return exists().where(
        ReportRow.id == FindingRow.report_id,
        PortalRow.id == ReportRow.portal_id,
        PortalRow.last_full_read_at >= since,
    )

"""Further files on the shelf: portals, messages, evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, or_, select
from sqlalchemy.orm import Session

from storage.tables import (
    AgencyRow,
    CaptureRow,
    ColumnRow,
    LedgerRow,
    MatterRow,
    MessageRow,
    OutboxRow,
    PortalRow,
    ReportRow,
    RevisionRow,
)
from storage.tables import FindingRow as Found


@dataclass(frozen=True, slots=True)
class MessageLine:
    key: str
    office: str
    destination: str
    title: str
    state: str
    created_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class PortalFile:
    """A portal's health; `held` columns with why, `matters` that are open on the operator's list."""

    id: str
    name: str
    division: str | None
    home: str | None
    state: str
    failing_since: datetime | None
    last_tried_at: datetime | None
    last_answer_at: datetime | None
    last_full_read_at: datetime | None
    obstacle: str | None
    detail: str | None
    held: tuple[tuple[str, str], ...]
    matters: tuple[tuple[str, str, str], ...]
    """(kind, subject, detail)"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One stored answer: who gave it and when. `sha256` names its bytes in the archive."""

    sha256: str
    url: str
    portal: str
    division: str | None
    agency_id: int | None
    fetched_at: datetime
    media_type: str
    size: int


def messages_of(session: Session, agency: int, limit: int) -> tuple[MessageLine, ...]:
    """Along the ledger: finding → outbox → ledger → message."""
    told = (
        select(LedgerRow.message_id)
        .join(OutboxRow, OutboxRow.id == LedgerRow.outbox_id)
        .join(Found, Found.id == OutboxRow.finding_id)
        .where(Found.agency_id == agency, LedgerRow.message_id.is_not(None))
    )
    rows = session.execute(
        select(MessageRow).where(MessageRow.id.in_(told)).order_by(MessageRow.id.desc()).limit(limit)
    ).scalars()
    return tuple(
        MessageLine(row.key, row.office, row.destination, row.title, row.state, row.created_at, row.sent_at)
        for row in rows
    )


def portal_files(session: Session, divisions: Sequence[str], id: str | None) -> tuple[PortalFile, ...]:
    wanted = select(PortalRow).order_by(case((PortalRow.state == "ok", 1), else_=0), PortalRow.id)
    if divisions:
        column = PortalRow.division
        wanted = wanted.where(or_(*(and_(column >= one, column < one + ":") for one in divisions)))
    if id is not None:
        wanted = wanted.where(PortalRow.id == id)
    held: dict[str, list[tuple[str, str]]] = {}
    for portal, column_name, why in session.execute(
        select(ColumnRow.portal_id, ColumnRow.column, ColumnRow.held_why).where(ColumnRow.held)
    ):
        held.setdefault(portal, []).append((column_name, why or ""))
    matters: dict[str, list[tuple[str, str, str]]] = {}
    for kind, subject, detail, key in session.execute(
        select(MatterRow.kind, MatterRow.subject, MatterRow.detail, MatterRow.key)
        .where(MatterRow.settled_at.is_(None))
        .order_by(MatterRow.id.desc())
        .limit(2000)
    ):
        for part in key.split(":"):
            matters.setdefault(part, []).append((kind, subject, detail))
    return tuple(
        PortalFile(
            row.id,
            row.name,
            row.division,
            row.home,
            row.state,
            row.failing_since,
            row.last_tried_at,
            row.last_answer_at,
            row.last_full_read_at,
            row.obstacle,
            row.detail,
            tuple(held.get(row.id, ())),
            tuple(matters.get(row.id, ())),
        )
        for row in session.execute(wanted).scalars()
    )


def evidence_of(session: Session, sha256: str) -> Evidence | None:
    """The latest answer with that digest, or whose read file has it."""
    found = session.execute(
        select(CaptureRow).where(CaptureRow.sha256 == sha256).order_by(CaptureRow.id.desc()).limit(1)
    ).scalar_one_or_none()
    if found is None:
        found = session.execute(
            select(CaptureRow)
            .join(RevisionRow, RevisionRow.capture_id == CaptureRow.id)
            .where(RevisionRow.evidence == sha256)
            .limit(1)
        ).scalar_one_or_none()
    if found is None:
        return None
    portal = session.get(PortalRow, found.portal_id)
    report = session.execute(select(ReportRow).where(ReportRow.url == found.url)).scalar_one_or_none()
    agency = None if report is None or report.agency_id is None else session.get(AgencyRow, report.agency_id)
    headers = {name.lower(): value for name, value in dict(found.headers).items()}
    return Evidence(
        sha256,
        found.url,
        found.portal_id,
        agency.division if agency and agency.division else portal.division if portal else None,
        None if agency is None else agency.id,
        found.fetched_at,
        headers.get("content-type", "application/octet-stream") if found.sha256 == sha256 else "",
        found.size,
    )

"""A report on the shelf, with its revisions and what could not be decided of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from reports import AnnualReport
from storage.revisions import report_of
from storage.tables import (
    AgencyRow,
    CellChangeRow,
    JudgementRow,
    PortalRow,
    ReportRow,
    RevisionRow,
    VerdictRow,
)


@dataclass(frozen=True, slots=True)
class CellChange:
    address: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """One reading of a report; `changes` against the one before it. `cause`: `source` or `reader`."""

    number: int
    read_at: datetime
    cause: str
    evidence: str
    current: bool
    changes: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class Undecided:
    """A check that could not be decided, or a rule that broke: nobody's fault until it is."""

    rule: str
    outcome: str
    title: str
    message: str


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A published report with everything known of it; `division` is that of its agency, else of its portal."""

    id: int
    url: str
    portal: str
    agency_id: int | None
    agency: str | None
    division: str | None
    year: int | None
    title: str | None
    published: date | None
    published_source: str | None
    first_seen: date
    gone: bool
    standing: bool
    report: AnnualReport | None
    evidence: str | None
    tallies: dict[str, int]
    undecided: tuple[Undecided, ...]
    revisions: tuple[RevisionLine, ...]


def report_file(session: Session, id: int) -> ReportFile | None:
    row = session.get(ReportRow, id)
    if row is None:
        return None
    agency = None if row.agency_id is None else session.get(AgencyRow, row.agency_id)
    portal = session.get(PortalRow, row.portal_id)
    revisions = list(
        session.execute(
            select(RevisionRow).where(RevisionRow.report_id == id).order_by(RevisionRow.number.desc())
        ).scalars()
    )
    current = next((one for one in revisions if one.current), None)
    judgement = None if current is None else _judgement(session, current.id)
    return ReportFile(
        id=row.id,
        url=row.url,
        portal=row.portal_id,
        agency_id=row.agency_id,
        agency=agency.name if agency else None,
        division=agency.division if agency and agency.division else portal.division if portal else None,
        year=row.year,
        title=row.title,
        published=row.published_on,
        published_source=row.published_source,
        first_seen=row.first_seen_on,
        gone=row.gone,
        standing=row.standing,
        report=None if current is None else report_of(session, current),
        evidence=None if current is None else current.evidence,
        tallies={}
        if judgement is None
        else {
            "pass": judgement.passed,
            "fail": judgement.failed,
            "unknown": judgement.unknown,
            "not_applicable": judgement.not_applicable,
            "error": judgement.errors,
        },
        undecided=() if judgement is None else _undecided(session, judgement.id),
        revisions=tuple(_revision(session, one) for one in revisions),
    )


def _judgement(session: Session, revision_id: int) -> JudgementRow | None:
    wanted = select(JudgementRow).where(JudgementRow.revision_id == revision_id, JudgementRow.latest)
    return session.execute(wanted.order_by(JudgementRow.id.desc()).limit(1)).scalar_one_or_none()


def _undecided(session: Session, judgement_id: int) -> tuple[Undecided, ...]:
    rows = session.execute(
        select(VerdictRow)
        .where(VerdictRow.judgement_id == judgement_id, VerdictRow.outcome.in_(("unknown", "error")))
        .order_by(VerdictRow.rule, VerdictRow.subject)
    ).scalars()
    return tuple(
        Undecided(row.rule, row.outcome, row.facts.get("title") or row.rule, row.message) for row in rows
    )


def _revision(session: Session, row: RevisionRow) -> RevisionLine:
    changes = session.execute(
        select(CellChangeRow)
        .where(CellChangeRow.revision_id == row.id)
        .order_by(CellChangeRow.address)
        .limit(300)
    ).scalars()
    return RevisionLine(
        row.number,
        row.read_at,
        row.cause,
        row.evidence,
        row.current,
        tuple(
            CellChange(
                one.address, one.before_raw or one.before_state or "", one.after_raw or one.after_state or ""
            )
            for one in changes
        ),
    )

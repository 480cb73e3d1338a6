"""Readings: reports, their revisions, and which report speaks for its agency and year."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from reports import AnnualReport, CellState, PublishedDate, ReportKind
from storage.agencies import agency_of
from storage.codec import cells_in, cells_out, content_out, digest, reading_in, reading_out
from storage.difference import Change, differences
from storage.errors import UnknownRow
from storage.lifecycle import withdraw_all
from storage.log import list_matter, tell
from storage.observing import note_change
from storage.patrolling import capture_row, china_day
from storage.remembered import agency_row, portal_row
from storage.tables import (
    CaptureRow,
    CellChangeRow,
    CellsRow,
    PortalRow,
    ReportRow,
    RevisionRow,
)
from storage.values import Cause, DueCapture, EventKind, ReadingChange, Revision


def due_for_reading(
    session: Session, reader: str, portals: tuple[str, ...] | None, limit: int | None
) -> tuple[DueCapture, ...]:
    """The latest captures of reports that `reader` has not read, by address: the order never depends on arrival."""
    wanted = (
        select(CaptureRow, PortalRow.division)
        .join(PortalRow, PortalRow.id == CaptureRow.portal_id)
        .where(CaptureRow.latest, CaptureRow.report, CaptureRow.read_by.is_distinct_from(reader))
        .order_by(CaptureRow.url)
    )
    if portals is not None:
        wanted = wanted.where(CaptureRow.portal_id.in_(portals))
    if limit is not None:
        wanted = wanted.limit(limit)
    return tuple(
        DueCapture(
            id=row.id,
            url=row.url,
            sha256=row.read_sha256 or row.sha256,
            name=row.name,
            portal=row.portal_id,
            division=division,
            title=row.listed_title,
            listed_date=row.listed_date,
            column=row.listed_column,
            agency=row.listed_agency,
            parts=tuple(sha256 for _, sha256 in row.parts),
        )
        for row, division in session.execute(wanted)
    )


def record_unreadable(session: Session, capture_id: int, reader: str, why: str) -> None:
    """This reader cannot read it; another version will be asked again. Never an accusation."""
    row = capture_row(session, capture_id)
    row.read_by, row.unreadable = reader, why


def record_reading(session: Session, capture_id: int, report: AnnualReport, at: datetime) -> Revision:
    """Keep one reading. The same reading again is the row it made before; nothing else happens.

    A reading of evidence that newer evidence has overtaken is kept and changes nothing said.
    """
    capture = capture_row(session, capture_id)
    capture.read_by, capture.unreadable = report.reader, None
    row = _report(session, capture)
    cells, plain = cells_out(report.cells), reading_out(report)
    print_ = digest([plain, cells])
    before = current_revision(session, row.id)
    stored = None if before is None else _stored(session, row.id, capture_id, report.reader, print_)
    if stored is not None:
        return _told(session, row, stored, ReadingChange.UNCHANGED)
    overtaken = before is not None and not capture.latest
    earlier = None if before is None else report_of(session, before)
    content = digest(content_out(report))
    changes = (
        ()
        if earlier is None or before is None or before.content_sha256 == content
        else differences(earlier, report)
    )
    from_source = before is None or before.evidence != report.source.sha256
    if before is not None and not overtaken:
        session.execute(update(RevisionRow).where(RevisionRow.id == before.id).values(current=False))
    made = RevisionRow(
        report_id=row.id,
        number=_next_number(session, row.id) if before else 1,
        capture_id=capture_id,
        evidence=report.source.sha256,
        reader=report.reader,
        reading_sha256=print_,
        content_sha256=content,
        cause=(Cause.SOURCE if from_source else Cause.READER).value,
        read_at=at,
        current=not overtaken,
        cells_read=sum(cell.state is not CellState.ABSENT for cell in report.cells.values()),
        cells_unreadable=sum(cell.state is CellState.UNREADABLE for cell in report.cells.values()),
        reading=plain,
    )
    session.add(made)
    session.flush()
    if overtaken:
        _keep_parts(session, made.id, cells, ())
        return _told(session, row, made, ReadingChange.REREAD)
    _keep_parts(session, made.id, cells, changes)
    _identify(session, row, report, capture=capture, at=at, from_source=from_source)
    change = _announce(
        session,
        row,
        made,
        before=before,
        changes=changes,
        report=report,
        earlier=earlier,
        at=at,
        from_source=from_source,
    )
    return _told(session, row, made, change, changes)


def _stored(
    session: Session, report_id: int, capture_id: int, reader: str, reading_sha256: str
) -> RevisionRow | None:
    return session.execute(
        select(RevisionRow).where(
            RevisionRow.report_id == report_id,
            RevisionRow.capture_id == capture_id,
            RevisionRow.reader == reader,
            RevisionRow.reading_sha256 == reading_sha256,
        )
    ).scalar_one_or_none()


def _next_number(session: Session, report_id: int) -> int:
    highest = select(func.max(RevisionRow.number)).where(RevisionRow.report_id == report_id)
    return (session.execute(highest).scalar_one() or 0) + 1


def _report(session: Session, capture: CaptureRow) -> ReportRow:
    found = session.execute(select(ReportRow).where(ReportRow.url == capture.url)).scalar_one_or_none()
    if found is None:
        first = capture.fetched_at
        if capture.sequence > 1:
            first = session.execute(
                select(CaptureRow.fetched_at).where(CaptureRow.url == capture.url, CaptureRow.sequence == 1)
            ).scalar_one()
        found = ReportRow(
            url=capture.url,
            portal_id=capture.portal_id,
            kind=ReportKind.UNSURE.value,
            first_seen_on=china_day(first),
        )
        session.add(found)
        session.flush()
    return found


def _keep_parts(
    session: Session, revision_id: int, cells: dict[str, dict[str, object]], changes: tuple[Change, ...]
) -> None:
    if cells:
        rows = [
            {"revision_id": revision_id, "table_id": t, "packed": list(packed.items())}
            for t, packed in cells.items()
        ]
        session.execute(insert(CellsRow), rows)
    if changes:
        session.execute(
            insert(CellChangeRow),
            [
                {
                    "revision_id": revision_id,
                    "address": change.address,
                    "before_state": change.before_state,
                    "before_raw": change.before_raw,
                    "after_state": change.after_state,
                    "after_raw": change.after_raw,
                }
                for change in changes
            ],
        )


def _identify(
    session: Session,
    row: ReportRow,
    report: AnnualReport,
    *,
    capture: CaptureRow,
    at: datetime,
    from_source: bool,
) -> None:
    """Whose it is, which year, and whether it speaks for them; findings of an identity it no longer has are withdrawn."""
    portal = portal_row(session, row.portal_id)
    is_report = report.kind is ReportKind.ANNUAL_REPORT
    agency = agency_of(session, report.agency, portal, at, url=row.url) if is_report else None
    agency_id, year = (agency.id if agency else None), report.year
    old = (row.kind, row.agency_id, row.year)
    row.kind, row.agency_id, row.year, row.title = report.kind.value, agency_id, year, report.title
    best = best_date(report.dates, capture.listed_date)
    row.published_on = date.fromisoformat(best.date) if best else None
    row.published_source = best.source if best else None
    if is_report and (agency_id is None or year is None):
        list_matter(
            session,
            key=f"unidentified:{row.id}",
            kind="unidentified_report",
            subject=f"无法确定是谁或哪一年的年报：{report.title or capture.listed_title or row.url}",
            detail=f"{row.url}：单位 {report.agency.name or '不明'}，年度 {report.year or '不明'}。未作任何判断，请人工确认。",
            at=at,
        )
    if old == (row.kind, row.agency_id, row.year):
        return
    session.flush()
    cause = Cause.SOURCE if from_source else Cause.READER
    if old[1] is not None:
        withdraw_all(session, row.id, (row.agency_id, row.year), cause, at)
    for whose, of_year in dict.fromkeys((old[1:], (row.agency_id, row.year))):
        if whose is not None and of_year is not None:
            _choose_standing(session, whose, of_year, at)
    if row.agency_id is None or row.year is None:
        row.standing = False


def best_date(dates: tuple[PublishedDate, ...], listed: str | None) -> PublishedDate | None:
    """The publication date to show: the page's own word first, then the list's. Rules use all of them, not this one."""
    order = {"pubdate_meta": 0, "visible": 1, "list": 2, "url": 3, "file_metadata": 4}
    every = [*dates, *([PublishedDate(listed, "list")] if listed else [])]
    return min(every, key=lambda found: order.get(found.source, 9), default=None)


def _choose_standing(session: Session, agency_id: int, year: int, at: datetime) -> None:
    """One report speaks for an agency's year: the one first seen (then by address). Copies are kept and listed."""
    rows = (
        session.execute(
            select(ReportRow)
            .where(
                ReportRow.agency_id == agency_id,
                ReportRow.year == year,
                ReportRow.kind == ReportKind.ANNUAL_REPORT.value,
            )
            .order_by(ReportRow.gone, ReportRow.first_seen_on, ReportRow.url)
        )
        .scalars()
        .all()
    )
    standing = next((row for row in rows if row.standing and not row.gone), rows[0] if rows else None)
    for row in rows:
        row.standing = row is standing
    session.flush()
    if len(rows) > 1:
        agency = agency_row(session, agency_id)
        list_matter(
            session,
            key=f"copies:{agency_id}:{year}",
            kind="several_reports",
            subject=f"{agency.name} {year} 年的年报有 {len(rows)} 份",
            detail="；".join(row.url for row in rows) + "。以最先发现的一份为准，其余只保存不判断。",
            at=at,
        )


def _announce(
    session: Session,
    row: ReportRow,
    made: RevisionRow,
    *,
    before: RevisionRow | None,
    changes: tuple[Change, ...],
    report: AnnualReport,
    earlier: AnnualReport | None,
    at: datetime,
    from_source: bool,
) -> ReadingChange:
    facts: dict[str, str | int | None] = {
        "url": row.url,
        "agency": report.agency.name,
        "division": report.agency.division,
        "year": report.year,
        "evidence": made.evidence,
    }
    if before is None or earlier is None:
        if row.kind == ReportKind.ANNUAL_REPORT.value:
            tell(session, EventKind.REPORT_PUBLISHED, str(row.id), at, facts)
        return ReadingChange.NEW
    readable = [change for change in changes if change.readable]
    if not from_source or not readable or before.reader != made.reader:
        return ReadingChange.REREAD
    said = {(date.source, date.date) for date in earlier.dates} != {
        (date.source, date.date) for date in report.dates
    }
    facts |= {
        "revision": made.number,
        "cells": sum(change.is_cell for change in readable),
        "changes": len(readable),
        "silent": int(not said),
        "first": "；".join(
            f"{c.address} {c.before_raw or '空'}→{c.after_raw or '空'}" for c in readable[:3] if c.is_cell
        ),
    }
    tell(session, EventKind.REPORT_REVISED, str(row.id), at, facts, occurrence=str(made.number))
    note_change(session, row, made, readable, at, silent=not said)
    return ReadingChange.REVISED


def _told(
    session: Session,
    row: ReportRow,
    made: RevisionRow,
    change: ReadingChange,
    changes: tuple[Change, ...] = (),
) -> Revision:
    agency = None if row.agency_id is None else agency_row(session, row.agency_id)
    return Revision(
        id=made.id,
        report_id=row.id,
        number=made.number,
        agency_id=row.agency_id,
        agency=agency.name if agency else None,
        division=agency.division if agency else None,
        year=row.year,
        url=row.url,
        change=change,
        standing=row.standing,
        differences=changes,
    )


def current_revision(session: Session, report_id: int) -> RevisionRow | None:
    return session.execute(
        select(RevisionRow).where(RevisionRow.report_id == report_id, RevisionRow.current)
    ).scalar_one_or_none()


def revision_row(session: Session, id: int) -> RevisionRow:
    found = session.get(RevisionRow, id)
    if found is None:
        raise UnknownRow(f"there is no revision {id}", f"没有编号为 {id} 的年报版本")
    return found


def report_of(session: Session, revision: RevisionRow) -> AnnualReport:
    """The AnnualReport as it was read, equal to the one stored, cells in the order they were read."""
    rows = session.execute(
        select(CellsRow.table_id, CellsRow.packed).where(CellsRow.revision_id == revision.id)
    ).all()
    return reading_in(revision.reading, cells_in((row.table_id, dict(row.packed)) for row in rows))


def standing_report(session: Session, agency_id: int, year: int) -> RevisionRow | None:
    """The current revision of the report that speaks for an agency's year."""
    return session.execute(
        select(RevisionRow)
        .join(ReportRow, ReportRow.id == RevisionRow.report_id)
        .where(
            ReportRow.agency_id == agency_id, ReportRow.year == year, ReportRow.standing, RevisionRow.current
        )
    ).scalar_one_or_none()

"""Listings, and the proof that something is no longer listed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from reports import china_day
from scrapers.values import Listing
from storage.capturing import Keeping
from storage.codec import digest
from storage.due import came_or_went
from storage.health import heard
from storage.log import tell
from storage.moved import hand_over, same_title_listed
from storage.numbering import add_numbered
from storage.observing import note_returned, note_vanished
from storage.portals import portal_row
from storage.remembered import agency_row
from storage.tables import ColumnRow, ListedRow, ListingRow, ReportRow, RevisionRow
from storage.trimmed import trimmed_years
from storage.upsert import insert_new
from storage.values import EventKind
from storage.work import Tally

FLOOR = 0.5
"""A listing with fewer rows than this share of the last good one is not believed (promise 5)."""


def record_listing(session: Session, listing: Listing) -> Tally:
    """One reading of a column: its rows, its pages, and what a whole and healthy reading no longer shows."""
    portal_row(session, listing.portal)
    keeping = Keeping(session, listing.captures)
    for capture in listing.captures:
        keeping.page(capture)
    column = _column(session, listing)
    if _is_late(session, column, listing):
        return Tally(unchanged=len(listing.reports))
    day, before = china_day(listing.read_at), column.last_complete_on
    _keep_listing(session, column, listing)
    if not listing.complete or _is_thin(column, listing, day):
        return _record_rows(session, column, listing, before)
    heard(session, listing.portal, listing.read_at, whole=True)
    column.last_complete_on = day
    column.good_rows = listing.rows
    tally = _record_rows(session, column, listing, before)
    _note_missing(session, column, listing, day)
    return tally


def last_listed_at(session: Session) -> datetime | None:
    """The latest reading of any column."""
    return session.execute(select(func.max(ListingRow.last_read_at))).scalar_one()


def _column(session: Session, listing: Listing) -> ColumnRow:
    row = {
        "portal_id": listing.portal,
        "column": listing.column,
        "url": listing.url,
        "year": listing.year,
        "agency": listing.agency,
    }
    insert_new(session, ColumnRow, [row], ("portal_id", "column", "url"))
    return session.execute(
        select(ColumnRow).where(
            ColumnRow.portal_id == listing.portal,
            ColumnRow.column == listing.column,
            ColumnRow.url == listing.url,
        )
    ).scalar_one()


def _is_late(session: Session, column: ColumnRow, listing: Listing) -> bool:
    """A listing told again, or out of order, after a newer one: what is known since stays."""
    newest = select(func.max(ListingRow.last_read_at)).where(ListingRow.column_id == column.id)
    last: datetime | None = session.execute(newest).scalar_one()
    return last is not None and listing.read_at < last


def _keep_listing(session: Session, column: ColumnRow, listing: Listing) -> None:
    rows = sorted((report.url, report.title, report.date) for report in listing.reports)
    obstacle = listing.obstacle.value if listing.obstacle else None
    print_ = digest([rows, listing.rows, listing.complete, obstacle])
    last = session.execute(
        select(ListingRow)
        .where(ListingRow.column_id == column.id)
        .order_by(ListingRow.sequence.desc())
        .limit(1)
    ).scalar_one_or_none()
    if last is not None and last.digest == print_:
        last.last_read_at = max(last.last_read_at, listing.read_at)
        return
    session.add(
        ListingRow(
            column_id=column.id,
            sequence=last.sequence + 1 if last else 1,
            digest=print_,
            read_at=listing.read_at,
            last_read_at=listing.read_at,
            rows=listing.rows,
            reports=len(listing.reports),
            pages_read=listing.pages_read,
            pages_declared=listing.pages_declared,
            complete=listing.complete,
            obstacle=obstacle,
            detail=listing.detail,
        )
    )
    session.flush()


def _is_thin(column: ColumnRow, listing: Listing, day: date) -> bool:
    """Hold a listing that lost half its rows at once, until the same count was read whole on a second day."""
    if listing.rows >= column.good_rows * FLOOR:
        column.held, column.held_why, column.held_rows, column.held_on = False, None, None, None
        return False
    if (
        column.held
        and column.held_rows == listing.rows
        and column.held_on is not None
        and column.held_on < day
    ):
        column.held, column.held_why, column.held_rows, column.held_on = False, None, None, None
        return False
    if column.held_rows != listing.rows:
        column.held_rows, column.held_on = listing.rows, day
    column.held = True
    column.held_why = f"{listing.rows} rows where {column.good_rows} were read before"
    return True


def _record_rows(session: Session, column: ColumnRow, listing: Listing, before: date | None) -> Tally:
    """`before`: the last day on which the column was read whole until now."""
    known = {
        row.url: row
        for row in session.execute(select(ListedRow).where(ListedRow.column_id == column.id)).scalars()
    }
    updated = unchanged = 0
    fresh: list[ListedRow] = []
    for report in listing.reports:
        facts = {
            "title": report.title,
            "printed_date": report.date,
            "certain": report.certain,
            "agency": report.agency,
        }
        row = known.get(report.url)
        if row is None:
            row = ListedRow(
                column_id=column.id,
                url=report.url,
                first_seen_at=listing.read_at,
                last_seen_at=listing.read_at,
                unlisted_on=before,
                **facts,
            )
            known[report.url] = row
            fresh.append(row)
            continue
        altered = any(getattr(row, name) != value for name, value in facts.items())
        updated, unchanged = updated + altered, unchanged + (not altered)
        for name, value in facts.items():
            setattr(row, name, value)
        row.last_seen_at = max(row.last_seen_at, listing.read_at)
        if row.vanished_on is not None:
            _return(session, row, listing.read_at)
        row.missing_on = row.vanished_on = None
    add_numbered(session, fresh)
    session.flush()
    return Tally(len(fresh), updated, unchanged)


def _note_missing(session: Session, column: ColumnRow, listing: Listing, day: date) -> None:
    """What a whole listing lacks is noted; lacking on a second day, and listed nowhere else, it has vanished."""
    shown = {report.url for report in listing.reports}
    rows = session.execute(
        select(ListedRow).where(ListedRow.column_id == column.id, ListedRow.vanished_on.is_(None))
    )
    left: list[tuple[ListedRow, ReportRow]] = []
    for row in rows.scalars():
        if row.url in shown:
            continue
        if row.missing_on is None:
            row.missing_on = day
        elif row.missing_on < day and not _listed_elsewhere(session, row):
            report = _of(session, row)
            heir = report is not None and hand_over(session, report)
            if not heir and same_title_listed(session, row):
                continue  # it may be the same report, not read yet
            row.vanished_on = day
            if report is not None and not heir:
                left.append((row, report))
    trimmed = trimmed_years(session, column, [report for _, report in left], listing.read_at)
    for row, report in left:
        if report.year not in trimmed:
            _vanish(session, row, report, listing.read_at)


def _of(session: Session, row: ListedRow) -> ReportRow | None:
    return session.execute(select(ReportRow).where(ReportRow.url == row.url)).scalar_one_or_none()


def _listed_elsewhere(session: Session, row: ListedRow) -> bool:
    other = select(ListedRow.id).where(ListedRow.url == row.url, ListedRow.missing_on.is_(None))
    return session.execute(select(exists(other))).scalar_one()


def _vanish(session: Session, row: ListedRow, report: ReportRow, at: datetime) -> None:
    report.gone = True
    revision = session.execute(
        select(RevisionRow).where(RevisionRow.report_id == report.id, RevisionRow.current)
    ).scalar_one_or_none()
    note_vanished(session, report, revision, at)
    came_or_went(session, report)
    agency = None if report.agency_id is None else agency_row(session, report.agency_id).name
    facts = {"url": row.url, "year": report.year, "agency": agency, "title": row.title}
    tell(
        session,
        EventKind.REPORT_VANISHED,
        str(report.id),
        at,
        facts,
        occurrence=china_day(at).isoformat(),
    )


def _return(session: Session, row: ListedRow, at: datetime) -> None:
    report = _of(session, row)
    if report is not None:
        report.gone = False
        note_returned(session, report, at)
        came_or_went(session, report)

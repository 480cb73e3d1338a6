"""What a patrol brought home, kept once: captures, listings, and the proof that something is no longer listed."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, exists, func, select, update
from sqlalchemy.orm import Session

from scrapers.values import Capture, Listing, ReportCaptured, Validators
from storage.codec import digest
from storage.errors import UnknownRow
from storage.health import heard
from storage.log import tell
from storage.numbering import add_numbered, row_numbers
from storage.observing import note_returned, note_vanished
from storage.pages import keep_pages
from storage.remembered import agency_row, forget, remembered
from storage.siblings import wake_others
from storage.tables import CaptureRow, ColumnRow, ListedRow, ListingRow, PortalRow, ReportRow, RevisionRow
from storage.upsert import insert_new
from storage.values import CaptureChange, Captured, EventKind, Tally

FLOOR = 0.5
"""A listing with fewer rows than this share of the last good one is not believed (promise 5)."""


def china_day(moment: datetime) -> date:
    """The calendar day in China (UTC+8, no summer time) on which deadlines and sightings are counted."""
    return (moment + timedelta(hours=8)).date()


def record_portal(
    session: Session,
    id: str,
    *,
    name: str,
    division: str | None,
    home: str | None,
    expected_every_hours: int | None,
) -> None:
    row = {
        "id": id,
        "name": name,
        "division": division,
        "home": home,
        "expected_every_hours": expected_every_hours,
    }
    if not insert_new(session, PortalRow, [row], ("id",)):
        facts = {name: value for name, value in row.items() if name != "id"}
        session.execute(update(PortalRow).where(PortalRow.id == id).values(**facts))
    forget(session, "portal")


def _portal(session: Session, id: str) -> PortalRow:
    def make() -> PortalRow:
        known = session.get(PortalRow, id)
        if known is not None:
            return known
        insert_new(session, PortalRow, [{"id": id, "name": id}], ("id",))
        return session.get_one(PortalRow, id)

    return remembered(session, ("portal", id), make)


def record_captures(session: Session, several: Sequence[ReportCaptured]) -> list[Captured]:
    """Listed reports as fetched: a new row when the bytes (or a part's) differ from the last, else a later sighting."""
    keeping = _Keeping(session, [each for one in several for each in (one.capture, *one.parts)], several)
    kept = [keeping.report(one) for one in several]
    keep_pages(session, {row.id: one.page for row, one in zip(kept, several, strict=True)})
    session.flush()
    return kept


def record_page(session: Session, capture: Capture) -> Captured:
    """A list page, a further page, or an answer that shows an obstacle: evidence that is not itself a report."""
    kept = _Keeping(session, [capture]).page(capture)
    session.flush()
    return kept


_LAST = select(CaptureRow).where(CaptureRow.url.in_(bindparam("urls", expanding=True)), CaptureRow.latest)


class _Keeping:
    """Captures of one transaction, with the last one of each address asked for at once."""

    def __init__(
        self, session: Session, captures: Sequence[Capture], several: Sequence[ReportCaptured] = ()
    ) -> None:
        self._session = session
        urls = {capture.asked for capture in captures} | {one.listed.url for one in several}
        self._last = {row.url: row for row in session.execute(_LAST, {"urls": list(urls)}).scalars()}
        self._numbers = self._taken(len(captures))

    def _taken(self, count: int) -> Iterator[int]:
        """Row numbers, taken when the first is wanted: an unchanged patrol wants none."""
        yield from row_numbers(self._session, CaptureRow, count)

    def report(self, captured: ReportCaptured) -> Captured:
        listed = captured.listed
        prints = [captured.capture.sha256, *(part.sha256 for part in captured.parts)]
        read = hashlib.sha256(captured.body).hexdigest() if captured.body else None
        facts = {
            "report": True,
            "parts": [[part.asked, part.sha256] for part in captured.parts],
            "name": captured.name,
            "read_sha256": read or captured.capture.sha256,
            "listed_title": listed.title,
            "listed_date": listed.date,
            "listed_column": listed.column,
            "listed_agency": listed.agency,
        }
        kept = self._keep(listed.url, captured.capture, digest(prints), facts, captured.settled_by)
        for part in captured.parts:
            self.page(part)
        return kept

    def page(self, capture: Capture) -> Captured:
        facts = {"report": False, "parts": [], "name": "", "read_sha256": None}
        return self._keep(capture.asked, capture, digest([capture.sha256]), facts)

    def _keep(
        self,
        url: str,
        capture: Capture,
        fingerprint: str,
        facts: dict[str, object],
        settled_by: str | None = None,
    ) -> Captured:
        session = self._session
        _portal(session, capture.portal)
        last = self._last.get(url)
        if last is not None and last.fingerprint == fingerprint and (last.report or not facts["report"]):
            last.last_seen_at = max(last.last_seen_at, capture.fetched_at)
            if facts["report"]:
                last.settled_by = settled_by
            return Captured(last.id, CaptureChange.UNCHANGED, last.read_sha256 or last.sha256)
        if last is not None and capture.fetched_at <= last.fetched_at:
            replayed = session.execute(
                select(CaptureRow)
                .where(CaptureRow.url == url, CaptureRow.fingerprint == fingerprint)
                .limit(1)
            ).scalar_one_or_none()
            if replayed is not None:
                return Captured(replayed.id, CaptureChange.UNCHANGED, replayed.read_sha256 or replayed.sha256)
        if last is not None:
            last.latest = False
        row = CaptureRow(
            id=next(self._numbers),
            url=url,
            sequence=last.sequence + 1 if last else 1,
            portal_id=capture.portal,
            latest=True,
            final=capture.final,
            status=capture.status,
            headers=dict(capture.headers),
            fetched_at=capture.fetched_at,
            last_seen_at=capture.fetched_at,
            sha256=capture.sha256,
            size=capture.size,
            redirects=list(capture.redirects),
            remote_address=capture.remote_address,
            fingerprint=fingerprint,
            settled_by=settled_by,
            **facts,
        )
        session.add(row)
        self._last[url] = row
        change = CaptureChange.CHANGED if last else CaptureChange.NEW
        return Captured(row.id, change, row.read_sha256 or row.sha256)


def validators(session: Session, portal: str) -> dict[str, Validators]:
    """Address → what a conditional request for it needs, from its last full answer to this portal's patrols."""
    answers = session.execute(
        select(
            CaptureRow.url, CaptureRow.headers, CaptureRow.sha256, CaptureRow.settled_by, CaptureRow.latest
        )
        .where(CaptureRow.portal_id == portal, CaptureRow.status == 200)
        .order_by(CaptureRow.sequence)
    )
    known = {}
    for url, headers, sha256, settled_by, latest in answers:
        fields = {name.lower(): value for name, value in headers.items()}
        settled = settled_by if latest else None
        known[url] = Validators(fields.get("etag"), fields.get("last-modified"), sha256, settled)
    return known


def record_listing(session: Session, listing: Listing) -> Tally:
    """One reading of a column: its rows, its pages, and what a whole and healthy reading no longer shows."""
    _portal(session, listing.portal)
    keeping = _Keeping(session, listing.captures)
    for capture in listing.captures:
        keeping.page(capture)
    column = _column(session, listing)
    if _is_late(session, column, listing):
        return Tally(unchanged=len(listing.reports))
    day = china_day(listing.read_at)
    _keep_listing(session, column, listing)
    if not listing.complete or _is_thin(column, listing, day):
        return _record_rows(session, column, listing)
    heard(session, listing.portal, listing.read_at, whole=True)
    if column.last_complete_on != day:
        column.complete_days += 1
        column.last_complete_on = day
    column.watched_since = min(column.watched_since or day, day)
    column.good_rows = listing.rows
    tally = _record_rows(session, column, listing)
    _note_missing(session, column, listing, day)
    return tally


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


def _record_rows(session: Session, column: ColumnRow, listing: Listing) -> Tally:
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
    for row in rows.scalars():
        if row.url in shown:
            continue
        if row.missing_on is None:
            row.missing_on = day
        elif row.missing_on < day and not _listed_elsewhere(session, row):
            row.vanished_on = day
            _vanish(session, row, listing.read_at)


def _listed_elsewhere(session: Session, row: ListedRow) -> bool:
    other = select(ListedRow.id).where(ListedRow.url == row.url, ListedRow.missing_on.is_(None))
    return session.execute(select(exists(other))).scalar_one()


def _vanish(session: Session, row: ListedRow, at: datetime) -> None:
    report = session.execute(select(ReportRow).where(ReportRow.url == row.url)).scalar_one_or_none()
    if report is None:
        return
    report.gone = True
    revision = session.execute(
        select(RevisionRow).where(RevisionRow.report_id == report.id, RevisionRow.current)
    ).scalar_one_or_none()
    note_vanished(session, report, revision, at)
    wake_others(session, [report.id])
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
    report = session.execute(select(ReportRow).where(ReportRow.url == row.url)).scalar_one_or_none()
    if report is not None:
        report.gone = False
        note_returned(session, report, at)
        wake_others(session, [report.id])


def capture_row(session: Session, id: int) -> CaptureRow:
    return capture_rows(session, [id])[id]


def capture_rows(session: Session, ids: Collection[int]) -> dict[int, CaptureRow]:
    """By id. Raises UnknownRow for one that is not there."""
    found = {row.id: row for row in session.execute(_CAPTURES, {"ids": list(ids)}).scalars()}
    for id in ids:
        if id not in found:
            raise UnknownRow(f"there is no capture {id}", f"没有编号为 {id} 的抓取记录")
    return found


_CAPTURES = select(CaptureRow).where(CaptureRow.id.in_(bindparam("ids", expanding=True)))

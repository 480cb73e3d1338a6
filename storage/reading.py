"""Readings: reports, their revisions, and what changed between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session, defer

from reports import ReportKind, china_day
from storage.begun import ended
from storage.bulk import rounds
from storage.capturing import capture_row, capture_rows
from storage.difference import Change
from storage.due import judge_beside
from storage.held_back import hold, release, why_held
from storage.identifying import Identified, identify
from storage.log import append
from storage.newly_read import Fresh, Reading, announce, newly_read
from storage.numbering import add_numbered
from storage.remembered import agency_row, remember_agencies
from storage.revisions import current_revisions
from storage.tables import CaptureRow, CellChangeRow, CellsRow, ReportRow, RevisionRow
from storage.upsert import add_plain
from storage.values import Event
from storage.work import ReadingChange, Revision


def record_unreadable(session: Session, capture_id: int, reader: str, why: str) -> None:
    """This reader cannot read it; another version will be asked again. Never an accusation."""
    row = capture_row(session, capture_id)
    row.read_by, row.unreadable = reader, why
    ended(session, [capture_id])


def record_readings(session: Session, readings: Sequence[Reading]) -> list[Revision]:
    """Keep readings, as if one after another. The same reading again is the row it made before; nothing else happens.

    A reading of evidence that newer evidence has overtaken is kept and changes nothing said.
    """
    captures = capture_rows(session, {one.capture_id for one in readings})
    ended(session, captures)
    kept: dict[int, Revision] = {}
    for round_ in rounds(readings, lambda one: [captures[one.capture_id].url]):
        kept |= _record(session, round_, captures)
    return [kept[id(one)] for one in readings]


def _record(
    session: Session, readings: Sequence[Reading], captures: Mapping[int, CaptureRow]
) -> dict[int, Revision]:
    for one in readings:
        captures[one.capture_id].read_by, captures[one.capture_id].unreadable = one.reading.reader, None
    rows = _reports(session, [captures[one.capture_id] for one in readings])
    before = current_revisions(session, [row.id for row in rows.values()])
    stored, highest = _stored(session, before)
    kept: dict[int, Revision] = {}
    fresh: list[Fresh] = []
    for one in readings:
        capture = captures[one.capture_id]
        row = rows[capture.url]
        known = stored.get((row.id, capture.id, one.reading.reader, one.reading.reading_sha256))
        if known is None and (why := why_held(session, row, before.get(row.id), capture, one.reading)):
            hold(session, row, capture, why, one.at)
            kept[id(one)] = _told(session, row, before[row.id], ReadingChange.UNCHANGED)
            continue
        if known is not None:
            kept[id(one)] = _told(session, row, known, ReadingChange.UNCHANGED)
            continue
        if capture.sequence > 1:
            release(session, row, one.at)
        new = newly_read(session, one, capture, row, before.get(row.id))
        new.made.number = highest.get(row.id, 0) + 1
        fresh.append(new)
    _insert(session, fresh)
    identify(
        session,
        [
            Identified(new.row, new.capture, new.one.reading, new.cause, new.one.at)
            for new in fresh
            if not new.overtaken
        ],
    )
    copies = [new.row for new in fresh if not new.row.standing and not new.overtaken]
    judge_beside(session, [(row.agency_id, row.year) for row in copies])
    remember_agencies(session, {row.agency_id for row in rows.values() if row.agency_id is not None})
    events: list[Event] = []
    for new in fresh:
        change = ReadingChange.REREAD if new.overtaken else announce(session, new, events)
        kept[id(new.one)] = _told(session, new.row, new.made, change, () if new.overtaken else new.changes)
    append(session, *events)
    return kept


def _stored(
    session: Session, current: Mapping[int, RevisionRow]
) -> tuple[dict[tuple[int, int, str, str], RevisionRow], dict[int, int]]:
    """Every revision of reports that have one, by what makes it the same; and the highest number of each."""
    if not current:
        return {}, {}
    every = select(RevisionRow).options(defer(RevisionRow.reading)).where(RevisionRow.report_id.in_(current))
    rows = session.execute(every).scalars().all()
    highest: dict[int, int] = {}
    for row in rows:
        highest[row.report_id] = max(highest.get(row.report_id, 0), row.number)
    return {(row.report_id, row.capture_id, row.reader, row.reading_sha256): row for row in rows}, highest


def _insert(session: Session, fresh: Sequence[Fresh]) -> None:
    """The revisions, then their cells and what differs; what they replace is current no longer."""
    replaced = [new.before.id for new in fresh if new.before is not None and not new.overtaken]
    if replaced:
        session.execute(update(RevisionRow).where(RevisionRow.id.in_(replaced)).values(current=False))
    add_numbered(session, [new.made for new in fresh])
    session.flush()
    cells = [(new.made.id, table, packed) for new in fresh for table, packed in new.one.reading.cells]
    add_plain(session, CellsRow, ("revision_id", "table_id", "packed"), cells)
    changes = [
        _change_row(new.made.id, change) for new in fresh if not new.overtaken for change in new.changes
    ]
    if changes:
        session.execute(insert(CellChangeRow), changes)


def _change_row(revision_id: int, change: Change) -> dict[str, object]:
    return {"revision_id": revision_id, **{name: getattr(change, name) for name in Change.__slots__}}


_FIRST = select(CaptureRow.url, CaptureRow.fetched_at).where(
    CaptureRow.url.in_(bindparam("urls", expanding=True)), CaptureRow.sequence == 1
)
_REPORTS = select(ReportRow).where(ReportRow.url.in_(bindparam("urls", expanding=True)))


def _reports(session: Session, captures: Sequence[CaptureRow]) -> dict[str, ReportRow]:
    """The report of each address, made where there is none; by address."""
    urls = [capture.url for capture in captures]
    found = {row.url: row for row in session.execute(_REPORTS, {"urls": urls}).scalars()}
    missing = [capture for capture in captures if capture.url not in found]
    later = [capture.url for capture in missing if capture.sequence > 1]
    first = dict(session.execute(_FIRST, {"urls": later}).tuples().all()) if later else {}
    made = [
        ReportRow(
            url=capture.url,
            portal_id=capture.portal_id,
            kind=ReportKind.UNSURE.value,
            first_seen_on=china_day(first.get(capture.url, capture.fetched_at)),
        )
        for capture in missing
    ]
    add_numbered(session, made)
    session.flush()
    return found | {row.url: row for row in made}


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

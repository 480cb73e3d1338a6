"""A reading that is not stored yet: what it changes of what was known of its report, and what that means for others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from reports import PublishedDate, ReportKind
from storage.difference import Change, differences
from storage.log import told
from storage.observing import note_change
from storage.packing import PackedReading
from storage.revisions import report_of
from storage.tables import CaptureRow, ReportRow, RevisionRow
from storage.values import Cause, Event, EventKind
from storage.work import ReadingChange


@dataclass(frozen=True, slots=True)
class Reading:
    """One capture as it was read, at a moment."""

    capture_id: int
    reading: PackedReading
    at: datetime


@dataclass(frozen=True, slots=True)
class Fresh:
    """A reading that is not stored yet, and what is stored of its report."""

    one: Reading
    capture: CaptureRow
    row: ReportRow
    made: RevisionRow
    before: RevisionRow | None
    was: tuple[int | None, int | None] = (None, None)
    """Whose, and of which year, what stood at the address until now was."""
    changes: tuple[Change, ...] = ()
    dates_differ: bool = False

    @property
    def another(self) -> bool:
        """Whether another report stands there now, as where next year's takes the address of last year's: no change of either."""
        now = (self.row.agency_id, self.row.year)
        return self.before is not None and None not in (*self.was, *now) and self.was != now

    @property
    def overtaken(self) -> bool:
        return self.before is not None and not self.capture.latest

    @property
    def cause(self) -> Cause:
        return Cause(self.made.cause)


def newly_read(
    session: Session,
    one: Reading,
    capture: CaptureRow,
    row: ReportRow,
    before: RevisionRow | None,
) -> Fresh:
    reading = one.reading
    changes: tuple[Change, ...] = ()
    dates_differ = False
    from_source = before is None or before.evidence != reading.evidence
    replaced = from_source and None not in (row.year, reading.year) and row.year != reading.year
    if before is not None and before.content_sha256 != reading.content_sha256 and not replaced:
        earlier = report_of(session, before)
        changes = differences(earlier, reading.report)
        dates_differ = _said(earlier.dates) != _said(reading.dates)
    made = RevisionRow(
        report_id=row.id,
        capture_id=one.capture_id,
        evidence=reading.evidence,
        reader=reading.reader,
        reading_sha256=reading.reading_sha256,
        content_sha256=reading.content_sha256,
        cause=(Cause.SOURCE if from_source else Cause.READER).value,
        read_at=one.at,
        current=before is None or capture.latest,
        cells_read=reading.cells_read,
        cells_unreadable=reading.cells_unreadable,
        reading=reading.reading,
    )
    return Fresh(one, capture, row, made, before, (row.agency_id, row.year), changes, dates_differ)


def _said(dates: tuple[PublishedDate, ...]) -> set[tuple[str, str]]:
    return {(date.source, date.date) for date in dates}


def announce(session: Session, new: Fresh, events: list[Event]) -> ReadingChange:
    """What the reading means for others; the event that tells it joins `events`."""
    row, made, reading, at = new.row, new.made, new.one.reading, new.one.at
    facts: dict[str, str | int | None] = {
        "url": row.url,
        "agency": reading.agency.name,
        "division": reading.agency.division,
        "year": reading.year,
        "evidence": made.evidence,
    }
    if new.before is None:
        if row.kind == ReportKind.ANNUAL_REPORT.value:
            events.append(told(EventKind.REPORT_PUBLISHED, str(row.id), at, facts))
        return ReadingChange.NEW
    if new.another:
        if new.cause is Cause.SOURCE and row.kind == ReportKind.ANNUAL_REPORT.value:
            events.append(
                told(EventKind.REPORT_PUBLISHED, str(row.id), at, facts, occurrence=str(made.number))
            )
        return ReadingChange.REREAD
    readable = [change for change in new.changes if change.readable]
    if new.cause is not Cause.SOURCE or not readable or new.before.reader != made.reader:
        return ReadingChange.REREAD
    silent = not new.dates_differ
    facts |= {
        "revision": made.number,
        "cells": sum(change.is_cell for change in readable),
        "changes": len(readable),
        "silent": int(silent),
        "first": "；".join(
            f"{c.address} {c.before_raw or '空'}→{c.after_raw or '空'}" for c in readable[:3] if c.is_cell
        ),
    }
    events.append(told(EventKind.REPORT_REVISED, str(row.id), at, facts, occurrence=str(made.number)))
    note_change(session, row, made, readable, at, silent=silent)
    return ReadingChange.REVISED

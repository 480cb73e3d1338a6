"""Transactions of reading: what is due, and what was read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from reports import AnnualReport
from storage import due, reading, revisions
from storage.memory.transactions import Transactions
from storage.newly_read import Reading
from storage.packing import pack
from storage.work import DueCapture, Revision


class Readings(Transactions):
    """Reports as they were read."""

    def due_for_reading(
        self, reader: str, portals: Sequence[str] | None = None, limit: int | None = None
    ) -> tuple[DueCapture, ...]:
        with self.reading() as session:
            return due.due_for_reading(session, reader, None if portals is None else tuple(portals), limit)

    def record_unreadable(self, capture_id: int, reader: str, why: str) -> None:
        with self.writing() as session:
            reading.record_unreadable(session, capture_id, reader, why)

    def record_reading(self, capture_id: int, report: AnnualReport, at: datetime) -> Revision:
        """One reading; `record_readings` takes many at a fraction of the price."""
        return self.record_readings([Reading(capture_id, pack(report), at)])[0]

    def record_readings(self, readings: Sequence[Reading]) -> list[Revision]:
        """Keep readings in one transaction, as if one after another; in their order."""
        with self.writing() as session:
            return reading.record_readings(session, readings)

    def report(self, revision_id: int) -> AnnualReport:
        """Rebuilt as it was read. Raises UnknownRow."""
        with self.reading() as session:
            return revisions.report_of(session, revisions.revision_row(session, revision_id))

"""Transactions of a patrol: the roster, portals, listings, captures, what hindered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from scrapers import ListedReport, Vanished
from scrapers.values import Capture, Listing, ReportCaptured, Trouble, Validators
from storage import absences, capturing, health, listings, looking, portals, roster
from storage.memory.transactions import Transactions
from storage.values import RosterEntry
from storage.work import CaptureChange, Captured, Tally


class Patrols(Transactions):
    """Whom we watch, and what patrols brought home."""

    patience: health.Patience
    """How long a portal may be silent before the operator is told."""

    def record_agencies(self, entries: Iterable[RosterEntry], at: datetime) -> Tally:
        with self.writing() as session:
            return roster.import_roster(session, entries, at)

    def agencies(self, division: str | None = None) -> tuple[RosterEntry, ...]:
        """The stored roster under a division prefix."""
        with self.reading() as session:
            return looking.roster(session, division)

    def agency_number(self, portal: str, roster_id: str) -> int | None:
        """The row number of a portal's roster agency, as `record_absence` wants it."""
        with self.reading() as session:
            return looking.agency_number(session, portal, roster_id)

    def record_portal(
        self,
        id: str,
        *,
        name: str,
        division: str | None = None,
        home: str | None = None,
        expected_every_hours: int | None = None,
    ) -> None:
        """Make or alter a portal's row; its health is kept."""
        with self.writing() as session:
            portals.record_portal(
                session,
                id,
                name=name,
                division=division,
                home=home,
                expected_every_hours=expected_every_hours,
            )

    def record_listing(self, listing: Listing) -> Tally:
        """Keep one reading of a column; counts its rows as new, updated, unchanged."""
        with self.writing() as session:
            return listings.record_listing(session, listing)

    def last_listed_at(self) -> datetime | None:
        """The latest time at which a column was read, by the clock of whoever read it."""
        with self.reading() as session:
            return listings.last_listed_at(session)

    def latest_listings(self, portal: str) -> tuple[Listing, ...]:
        """The last reading of every column of a portal, for `scrapers.look_of`."""
        with self.reading() as session:
            return looking.latest_listings(session, portal)

    def resolved(self, portal: str) -> Mapping[str, tuple[str, int] | None]:
        """What the listed addresses of a portal turned out to be, for `scrapers.look_of`."""
        with self.reading() as session:
            return looking.resolved(session, portal)

    def record_capture(self, captured: ReportCaptured) -> Captured:
        return self.record_captures([captured])[0]

    def record_captures(self, several: Sequence[ReportCaptured]) -> list[Captured]:
        """Keep reports as fetched, in one transaction; in their order."""
        with self.writing() as session:
            kept = capturing.record_captures(session, several)
            for captured, row in zip(several, kept, strict=True):
                if row.change is CaptureChange.CHANGED:
                    absences.answers_again(session, captured.listed.url, captured.capture.fetched_at)
            return kept

    def validators(self, portal: str) -> dict[str, Validators]:
        """Address → what a conditional request needs; one question for all of a patrol."""
        with self.reading() as session:
            return capturing.validators(session, portal)

    def found_reports(self, portal: str) -> tuple[ListedReport, ...]:
        """What earlier patrols found, for ``scrapers.patrol(before=…)``."""
        with self.reading() as session:
            return absences.found_reports(session, portal)

    def record_vanished(self, vanished: Vanished, at: datetime) -> None:
        """A report that was there and has gone: the answer is kept; told when it has lasted two days."""
        with self.writing() as session:
            absences.record_vanished(session, vanished, at)

    def record_page(self, capture: Capture) -> Captured:
        """Keep evidence that is not a report (a list page, the answer that shows an obstacle)."""
        with self.writing() as session:
            return capturing.record_page(session, capture)

    def record_trouble(self, trouble: Trouble, at: datetime) -> None:
        """Count what could not be seen towards the portal's health; it never becomes a finding."""
        with self.writing() as session:
            if trouble.capture is not None:
                capturing.record_page(session, trouble.capture)
            health.failed(session, trouble, at, self.patience)

    def tried_since(self, moment: datetime) -> frozenset[str]:
        """Portals of which a column was read whole, or something could not be seen, then or later."""
        with self.reading() as session:
            return portals.tried_since(session, moment)

    def watch_portals(self, now: datetime) -> int:
        """The watchdog: silent portals and lasting outages; how many messages to the operator it made."""
        with self.writing() as session:
            return health.watch(session, now, self.patience)

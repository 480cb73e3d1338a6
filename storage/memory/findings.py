"""Transactions of findings: what is known, what people do with them, and the log of events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from storage import acts, confirming, exporting, questions, reminding
from storage.log import append
from storage.memory.transactions import Transactions
from storage.tables import FindingRow
from storage.values import Event, EventKind, Finding, FindingState, Note, ReportLine, Transition


class Findings(Transactions):
    """What stands against whom, and what people said to it."""

    def findings(
        self,
        *,
        states: Sequence[FindingState] | None = None,
        divisions: Sequence[str] | None = None,
        year: int | None = None,
        numbers: Sequence[str] | None = None,
        limit: int | None = None,
    ) -> tuple[Finding, ...]:
        with self.reading() as session:
            return questions.findings(
                session, states=states, divisions=divisions, year=year, numbers=numbers, limit=limit
            )

    def report_lines(
        self, portals: Sequence[str] | None = None, year: int | None = None
    ) -> tuple[ReportLine, ...]:
        """The table of standing reports with their open findings."""
        with self.reading() as session:
            return questions.report_lines(session, portals, year)

    @contextmanager
    def reports_on_file(
        self, *, divisions: Sequence[str] | None = None, year: int | None = None, agency: str | None = None
    ) -> Iterator[Iterator[exporting.ReportOnFile]]:
        """Every standing report with its cells, streamed while the block lasts."""
        with self.reading() as session:
            yield exporting.reports_on_file(session, divisions=divisions, year=year, agency=agency)

    def notes(self, number: str) -> tuple[Note, ...]:
        with self.reading() as session:
            return acts.notes(session, number)

    def history(self, number: str) -> tuple[Transition, ...]:
        """The life of a finding, step by step. Raises UnknownRow."""
        with self.reading() as session:
            return acts.history(session, number)

    def dismiss(self, number: str, *, by: str, reason: str, at: datetime) -> None:
        with self.writing() as session:
            acts.dismiss(session, number, by, reason, at)

    def reinstate(self, number: str, *, by: str, reason: str, at: datetime) -> None:
        with self.writing() as session:
            acts.reinstate(session, number, by, reason, at)

    def annotate(self, number: str, *, by: str, text: str, at: datetime) -> None:
        with self.writing() as session:
            acts.annotate(session, number, by, text, at)

    def acknowledge(self, number: str, *, by: str, text: str = "", at: datetime) -> None:
        """Ends reminders of this finding until it changes."""
        with self.writing() as session:
            acts.annotate(session, number, by, text, at, kind="acknowledged")

    def remind(
        self,
        now: datetime,
        *,
        after_days: int,
        every_days: int,
        escalate_after_days: int | None = None,
        minimum_severity: str = "error",
    ) -> int:
        """Outbox rows for open findings that nobody answered; how many."""
        with self.writing() as session:
            return reminding.remind(
                session,
                now,
                after_days=after_days,
                every_days=every_days,
                escalate_after_days=escalate_after_days,
                minimum_severity=minimum_severity,
            )

    def confirmed_on(self, numbers: Sequence[str]) -> Mapping[str, date]:
        """Number → the last day on which the finding was seen to hold; left out where nobody knows whether it does."""
        with self.reading() as session:
            return confirming.confirmed_on(session, FindingRow.number.in_(numbers))

    def emit(self, event: Event) -> bool:
        """Append an event; False when it had been told."""
        with self.writing() as session:
            return append(session, event) == 1

    def events(
        self, after: int = 0, kinds: Sequence[EventKind] | None = None, limit: int = 1000
    ) -> tuple[tuple[int, Event], ...]:
        with self.reading() as session:
            return questions.events(session, after, kinds, limit)

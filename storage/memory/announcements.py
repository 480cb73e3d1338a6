"""Transactions of the outbox: notices, their ledger of destinations, and messages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from storage import messages, notices, relay
from storage.memory.transactions import Transactions


class Announcements(Transactions):
    """What is to be told, to whom, and how its sending went."""

    def untold(self) -> tuple[notices.Notice, ...]:
        with self.reading() as session:
            return notices.untold(session)

    def unrouted(self, after: int = 0, limit: int = 1000) -> tuple[notices.Unrouted, ...]:
        """What is untold, a part at a time: the next after that number."""
        with self.reading() as session:
            return notices.unrouted(session, after, limit)

    def route(self, notice_id: int, destinations: Sequence[tuple[str, str]], at: datetime) -> None:
        """Ledger rows for (office, destination name) pairs."""
        self.route_all({notice_id: destinations}, at)

    def route_all(self, routed: Mapping[int, Sequence[tuple[str, str]]], at: datetime) -> None:
        """The same of many notices."""
        with self.writing() as session:
            notices.route(session, routed, at)

    def backlog(self, destination: str) -> notices.Backlog:
        with self.reading() as session:
            return notices.backlog(session, destination)

    def waiting(self, destination: str, *, of_findings: bool | None = None) -> tuple[notices.Notice, ...]:
        with self.reading() as session:
            return notices.waiting(session, destination, of_findings=of_findings)

    def waiting_briefly(self, destination: str) -> tuple[notices.BriefNotice, ...]:
        """Those of findings, without their words: what very many are counted by."""
        with self.reading() as session:
            return tuple(notices.waiting_briefly(session, destination))

    @contextmanager
    def open_findings(self, divisions: Sequence[str]) -> Iterator[Iterator[notices.OpenFinding]]:
        """Streamed while the block lasts."""
        with self.reading() as session:
            yield notices.open_findings(session, divisions)

    def put_message(self, message: messages.Message, *, notices: Sequence[int], at: datetime) -> bool:
        """Ties the notices to it; False when the key is taken, and nothing changes then."""
        with self.writing() as session:
            return messages.put_message(session, message, notices, at)

    def messages(
        self, *, state: str | None = None, due: datetime | None = None, limit: int | None = None
    ) -> tuple[messages.StoredMessage, ...]:
        with self.reading() as session:
            return messages.messages(session, state=state, due=due, limit=limit)

    def mark_sent(self, key: str, at: datetime) -> None:
        with self.writing() as session:
            messages.mark_sent(session, key, at)

    def mark_failed(self, key: str, error: str, at: datetime, next_at: datetime | None) -> None:
        """`next_at` None parks the message and tells the operator."""
        with self.writing() as session:
            messages.mark_failed(session, key, error, at, next_at)

    def unpark(self, at: datetime) -> int:
        with self.writing() as session:
            return messages.unpark(session, at)

    def government_names(self) -> dict[str, str]:
        with self.reading() as session:
            return notices.government_names(session)

    def relayed(self) -> int:
        """The last event of the log that was passed on."""
        with self.reading() as session:
            return relay.position(session)

    def mark_relayed(self, to: int) -> None:
        with self.writing() as session:
            relay.advance(session, to)

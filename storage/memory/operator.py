"""Transactions of the operator's own list and channel; nothing of it goes to an office."""

from __future__ import annotations

from datetime import datetime

from storage.log import list_matter, open_matters, settle_matter, to_operator
from storage.memory.transactions import Transactions


class OperatorsList(Transactions):
    """What only the operator is told."""

    def to_operator(
        self, *, key: str, kind: str, title: str, body: str, at: datetime, severity: str = "warning"
    ) -> bool:
        """Something for the operator's own channel, once for each key."""
        with self.writing() as session:
            return to_operator(session, key=key, kind=kind, title=title, body=body, at=at, severity=severity)

    def open_matters(self, prefix: str) -> tuple[str, ...]:
        """Keys of what stands on the operator's list under a prefix."""
        with self.reading() as session:
            return open_matters(session, prefix)

    def list_matter(self, *, key: str, kind: str, subject: str, detail: str, at: datetime) -> None:
        """Put something on the operator's list, told once."""
        with self.writing() as session:
            list_matter(session, key=key, kind=kind, subject=subject, detail=detail, at=at)

    def settle_matter(self, key: str, at: datetime) -> None:
        """The matter is no more; harmless where there is none."""
        with self.writing() as session:
            settle_matter(session, key, at)

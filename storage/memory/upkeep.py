"""The care of the database itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from storage import copying, upkeep
from storage.memory.transactions import Transactions


class Upkeep(Transactions):
    """Checks, copies and what is dropped."""

    def check(self) -> tuple[str, ...]:
        """Faults, one a line; none means sound."""
        return upkeep.check(self.engine)

    def backup(self, file: Path) -> None:
        upkeep.backup(self.engine, file)

    def copy(self, address: str, tell: Callable[[str, int], None] = lambda *_: None) -> dict[str, int]:
        """Everything into another, empty database; rows by table. See `copying.copy`."""
        return copying.copy(self.engine, address, tell)

    def evidence(self) -> frozenset[str]:
        """Digests (sha256) of every body that a row points to."""
        with self.reading() as session:
            return upkeep.evidence(session)

    def vacuum(self) -> None:
        upkeep.vacuum(self.engine)

    def forget(self, now: datetime, retention: upkeep.Retention | None = None) -> dict[str, int]:
        """Drop what the policy no longer needs; rows dropped by table. Evidence and what was said stay."""
        with self.writing() as session:
            return upkeep.forget(session, now, retention or upkeep.Retention())

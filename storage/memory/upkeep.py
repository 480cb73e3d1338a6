"""The care of the database itself."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from storage import upkeep
from storage.memory.transactions import Transactions


class Upkeep(Transactions):
    """Checks, copies and what is dropped."""

    def check(self) -> tuple[str, ...]:
        """Faults, one a line; none means sound."""
        return upkeep.check(self.engine)

    def backup(self, file: Path) -> None:
        upkeep.backup(self.engine, file)

    def vacuum(self) -> None:
        upkeep.vacuum(self.engine)

    def forget(self, now: datetime, retention: upkeep.Retention | None = None) -> dict[str, int]:
        """Drop what the policy no longer needs; rows dropped by table. Evidence and what was said stay."""
        with self.writing() as session:
            return upkeep.forget(session, now, retention or upkeep.Retention())

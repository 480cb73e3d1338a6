"""Transactions of waivers: set aside by a decision, for a while."""

from __future__ import annotations

from datetime import datetime

from storage import waiving
from storage.memory.transactions import Transactions
from storage.values import Waiver, WaiverOnFile


class Waivers(Transactions):
    """Decisions that set findings aside."""

    def add_waiver(self, waiver: Waiver, at: datetime) -> bool:
        with self.writing() as session:
            return waiving.add_waiver(session, waiver, at)

    def revoke_waiver(self, key: str, at: datetime) -> None:
        with self.writing() as session:
            waiving.revoke_waiver(session, key, at)

    def apply_waivers(self, at: datetime) -> tuple[int, int]:
        """(waived, returned)"""
        with self.writing() as session:
            return waiving.apply_waivers(session, at)

    def waivers_on_file(self, at: datetime) -> tuple[WaiverOnFile, ...]:
        """Every waiver with how it stands on that day and what it sets aside."""
        with self.reading() as session:
            return waiving.waivers_on_file(session, at)

    def agencies_named(self, name: str, division: str | None = None) -> tuple[tuple[int, str | None], ...]:
        """(row number, division) of the agencies of this name."""
        with self.reading() as session:
            return waiving.agencies_named(session, name, division)

    def idle_waivers(self, at: datetime) -> tuple[str, ...]:
        with self.reading() as session:
            return waiving.idle_waivers(session, at)

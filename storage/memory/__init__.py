"""`Memory`: the front door. Each method is one transaction, and doing it twice is the same as doing it once.

Time is always passed in. Inside `batch()` several calls share one transaction, for bulk work. The methods of one subject
stand in one module.
"""

from __future__ import annotations

from storage import health, siblings
from storage.memory.absences import Absences
from storage.memory.announcements import Announcements
from storage.memory.findings import Findings
from storage.memory.judgements import Judgements
from storage.memory.operator import OperatorsList
from storage.memory.patrols import Patrols
from storage.memory.readings import Readings
from storage.memory.upkeep import Upkeep
from storage.memory.waivers import Waivers
from storage.memory.workers import Workers

__all__ = ["Memory"]


class Memory(
    Patrols,
    Absences,
    Readings,
    Judgements,
    Findings,
    Waivers,
    Announcements,
    OperatorsList,
    Workers,
    Upkeep,
):
    """Everything seen, read, judged and said, in one database. Safe to use from several threads and processes."""

    def __init__(self, address: str, *, patience: health.Patience | None = None) -> None:
        """Open a database that `upgrade` has made. Raises DatabaseUnusable or SchemaOutdated."""
        super().__init__(address)
        self.patience = patience or health.Patience()
        self._shelf = siblings.Shelf()

"""What must outlive a process of how a host was treated: the day's requests, and how long it asked to be left alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class HostVisits:
    """`asked` requests on `day` (ISO, China); `not_before` is what the host's last Retry-After came to."""

    host: str
    day: str = ""
    asked: int = 0
    not_before: datetime | None = None


class VisitingBook(Protocol):
    """Kept by whoever runs patrols, in a database."""

    def visits(self, host: str) -> HostVisits | None: ...

    def note_visits(self, visits: HostVisits) -> None: ...


class OneRun:
    """A book that forgets with the run: for a single look at a portal."""

    def visits(self, host: str) -> HostVisits | None:
        return None

    def note_visits(self, visits: HostVisits) -> None:
        return None

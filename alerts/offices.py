"""Who is told what: offices by division, their destinations, and what each destination wants.

An address (an Apprise URL) is a secret: the file names the environment variable that holds it. It is read when
sending and is never stored, logged or shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from alerts.calendar import Schedule
from alerts.urgency import Urgency
from alerts.wording import Language
from rules import SEVERITIES

Severity = Literal["error", "warning", "notice", "info"]
Kind = Literal[
    "opened",
    "reopened",
    "reinstated",
    "rectified",
    "withdrawn",
    "waived",
    "dismissed",
    "reminder",
    "escalated",
]
KINDS: tuple[Kind, ...] = (
    "opened",
    "reopened",
    "reinstated",
    "rectified",
    "withdrawn",
    "reminder",
    "escalated",
)
"""What a destination gets when its entry does not say."""
OPERATOR = "运行值守"


@dataclass(frozen=True, slots=True)
class Destination:
    """One address and what it wants. `limit` is the most characters one message may have, `None`: the channel's own."""

    name: str
    address_from: str
    minimum_severity: str = "notice"
    kinds: frozenset[str] = frozenset(KINDS)
    urgency: Urgency = Urgency.DIGEST
    limit: int | None = None
    gateway_from: str | None = None
    """Environment variable with the base address of a private deployment (政务微信, an intranet relay)."""
    schedule: Schedule = field(default_factory=Schedule)
    workbook: bool = False
    """Whether a digest carries the workbook of what it tells (where the channel takes files)."""
    language: Language = "zh"

    def wants(self, kind: str, severity: str) -> bool:
        return kind in self.kinds and SEVERITIES.index(severity) <= SEVERITIES.index(self.minimum_severity)


@dataclass(frozen=True, slots=True)
class Office:
    """`divisions` are prefixes of division codes: "62" a province, "6204" a city, "620423" a county."""

    name: str
    divisions: tuple[str, ...]
    destinations: tuple[Destination, ...]

    def covers(self, division: str | None) -> int:
        """Length of its longest prefix of `division`; 0 when it does not cover it."""
        return max(
            (len(prefix) for prefix in self.divisions if division and division.startswith(prefix)), default=0
        )


@dataclass(frozen=True, slots=True)
class Reminders:
    """Open findings nobody acknowledged: reminded of after days, at intervals, then one level up, once."""

    after_days: int = 14
    every_days: int = 14
    escalate_after_days: int | None = 45
    minimum_severity: str = "error"


@dataclass(frozen=True, slots=True)
class Offices:
    """All offices of a file, the operator, and where addresses are looked up."""

    offices: tuple[Office, ...]
    operator: Office
    environment: Mapping[str, str] = field(repr=False, default_factory=dict)
    reminders: Reminders = field(default_factory=Reminders)
    pages: str | None = None
    """Address of the dashboard as readers of messages reach it, without a closing slash."""
    templates: Path | None = None
    """Folder of message templates in the place of ours of the same names."""

    def responsible(self, division: str | None) -> tuple[Office, ...]:
        """The offices that cover a division most closely; the operator where nobody does."""
        closest = max((office.covers(division) for office in self.offices), default=0)
        return tuple(o for o in self.offices if closest and o.covers(division) == closest) or (self.operator,)

    def above(self, division: str | None) -> tuple[Office, ...]:
        """One level up from the responsible offices; the operator above the highest."""
        covering = sorted({office.covers(division) for office in self.offices} - {0})
        if len(covering) < 2:
            return (self.operator,)
        return tuple(office for office in self.offices if office.covers(division) == covering[-2])

    def destinations(self) -> Iterator[tuple[Office, Destination]]:
        for office in (*self.offices, self.operator):
            for destination in office.destinations:
                yield office, destination

    def address(self, destination: Destination) -> str | None:
        """The Apprise URL, or `None` when its variable is not set."""
        return self.environment.get(destination.address_from) or None

    def gateway(self, destination: Destination) -> str | None:
        return self.environment.get(destination.gateway_from) if destination.gateway_from else None

"""Values of the daily work: what was kept of a capture or a reading, what is due to be read or judged, and how that ended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from storage.difference import Change


class CaptureChange(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class ReadingChange(StrEnum):
    NEW = "new"
    """First reading of this report."""
    REVISED = "revised"
    """The source changed in something the agency is answerable for."""
    REREAD = "reread"
    """Another reading that changes nothing said, or that only our reader changed."""
    UNCHANGED = "unchanged"
    """This very reading is stored already."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How an import ended: rows made, rows altered, rows met unaltered."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.new + other.new, self.updated + other.updated, self.unchanged + other.unchanged)


@dataclass(frozen=True, slots=True)
class Captured:
    """A capture as stored. `sha256` is the digest of what is to be read, to be looked up in the evidence archive."""

    id: int
    change: CaptureChange
    sha256: str


@dataclass(frozen=True, slots=True)
class DueCapture:
    """A captured report that the present reader has not read. `sha256` names the bytes in the evidence archive."""

    id: int
    url: str
    sha256: str
    name: str
    portal: str
    division: str | None
    title: str | None
    listed_date: str | None
    column: str | None
    agency: str | None
    """Roster id of the agency whose own column lists it; a hint only."""
    parts: tuple[str, ...] = ()
    suspicion: int = 0
    """How much speaks for its killing whoever reads it (`storage.Begun`)."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A reading as stored. `standing`: this report speaks for its agency and year (there may be a copy elsewhere)."""

    id: int
    report_id: int
    number: int
    agency_id: int | None
    agency: str | None
    division: str | None
    year: int | None
    url: str
    change: ReadingChange
    standing: bool
    differences: tuple[Change, ...] = ()


class Why(StrEnum):
    """Why a revision is to be judged."""

    NEW = "new"
    """It never was."""
    PREVIOUS = "previous"
    """The report of the year before reads differently since."""
    RULES = "rules"
    """Another rule set judged it."""
    SIBLINGS = "siblings"
    """Another agency's report came that it may have to be compared with."""


@dataclass(frozen=True, slots=True)
class DueRevision:
    id: int
    report_id: int
    agency_id: int | None
    year: int | None
    url: str
    why: Why


@dataclass(frozen=True, slots=True)
class Judged:
    """What a judgement did to the findings, by number."""

    judgement_id: int
    new: bool
    opened: tuple[str, ...] = ()
    still_open: tuple[str, ...] = ()
    rectified: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    """Failing and waived or dismissed: computed, counted, not said."""

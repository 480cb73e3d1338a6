"""Counts arranged for eyes: a season's total, its parts that add up to the whole, and one line a place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from storage import Counts

NOTHING = Counts("", 0, 0, 0, 0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Standing:
    """A place's season in parts that add up to `agencies`."""

    code: str
    name: str
    agencies: int
    on_time: int
    """Published, and not known to be late: of some nobody can tell."""
    late: int
    not_found: int
    unchecked: int
    """Due, no report seen, and nothing proved: our ignorance, nobody's fault."""
    waiting: int
    """Not due yet."""
    with_errors: int
    findings: int

    @property
    def published(self) -> int:
        return self.on_time + self.late

    @property
    def level(self) -> int:
        """0 … 4, for the tile's shade: the share of agencies that are late, not found or in error."""
        if not self.agencies or not self.published + self.not_found:
            return -1
        share = min(self.agencies, self.late + self.not_found + self.with_errors) / self.agencies
        return 0 if share == 0 else 1 if share < 0.05 else 2 if share < 0.15 else 3 if share < 0.3 else 4


def standing(counts: Counts, year: int, today: date, *, code: str = "", name: str = "") -> Standing:
    """Article 49: 31 January for departments, 31 March for governments; the day itself is not late."""
    waiting = counts.silent_january if today <= date(year + 1, 1, 31) else 0
    waiting += counts.silent_march if today <= date(year + 1, 3, 31) else 0
    return Standing(
        code=code,
        name=name,
        agencies=counts.agencies,
        on_time=max(0, counts.published - counts.late),
        late=counts.late,
        not_found=counts.not_found,
        unchecked=counts.silent_january + counts.silent_march - waiting,
        waiting=waiting,
        with_errors=counts.with_errors,
        findings=counts.findings,
    )


def total(rows: Iterable[Counts]) -> Counts:
    return sum(rows, NOTHING)


def grouped(rows: Sequence[Counts], digits: int) -> dict[str, list[Counts]]:
    """Counties by the first digits of their code, in code order."""
    groups: dict[str, list[Counts]] = {}
    for row in rows:
        groups.setdefault(row.division[:digits], []).append(row)
    return groups


def depth(rows: Sequence[Counts], prefix: str) -> int:
    """How many digits the lines below `prefix` should have: provinces, cities or counties, whichever first tell apart."""
    for digits in (2, 4):
        if digits > len(prefix) and len({row.division[:digits] for row in rows}) > 1:
            return digits
    return 6

"""A scenario: portals with one difficulty, the days on which they are patrolled, and what a perfect patrol concludes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from specimens.server import Door


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """One report recognised: on which portal, whose (the agency's id there), which year."""

    portal: str
    agency: str
    year: int


@dataclass(frozen=True, slots=True, order=True)
class Met:
    """One obstacle met on a portal, by its name in ``could_not_check:<name>``."""

    portal: str
    obstacle: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a patrol concluded by the end of a day: everything found so far, obstacles of that day, absences it claims."""

    found: frozenset[Found] = frozenset()
    met: frozenset[Met] = frozenset()
    not_listed: frozenset[Found] = frozenset()
    late: frozenset[Found] = frozenset()
    """Reports it says were published after their date."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What must be so after the last day.

    `found` exactly; `met` exactly, over all days; `not_listed` must be claimed, `arguable` may be, and nothing else:
    every other claim of absence is a false accusation.
    """

    found: frozenset[Found]
    met: frozenset[Met] = frozenset()
    not_listed: frozenset[Found] = frozenset()
    arguable: frozenset[Found] = frozenset()
    also_met: frozenset[Met] = frozenset()
    """Obstacles that may be named besides."""
    one_of: tuple[frozenset[Met], ...] = ()
    """Of each of these, at least one must be named; any may be."""
    late: frozenset[Found] = frozenset()
    """Exactly these are late; every other report called late is a false accusation."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """`number` is that of portals.md §"Simulator scenarios" (21 and up are ours). `portals` are descriptions in YAML.

    `move` changes the portals to what they are on a day; it is called before each patrol.
    """

    number: int
    title: str
    doors: tuple[Door, ...]
    portals: tuple[str, ...]
    expected: Expected
    days: tuple[date, ...] = (date(2025, 3, 10), date(2025, 3, 18))
    years: tuple[int, ...] = (2023, 2024)
    move: Callable[[date], None] = field(default=lambda day: None)
    authority: Path | None = None
    """Certificate of the authority that https portals of this scenario are signed with."""


@dataclass(frozen=True, slots=True)
class Task:
    """One day's patrol of one scenario, as handed to the patrol under trial. `memory` is kept between the days."""

    scenario: int
    portals: tuple[str, ...]
    resolve: Mapping[str, tuple[str, int]]
    today: date
    years: tuple[int, ...]
    memory: dict[str, object]
    authority: Path | None = None


Patrol = Callable[[Task], Awaitable[Outcome]]


def differences(expected: Expected, days: tuple[Outcome, ...]) -> tuple[str, ...]:
    """What is wrong, one line each in plain English; empty where the patrol was perfect."""
    last = days[-1]
    met = frozenset[Met]().union(*(day.met for day in days))
    claimed = frozenset[Found]().union(*(day.not_listed for day in days))
    lines = [f"not found: {_name(one)}" for one in sorted(expected.found - last.found)]
    lines += [f"found wrongly: {_name(one)}" for one in sorted(last.found - expected.found)]
    lines += [f"not named: {one.portal} {one.obstacle}" for one in sorted(expected.met - met)]
    for choice in expected.one_of:
        if not choice & met:
            lines.append("none named: " + ", ".join(f"{one.portal} {one.obstacle}" for one in sorted(choice)))
    may = expected.met | expected.also_met | frozenset[Met]().union(*expected.one_of)
    lines += [f"named wrongly: {one.portal} {one.obstacle}" for one in sorted(met - may)]
    lines += [f"absence not proved: {_name(one)}" for one in sorted(expected.not_listed - claimed)]
    wrong = claimed - expected.not_listed - expected.arguable
    lines += [f"FALSE ACCUSATION: {_name(one)} called not listed" for one in sorted(wrong)]
    late = frozenset[Found]().union(*(day.late for day in days))
    lines += [f"FALSE ACCUSATION: {_name(one)} called late" for one in sorted(late - expected.late)]
    return tuple(lines)


def _name(one: Found) -> str:
    return f"{one.portal} {one.agency} {one.year}"

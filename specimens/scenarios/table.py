"""What a patrol made of the scenarios, as a table with what was expected beside it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rich.table import Table

from specimens.scenarios import SCENARIOS, Patrol, Result, Scenario, attempt


def plan(folder: Path) -> Table:
    """The scenarios and what a perfect patrol concludes; `folder` takes what they must put on disk."""
    table = Table("#", "scenario", "expected", "portals")
    for number, scenario in _made(SCENARIOS, folder):
        table.add_row(str(number), scenario.title, expected_words(scenario), str(len(scenario.portals)))
    return table


def tried(patrol: Patrol, numbers: Iterable[int], folder: Path) -> tuple[Table, tuple[str, ...]]:
    """Run the patrol through the scenarios; the table, and a line for everything that came out wrong (none is right)."""
    table = Table("#", "scenario", "expected", "outcome", "")
    wrong: list[str] = []
    reports = absences = 0
    for number, scenario in _made(numbers, folder):
        result = attempt(scenario, patrol)
        mark = "[green]right[/]" if not result.wrong else f"[red]{len(result.wrong)} wrong[/]"
        table.add_row(str(number), scenario.title, expected_words(scenario), outcome_words(result), mark)
        wrong += [f"{number}: {line}" for line in result.wrong]
        reports += len(scenario.expected.found & result.days[-1].found)
        absences += len(scenario.expected.not_listed)
    accused = sum("FALSE ACCUSATION" in line for line in wrong)
    table.caption = f"{reports} reports found, {absences} absences to prove, {accused} false accusations, {len(wrong)} wrong"
    return table, tuple(wrong)


def _made(numbers: Iterable[int], folder: Path) -> Iterable[tuple[int, Scenario]]:
    return ((number, SCENARIOS[number](folder)) for number in numbers)


def expected_words(scenario: Scenario) -> str:
    expected = scenario.expected
    parts = [f"{len(expected.found)} reports"]
    if expected.not_listed:
        parts.append(f"{len(expected.not_listed)} proved absent")
    if expected.late:
        parts.append(f"{len(expected.late)} late")
    parts += sorted({one.obstacle for one in expected.met})
    return ", ".join(parts)


def outcome_words(result: Result) -> str:
    last = result.days[-1]
    met = {one.obstacle for day in result.days for one in day.met}
    absent = {one for day in result.days for one in day.not_listed}
    late = {one for day in result.days for one in day.late}
    parts = [f"{len(last.found)} reports"]
    if absent:
        parts.append(f"{len(absent)} proved absent")
    if late:
        parts.append(f"{len(late)} late")
    return ", ".join([*parts, *sorted(met)])

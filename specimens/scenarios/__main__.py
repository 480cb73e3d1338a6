"""Prints the scenarios, and what a patrol made of them: ``python -m specimens.scenarios --patrol module:function``."""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from specimens.scenarios import SCENARIOS, Patrol, Result, Scenario, attempt


def named(words: str) -> Patrol:
    """The patrol ``module:function``; the town itself knows no crawler."""
    module, _, function = words.partition(":")
    found: Patrol = getattr(importlib.import_module(module), function)
    return found


def expected_words(scenario: Scenario) -> str:
    expected = scenario.expected
    parts = [f"{len(expected.found)} reports"]
    if expected.not_listed:
        parts.append(f"{len(expected.not_listed)} proved absent")
    parts += sorted({one.obstacle for one in expected.met})
    return ", ".join(parts)


def outcome_words(result: Result) -> str:
    last = result.days[-1]
    met = {one.obstacle for day in result.days for one in day.met}
    absent = {one for day in result.days for one in day.not_listed}
    parts = [f"{len(last.found)} reports"]
    if absent:
        parts.append(f"{len(absent)} proved absent")
    return ", ".join([*parts, *sorted(met)])


def main(arguments: list[str] | None = None) -> int:
    """0 where every scenario came out right (or none was run), 1 otherwise."""
    parser = argparse.ArgumentParser(prog="python -m specimens.scenarios", description=__doc__)
    parser.add_argument("--patrol", help="module:function of the patrol to try")
    parser.add_argument("--only", type=int, nargs="*", help="numbers of scenarios")
    chosen = parser.parse_args(arguments)
    table = Table("#", "scenario", "expected", "outcome" if chosen.patrol else "portals", "")
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in chosen.only or SCENARIOS:
            scenario = SCENARIOS[number](Path(folder))
            if not chosen.patrol:
                table.add_row(
                    str(number), scenario.title, expected_words(scenario), str(len(scenario.portals)), ""
                )
                continue
            result = attempt(scenario, named(chosen.patrol))
            mark = "[green]right[/]" if not result.wrong else f"[red]{len(result.wrong)} wrong[/]"
            table.add_row(str(number), scenario.title, expected_words(scenario), outcome_words(result), mark)
            wrong += [f"{number}: {line}" for line in result.wrong]
    console = Console(width=150)
    console.print(table)
    for line in wrong:
        console.print(line, highlight=False)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

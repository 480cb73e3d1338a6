"""Runs one patrol through one scenario: serve, move the days, compare."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

from specimens.scenarios.values import Outcome, Patrol, Scenario, Task, differences
from specimens.server import Server


@dataclass(frozen=True, slots=True)
class Result:
    """`wrong` is empty for a perfect patrol. `seconds` is wall time, `requests` what the servers were asked a day."""

    scenario: Scenario
    days: tuple[Outcome, ...]
    wrong: tuple[str, ...]
    seconds: float
    requests: tuple[int, ...]


def attempt(scenario: Scenario, patrol: Patrol) -> Result:
    """All days of a scenario, one after another, with the patrol's own memory between them."""
    memory: dict[str, object] = {}
    outcomes: list[Outcome] = []
    requests: list[int] = []
    started = time.monotonic()
    with Server(scenario.doors) as server:
        for day in scenario.days:
            scenario.move(day)
            server.forget()
            task = Task(
                scenario.number,
                scenario.portals,
                server.resolve,
                day,
                scenario.years,
                memory,
                scenario.authority,
            )
            outcomes.append(asyncio.run(_awaited(patrol, task)))
            requests.append(len(server.visits))
    days = tuple(outcomes)
    return Result(
        scenario, days, differences(scenario.expected, days), time.monotonic() - started, tuple(requests)
    )


async def _awaited(patrol: Patrol, task: Task) -> Outcome:
    return await patrol(task)

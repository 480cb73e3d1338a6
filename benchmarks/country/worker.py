"""What one patrolling process of the country run does."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from flows import steps
from flows.progress import Counts
from flows.settings import Settings
from flows.workplace import workplace

TASK = 200
"""Portals of one task, as in the flow."""


def share(settings: Settings, portals: Sequence[str]) -> Counts:
    """Patrol some portals, by id."""

    async def walk() -> Counts:
        with workplace(settings) as work:
            done = Counts()
            for start in range(0, len(portals), TASK):
                task = [work.portals[name] for name in portals[start : start + TASK]]
                done += await steps.patrol_portals(work, task)
            return done

    return asyncio.run(walk())

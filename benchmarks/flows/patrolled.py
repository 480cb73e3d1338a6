"""One patrol in a process of its own, as a worker starts it: settings as JSON on standard input, what it cost on standard output.

    python -m benchmarks.flows.patrolled flow|steps

CPU seconds are the process's whole life: the interpreter's start, imports (Prefect's only with `flow`), opening the database.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from dataclasses import asdict

from flows import steps
from flows.holding import in_thread
from flows.progress import Counts
from flows.settings import Settings
from flows.workplace import Workplace, workplace


async def plainly(work: Workplace) -> Counts:
    """What the flow does, without it."""
    portals = [work.portals[name] for name in sorted(work.portals)]
    names = [portal.id for portal in portals]
    counts = await steps.patrol_portals(work, portals)
    counts += await in_thread(steps.read_due, work, names)
    await in_thread(steps.note_looks, work, portals)
    counts += await in_thread(steps.judge_due, work, names)
    counts += await in_thread(steps.note_absence, work, portals)
    return counts + await steps.announce_due(work)


def as_flow() -> tuple[Counts, float]:
    """What it counted, and what importing Prefect cost of all that this process spent."""
    before = time.process_time()
    from prefect.events.worker import EventsWorker  # noqa: PLC0415  (Prefect is what is measured)

    from flows.patrol import patrol  # noqa: PLC0415

    imported = time.process_time() - before
    counts: Counts = asyncio.run(patrol())
    EventsWorker.drain_all(timeout=60, at_exit=False)  # what was emitted belongs to the patrol
    return counts, imported


def main(way: str) -> None:
    with workplace(Settings.model_validate_json(sys.stdin.read())) as work:
        counts, imported = as_flow() if way == "flow" else (asyncio.run(plainly(work)), 0.0)
    print(json.dumps({"own": time.process_time(), "imported": imported, "counts": asdict(counts)}))


if __name__ == "__main__":
    main(sys.argv[1])

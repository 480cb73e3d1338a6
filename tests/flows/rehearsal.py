"""One round of the demo town without Prefect, as a process that can be killed: ``python -m tests.flows.rehearsal FOLDER STAGE``.

Prints a line on standard output before each step, so that whoever started it can kill it exactly there.
"""

from __future__ import annotations

import asyncio
import os
import sys
from datetime import datetime
from datetime import time as clock_time
from pathlib import Path

from flows import steps
from flows.progress import listening
from flows.settings import Settings
from flows.workplace import workplace
from reports import CHINA
from specimens import Town
from specimens.server import Server

FEW_RULES = tuple(
    Path(__file__).resolve().parents[2] / "rules" / "statutory" / f"{name}.yaml"
    for name in ("tables", "publication", "absence")
)
"""Arithmetic, dates and absence: enough to open findings and to see them rectified, and half the work of all the rules."""


def settings_of(  # as `one_round` has them
    town: Town,
    server: Server,
    folder: Path,
    database: str | None = None,
    rules: tuple[Path, ...] = (),
    processes: int | None = None,
) -> Settings:
    """Of a patrol at nine in the morning of the town's day, without waiting between visits."""
    return Settings(
        var=folder,
        database=database,
        portals=town.portal_file,
        offices=town.portal_file.with_name("demo-office.yaml"),
        resolve=dict(server.resolve),
        min_interval=0.0,
        rules=rules,
        processes=processes,
        now=datetime.combine(town.today, clock_time(9, 0), CHINA),
    )


async def one_round(
    folder: Path,
    stage: int,
    database: str | None = None,
    rules: tuple[Path, ...] = (),
    processes: int | None = None,
) -> None:
    town = Town.demo()
    town.move_to(stage)
    os.environ["NIANBAO_DEMO_OFFICE"] = f"nianbaofile://{(folder / 'alerts').resolve()}"
    os.environ["NIANBAO_DEMO_OPERATOR"] = f"nianbaofile://{(folder / 'operator').resolve()}"
    with town.serve() as server:
        settings = settings_of(town, server, folder, database, rules, processes=processes)
        with workplace(settings) as work:
            await steps.patrol_portals(work, list(work.portals.values()))
            steps.read_due(work)
            steps.note_looks(work, list(work.portals.values()))
            steps.judge_due(work)
            steps.note_absence(work, list(work.portals.values()))
            await steps.announce_due(work)


def _say(step: str, what: str) -> None:
    print(step, what, flush=True)


if __name__ == "__main__":
    with listening(_say):
        asyncio.run(one_round(Path(sys.argv[1]), int(sys.argv[2])))

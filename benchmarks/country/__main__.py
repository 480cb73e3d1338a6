"""``python -m benchmarks.country --portals 100 [--postgres | --database postgresql+psycopg://…]``: a table of seconds, CPU, memory.

The region is served by a process of its own. Its pace is set to nothing, so what is measured is our own work. The steps
are called as the flows call them, 200 portals a task, without Prefect (benchmarks.flows measures its share). Patrols run in
`--workers` processes, each with its own portals, as Prefect's workers would; reading and judging in as many as flows.crew
takes. With `--postgres` the same follows on a PostgreSQL that is started and removed: as its package sets it up, every
commit on disk (the tests' one does without); and both stand beside each other at the end. CPU is that of this process and of
those; "server" is what PostgreSQL's own processes spent; "database" is the share of all this CPU that went into statements of
this process (drivers included) and into the server; memory is this process's, that of the largest other, and of all together
(without the portals and PostgreSQL) at the stage's peak. At the end: what is on the disk.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Engine, event

from benchmarks.country.database import ServerTime, own_postgres
from benchmarks.country.memory import Peak
from benchmarks.country.worker import share
from flows import steps
from flows.progress import Counts
from flows.settings import Settings
from flows.workplace import Workplace, workplace
from specimens import demo
from specimens.region import Region

AT = datetime(2025, 4, 2, 1, tzinfo=UTC)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.country", description=__doc__)
    parser.add_argument("--portals", type=int, default=100)
    parser.add_argument("--agencies", type=int, default=50, help="reports of each portal")
    parser.add_argument("--workers", type=int, default=2, help="processes that patrol")
    parser.add_argument("--database", help="SQLAlchemy address of an empty database; default: SQLite")
    parser.add_argument("--postgres", action="store_true", help="start a PostgreSQL too, and compare")
    chosen = parser.parse_args()
    runs = [_run(chosen, chosen.database)]
    if chosen.postgres:
        with own_postgres(True) as url:
            runs.append(_run(chosen, url))
    for run in runs:
        run.print_whole()
    if len(runs) > 1:
        _beside(runs)
    return 0


def _run(chosen: argparse.Namespace, database: str | None) -> Run:
    with TemporaryDirectory() as folder, served(chosen.portals, chosen.agencies) as resolve:
        region = Region(1, chosen.portals, chosen.agencies)
        settings = prepare(Path(folder), region, resolve, database)
        with workplace(settings) as work:
            run = Run(work.memory.engine.dialect.name, chosen.portals * chosen.agencies)
            server = ServerTime(database if database and database.startswith("postgresql") else None)
            asyncio.run(seasons(work, run, chosen.workers, server))
        print(f"on disk: {_size(settings.var) / 2**20:.0f} MB", flush=True)
    return run


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


@contextmanager
def served(portals: int, agencies: int) -> Iterator[dict[str, tuple[str, int]]]:
    command = [
        sys.executable,
        "-m",
        "specimens.region",
        "--portals",
        str(portals),
        "--agencies",
        str(agencies),
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stdin is not None
        try:
            yield {
                host: (door[0], door[1])
                for host, door in json.loads(server.stdout.readline())["resolve"].items()
            }
        finally:
            server.stdin.close()


def prepare(
    folder: Path, region: Region, resolve: dict[str, tuple[str, int]], database: str | None
) -> Settings:
    """The region's portal descriptions on disk, as an operator has them, and offices that write to the folder."""
    described = folder / "portals"
    described.mkdir()
    for index in range(region.portals):
        (described / f"c{index:04d}.yaml").write_text(region.description(index), encoding="utf-8")
    os.environ["NIANBAO_DEMO_OFFICE"] = f"nianbaofile://{folder / 'office'}"
    os.environ["NIANBAO_DEMO_OPERATOR"] = f"nianbaofile://{folder / 'operator'}"
    return Settings(
        var=folder / "var",
        database=database,
        portals=described,
        offices=Path(demo.__file__).with_name("demo-office.yaml"),
        resolve=resolve,
        min_interval=0.0,
        now=AT,
    )


@dataclass(slots=True)
class InStatements:
    """CPU seconds of this thread between sending a statement and having its answer."""

    spent: float = 0.0
    statements: int = 0
    _begun: list[float] = field(default_factory=list)

    def watch(self, engine: Engine) -> None:
        event.listen(engine, "before_cursor_execute", self._before)
        event.listen(engine, "after_cursor_execute", self._after)

    def _before(self, *_: Any) -> None:
        self._begun.append(time.thread_time())

    def _after(self, *_: Any) -> None:
        self.spent += time.thread_time() - self._begun.pop()
        self.statements += 1


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of one season: seconds, CPU seconds, bytes."""

    name: str
    wall: float
    cpu: float
    others: float
    server: float
    in_statements: float
    statements: int
    peak: Peak
    done: str

    def line(self, reports: int) -> str:
        spent = max(self.cpu + self.others + self.server, 1e-9)
        megabytes = (self.peak.own / 2**20, self.peak.largest / 2**20, self.peak.together / 2**20)
        return (
            f"{self.name:<20}{self.wall:>9.1f}{reports / max(self.wall, 1e-9):>11.0f}"
            f"{self.cpu:>9.1f}{self.others:>9.1f}{self.server:>9.1f}"
            f"{(self.in_statements + self.server) / spent:>10.0%}{self.statements:>12}"
            + "".join(f"{one:>8.0f}" for one in megabytes)
            + f"  {self.done}"
        )


@dataclass(slots=True)
class Run:
    """What was measured on one database."""

    database: str
    reports: int
    stages: list[Stage] = field(default_factory=list)

    def print_whole(self) -> None:
        for season in ("first", "second"):
            wall = sum(one.wall for one in self.stages if one.name.startswith(season))
            print(
                f"{self.database}, {season} season: {wall / 60:.1f} minutes, {self.reports / wall:.0f} reports/s"
            )
        inner = sum(one.wall for one in self.stages if one.name in ("first read+store", "first judge+store"))
        print(f"{self.database}: read + judge + store {self.reports / inner:.0f} reports/s")


def _beside(runs: list[Run]) -> None:
    print(f"{'reports/s, MB':<20}" + "".join(f"{run.database:>12}{'':>8}" for run in runs))
    for several in zip(*(run.stages for run in runs), strict=True):
        told = (
            f"{runs[0].reports / max(one.wall, 1e-9):>12.0f}{one.peak.together / 2**20:>8.0f}"
            for one in several
        )
        print(f"{several[0].name:<20}" + "".join(told))


async def seasons(work: Workplace, run: Run, workers: int, server: ServerTime) -> None:
    statements = InStatements()
    statements.watch(work.memory.engine)
    portals = [work.portals[name] for name in sorted(work.portals)]
    names = [portal.id for portal in portals]
    print(f"{len(portals)} portals, {run.reports} reports, {run.database}")
    print(
        f"{'stage':<20}{'wall s':>9}{'reports/s':>11}{'CPU s':>9}{'others':>9}{'server':>9}{'database':>10}"
        f"{'statements':>12}{'MB':>8}{'largest':>8}{'all':>8}"
    )

    async def patrolled() -> object:
        shares = [names[of::workers] for of in range(workers)]
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
            return sum(pool.map(share, [work.settings] * workers, shares), Counts())

    async def looked() -> None:
        steps.note_looks(work, portals)

    async def read() -> object:
        return steps.read_due(work)

    async def judged() -> object:
        return steps.judge_due(work)

    async def announced() -> object:
        return await steps.announce_due(work)

    stages = {
        "patrol": patrolled,
        "read+store": read,
        "looks": looked,
        "judge+store": judged,
        "announce": announced,
    }
    for season in ("first", "second"):
        for name, stage in stages.items():
            run.stages.append(await measured(f"{season} {name}", stage, statements, server))
            print(run.stages[-1].line(run.reports), flush=True)


async def measured(
    name: str, stage: Callable[[], Awaitable[object]], statements: InStatements, server: ServerTime
) -> Stage:
    spent, asked = statements.spent, statements.statements
    served = server.spent()
    wall, cpu, others = time.perf_counter(), time.process_time(), _others()
    with Peak() as peak:
        done = await stage()
    return Stage(
        name,
        time.perf_counter() - wall,
        time.process_time() - cpu,
        _others() - others,
        server.spent() - served,
        statements.spent - spent,
        statements.statements - asked,
        peak,
        "" if done is None else _what(done),
    )


_CHILDREN = resource.RUSAGE_CHILDREN


def _others() -> float:
    """CPU seconds of the processes that were begun and have ended."""
    used = resource.getrusage(_CHILDREN)
    return used.ru_utime + used.ru_stime


def _what(done: object) -> str:
    """The counts of a stage that are not nothing."""
    found = {name: getattr(done, name) for name in Counts.__dataclass_fields__}
    return " ".join(f"{name} {value}" for name, value in found.items() if value)


if __name__ == "__main__":
    sys.exit(main())

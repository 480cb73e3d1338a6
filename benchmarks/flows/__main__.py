"""Prefect's share of a patrol: the flow on a server of its own, beside the same steps called plainly.

    python -m benchmarks.flows [--portals 60] [--agencies 50] [--rounds 2]

A patrol of a region, everything new, and the same again, unchanged: each with `flows.patrol.patrol` on a local Prefect server
(its scheduler and event services running) and with the steps called one after the other, in one process, in turn and in
changing order, each on a new database. The pace is set to nothing and pages come from a process of its own, so what is measured
is the worst case: real patrols wait for their hosts. CPU seconds, because the machine may have others at work: the patrol's
process, and the server's from the moment it is up. Prefect's share is what the flow spent more than the steps, of all it spent.
Exit code 1 where both ways do not do the same, or where the share of the first patrol is over 5 %.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.country.__main__ import prepare, served
from flows import steps
from flows.local_server import local_prefect
from flows.patrol import patrol
from flows.progress import Counts
from flows.settings import Settings
from flows.workplace import Workplace, workplace
from specimens.region import Region

AIM = 0.05
SEASONS = ("everything new", "unchanged")
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Spent:
    """CPU seconds of one patrol, and what it counted."""

    own: float
    server: float
    counts: Counts

    @property
    def total(self) -> float:
        return self.own + self.server


async def plainly(work: Workplace) -> Counts:
    """What the flow does, without it."""
    portals = [work.portals[name] for name in sorted(work.portals)]
    counts = await steps.patrol_portals(work, portals)
    counts += await asyncio.to_thread(steps.read_due, work)
    await asyncio.to_thread(steps.note_looks, work, portals)
    counts += await asyncio.to_thread(steps.judge_due, work)
    counts += await asyncio.to_thread(steps.note_absence, work, portals)
    return counts + await steps.announce_due(work)


async def as_flow(_: Workplace) -> Counts:
    done: Counts = await patrol()
    return done


def both_seasons(settings: Settings, walk: Callable[[Workplace], Awaitable[Counts]]) -> Iterator[Spent]:
    async def measured(work: Workplace) -> Spent:
        own, server = _own(), _servers()
        counts = await walk(work)
        return Spent(_own() - own, _servers() - server, counts)

    with workplace(settings) as work:
        for _ in SEASONS:
            yield asyncio.run(measured(work))


def _own() -> float:
    spent = resource.getrusage(resource.RUSAGE_SELF)
    return spent.ru_utime + spent.ru_stime


def _servers() -> float:
    """CPU seconds of the processes that this one has started (proc(5), fields 4, 14 and 15); the region's is none of Prefect's."""
    spent = 0.0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text("latin-1").rpartition(")")[2].split()
            words = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if int(fields[1]) == os.getpid() and b"flows.local_server" in words:
            spent += (int(fields[11]) + int(fields[12])) / _TICK
    return spent


@contextmanager
def server(folder: Path, wanted: bool) -> Iterator[None]:
    if not wanted:
        yield
        return
    with local_prefect(folder, services=True):
        yield


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.flows", description=__doc__.splitlines()[0])
    parser.add_argument("--portals", type=int, default=60)
    parser.add_argument("--agencies", type=int, default=50, help="reports of each portal")
    parser.add_argument("--rounds", type=int, default=2)
    chosen = parser.parse_args()
    spent: dict[bool, list[list[Spent]]] = {False: [], True: []}
    with TemporaryDirectory() as folder, served(chosen.portals, chosen.agencies) as resolve:
        region = Region(1, chosen.portals, chosen.agencies)
        settings = prepare(Path(folder), region, resolve, None).model_copy(update={"processes": 1})
        for turn in range(chosen.rounds):
            for with_prefect in (turn % 2 == 1, turn % 2 == 0):
                name = f"{'flow' if with_prefect else 'plain'}-{turn}"
                own = settings.model_copy(update={"var": Path(folder) / name})
                with server(Path(folder) / "prefect", with_prefect):
                    walk = as_flow if with_prefect else plainly
                    spent[with_prefect].append(list(both_seasons(own, walk)))
    return report(spent, chosen.portals * chosen.agencies)


def report(spent: dict[bool, list[list[Spent]]], reports: int) -> int:
    print(f"{reports} reports; CPU seconds, the least of {len(spent[True])} rounds")
    print(f"{'patrol':<16}{'steps':>9}{'flow':>9}{'server':>9}{'share':>9}")
    wrong = False
    for season, name in enumerate(SEASONS):
        plain = min((each[season] for each in spent[False]), key=lambda one: one.total)
        flow = min((each[season] for each in spent[True]), key=lambda one: one.total)
        share = 1 - plain.total / flow.total
        print(f"{name:<16}{plain.total:>9.1f}{flow.own:>9.1f}{flow.server:>9.1f}{share:>9.1%}")
        wrong |= plain.counts != flow.counts or (season == 0 and share > AIM)
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())

"""Prefect's share of a patrol: the flow on a server of its own, beside the same steps called plainly.

    python -m benchmarks.flows [--portals 60] [--agencies 50] [--rounds 5]

A patrol of a region, everything new, and the same again, unchanged: each with `flows.patrol.patrol` on a local Prefect server
(its scheduler and event services running) and with the steps called one after the other; in turn and in changing order, each
on a new database and each in a process of its own, as a worker starts it (`benchmarks.flows.patrolled`), so that Prefect's
imports and its first use count every time. The pace is set to nothing and pages come from a further process, so what is
measured is the worst case: real patrols wait for their hosts.

CPU seconds, because the machine may have others at work: the patrol's process, and the server's until it has worked off what the
patrol left it. A server that does nothing spends too, by the wall clock and whoever patrols: its rate is measured before each
patrol, told by itself, and taken off. Prefect's share of a round is what the flow spent more than the steps beside it, of all
it spent; the median of the rounds counts, and the least and the most are told.
Exit code 1 where both ways do not do the same, or where the share of the first patrol is over 5 %.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.country.__main__ import prepare, served
from flows.local_server import local_prefect
from flows.progress import Counts
from flows.settings import Settings
from specimens.region import Region

AIM = 0.05
SEASONS = ("everything new", "unchanged")
_TICK = os.sysconf("SC_CLK_TCK")


IDLE_SECONDS = 10.0
"""How long the server is watched while it has nothing to do."""
SETTLED_SECONDS = 4.0
"""A server whose spending has come down to its idle rate for so long has worked off what it was left."""
SETTLES_WITHIN = 90.0


@dataclass(frozen=True, slots=True)
class Spent:
    """CPU seconds of one patrol, and what it counted. `idle` is what the server would have spent in that time anyway, `imported`
    what of its own went into importing Prefect."""

    own: float
    imported: float
    server: float
    idle: float
    counts: Counts

    @property
    def total(self) -> float:
        return self.own + self.server


def both_seasons(settings: Settings, way: str, api: str | None) -> Iterator[Spent]:
    for _ in SEASONS:
        rate = _idle_rate()
        served, began = _servers(), time.monotonic()
        said = _patrolled(settings, way, api)
        _settle(rate)
        idle = rate * (time.monotonic() - began)
        yield Spent(said["own"], said["imported"], _servers() - served - idle, idle, Counts(**said["counts"]))


def _patrolled(settings: Settings, way: str, api: str | None) -> dict[str, Any]:
    """What the process says of itself. Raises CalledProcessError."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.flows.patrolled", way],
        input=settings.model_dump_json(exclude_unset=True),
        env={**os.environ, **({"PREFECT_API_URL": api} if api else {})},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said


def _idle_rate() -> float:
    """CPU seconds a second of the server that has nothing to do; 0 without one."""
    if not _processes():
        return 0.0
    _settle(0.1)
    before, began = _servers(), time.monotonic()
    time.sleep(IDLE_SECONDS)
    return (_servers() - before) / (time.monotonic() - began)


def _settle(rate: float) -> None:
    """Wait until the server spends no more than when it is idle (half again as much, and never less than a tenth)."""
    end = time.monotonic() + SETTLES_WITHIN
    while _processes() and time.monotonic() < end:
        before = _servers()
        time.sleep(SETTLED_SECONDS)
        if _servers() - before <= max(1.5 * rate, 0.1) * SETTLED_SECONDS:
            return


def _servers() -> float:
    """CPU seconds of the Prefect server that this process has started: proc(5), fields 14 and 15."""
    return sum(_processes().values())


def _processes() -> dict[int, float]:
    spent = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text("latin-1").rpartition(")")[2].split()
            words = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if int(fields[1]) == os.getpid() and b"flows.local_server" in words:
            spent[int(folder.name)] = (int(fields[11]) + int(fields[12])) / _TICK
    return spent


@contextmanager
def server(folder: Path, wanted: bool) -> Iterator[str | None]:
    if not wanted:
        yield None
        return
    with local_prefect(folder, services=True) as url:
        yield url


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.flows", description=__doc__.splitlines()[0])
    parser.add_argument("--portals", type=int, default=60)
    parser.add_argument("--agencies", type=int, default=50, help="reports of each portal")
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    spent: dict[bool, list[list[Spent]]] = {False: [], True: []}
    with TemporaryDirectory() as folder, served(chosen.portals, chosen.agencies) as resolve:
        region = Region(1, chosen.portals, chosen.agencies)
        settings = prepare(Path(folder), region, resolve, None).model_copy(update={"processes": 1})
        for turn in range(chosen.rounds):
            for with_prefect in (turn % 2 == 1, turn % 2 == 0):
                name = f"{'flow' if with_prefect else 'plain'}-{turn}"
                own = settings.model_copy(update={"var": Path(folder) / name})
                with server(Path(folder) / "prefect", with_prefect) as api:
                    way = "flow" if with_prefect else "steps"
                    spent[with_prefect].append(list(both_seasons(own, way, api)))
                print(
                    name, *(f"{one.own:.1f}+{one.server:.1f}" for one in spent[with_prefect][-1]), flush=True
                )
    return report(spent, chosen.portals * chosen.agencies)


def report(spent: dict[bool, list[list[Spent]]], reports: int) -> int:
    print(f"{reports} reports; CPU seconds, medians of {len(spent[True])} rounds")
    print(
        f"{'patrol':<16}{'steps':>9}{'flow':>9}{'import':>9}{'server':>9}{'share':>9}{'from':>9}{'to':>9}{'idle':>9}"
    )
    wrong = False
    for season, name in enumerate(SEASONS):
        plain, flow = ([each[season] for each in spent[way]] for way in (False, True))
        shares = sorted(1 - one.total / other.total for one, other in zip(plain, flow, strict=True))
        share = median(shares)
        told = (
            median(one.own for one in plain),
            *(median(getattr(one, of) for one in flow) for of in ("own", "imported", "server")),
        )
        print(
            f"{name:<16}"
            + "".join(f"{seconds:>9.1f}" for seconds in told)
            + f"{share:>9.1%}{shares[0]:>9.1%}{shares[-1]:>9.1%}{median(one.idle for one in flow):>9.1f}"
        )
        wrong |= any(one.counts != other.counts for one, other in zip(plain, flow, strict=True))
        wrong |= season == 0 and share > AIM
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())

"""Many files: whether memory stays flat, and what a second process gives.

    python -m benchmarks.reading.scale [--files 10000] [--rounds 4]

Memory is what the process that reads holds (resident) after each tenth of the files, every file a different generated one:
pages and texts, sound and damaged. They are written by another process before: what it takes to make them is not ours.

Two processes are held against one in alternating rounds through the command's own way of reading many files to JSON. What
this machine gives a second process at that moment is measured beside it, with counting that shares nothing: two of its cores
may be one, and other programs may use them. Beside the wall clock the gain is told by processor time: what one process took,
over half of what the parent and its children took together, which is what two idle cores make of it; and what the parent
took by itself, which no further process can share.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import reports
from benchmarks.reading import corpus
from cli.read import json_line
from cli.reading_files import read_all

LEAST_GAIN = 1.8
MOST_GROWTH = 0.05
"""Of what is held after the first fifth of the files, by which time every bounded cache is full."""
_PAGE = os.sysconf("SC_PAGE_SIZE")


def resident() -> int:
    """Bytes this process holds now; Linux only."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE


def memory(count: int) -> int:
    """Print what is held after each tenth; 1 when it grew."""
    held = []
    with tempfile.TemporaryDirectory() as folder:
        elsewhere(write, Path(folder), count)
        for number, path in enumerate(sorted(Path(folder).iterdir()), 1):
            try:
                reports.read(path.read_bytes(), path.name)
            except reports.ReadingError:
                continue
            finally:
                if number % (count // 10) == 0:
                    held.append(resident())
                    print(f"{number:7,} files read: {held[-1] / 1e6:7.1f} MB held", flush=True)
    growth = max(held[2:]) / held[1] - 1
    print(f"growth after the first fifth: {growth:.1%} (at most {MOST_GROWTH:.0%})")
    return int(growth > MOST_GROWTH)


def write(folder: Path, count: int) -> None:
    """So many generated files, by number."""
    for case in corpus.cases(count):
        (folder / f"{case.number:07}.{case.ending}").write_bytes(case.data)


def elsewhere(work: Callable[..., None], *given: object, times: int = 1, method: str = "spawn") -> None:
    """In so many other processes at once, to their end."""
    context = multiprocessing.get_context(method)
    begun = [context.Process(target=work, args=given) for _ in range(times)]  # type: ignore[attr-defined]  # BaseContext lacks it
    for process in begun:
        process.start()
    for process in begun:
        process.join()


def processes(rounds: int, count: int) -> int:
    """Print how much faster two processes are than one, in alternating rounds; 1 when it is too little by both measures."""
    gains = []
    with tempfile.TemporaryDirectory() as folder:
        elsewhere(write, Path(folder), count)
        files = sorted(Path(folder).iterdir())
        for number in range(1, rounds + 1):
            one, two = (_taken(files, jobs) for jobs in (1, 2))
            gain = _Gain(one.wall / two.wall, one.processor / (two.processor / 2), machine_gain())
            gains.append(gain)
            load = os.getloadavg()[0]
            print(
                f"round {number}: one {one.wall:.2f} s ({one.processor:.2f} of processor time), "
                f"two {two.wall:.2f} s ({two.processor:.2f}): {gain.wall:.2f} times, "
                f"on idle cores {gain.processor:.2f}; the machine gives {gain.machine:.2f} (load {load:.1f}); "
                f"the parent's own share {two.parent / two.processor:.1%}",
                flush=True,
            )
    by_wall, by_processor, machine = (statistics.median(told) for told in zip(*gains, strict=True))
    print(
        f"median by the wall clock {by_wall:.2f}, by processor time {by_processor:.2f} times (wanted: {LEAST_GAIN}); "
        f"of what shares nothing two processes do {machine:.2f} times as much here"
    )
    return int(max(by_wall, by_processor) < LEAST_GAIN)


class _Gain(NamedTuple):
    """How many times fewer seconds two processes take than one."""

    wall: float
    processor: float
    machine: float
    """By the wall clock, of counting."""


class _Taken(NamedTuple):
    """Seconds."""

    wall: float
    processor: float
    parent: float


def machine_gain(count: int = 20_000_000) -> float:
    """What two processes give that share nothing, at this moment."""
    taken = []
    for times in (1, 2):
        started = time.perf_counter()
        elsewhere(_count, count // times, times=times, method="fork")
        taken.append(time.perf_counter() - started)
    return taken[0] / taken[1]


def _count(most: int) -> None:
    for _ in range(most):
        pass


def _taken(files: list[Path], jobs: int) -> _Taken:
    started, used, own = time.perf_counter(), _processor_time(), time.process_time()
    for _ in read_all(files, json_line, jobs):
        pass
    return _Taken(time.perf_counter() - started, _processor_time() - used, time.process_time() - own)


def _processor_time() -> float:
    """Seconds of this process and of its children that ended."""
    whose = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in whose)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading.scale")
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--shared", type=int, default=1_500, help="files that one process and two read")
    asked = parser.parse_args()
    return max(memory(asked.files), processes(asked.rounds, asked.shared))


if __name__ == "__main__":
    sys.exit(main())

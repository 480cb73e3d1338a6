"""Many files: whether memory stays flat, and what a second process gives.

    python -m benchmarks.reading.scale [--files 10000] [--rounds 4]

Memory is what the process holds (resident) after each tenth of the files, every file a different generated one: pages
and texts, sound and damaged. Two processes are held against one in alternating rounds through the command's own way of
reading many files to JSON. Cores that other programs use at that moment are not idle, so beside the wall clock and the load
the gain is told by processor time too: what one process took, over half of what the parent and its children took
together, which is what two idle cores make of it.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
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
    for number, case in enumerate(corpus.cases(count), 1):
        try:
            reports.read(case.data, case.name)
        except reports.ReadingError:
            continue
        finally:
            if number % (count // 10) == 0:
                held.append(resident())
                print(f"{number:7,} files read: {held[-1] / 1e6:7.1f} MB held", flush=True)
    growth = max(held[2:]) / held[1] - 1
    print(f"growth after the first fifth: {growth:.1%} (at most {MOST_GROWTH:.0%})")
    return int(growth > MOST_GROWTH)


def processes(rounds: int, count: int = 600) -> int:
    """Print how much faster two processes are than one, in alternating rounds; 1 when it is too little by both measures."""
    gains = []
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for case in corpus.cases(count):
            files.append(Path(folder) / case.name)
            files[-1].write_bytes(case.data)
        for number in range(1, rounds + 1):
            one, two = (_taken(files, jobs) for jobs in (1, 2))
            gain = _Taken(one.wall / two.wall, one.processor / (two.processor / 2))
            gains.append(gain)
            load = os.getloadavg()[0]
            print(
                f"round {number}: one {one.wall:.2f} s ({one.processor:.2f} of processor time), "
                f"two {two.wall:.2f} s ({two.processor:.2f}): {gain.wall:.2f} times, "
                f"on idle cores {gain.processor:.2f} (load {load:.1f})",
                flush=True,
            )
    by_wall, by_processor = (statistics.median(told) for told in zip(*gains, strict=True))
    print(
        f"median by the wall clock {by_wall:.2f}, by processor time {by_processor:.2f} times (wanted: {LEAST_GAIN})"
    )
    return int(max(by_wall, by_processor) < LEAST_GAIN)


class _Taken(NamedTuple):
    """Seconds, or how many times fewer of them."""

    wall: float
    processor: float


def _taken(files: list[Path], jobs: int) -> _Taken:
    started, used = time.perf_counter(), _processor_time()
    for _ in read_all(files, json_line, jobs):
        pass
    return _Taken(time.perf_counter() - started, _processor_time() - used)


def _processor_time() -> float:
    """Seconds of this process and of its children that ended."""
    whose = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in whose)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading.scale")
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=4)
    asked = parser.parse_args()
    return max(memory(asked.files), processes(asked.rounds))


if __name__ == "__main__":
    sys.exit(main())

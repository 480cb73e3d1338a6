"""Many files: whether memory stays flat, and what a second process gives.

    python -m benchmarks.reading.scale [--files 10000] [--rounds 4]

Memory is what the process holds (resident) after each tenth of the files, every file a different generated one: pages
and texts, sound and damaged. Two processes are held against one in alternating rounds through the command's own way of
reading many files; cores that other programs use at that moment are not idle, so the load is printed too.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import reports
from benchmarks.reading import corpus
from cli.read import read_all

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
    """Print how much faster two processes are than one, wall clock, in alternating rounds; 1 when the best is too low."""
    gains = []
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for case in corpus.cases(count):
            files.append(Path(folder) / case.name)
            files[-1].write_bytes(case.data)
        for number in range(1, rounds + 1):
            one, two = (_seconds(files, jobs) for jobs in (1, 2))
            gains.append(one / two)
            load = os.getloadavg()[0]
            print(
                f"round {number}: one {one:.2f} s, two {two:.2f} s, {gains[-1]:.2f} times (load {load:.1f})",
                flush=True,
            )
    print(
        f"median {statistics.median(gains):.2f}, best {max(gains):.2f} times (wanted on idle cores: {LEAST_GAIN})"
    )
    return int(max(gains) < LEAST_GAIN)


def _seconds(files: list[Path], jobs: int) -> float:
    started = time.perf_counter()
    for _ in read_all(files, jobs):
        pass
    return time.perf_counter() - started


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading.scale")
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=4)
    asked = parser.parse_args()
    return max(memory(asked.files), processes(asked.rounds))


if __name__ == "__main__":
    sys.exit(main())

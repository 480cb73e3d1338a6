"""``python -m benchmarks.dashboard``: every page over the country's database, through the real application.

Each page is shown once by an application that has shown nothing yet (wall and CPU time: what the first to look waits
for), then five times more (medians). Beside the clock stands what no other work on the machine can change: the steps
SQLite's machine took for the first showing, and every query that by its plan reads a table of more than 10,000 rows
without an index. The counts of a whole season look at every agency once; they are named as such.
Exit code 1 when a page takes more than a second, wall or CPU, more steps than its kind may, or reads through a table.
"""

from __future__ import annotations

import argparse
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import event

import rules
from benchmarks.dashboard.country import AT, QUIET, build
from dashboard import Desk, create, settle
from scrapers import Archive
from storage import Memory

WHOLE = ("/", "/?year=2022", "/rules", "/rules/SUM-T4", "/api/v1/season")
PAGES = (
    *WHOLE, "/divisions/13", "/divisions/1301", "/divisions/130102", f"/divisions/{QUIET}", "/agencies/1003", "/reports/1000",
    "/findings", "/findings?severity=error&year=2023", "/findings?division=1301", f"/findings?division={QUIET}", "/findings/NB-001003",
    "/portals", "/api/v1/agencies?after=20000", "/api/v1/findings?after=40000", "/api/v1/reports/1000",
)  # fmt: skip
LARGE = ("agencies", "reports", "findings", "transitions", "revisions", "captures")
COUNTS = {"agencies"}
"""A whole season is counted in one pass over an index of the agencies."""
LIMIT_SECONDS = 1.0
STEPS_WHOLE, STEPS_PART = 12_000, 1_500
"""Thousands of steps that a page of the whole country and one of a part of it may take."""


@dataclass
class Ear:
    """What the database was asked, and how much it worked for it (thousands of SQLite's steps)."""

    asked: list[tuple[str, Any]] = field(default_factory=list)
    steps: int = 0

    def step(self) -> int:
        self.steps += 1
        return 0


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--database", type=Path, help="keep and reuse the database here")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = chosen.database or Path(folder) / "country.db"
        started = time.monotonic()
        address = f"sqlite:///{file}" if file.exists() else build(file)
        print(f"database: {file.stat().st_size / 1e6:.0f} MB, made in {time.monotonic() - started:.0f} s")
        print(f"{'':36} first: wall    CPU  | again: wall    CPU  |  steps/1000 |      kB | reads through")
        return max(_measured(address, Path(folder), path) for path in PAGES)


def _measured(address: str, folder: Path, path: str) -> int:
    """One page by an application of its own: nothing is kept from another page's counts."""
    with Memory(address) as memory:
        ear = Ear()
        _listen(memory, ear)
        desk = Desk(memory, Archive(folder / "evidence"), rules.load(), "b" * 40, lambda: AT, login=False)
        app = create(desk)
        settle()  # as `nianbao serve` does
        with TestClient(app, base_url="http://127.0.0.1") as client:
            client.get("/sign-in")  # the server has answered somebody, not this page
            ear.asked.clear()
            ear.steps = 0
            first = _timed(lambda: client.get(path))
            steps, scans = ear.steps, _scans(memory, list(ear.asked))
            again = [_timed(lambda: client.get(path)) for _ in range(5)]
            answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    wall, cpu = (statistics.median(one[n] for one in again) for n in (0, 1))
    print(
        f"{path:36} {first[0] * 1000:8.0f} ms {first[1] * 1000:4.0f} ms | {wall * 1000:8.0f} ms {cpu * 1000:4.0f} ms | "
        f"{steps:11,} | {len(answer.content) / 1000:7.0f} | {', '.join(sorted(scans)) or '-'}"
    )
    allowed = STEPS_WHOLE if path in WHOLE else STEPS_PART
    return int(max(*first, wall, cpu) > LIMIT_SECONDS or steps > allowed or not scans <= COUNTS)


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Wall and CPU seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def _listen(memory: Memory, ear: Ear) -> None:
    def hear(_c: Any, _k: Any, statement: str, parameters: Any, _x: Any, _m: bool) -> None:
        if statement.lstrip().startswith("SELECT"):
            ear.asked.append((statement, parameters))

    def count(connection: Any, _record: Any, _proxy: Any) -> None:
        connection.set_progress_handler(ear.step, 1000)

    event.listen(memory.engine, "before_cursor_execute", hear)
    event.listen(memory.engine, "checkout", count)


def _scans(memory: Memory, asked: list[tuple[str, Any]]) -> set[str]:
    """Large tables that a query of the page reads through: without any index, or the whole of one."""
    found = set()
    with memory.engine.connect() as connection:
        for statement, parameters in asked:
            if "LIMIT" in statement:
                continue  # it stops when the page is full; the steps tell when it did not
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters):
                scan = re.match(r"SCAN (\w+)", row[3])
                if scan and scan[1] in LARGE:
                    found.add(scan[1])
    return found


if __name__ == "__main__":
    raise SystemExit(main())

"""``python -m benchmarks.dashboard``: every page over the country's database, through the real application.

Prints a page's wall and CPU time (median of five), the CPU time of its first showing, and every query that scans a table of more than
10,000 rows (by its plan). The counts of a whole season have to look at every agency once; they are named as such.
Exit code 1 when a page takes more than a second of CPU time or a scan is not among the named ones.
"""

from __future__ import annotations

import argparse
import re
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import Engine, event

import rules
from benchmarks.dashboard.country import AT, build
from dashboard import Desk, create
from scrapers import Archive
from storage import Memory

PAGES = (
    "/", "/?year=2022", "/divisions/13", "/divisions/1301", "/divisions/130102", "/agencies/1003", "/reports/1000",
    "/findings", "/findings?severity=error&year=2023", "/findings?division=1301", "/findings/NB-001003", "/rules", "/rules/SUM-T4",
    "/portals", "/api/v1/season", "/api/v1/agencies?after=20000", "/api/v1/findings?after=40000", "/api/v1/reports/1000",
)  # fmt: skip
LARGE = ("agencies", "reports", "findings", "transitions", "revisions", "captures")
COUNTS = {"agencies", "findings"}
"""A whole season is counted in one pass over the agencies and one over an index of findings."""
LIMIT_SECONDS = 1.0


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--database", type=Path, help="keep and reuse the database here")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = chosen.database or Path(folder) / "country.db"
        started = time.monotonic()
        address = f"sqlite:///{file}" if file.exists() else build(file)
        print(f"database: {file.stat().st_size / 1e6:.0f} MB, made in {time.monotonic() - started:.0f} s")
        with Memory(address) as memory:
            return _measure(memory, Path(folder))


def _measure(memory: Memory, folder: Path) -> int:
    asked: list[tuple[str, Any]] = []
    _listen(memory.engine, asked)
    desk = Desk(memory, Archive(folder / "evidence"), rules.load(), "b" * 40, lambda: AT, login=False)
    failed = False
    with TestClient(create(desk), base_url="http://127.0.0.1") as client:
        for path in PAGES:
            asked.clear()
            began = time.process_time()
            answer = client.get(path)
            first = time.process_time() - began
            assert answer.status_code == 200, (path, answer.status_code)
            scans = _scans(memory.engine, asked)
            walls, cpus = [], []
            for _ in range(5):
                wall, cpu = time.perf_counter(), time.process_time()
                client.get(path)
                walls.append(time.perf_counter() - wall)
                cpus.append(time.process_time() - cpu)
            cpu = statistics.median(cpus)
            print(
                f"{path:38} wall {statistics.median(walls) * 1000:6.0f} ms  CPU {cpu * 1000:6.0f} ms, the first time {first * 1000:6.0f} ms  {len(answer.content) / 1000:6.0f} kB  scans: {', '.join(sorted(scans)) or '-'}"
            )
            failed |= max(cpu, first) > LIMIT_SECONDS or not scans <= COUNTS
    return int(failed)


def _listen(engine: Engine, asked: list[tuple[str, Any]]) -> None:
    def hear(_c: Any, _k: Any, statement: str, parameters: Any, _x: Any, _m: bool) -> None:
        if statement.lstrip().startswith("SELECT"):
            asked.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", hear)


def _scans(engine: Engine, asked: list[tuple[str, Any]]) -> set[str]:
    """Large tables that a query of the page reads through: without any index, or the whole of one."""
    found = set()
    with engine.connect() as connection:
        for statement, parameters in list(asked):
            if "LIMIT" in statement:
                continue  # it stops when the page is full
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters):
                scan = re.match(r"SCAN (\w+)", row[3])
                if scan and scan[1] in LARGE:
                    found.add(scan[1])
    return found


if __name__ == "__main__":
    raise SystemExit(main())

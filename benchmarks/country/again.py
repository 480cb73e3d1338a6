"""``python -m benchmarks.country.again [--reports 15000] [--database postgresql+psycopg://…]``: a country judged again, as a run does it.

Reports of the specimen region are read and stored, each county's several times over under other county codes and with its own
figures, and judged once by the statutory rules. Then one rule changes (``--change words``: its message; ``logic``: what it asserts)
and `flows.steps.judge_due` judges what is due, with the processes it takes by itself. At each quarter: seconds, CPU of this process
and of the others, reports a second since the last, and memory of all of them together. The next day another rule changes, so that
rules which look at the day are asked too.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path

import rules
from benchmarks.country.memory import begun, resident
from benchmarks.rules.samples import published, with_figures
from flows import steps
from flows.progress import Counts, listening
from flows.settings import Settings
from flows.workplace import workplace
from reports import AnnualReport
from scrapers import Capture, ListedReport, ReportCaptured
from specimens import demo
from storage import Memory, Reading, pack

AT = datetime(2025, 4, 2, 1, tzinfo=UTC)
COUNTRY = 150_000
TOGETHER = 50
CHANGED = ("SUM-T3-COL", "CEL-NEG")
"""A rule for each change: one that fails now and then, and one that hardly ever does."""
AGENCIES = 50
"""Reports of one county."""
TICK = os.sysconf("SC_CLK_TCK")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.country.again", description=__doc__)
    parser.add_argument("--reports", type=int, default=COUNTRY // 10)
    parser.add_argument(
        "--read", type=int, default=1000, help="reports that are really read; the others are theirs"
    )
    parser.add_argument("--change", choices=("words", "logic"), default="words")
    parser.add_argument("--processes", type=int, help="as NIANBAO_PROCESSES; default: what a run takes")
    parser.add_argument("--database", help="SQLAlchemy address of an empty database; default: SQLite")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = _settings(folder, chosen.database, chosen.processes)
        with workplace(settings) as work:
            _store(work.memory, _country(published(min(chosen.read, chosen.reports), 1), chosen.reports))
        print(
            f"{'':<26}{'at':>9}{'wall s':>9}{'CPU s':>9}{'others':>9}{'reports/s':>11}{'ms each':>9}{'MB':>7}"
        )
        _judged("first, all rules", settings, chosen.reports)
        for days, rule in enumerate(CHANGED):
            changed = _with_a_change(folder / f"rules{days}", rule, chosen.change)
            later = settings.model_copy(update={"rules": (changed,), "now": AT + timedelta(days=days)})
            _judged(f"again, {rule}", later, chosen.reports)
    return 0


def _settings(folder: Path, database: str | None, processes: int | None) -> Settings:
    (folder / "portals").mkdir()
    os.environ["NIANBAO_DEMO_OFFICE"] = f"nianbaofile://{folder / 'office'}"
    os.environ["NIANBAO_DEMO_OPERATOR"] = f"nianbaofile://{folder / 'operator'}"
    return Settings(
        var=folder / "var",
        database=database,
        portals=folder / "portals",
        offices=Path(demo.__file__).with_name("demo-office.yaml"),
        processes=processes,
        now=AT,
    )


def _country(read: Sequence[AnnualReport], count: int) -> Iterator[AnnualReport]:
    """As many as wanted: those read, again and again in counties of their own, one in ten with figures that do not add up."""
    dice = random.Random(1)
    for number, one in enumerate(islice(cycle(read), count)):
        county = f"{100_000 + number // AGENCIES}"
        own = replace(one, agency=replace(one.agency, division=county))
        source = replace(own.source, sha256=hashlib.sha256(str(number).encode()).hexdigest())
        made = replace(own, source=source)
        yield with_figures(dice, made, sound=False) if dice.random() < 0.1 else made


def _store(memory: Memory, reports: Iterator[AnnualReport]) -> None:
    memory.record_portal("p", name="示例")
    begun, number = time.process_time(), 0
    while batch := list(islice(reports, TOGETHER)):
        kept = memory.record_captures([_captured(number + place) for place in range(len(batch))])
        number += len(batch)
        readings = [Reading(one.id, pack(report), AT) for one, report in zip(kept, batch, strict=True)]
        memory.record_readings(readings)
    print(f"{number} reports stored, {memory.engine.dialect.name}, {time.process_time() - begun:.0f} CPU s")


def _captured(number: int) -> ReportCaptured:
    body = str(number).encode()
    url = f"http://www.example/{number:06d}.html"
    capture = Capture("p", url, url, 200, {}, AT, hashlib.sha256(body).hexdigest(), len(body), body)
    listed = ListedReport(url, f"{number}", "2025-01-20", "annual")
    return ReportCaptured(listed, capture, body=body, name="report.html")


def _with_a_change(folder: Path, rule: str, change: str) -> Path:
    """The statutory rules with one rule changed."""
    (statutory,) = rules.default_paths()
    shutil.copytree(statutory, folder)
    for file in folder.glob("*.yaml"):
        before, mark, after = file.read_text("utf-8").partition(f"- id: {rule}\n")
        if mark:
            key, other = (
                ("message: ", "message: 改：") if change == "words" else ("assert: ", "assert: 1 < 2 && ")
            )
            file.write_text(before + mark + after.replace(key, other, 1), "utf-8")
    (folder / "rules.lock").unlink(missing_ok=True)
    return folder


def _judged(name: str, settings: Settings, reports: int) -> None:
    """Judge what is due and print how it went by quarters."""
    with workplace(settings) as work:
        meter = _Meter(name, reports)
        with listening(meter.heard):
            counts = steps.judge_due(work)
        meter.whole(counts)


class _Meter:
    def __init__(self, name: str, reports: int) -> None:
        self._name, self._quarter = name, max(1, reports // 4)
        self._done = 0
        self._begun = self._last = (time.monotonic(), _cpu(os.getpid()), 0.0)

    def heard(self, step: str, _: str) -> None:
        self._done += step == "judged"
        if step == "judged" and self._done % self._quarter == 0:
            self._print(f"{self._done}", self._last, self._quarter)
            self._last = self._now()

    def whole(self, counts: Counts) -> None:
        wall = time.monotonic() - self._begun[0]
        minutes = wall / max(1, counts.judged) * COUNTRY / 60
        print(
            f"{'':<26}{'whole':>9}{wall:>9.1f}  judged {counts.judged} opened {counts.opened} rectified {counts.rectified} "
            f"withdrawn {counts.withdrawn}; {COUNTRY:,} at this pace: {minutes:.1f} min"
        )

    def _now(self) -> tuple[float, float, float]:
        return time.monotonic(), _cpu(os.getpid()), sum(map(_cpu, begun()))

    def _print(self, at: str, before: tuple[float, float, float], done: int) -> None:
        wall, own, others = (now - then for now, then in zip(self._now(), before, strict=True))
        memory = sum(map(resident, (os.getpid(), *begun()))) / 2**20
        each = (own + others) / done * 1e3
        print(
            f"{self._name:<26}{at:>9}{wall:>9.1f}{own:>9.1f}{others:>9.1f}{done / wall:>11.0f}{each:>9.2f}{memory:>7.0f}",
            flush=True,
        )


def _cpu(process: int) -> float:
    """Seconds of a processor, from proc(5)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


if __name__ == "__main__":
    sys.exit(main())

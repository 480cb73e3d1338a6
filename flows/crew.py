"""Reading and judging in further processes. They write nothing: what they make is stored by one process, in order.

A run with little to do does it by itself.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import reports
import rules
from flows.hands import Hands
from flows.workplace import Workplace
from reports import ReadingError
from rules import RuleSet
from scrapers import Archive
from storage import DueCapture, DueRevision, Judgement, Memory, PackedReading, pack

WORTH_IT = 400
"""Reports below which the start of further processes costs more than they bring."""

Readings = list[PackedReading | str]
"""For each capture the reading, or why there is none."""
Judgements = list[tuple[int, Judgement]]
"""(revision, what is said of it)."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What one process reads and judges with."""

    archive: Archive
    memory: Memory
    ruleset: RuleSet
    as_of: date


def read(desk: Desk, some: Sequence[DueCapture]) -> Readings:
    return [_read(desk.archive, due) for due in some]


def _read(archive: Archive, due: DueCapture) -> PackedReading | str:
    try:
        return pack(
            reports.read(
                archive.load(due.sha256),
                due.name,
                url=due.url,
                listed_title=due.title,
                listed_date=due.listed_date,
                portal=due.division,
            )
        )
    except ReadingError as problem:
        return str(problem)


def judge(desk: Desk, some: Sequence[DueRevision]) -> Judgements:
    return desk.memory.judge(desk.ruleset, some, desk.as_of)


def crew(work: Workplace, as_of: date) -> Hands[Desk]:
    """One process for each core where there is much to do, or as many as the operator set."""
    settings = work.settings
    return Hands(
        settings.processes or len(os.sched_getaffinity(0)),
        Desk(work.archive, work.memory, work.ruleset, as_of),
        _sit_down,
        settings.evidence,
        settings.database_url,
        tuple(settings.rules or rules.default_paths()),
        as_of,
        worth=WORTH_IT if settings.processes is None else 0,
    )


def _sit_down(evidence: Path, database: str, paths: tuple[Path, ...], as_of: date) -> Desk:
    return Desk(Archive(evidence), Memory(database), rules.load(paths), as_of)

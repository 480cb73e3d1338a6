"""Reading and judging in further processes. They write nothing: what they make is stored by one process, in order.

A run with little to do does it by itself.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import reports
import rules
from flows.hands import Hands
from flows.within_limits import limit_memory, within_limits
from flows.workplace import Workplace
from reports import ReadingError
from rules import RuleSet
from scrapers import Archive, EvidenceDamaged, EvidenceMissing
from storage import DueCapture, DueRevision, Judgement, Memory, PackedReading, pack

log = logging.getLogger(__name__)

WORTH_IT = 400
"""Reports below which the start of further processes costs more than they bring."""


class Fault(StrEnum):
    """Whose fault it is that there is no reading."""

    FILE = "file"
    PROGRAM = "program"
    ARCHIVE = "archive"
    """The evidence is not on this machine, or damaged."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Why there is no reading."""

    why: str
    fault: Fault = Fault.FILE


Readings = list[PackedReading | Unread]
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


def _read(archive: Archive, due: DueCapture) -> PackedReading | Unread:
    try:
        body = archive.load(due.sha256)
    except (EvidenceMissing, EvidenceDamaged) as problem:
        return Unread(str(problem), Fault.ARCHIVE)
    try:
        with within_limits(due.name):
            return pack(
                reports.read(
                    body,
                    due.name,
                    url=due.url,
                    listed_title=due.title,
                    listed_date=due.listed_date,
                    portal=due.division,
                )
            )
    except ReadingError as problem:
        return Unread(str(problem))
    except (
        Exception
    ) as fault:  # the flow's edge: a fault of ours on one page must not stop the reading of a province
        log.exception("a fault of the reader, on %s", due.url)
        return Unread(f"a fault of the reader: {type(fault).__name__}: {fault}", Fault.PROGRAM)


def judge(desk: Desk, some: Sequence[DueRevision]) -> Judgements:
    return desk.memory.judge(desk.ruleset, some, desk.as_of)


def crew(work: Workplace, as_of: date, *, apart: bool = False) -> Hands[Desk]:
    """One process for each core where there is much to do, or as many as the operator set; a single one `apart` from this."""
    settings = work.settings
    return Hands(
        1 if apart else settings.processes or len(os.sched_getaffinity(0)),
        Desk(work.archive, work.memory, work.ruleset, as_of),
        _sit_down,
        settings.evidence,
        settings.database_url,
        settings.rule_paths,
        as_of,
        worth=WORTH_IT if settings.processes is None else 0,
        apart=apart,
    )


def _sit_down(evidence: Path, database: str, paths: tuple[Path, ...], as_of: date) -> Desk:
    limit_memory()
    return Desk(Archive(evidence), Memory(database), rules.load(paths), as_of)

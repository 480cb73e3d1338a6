"""The steps of a patrol as plain functions: each idempotent and keyed, so that a run can die anywhere and run again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TypeVar

import alerts
import reports
from flows.absence import note_absence, note_looks
from flows.patrolling import patrol_portals
from flows.progress import Counts, tell
from flows.settings import CHINA
from flows.workplace import Workplace
from reports import ReadingError
from storage import DueCapture, DueRevision, PackedReading, Reading, pack, sum_up, together

__all__ = ["announce_due", "judge_due", "note_absence", "note_looks", "patrol_portals", "read_due"]

Due = TypeVar("Due", DueCapture, DueRevision)

TOGETHER = 50
"""Reports stored in one transaction: what a killed run does again."""


def read_due(work: Workplace, portals: Sequence[str] | None = None, limit: int | None = None) -> Counts:
    """Read every capture that this reader has not read; one that cannot be read is noted for the operator."""
    counts = Counts()
    for some in _batches(work.memory.due_for_reading(reports.READER_VERSION, portals=portals, limit=limit)):
        outcomes = [(due, _read(work, due)) for due in some]
        readings = [
            Reading(due.id, outcome, work.now())
            for due, outcome in outcomes
            if isinstance(outcome, PackedReading)
        ]
        together(work.memory.record_readings, readings)
        for due, outcome in outcomes:
            if isinstance(outcome, PackedReading):
                tell("read", due.url)
                counts += Counts(read=1)
            else:
                work.memory.record_unreadable(due.id, reports.READER_VERSION, outcome)
                tell("unreadable", f"{due.url}: {outcome}")
                counts += Counts(unreadable=1)
    return counts


def _batches(due: Sequence[Due]) -> Iterator[Sequence[Due]]:
    for start in range(0, len(due), TOGETHER):
        yield due[start : start + TOGETHER]


def _read(work: Workplace, due: DueCapture) -> PackedReading | str:
    """The reading, or why there is none."""
    try:
        return pack(
            reports.read(
                work.archive.load(due.sha256),
                due.name,
                url=due.url,
                listed_title=due.title,
                listed_date=due.listed_date,
                portal=due.division,
            )
        )
    except ReadingError as problem:
        return str(problem)


def judge_due(work: Workplace, portals: Sequence[str] | None = None, limit: int | None = None) -> Counts:
    """Judge every current reading that this rule set has not judged, or whose previous year has changed since."""
    counts = Counts()
    as_of = work.now().astimezone(CHINA).date()
    record = partial(work.memory.record_judgements, ruleset_hash=work.ruleset.hash, at=work.now())
    for some in _batches(work.memory.due_for_judging(work.ruleset.hash, portals=portals, limit=limit)):
        cases = work.memory.cases([due.id for due in some], as_of)
        words = [
            (due.id, sum_up(work.ruleset.judge(case), case)) for due, case in zip(some, cases, strict=True)
        ]
        for due, judged in zip(some, together(record, words), strict=True):
            tell("judged", due.url)
            counts += Counts(
                judged=1,
                opened=len(judged.opened),
                rectified=len(judged.rectified),
                withdrawn=len(judged.withdrawn),
            )
    return counts


async def announce_due(work: Workplace) -> Counts:
    """Turn what has changed into messages, and send what waits."""
    for message in alerts.compose(work.memory, work.offices, work.now()):
        tell("composed", message.key)
    delivered = await asyncio.to_thread(alerts.deliver, work.memory, work.offices, work.now())
    for key in delivered.sent:
        tell("sent", key)
    return Counts(sent=len(delivered.sent), waiting=len(delivered.retried) + len(delivered.parked))

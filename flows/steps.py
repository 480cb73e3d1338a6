"""The steps of a patrol as plain functions: each idempotent and keyed, so that a run can die anywhere and run again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import TypeVar

import alerts
import reports
from flows.absence import note_absence, note_looks
from flows.crew import Readings, crew, judge, read
from flows.patrolling import patrol_portals
from flows.progress import Counts, tell
from flows.settings import CHINA
from flows.workplace import Workplace
from storage import DueCapture, DueRevision, PackedReading, Reading, together

__all__ = ["announce_due", "judge_due", "note_absence", "note_looks", "patrol_portals", "read_due"]

Row = TypeVar("Row", DueCapture, DueRevision)

TOGETHER = 50
"""Reports stored in one transaction: what a killed run does again."""
AT_ONCE = 5_000
"""Due rows held in memory."""


def read_due(work: Workplace, portals: Sequence[str] | None = None, limit: int | None = None) -> Counts:
    """Read every capture that this reader has not read; one that cannot be read is noted for the operator."""
    counts = Counts()

    def ask(most: int) -> Sequence[DueCapture]:
        return work.memory.due_for_reading(reports.READER_VERSION, portals=portals, limit=most)

    with crew(work, _today(work)) as hands:
        for part in _parts(ask, limit):
            for some, outcomes in hands.over(read, _batches(part), _url):
                counts += _keep(work, some, outcomes)
    return counts


def _keep(work: Workplace, some: Sequence[DueCapture], outcomes: Readings) -> Counts:
    counts = Counts()
    pairs = list(zip(some, outcomes, strict=True))
    readings = [Reading(due.id, one, work.now()) for due, one in pairs if isinstance(one, PackedReading)]
    together(work.memory.record_readings, readings)
    for due, outcome in pairs:
        if isinstance(outcome, PackedReading):
            tell("read", due.url)
            counts += Counts(read=1)
        else:
            work.memory.record_unreadable(due.id, reports.READER_VERSION, outcome)
            tell("unreadable", f"{due.url}: {outcome}")
            counts += Counts(unreadable=1)
    return counts


def judge_due(work: Workplace, portals: Sequence[str] | None = None, limit: int | None = None) -> Counts:
    """Judge every current reading that this rule set has not judged, or whose previous year has changed since."""
    counts = Counts()
    work.memory.know_rules(work.ruleset)
    record = partial(work.memory.record_judgements, ruleset_hash=work.ruleset.hash, at=work.now())

    def ask(most: int) -> Sequence[DueRevision]:
        return work.memory.due_for_judging(work.ruleset.hash, portals=portals, limit=most)

    with crew(work, _today(work)) as hands:
        for part in _parts(ask, limit):
            for some, judgements in hands.over(judge, _batches(part), _url):
                for due, judged in zip(some, together(record, judgements), strict=True):
                    tell("judged", due.url)
                    counts += Counts(
                        judged=1,
                        opened=len(judged.opened),
                        rectified=len(judged.rectified),
                        withdrawn=len(judged.withdrawn),
                    )
    return counts


def _today(work: Workplace) -> date:
    return work.now().astimezone(CHINA).date()


def _parts(ask: Callable[[int], Sequence[Row]], limit: int | None) -> Iterator[Sequence[Row]]:
    """What is due, a part at a time: each is asked for when the one before is done, and nothing is taken up twice."""
    seen: set[int] = set()
    while limit is None or len(seen) < limit:
        part = ask(AT_ONCE if limit is None else min(AT_ONCE, limit - len(seen)))
        fresh = [due for due in part if due.id not in seen]
        if not fresh:
            return
        seen.update(due.id for due in fresh)
        yield fresh


def _url(due: DueCapture | DueRevision) -> str:
    return due.url


def _batches(due: Sequence[Row]) -> list[Sequence[Row]]:
    return [due[start : start + TOGETHER] for start in range(0, len(due), TOGETHER)]


async def announce_due(work: Workplace) -> Counts:
    """Turn what has changed into messages, and send what waits."""
    for message in alerts.compose(work.memory, work.offices, work.now()):
        tell("composed", message.key)
    delivered = await asyncio.to_thread(alerts.deliver, work.memory, work.offices, work.now())
    for key in delivered.sent:
        tell("sent", key)
    return Counts(sent=len(delivered.sent), waiting=len(delivered.retried) + len(delivered.parked))

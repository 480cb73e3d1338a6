"""The steps of a patrol as plain functions: each idempotent and keyed, so that a run can die anywhere and run again."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import alerts
import reports
from flows.absence import note_absence, note_looks
from flows.patrolling import patrol_portals
from flows.progress import Counts, tell
from flows.settings import CHINA
from flows.workplace import Workplace
from reports import ReadingError
from storage import DueCapture

__all__ = ["announce_due", "judge_due", "note_absence", "note_looks", "patrol_portals", "read_due"]


def read_due(work: Workplace, portals: Sequence[str] | None = None, limit: int | None = None) -> Counts:
    """Read every capture that this reader has not read; one that cannot be read is noted for the operator."""
    counts = Counts()
    for due in work.memory.due_for_reading(reports.READER_VERSION, portals=portals, limit=limit):
        counts += _read(work, due)
    return counts


def _read(work: Workplace, due: DueCapture) -> Counts:
    try:
        report = reports.read(
            work.archive.load(due.sha256),
            due.name,
            url=due.url,
            listed_title=due.title,
            listed_date=due.listed_date,
            portal=due.division,
        )
    except ReadingError as problem:
        work.memory.record_unreadable(due.id, reports.READER_VERSION, str(problem))
        tell("unreadable", f"{due.url}: {problem}")
        return Counts(unreadable=1)
    work.memory.record_reading(due.id, report, work.now())
    tell("read", due.url)
    return Counts(read=1)


def judge_due(work: Workplace, portals: Sequence[str] | None = None, limit: int | None = None) -> Counts:
    """Judge every current reading that this rule set has not judged, or whose previous year has changed since."""
    counts = Counts()
    as_of = work.now().astimezone(CHINA).date()
    for due in work.memory.due_for_judging(work.ruleset.hash, portals=portals, limit=limit):
        case = work.memory.case(due.id, as_of)
        judged = work.memory.record_verdicts(
            due.id, work.ruleset.judge(case), ruleset_hash=work.ruleset.hash, at=work.now(), case=case
        )
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

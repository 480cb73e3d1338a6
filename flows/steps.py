"""The steps of a patrol as plain functions: each idempotent and keyed, so that a run can die anywhere and run again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import alerts
from flows.absence import note_absence, note_looks
from flows.batches import address, batches, parts, today
from flows.crew import crew, judge
from flows.holding import in_thread, unless_given_up
from flows.patrolling import patrol_portals
from flows.progress import Counts, tell
from flows.reading import read_due
from flows.workplace import Workplace
from storage import DueRevision, together

__all__ = ["announce_due", "judge_due", "note_absence", "note_looks", "patrol_portals", "read_due"]


def judge_due(work: Workplace, portals: Sequence[str] | None = None, limit: int | None = None) -> Counts:
    """Judge every current reading that this rule set has not judged, or whose previous year has changed since."""
    counts = Counts()
    work.memory.know_rules(work.ruleset)
    record = partial(work.memory.record_judgements, ruleset_hash=work.ruleset.hash, at=work.now())

    def ask(most: int) -> Sequence[DueRevision]:
        return work.memory.due_for_judging(work.ruleset.hash, portals=portals, limit=most)

    with crew(work, today(work)) as hands:
        for part in parts(ask, limit):
            for some, judgements in hands.over(judge, batches(part), address):
                unless_given_up()
                for due, judged in zip(some, together(record, judgements), strict=True):
                    tell("judged", due.url)
                    counts += Counts(
                        judged=1,
                        opened=len(judged.opened),
                        rectified=len(judged.rectified),
                        withdrawn=len(judged.withdrawn),
                    )
    return counts


async def announce_due(work: Workplace) -> Counts:
    """Turn what has changed into messages, and send what waits. Both ask for addresses, which may be kept in Prefect's blocks:
    never in the event loop."""
    for message in await in_thread(alerts.compose, work.memory, work.offices, work.now()):
        tell("composed", message.key)
    delivered = await in_thread(alerts.deliver, work.memory, work.offices, work.now())
    for key in delivered.sent:
        tell("sent", key)
    return Counts(sent=len(delivered.sent), waiting=len(delivered.retried) + len(delivered.parked))

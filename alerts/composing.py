"""From the ledger to messages: what is new goes to the destinations that want it, in one transaction, once.

A message's key is made of its destination and the notices it tells, so composing again after a death at any moment
makes the same message or none.
"""

from __future__ import annotations

from datetime import datetime

from alerts.letters import MOST_IN_WORDS, Desk, Letter, room_of
from alerts.offices import Destination, Offices
from alerts.routing import route
from alerts.urgency import Urgency
from storage import Memory, Message


def compose(
    memory: Memory,
    offices: Offices,
    now: datetime,
    *,
    in_words: int = MOST_IN_WORDS,
) -> tuple[Message, ...]:
    """Route what is untold, then make the messages that are due. Returns the messages made; none the second time.

    Of more than `in_words` things for one destination only their numbers are held in memory.
    """
    made: list[Message] = []
    with memory.batch():
        desk = Desk(memory, offices, now, memory.government_names())
        route(memory, offices, now)
        for office, destination in offices.destinations():
            backlog = memory.backlog(destination.name)
            if backlog.since is None or not _due(destination, backlog.since, now):
                continue
            letter = Letter(desk, office, destination, room_of(destination, offices))
            if backlog.count > in_words:
                made.extend(letter.counted())
            else:
                made.extend(letter.all(memory.waiting(destination.name)))
    return tuple(made)


def _due(destination: Destination, since: datetime, now: datetime) -> bool:
    """`since`: the time of the oldest notice."""
    return destination.urgency is Urgency.AT_ONCE or destination.schedule.digest_due(since, now)

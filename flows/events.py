"""The event log passed on to Prefect, where deployments wait for it. Events are hints: the truth is in the tables.

At least once: what was emitted is marked afterwards, and the same event has the same id, so a doubled one is recognised. An
event that gets lost on its way changes nothing in the end; `reconcile` derives what is due from the tables.
"""

from __future__ import annotations

from uuid import UUID, uuid5

from prefect.events import emit_event

from flows.progress import tell
from flows.workplace import Workplace
from storage import Event

_OURS = UUID("6a1c6b7e-3f0b-5f0e-9d0a-2f6f4f1e7a55")
AT_MOST = 500
"""Events passed on at once: Prefect's queues hold 10,000 messages and drop what is over."""


def event_id(event: Event) -> UUID:
    """The same for the same event, whoever emits it."""
    return uuid5(_OURS, event.key)


def relay(work: Workplace) -> int:
    """Emit what has not been passed on yet; how many. Call it inside a flow run or where a server is configured."""
    position, count = work.memory.relayed(), 0
    for at, event in work.memory.events(after=position, limit=AT_MOST):
        emit_event(
            event=event.kind.value,
            resource={"prefect.resource.id": event.resource, "prefect.resource.name": event.resource},
            occurred=event.at,
            payload=dict(event.facts),
            id=event_id(event),
        )
        tell("event", event.key)
        position, count = at, count + 1
    if count:
        work.memory.mark_relayed(position)
    return count

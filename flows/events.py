"""The event log passed on to Prefect, where deployments wait for it. Events are hints: the truth is in the tables.

At least once: what was emitted is marked afterwards, and the same event has the same id, so a doubled one is recognised. An
event that gets lost on its way changes nothing in the end; `reconcile` derives what is due from the tables.

One by one as long as they are few. A season's first patrols bring thousands, of which the first starts what waits for it, and
each costs Prefect's server 4 ms: of one kind, what goes beyond `ONE_BY_ONE` at a time is told by a single event with its number.
The log itself has every one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from uuid import UUID, uuid5

from prefect.events import emit_event

from flows.progress import tell
from flows.workplace import Workplace
from storage import Event

_OURS = UUID("6a1c6b7e-3f0b-5f0e-9d0a-2f6f4f1e7a55")
ONE_BY_ONE = 10
"""Events of one kind passed on each by itself at a time."""
AT_MOST = 5_000
"""Lines of the log passed on at a time."""


def event_id(event: Event) -> UUID:
    """The same for the same event, whoever emits it."""
    return uuid5(_OURS, event.key)


def folded(events: Sequence[Event]) -> Iterator[Event]:
    """The same, but of each kind that has more than `ONE_BY_ONE`, the last ones as one: ``disclosure.<what>.several``."""
    kinds = defaultdict[str, list[Event]](list)
    for event in events:
        kinds[event.kind.value].append(event)
    for kind, some in kinds.items():
        rest = some[ONE_BY_ONE:]
        if len(rest) < 2:  # one is told as itself
            yield from some
            continue
        yield from some[:ONE_BY_ONE]
        first, last = rest[0], rest[-1]
        resource = f"{kind.rpartition('.')[0]}.several"
        yield Event(f"{first.key}…{last.key}", last.kind, last.at, resource, {"count": len(rest)})


def relay(work: Workplace) -> int:
    """Emit what has not been passed on yet; how many lines of the log. Call it inside a flow run or where a server is configured."""
    waiting = list(work.memory.events(after=work.memory.relayed(), limit=AT_MOST))
    for event in folded([event for _, event in waiting]):
        emit_event(
            event=event.kind.value,
            resource={"prefect.resource.id": event.resource, "prefect.resource.name": event.resource},
            occurred=event.at,
            payload=dict(event.facts),
            id=event_id(event),
        )
        tell("event", event.key)
    if waiting:
        work.memory.mark_relayed(waiting[-1][0])
    return len(waiting)

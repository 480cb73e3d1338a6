"""Runs kept in our own tables, with what each did; and runs that Prefect still calls alive though nobody works on them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.events.filters import EventFilter, EventNameFilter, EventOccurredFilter, EventResourceFilter
from prefect.runtime import flow_run
from prefect.states import Crashed, Scheduled

from flows.progress import Counts, tell
from flows.workplace import Workplace

SILENCE = timedelta(minutes=10)
"""Without a sign of life for so long a run is dead: more than three of Prefect's heartbeats (180 s where nothing is set)."""
_AT_ONCE = 200
PATROL, AGAIN = "patrol", "again"
"""Tags: of the deployments that patrol (prefect.yaml), and of a run for what a killed one had left."""
_HOSTS_FREE = timedelta(minutes=5)
"""A run is found dead up to three minutes before its leases of hosts end; its slot is free five after its last sign of life."""


class Run:
    """One run while it goes on; `counts` is what it has done in the end."""

    counts = Counts()


@contextmanager
def recorded(work: Workplace, kind: str) -> Iterator[Run]:
    """Keep a run and, at its end, its reports new, updated, unchanged and failed (not to be reached or read).

    A run that dies has no end: that is how it is told from one that did nothing.
    """
    key = f"{kind}:{flow_run.get_id() or uuid4()}"
    number = work.memory.begin_run(kind, key, work.now())
    run = Run()
    yield run
    counts = run.counts
    work.memory.end_run(
        number,
        work.now(),
        new=counts.new,
        updated=counts.changed,
        unchanged=counts.unchanged,
        failed=counts.troubles + counts.unreadable,
    )


async def declare_dead(client: PrefectClient, run: UUID, why: str) -> StateType | None:
    """Call a run crashed that has not ended; returns the state it was found in. A run that ended meanwhile is left alone."""
    found = await client.read_flow_run(run)
    state = found.state.type if found.state else None
    if state in (StateType.RUNNING, StateType.PENDING):
        await client.set_flow_run_state(run, Crashed(message=why), force=True)
        tell("zombie", str(run))
        await _once_more(client, found)
    return state


async def _once_more(client: PrefectClient, dead: FlowRun) -> None:
    """A killed patrol is run once more, in its own queue, for the portals that it left (`unfinished`).

    Once for each run, whoever calls it dead; and never for such a run: what kills its worker would come back for ever.
    """
    if dead.deployment_id is None or PATROL not in dead.tags or AGAIN in dead.tags:
        return
    began = dead.start_time or dead.expected_start_time or dead.created
    assert began is not None, "the server knows when a run was made"
    await client.create_flow_run_from_deployment(
        dead.deployment_id,
        parameters={**dead.parameters, "unfinished_since": began.isoformat()},
        state=Scheduled(scheduled_time=datetime.now(UTC) + _HOSTS_FREE),
        tags=[AGAIN],
        idempotency_key=f"{AGAIN}:{dead.id}",
    )


async def bury_zombies(client: PrefectClient, since: datetime) -> int:
    """Runs of deployments that are Running or Pending without a sign of life `since` are called crashed; how many.

    Prefect's own window for a missing heartbeat is lost when deployments are made anew and does not see runs killed while
    Pending. Their work is not lost: it is derived from our tables by whoever calls this.
    """
    wanted = FlowRunFilterStateType(any_=[StateType.RUNNING, StateType.PENDING])
    runs = await client.read_flow_runs(
        flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=wanted)), limit=_AT_ONCE
    )
    own = flow_run.get_id()
    dead = [run for run in runs if run.deployment_id and str(run.id) != own and _began(run) < since]
    count = 0
    for run in dead:
        if not await _breathes(client, run.id, since):
            await declare_dead(client, run.id, f"no sign of life since {since.isoformat(timespec='seconds')}")
            count += 1
    return count


def _began(run: FlowRun) -> datetime:
    assert run.state is not None, "runs were asked for by their state"
    return run.state.timestamp


async def _breathes(client: PrefectClient, run: UUID, since: datetime) -> bool:
    wanted = EventFilter(
        occurred=EventOccurredFilter.model_validate({"since": since}),
        event=EventNameFilter(name=["prefect.flow-run.heartbeat"]),
        resource=EventResourceFilter(id=[f"prefect.flow-run.{run}"]),
    )
    page = await client.read_events(wanted, limit=1)
    return bool(page.events)

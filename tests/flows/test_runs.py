"""Runs are kept with what they did; one that died without a word is found, and one that lives is left alone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State, StateType
from prefect.events import emit_event
from prefect.events.filters import EventFilter, EventNameFilter, EventResourceFilter
from prefect.states import Completed, Pending, Running
from sqlalchemy import select

from flows import duties
from flows.progress import Counts
from flows.runs import SILENCE, bury_zombies, declare_dead, recorded
from flows.workplace import Workplace
from storage import Waiver
from storage.tables import MatterRow, RunRow
from tests.flows.servers import until
from tests.flows.test_duties import at

__all__ = ["at"]
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")


@flow(name="nothing")
async def nothing() -> None:
    """A flow to have runs of."""


def test_a_run_that_died_has_no_end_and_one_that_did_not_has_its_counts(
    at: Callable[[str], Workplace],
) -> None:
    work = at("2025-02-10")
    with recorded(work, "patrol") as run:
        run.counts = Counts(new=3, changed=2, unchanged=5, troubles=1, unreadable=1)
    with pytest.raises(ConnectionError), recorded(work, "patrol"):
        raise ConnectionError
    with work.memory.reading() as session:
        ended, died = session.execute(select(RunRow).order_by(RunRow.id)).scalars().all()
    assert (ended.new, ended.updated, ended.unchanged, ended.failed) == (3, 2, 5, 2)
    assert ended.ended_at is not None
    assert died.ended_at is None


def test_only_runs_without_a_sign_of_life_are_buried(prefect_api: str) -> None:
    async def walk() -> dict[str, StateType]:
        async with get_client() as client:
            deployment = await client.create_deployment(await client.create_flow(nothing), "zombies")
            states: dict[str, State[None]] = {
                "silent": Running(),
                "never-began": Pending(),
                "breathing": Running(),
                "over": Completed(),
            }
            runs = {}
            for name, state in states.items():
                runs[name] = (await client.create_flow_run_from_deployment(deployment)).id
                await client.set_flow_run_state(runs[name], state, force=True)
            since = datetime.now(UTC)
            emit_event(
                event="prefect.flow-run.heartbeat",
                resource={"prefect.resource.id": f"prefect.flow-run.{runs['breathing']}"},
            )
            assert await bury_zombies(client, since - SILENCE) == 0, "none has been silent for long enough"
            breath = EventFilter(
                event=EventNameFilter(name=["prefect.flow-run.heartbeat"]),
                resource=EventResourceFilter(id=[f"prefect.flow-run.{runs['breathing']}"]),
            )

            async def arrived() -> bool | None:
                return bool((await client.read_events(breath, limit=1)).events) or None

            await until(arrived, what="the heartbeat on the server")
            assert await bury_zombies(client, since) == 2
            await declare_dead(client, runs["over"], "it is not")
            found = {name: (await client.read_flow_run(run)).state for name, run in runs.items()}
            return {name: state.type for name, state in found.items() if state is not None}

    assert asyncio.run(walk()) == {
        "silent": StateType.CRASHED,
        "never-began": StateType.CRASHED,
        "breathing": StateType.RUNNING,
        "over": StateType.COMPLETED,
    }


def test_a_waiver_that_matches_nothing_is_listed_once_and_settled_when_it_ends(
    at: Callable[[str], Workplace],
) -> None:
    work = at("2025-02-10")
    waiver = Waiver(
        "w1", "SUM-T3-COL", "系统迁移", "青政办函〔2025〕1号", "王", date(2025, 3, 1), division="990121"
    )
    work.memory.add_waiver(waiver, work.now())

    def matters() -> list[tuple[str, bool]]:
        with work.memory.reading() as session:
            rows = session.execute(select(MatterRow)).scalars()
            return [(row.kind, row.settled_at is None) for row in rows]

    duties.mind_waivers(work)
    duties.mind_waivers(work)
    assert matters() == [("idle_waiver", True)]
    duties.mind_waivers(at("2025-03-02"))
    assert matters() == [("idle_waiver", False)]

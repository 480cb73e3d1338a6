"""A killed patrol leaves portals behind: they are walked once more, by their own queue, and never over and over."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from prefect import flow
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.states import Pending

from flows.patrolling import unfinished
from flows.runs import AGAIN, PATROL, declare_dead
from flows.workplace import Workplace
from scrapers import Obstacle, Trouble
from tests.flows.country import DESCRIBED
from tests.flows.test_duties import at

__all__ = ["at"]
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")


@flow(name="patrol-of-nothing")
async def nothing() -> None:
    """A flow to have runs of."""


def test_a_portal_that_was_not_tried_or_whose_host_was_not_given_back_is_unfinished(
    at: Callable[[str], Workplace],
) -> None:
    work = at("2025-02-10")
    (portal,) = work.portals.values()
    began = work.now()
    assert unfinished(work, [portal], began) == [portal], "nobody was there"
    work.memory.record_portal(portal.id, name=portal.name)
    work.memory.record_trouble(
        Trouble(portal.id, "home", portal.home or "", Obstacle.HTTP_5XX, "503", None), work.now()
    )
    assert unfinished(work, [portal], began) == [], "it was tried, and did not answer"
    assert unfinished(work, [portal], began + timedelta(hours=1)) == [portal], "that was an earlier run"
    hosts, until = portal.host_names, datetime.now(UTC)
    work.memory.take_lease(hosts, holder="elsewhere:1:1", now=until, until=until)
    assert unfinished(work, [portal], began) == [portal], "its walk was cut off"
    work.memory.give_back(hosts, holder="elsewhere:1:1")
    assert unfinished(work, [portal], began) == []


def test_what_a_killed_patrol_left_is_walked_once_and_a_killed_repetition_is_not_repeated(
    prefect_api: str,
) -> None:
    patrols = [each for each in DESCRIBED if each["name"].startswith("patrol-")]
    assert all(PATROL in each["tags"] for each in patrols), "by which they are told from all others"

    async def walk() -> None:
        async with get_client() as client:
            of_flow = await client.create_flow(nothing)
            patrol = await client.create_deployment(of_flow, "once-more", tags=[PATROL])
            other = await client.create_deployment(of_flow, "not-again")
            for deployment in (patrol, other):
                dead = (
                    await client.create_flow_run_from_deployment(deployment, parameters={"division": "62"})
                ).id
                for _ in range(2):  # found by its heartbeat, and by `reconcile`
                    await client.set_flow_run_state(dead, Pending(), force=True)
                    assert await declare_dead(client, dead, "it is") is StateType.PENDING
            (repeated,) = await _made_again(client)
            assert repeated.deployment_id == patrol
            assert repeated.parameters["division"] == "62"
            assert datetime.fromisoformat(repeated.parameters["unfinished_since"]) <= datetime.now(UTC)
            assert set(repeated.tags) == {PATROL, AGAIN}
            await client.set_flow_run_state(repeated.id, Pending(), force=True)
            await declare_dead(client, repeated.id, "it is, too")
            assert await _made_again(client) == [await client.read_flow_run(repeated.id)]

    asyncio.run(walk())


async def _made_again(client: PrefectClient) -> list[FlowRun]:
    return [run for run in await client.read_flow_runs(limit=200) if AGAIN in run.tags]

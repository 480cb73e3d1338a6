"""A province's season on a real server: its patrol is held up, goes on, is killed, and is taken over."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import psycopg
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import StateType
from prefect.events.filters import EventFilter, EventNameFilter, EventResourceFilter
from prefect.server.events.schemas.automations import EventTrigger
from prefect.server.events.schemas.events import ReceivedEvent
from prefect.utilities.schema_tools.hydration import HydrationContext, hydrate

import storage
from flows.pausing import HELD_UP, pause, resume
from tests.flows.country import DESCRIBED, Country, ended, run_of, state_of
from tests.flows.servers import client, until, worker

PACE = 0.3
"""Seconds between two pages of a host, where a patrol is to last."""


@dataclass(frozen=True)
class Season:
    """Runs in `database` (an address), with the files of its workers in `folder`."""

    country: Country
    database: str
    folder: Path

    async def held_up_and_killed(self, *pool: str) -> UUID:
        """A patrol that rested while it was paused, went on when it was resumed, and was killed in the middle."""
        run = await run_of("patrol-62", division="99")
        storage.upgrade(self.database)
        environment = self.country.environment(self.database, self.folder, PACE)
        with worker(*pool, environment=environment, log=self.country.log) as one:
            await self._captures(more_than=3)
            async with client() as api:
                lease = await _lease(api, run)
                assert lease is not None
                assert await pause(api, run) == HELD_UP
                still = await self._at_rest()
                assert (await api.read_flow_run(run)).state_name == HELD_UP
                assert await resume(api, run) == "Running"
                assert await _lease(api, run) == lease, "without it Prefect cancels the run within minutes"
            await self._captures(more_than=still)
            one.kill()
        return run

    async def over(self, run: UUID, *pool: str) -> StateType:
        """How a run ends with a worker of this pool."""
        environment = self.country.environment(self.database, self.folder)
        with worker(*pool, environment=environment, log=self.country.log):
            await until(lambda: ended(run), what="the run's end", log=self.country.log)
        return await state_of(run)

    async def _captures(self, *, more_than: int) -> int:
        async def look() -> int | None:
            with psycopg.connect(self.database.replace("+psycopg", "")) as connection:
                (count,) = connection.execute("SELECT count(*) FROM captures").fetchone() or (0,)
            return count if count > more_than else None

        return await until(look, what=f"more than {more_than} captures", log=self.country.log)

    async def _at_rest(self) -> int:
        """Captures, as soon as there are no more for the time in which ten are made otherwise."""

        async def look() -> int | None:
            count = await self._captures(more_than=-1)
            await asyncio.sleep(10 * PACE)
            return count if await self._captures(more_than=-1) == count else None

        return await until(look, what="standing still", log=self.country.log)


async def _lease(api: PrefectClient, run: UUID) -> UUID | None:
    """The run's place among those that its deployment may have at once."""
    state = (await api.read_flow_run(run)).state
    return state.state_details.deployment_concurrency_lease_id if state else None


async def watched_over(run: UUID) -> dict[str, object]:
    """The parameters with which `takeover` is run when this run's heartbeat stops, after its trigger was seen to watch it."""
    (line,) = (each["triggers"][0] for each in DESCRIBED if each["name"] == "takeover")
    trigger = EventTrigger.model_validate(
        {key: line[key] for key in line if key not in ("name", "parameters")}
    )
    beats = EventFilter(
        event=EventNameFilter(name=["prefect.flow-run.heartbeat"]),
        resource=EventResourceFilter(id=[f"prefect.flow-run.{run}"]),
    )
    async with client() as api:
        (beat, *_) = (await api.read_events(beats, limit=1)).events
        of_run = await api.read_flow_run(run)
    event = ReceivedEvent.model_validate_json(beat.model_dump_json())
    assert event.event in trigger.after
    assert trigger.covers(event), f"nobody watches over {event.model_dump_json()}"
    for began in (
        "prefect.flow-run.Pending",
        "prefect.flow-run.Running",
    ):  # killed before its first heartbeat
        assert began in trigger.after, f"nobody watches over a run that is {began}"
    parameters: dict[str, object] = {
        name: {
            "__prefect_kind": "json",
            "value": {"__prefect_kind": "jinja", "template": template.replace("}}", "| tojson }}")},
        }
        for name, template in line["parameters"].items()
    }  # as the server makes it of a template that is one expression
    context = HydrationContext(render_jinja=True, jinja_context={"flow_run": of_run}, raise_on_error=True)
    filled: dict[str, object] = hydrate(parameters, context)
    return filled

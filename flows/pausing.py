"""A patrol held up in its middle and let go again: by a person, for an hour of an office's maintenance, say.

    python -m flows.pausing pause|resume ID-OF-THE-FLOW-RUN

Prefect keeps the state (Paused), but asks nobody who is inside a task. So a patrol looks at its run's state now and then, and
while that is Paused it takes no further page of any portal. It keeps its hosts and what it knows; nothing is asked twice.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from uuid import UUID

import httpx
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Paused

from flows.holding import GATE
from flows.progress import tell

LOOK_SECONDS = 2.0
"""How often a run looks whether it is paused: 10 ms of the server each time."""


@asynccontextmanager
async def pausable() -> AsyncIterator[None]:
    """For the length of the block, the walk stands still while this flow run is paused. Without a flow run nothing is looked at."""
    run = flow_run.get_id()
    if run is None:
        yield
        return
    gate = asyncio.Event()
    gate.set()
    token = GATE.set(gate)
    looking = asyncio.create_task(_look(UUID(run), gate))
    try:
        yield
    finally:
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking
        GATE.reset(token)


async def _look(run: UUID, gate: asyncio.Event) -> None:
    async with get_client() as client:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            with suppress(httpx.HTTPError):  # a server that is away for a moment has said nothing new
                state = (await client.read_flow_run(run)).state
                paused = state is not None and state.is_paused()
                if paused == gate.is_set():
                    tell("paused" if paused else "resumed", str(run))
                    (gate.clear if paused else gate.set)()


async def pause(client: PrefectClient, run: UUID) -> str:
    """Hold up a run that is going on until it is resumed, however late; the name of the state it is in then."""
    asked: State[None] = Paused(message="held up by a person")
    await client.set_flow_run_state(run, asked)
    return await _state(client, run)


async def resume(client: PrefectClient, run: UUID) -> str:
    """Let a paused run go on; the name of the state it is in then."""
    await client.resume_flow_run(run)
    return await _state(client, run)


async def _state(client: PrefectClient, run: UUID) -> str:
    found = await client.read_flow_run(run)
    return found.state.name or "" if found.state else ""


async def _main(what: str, run: UUID) -> str:
    async with get_client() as client:
        return await (pause if what == "pause" else resume)(client, run)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m flows.pausing", description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("pause", "resume"))
    parser.add_argument("run", type=UUID, help="id of the flow run")
    chosen = parser.parse_args()
    print(asyncio.run(_main(chosen.what, chosen.run)))

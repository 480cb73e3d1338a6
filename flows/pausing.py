"""A patrol held up in its middle and let go again: by a person, for an hour of an office's maintenance, say.

    python -m flows.pausing pause|resume ID-OF-THE-FLOW-RUN

Prefect keeps the state, but asks nobody who is inside a task. So a patrol looks at its run's state now and then, and while
that is called HeldUp it takes no further page of any portal. It keeps its hosts and what it knows; nothing is asked twice.

The state is a Running one by another name. Prefect's own Paused takes the deployment's concurrency lease from the run, and the
process, which cannot renew it any more, is cancelled within four minutes (seen with 3.8.8: `410 Gone` on the lease).
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from uuid import UUID

import httpx
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.objects import State, StateType
from prefect.runtime import flow_run

from flows.holding import GATE
from flows.progress import tell

HELD_UP = "HeldUp"


class _Walk:
    """How much of it is behind us, and the gate in front of what is not."""

    def __init__(self, length: int) -> None:
        self.done, self._length = 0, length
        self.gate = asyncio.Event()
        self.gate.set()

    def step(self) -> None:
        self.done += 1

    @property
    def per_cent(self) -> float:
        return round(100 * self.done / max(self._length, 1), 1)


@asynccontextmanager
async def pausable(
    look_seconds: float, length: int, progress: Callable[[float], Awaitable[None]]
) -> AsyncIterator[Callable[[], None]]:
    """For the length of the block, the walk stands still while this flow run is paused; and it is shown how far it is.

    Yields what is to be called after each of the walk's `length` parts; `progress` is called with per cent where that has
    changed. Both once in `look_seconds`. Without a flow run nothing is looked at, nor shown.
    """
    run = flow_run.get_id()
    walk = _Walk(length)
    if run is None:
        yield walk.step
        return
    token = GATE.set(walk.gate)
    looking = asyncio.create_task(_look(UUID(run), walk, look_seconds, progress))
    try:
        yield walk.step
    finally:
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking
        GATE.reset(token)
    with suppress(httpx.HTTPError):
        await progress(walk.per_cent)


async def _look(
    run: UUID, walk: _Walk, look_seconds: float, progress: Callable[[float], Awaitable[None]]
) -> None:
    shown = 0.0
    async with get_client() as client:
        while True:
            await asyncio.sleep(look_seconds)
            with suppress(httpx.HTTPError):  # a server that is away for a moment has said nothing new
                state = (await client.read_flow_run(run)).state
                paused = state is not None and state.name == HELD_UP
                if paused == walk.gate.is_set():
                    tell("paused" if paused else "resumed", str(run))
                    (walk.gate.clear if paused else walk.gate.set)()
                if walk.per_cent != shown:
                    shown = walk.per_cent
                    await progress(shown)


async def pause(client: PrefectClient, run: UUID) -> str:
    """Hold up a run that is going on until it is resumed, however late; the name of the state it is in then."""
    return await _called(client, run, HELD_UP)


async def resume(client: PrefectClient, run: UUID) -> str:
    """Let a run go on that is held up; the name of the state it is in then."""
    return await _called(client, run, "Running")


async def _called(client: PrefectClient, run: UUID, name: str) -> str:
    """Give a running run's state another name; it keeps its lease. A run that does not run stays as it is."""
    state = (await client.read_flow_run(run)).state
    if state is not None and state.type is StateType.RUNNING:
        kept = state.state_details.model_copy(update={"transition_id": None})
        asked: State[None] = State(type=StateType.RUNNING, name=name, state_details=kept)
        await client.set_flow_run_state(run, asked)
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

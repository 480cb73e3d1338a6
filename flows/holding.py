"""What a run looks at between two pieces of its work: whether somebody holds it up, and whether it was given up.

A walk waits at a gate (`flows.pausing`). Steps that work in a thread of their own cannot be interrupted there: whoever waits
for one, and is interrupted or cancelled, lets it know, and it ends before its next batch.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextvars import ContextVar
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")

GATE: ContextVar[asyncio.Event] = ContextVar("gate")
"""Set while the walk may go on; absent where nothing can be held up."""
_GIVEN_UP: ContextVar[threading.Event] = ContextVar("given_up")


class GivenUp(RuntimeError):
    """Nobody waits for this step any more; what it has kept is kept."""


async def held_up() -> None:
    """Wait for as long as the run is held up."""
    gate = GATE.get(None)
    if gate is not None:
        await gate.wait()


async def in_thread(step: Callable[Given, Made], *given: Given.args, **named: Given.kwargs) -> Made:
    """What the step makes, in a thread. Where this is cancelled, the step ends before its next batch."""
    given_up = threading.Event()
    token = _GIVEN_UP.set(given_up)  # the thread has a copy of this context
    try:
        return await asyncio.to_thread(step, *given, **named)
    except asyncio.CancelledError:
        given_up.set()
        raise
    finally:
        _GIVEN_UP.reset(token)


def unless_given_up() -> None:
    """Raises GivenUp where nobody waits any more for the step that calls this."""
    given_up = _GIVEN_UP.get(None)
    if given_up is not None and given_up.is_set():
        raise GivenUp("the run was interrupted or cancelled; the next one goes on from here")

"""The gate between two pages of a portal: open, unless somebody holds up the run that walks there (`flows.pausing`)."""

from __future__ import annotations

import asyncio
from contextvars import ContextVar

GATE: ContextVar[asyncio.Event] = ContextVar("gate")
"""Set while the walk may go on; absent where nothing can be held up."""


async def held_up() -> None:
    """Wait for as long as the run is held up."""
    gate = GATE.get(None)
    if gate is not None:
        await gate.wait()

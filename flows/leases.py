"""One worker at a time for a host: taken before a portal is walked, renewed while it is, given back after.

A worker that was killed leaves its lease behind. On its own machine that is seen at once (the process is gone); on another
the lease runs out. Times here are real, also where a rehearsal's clock stands still.
"""

from __future__ import annotations

import asyncio
import os
import platform
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage import Memory

TERM = timedelta(minutes=10)
"""How long a lease holds without renewal: longer than a host may take for one page, politeness included."""
RENEWAL = TERM / 4
_walks: Counter[tuple[str, str]] = Counter()
"""How many portals of this process are at a host (database, host): the last one gives it back. The fetcher keeps the pace."""


def this_process() -> str:
    """Machine, process and when it began (in the kernel's ticks), so that a number used again is another holder."""
    return f"{platform.node()}:{os.getpid()}:{_began(os.getpid())}"


def surely_dead(holder: str) -> bool:
    """Whether a holder was a process of this machine that is no more. Of other machines nothing is known."""
    machine, number, began = ["", "", *holder.rsplit(":", 2)][-3:]
    if machine != platform.node() or not number.isdigit():
        return False
    return _began(int(number)) != began


def _began(process: int) -> str:
    """The process's start in ticks since boot (proc(5), field 22); "" where there is no such process."""
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="latin-1")
    except OSError:
        return "" if not _alive(process) else "alive"
    return status.rpartition(")")[2].split()[19]


def _alive(process: int) -> bool:
    """For systems without /proc."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@asynccontextmanager
async def held(memory: Memory, hosts: Sequence[str]) -> AsyncIterator[bool]:
    """Whether all the hosts are this process's for the length of the block; False where another is asking one of them."""
    holder = this_process()
    if not _take(memory, hosts, holder):
        yield False
        return
    database = str(memory.engine.url)
    _walks.update((database, host) for host in hosts)
    renewing = asyncio.create_task(_renew(memory, hosts, holder))
    try:
        yield True
    finally:
        renewing.cancel()
        with suppress(asyncio.CancelledError):
            await renewing
        _walks.subtract((database, host) for host in hosts)
        memory.give_back([host for host in hosts if _walks[database, host] <= 0], holder=holder)


def _take(memory: Memory, hosts: Sequence[str], holder: str) -> bool:
    dead = [other for other in memory.lease_holders(hosts) if surely_dead(other)]
    now = datetime.now(UTC)
    return memory.take_lease(hosts, holder=holder, now=now, until=now + TERM, dead=dead)


async def _renew(memory: Memory, hosts: Sequence[str], holder: str) -> None:
    while True:
        await asyncio.sleep(RENEWAL.total_seconds())
        await asyncio.to_thread(_take, memory, hosts, holder)

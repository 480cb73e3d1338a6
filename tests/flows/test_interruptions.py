"""Somebody presses Ctrl-C, or cancels a run: it ends soon, in good order, and what it had begun is nobody's fault."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from threading import Event

import pytest

from flows.holding import GivenUp, in_thread, unless_given_up
from flows.progress import listening
from flows.reading import read_due
from tests.flows.families import below
from tests.flows.test_poison import at, due, poisoned


def test_the_server_of_a_command_outlives_the_ctrl_c_that_its_flows_need_it_for(prefect_api: str) -> None:
    """A terminal sends it to the whole process group; flows that lost their server tried for a minute to reach it."""
    servers = [one for one in below(os.getpid()) if b"flows.local_server" in _words(one)]
    assert servers
    assert all(os.getpgid(server) != os.getpgid(0) for server in servers), prefect_api


def _words(process: int) -> bytes:
    return Path(f"/proc/{process}/cmdline").read_bytes()


def test_a_step_that_nobody_waits_for_any_more_ends_before_its_next_batch() -> None:
    begun, ended = Event(), list[str]()

    def step() -> None:
        begun.set()
        try:
            while True:
                unless_given_up()
        except GivenUp as why:
            ended.append(str(why))
            raise

    async def interrupted() -> None:
        waiting = asyncio.create_task(in_thread(step))
        await asyncio.to_thread(begun.wait)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    asyncio.run(interrupted())  # which waits for its threads
    assert len(ended) == 1


def test_what_an_interrupted_reading_had_begun_is_under_no_suspicion(tmp_path: Path) -> None:
    poisoned(tmp_path, 120).unlink()
    heard = Event()

    async def interrupted() -> None:
        with at(tmp_path) as work, listening(lambda *_: heard.set()):
            waiting = asyncio.create_task(in_thread(read_due, work))
            await asyncio.to_thread(heard.wait)
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
            await asyncio.get_running_loop().shutdown_default_executor()
            left = due(work)
            assert 0 < len(left) < 121, "some were read, some were not"
            assert {suspicion for _, suspicion in left} == {0}

    asyncio.run(interrupted())

"""Leases between real processes: none is shared, and one whose process was killed is taken over at once."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import storage
from flows.leases import held, surely_dead, this_process
from storage import Memory

HOST = "www.qingxi.example"
HOLD = """
import asyncio, sys
from flows.leases import held
from storage import Memory

async def hold():
    with Memory(sys.argv[1]) as memory:
        async with held(memory, [sys.argv[2]]) as mine:
            print(mine, flush=True)
            await asyncio.to_thread(sys.stdin.read)

asyncio.run(hold())
"""


@pytest.fixture
def address(tmp_path: Path) -> str:
    made = f"sqlite:///{tmp_path / 'nianbao.db'}"
    storage.upgrade(made)
    return made


def holding(address: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, address, HOST],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "True"
    return process


async def can_hold(address: str) -> bool:
    with Memory(address) as memory:
        async with held(memory, [HOST]) as mine:
            return mine


def test_a_host_another_process_is_at_is_left_alone_and_a_killed_ones_taken_over_at_once(
    address: str,
) -> None:
    other = holding(address)
    try:
        assert not asyncio.run(can_hold(address))
        other.send_signal(signal.SIGKILL)
        other.wait()
        assert asyncio.run(can_hold(address))
    finally:
        other.kill()
        other.communicate()


def test_a_process_number_used_again_is_another_holder() -> None:
    machine, number, began = this_process().rsplit(":", 2)
    assert number == str(os.getpid())
    assert not surely_dead(this_process())
    assert surely_dead(f"{machine}:{number}:{began}0")
    assert not surely_dead(f"another-{machine}:{number}:{began}0"), "of other machines nothing is known"
    assert not surely_dead("not a holder of ours")


def test_two_portals_of_one_process_on_one_host_keep_it_until_the_last_is_done(address: str) -> None:
    async def walk() -> None:
        with Memory(address) as memory:
            async with held(memory, [HOST]) as first:
                async with held(memory, [HOST, "www.other.example"]) as second:
                    assert first
                    assert second
                assert memory.lease_holders([HOST, "www.other.example"]) == {this_process()}
                assert memory.lease_holders(["www.other.example"]) == frozenset()
            assert memory.lease_holders([HOST]) == frozenset()

    asyncio.run(walk())

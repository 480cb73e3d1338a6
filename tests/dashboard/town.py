"""The demo town after its first patrol, made once for all the processes of a test run and copied by each that changes it."""

from __future__ import annotations

import asyncio
import fcntl
import os
import shutil
from pathlib import Path

import pytest

from storage import Memory, People
from tests.dashboard.people import NOW, add_people
from tests.flows.rehearsal import one_round


def patrolled_once(factory: pytest.TempPathFactory) -> Path:
    """Its folder. Whoever comes first patrols; the others wait for it."""
    base = factory.getbasetemp()
    base = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder, making = base / "patrolled-town", base / "patrolled-town.making"
    with (base / "patrolled-town.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            shutil.rmtree(making, ignore_errors=True)
            asyncio.run(one_round(making, 1))
            with Memory(f"sqlite:///{making / 'nianbao.db'}") as opened:
                add_people(People(opened), NOW)
            making.rename(folder)
    return folder

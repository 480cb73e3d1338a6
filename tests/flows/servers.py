"""What tests of deployments need: Prefect's command, workers as processes, and waiting for what they do."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate

from tests.flows.families import below

ROOT = Path(__file__).resolve().parents[2]
Found = TypeVar("Found")
ENOUGH = 600
"""Seconds in which anything happens that ever will, on a machine with ten others at work; nobody waits them out but a failure."""


def prefect(*arguments: str, url: str) -> str:
    """Run Prefect's own command in the checkout; its words."""
    done = subprocess.run(
        [sys.executable, "-m", "prefect", "--no-prompt", *arguments],
        cwd=ROOT,
        env={**os.environ, "PREFECT_API_URL": url, "NIANBAO_HOME": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=ENOUGH,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class Worker:
    """A `prefect worker` in a process group of its own, so that it and its flows can be killed together."""

    def __init__(self, arguments: tuple[str, ...], environment: Mapping[str, str], log: Path) -> None:
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "prefect", "worker", "start", *arguments],
                cwd=ROOT,
                env={**os.environ, **environment, "PREFECT_WORKER_QUERY_SECONDS": "1"},
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def kill(self) -> None:
        """SIGKILL for the worker and everything below it, at once: what a power cut does."""
        for process in (self.process.pid, *below(self.process.pid)):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self.process.wait()


@contextmanager
def worker(*arguments: str, environment: Mapping[str, str], log: Path) -> Iterator[Worker]:
    started = Worker(arguments, environment, log)
    try:
        yield started
    finally:
        started.kill()


@asynccontextmanager
async def client() -> AsyncIterator[PrefectClient]:
    async with get_client() as found:
        yield found


async def make_pools(*names: str) -> None:
    """Work pools of processes, as `prefect work-pool create` makes them."""
    async with client() as api:
        for name in names:
            await api.create_work_pool(WorkPoolCreate(name=name, type="process"))


async def until(
    look: Callable[[], Awaitable[Found | None]],
    *,
    seconds: float = ENOUGH,
    what: str = "",
    log: Path | None = None,
) -> Found:
    """The first thing found; asked twice a second. Fails with what a `log` said last."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = await look()
        if found is not None:
            return found
        await asyncio.sleep(0.5)
    raise AssertionError(f"not within {seconds} s: {what}\n{_last_words(log)}")


def _last_words(log: Path | None) -> str:
    return log.read_text("utf-8", "replace")[-3000:] if log is not None and log.exists() else ""

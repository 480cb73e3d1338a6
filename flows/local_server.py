"""A Prefect server of our own for as long as one command runs: no port to configure, no service, no account.

Prefect can start such a server by itself, but a killed command leaves it behind, and it looks up a public host at
start. This one dies with its parent (Linux `prctl(PR_SET_PDEATHSIG)`) and finds its proxy closed.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from flows.prefect_settings import OFFLINE

_PR_SET_PDEATHSIG = 1
_CLOSED_PROXY = "http://127.0.0.1:9"  # the discard port: refused at once, nothing leaves the machine
_START_SECONDS = 240
_LAST_WORDS_SECONDS = 20
_NO_ROOM = 1_000_000
"""Bytes: with fewer left its database cannot be made, and its log may be empty."""


class ServerDidNotStart(RuntimeError):
    """The local Prefect server ended or did not answer in time; its last words are in `log`, whose last line is told."""

    def __init__(self, log: Path) -> None:
        lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        last = lines[-1][:200] if lines else ""
        full = shutil.disk_usage(log.parent).free < _NO_ROOM
        why, chinese = (
            ("no space left on the disk", "磁盘空间已满") if full else (last or "no word", last or "没有说明")
        )
        super().__init__(f"the local Prefect server did not start ({why}); its log is {log}")
        self.chinese = f"本机 Prefect 服务未能启动（{chinese}），日志在 {log}"


@contextmanager
def local_prefect(
    home: Path,
    *,
    services: bool = False,
    database: str | None = None,
) -> Iterator[str]:
    """Run a Prefect API on loopback until the block ends; yields its address and makes it this process's API.

    `home` keeps Prefect's own SQLite file, so that a second start is quick (5 s instead of 12 s). With `services` it
    also schedules deployments, as a server of its own does; without, it only records what is run. `database`: its own
    database (``postgresql+asyncpg://…``) instead of a file in `home`.
    """
    home = home.resolve()  # the server works in another folder than we do
    home.mkdir(parents=True, exist_ok=True)
    _pass_on_what_waits()
    port = _free_port()
    url = f"http://127.0.0.1:{port}/api"
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603  (our own module, no outside words)
            [sys.executable, "-m", "flows.local_server", str(port)],
            env={**os.environ, **OFFLINE, **_server_environment(home, services, database)},
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=Path(__file__).resolve().parents[1],  # where prefect.toml is
            start_new_session=True,  # Ctrl-C is for the command: it ends its flows, which need their server for that
        )
        try:
            _wait_until_healthy(process, url, home / "server.log")
            os.environ.setdefault("PREFECT_HOME", str(home))
            from prefect.settings import PREFECT_API_URL, temporary_settings  # noqa: PLC0415  (1 s, 80 MB)

            with temporary_settings({PREFECT_API_URL: url}):
                try:
                    yield url
                finally:
                    _pass_on_what_waits()
        finally:
            _end(process)


def _pass_on_what_waits() -> None:
    """Let Prefect's senders of events and log lines say what they hold, and end them.

    A sender stays with the server it began with, whatever the settings say later: without this, what is emitted to the next
    server of this process goes to the one before, and what comes last is lost when its server ends.
    """
    if "prefect.events.worker" not in sys.modules:
        return  # nothing was emitted
    from prefect.events.worker import EventsWorker  # noqa: PLC0415  (1 s, 80 MB where it is not needed)

    EventsWorker.drain_all(timeout=_LAST_WORDS_SECONDS, at_exit=False)


def _server_environment(home: Path, services: bool, database: str | None) -> dict[str, str]:
    return {
        **({"PREFECT_API_DATABASE_CONNECTION_URL": database} if database else {}),
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": "",
        "PREFECT_UI_ENABLED": "0",
        **({} if services else {"PREFECT__SERVER_EPHEMERAL": "1"}),
        "PREFECT__SERVER_FINAL": "1",
        "HTTPS_PROXY": _CLOSED_PROXY,
        "HTTP_PROXY": _CLOSED_PROXY,
        "NO_PROXY": "127.0.0.1,localhost",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_healthy(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    with httpx.Client(trust_env=False, timeout=5) as client:
        while time.monotonic() < deadline:
            if process.poll() is not None:
                break
            try:
                if client.get(f"{url}/health").status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)
    raise ServerDidNotStart(log)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=3)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _serve(port: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    import uvicorn  # noqa: PLC0415  (only the child needs the server's 80 MB)
    from prefect.server.api.server import create_app  # noqa: PLC0415

    uvicorn.run(create_app(), host="127.0.0.1", port=port, log_level="error", lifespan="on")


if __name__ == "__main__":
    _serve(int(sys.argv[1]))

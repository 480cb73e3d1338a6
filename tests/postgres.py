"""A private PostgreSQL for the tests: its own cluster in a temporary folder, on loopback, gone at the end.

No system service is touched. PostgreSQL refuses to run as root, so as root it runs as the `postgres` user that
Debian's package makes.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def binaries() -> Path | None:
    """The folder of `initdb` and `pg_ctl`, newest version first; `None` when no server is installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    return candidates[0].parent if candidates else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


_HASTY = " -c fsync=off -c full_page_writes=off -c max_wal_size=64MB -c min_wal_size=32MB"
"""Nothing is kept beyond the tests; and a log of a gigabyte takes as long to write and to remove as many tests."""


class Cluster:
    """A server that can be stopped and started again; `url` is ``postgresql+psycopg://…`` of an empty database."""

    def __init__(self, bin_folder: Path, folder: Path, *, durable: bool) -> None:
        self._folder, self._user = folder, _server_user()
        data, port = folder / "data", _free_port()
        self.url = f"postgresql+psycopg://nianbao@127.0.0.1:{port}/postgres"
        initdb = [str(bin_folder / "initdb"), "-D", str(data), "-U", "nianbao", "-A", "trust", "-E", "UTF8"]
        self._run([*initdb, "--locale=C.UTF-8", "--no-sync"])
        self._options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
        self._options += "" if durable else _HASTY
        self._pg_ctl = [str(bin_folder / "pg_ctl"), "-D", str(data), "-w", "-t", "60"]

    def _run(self, command: list[str], *, check: bool = True) -> None:
        subprocess.run(command, check=check, capture_output=True, text=True, cwd=self._folder, **self._user)

    def start(self) -> None:
        self._run([*self._pg_ctl, "-l", str(self._folder / "log"), "-o", self._options, "start"])

    def stop(self) -> None:
        """As a crash does: nobody is asked, and whatever was committed is recovered at the next start."""
        self._run([*self._pg_ctl, "-m", "immediate", "stop"], check=False)


def _server_user() -> dict[str, Any]:
    """Whom the server runs as where we are root."""
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}


def _remove(folder: Path) -> None:
    """By a process of its own, for which nobody waits: what lies on a disk by now took up to a minute to remove."""
    os.posix_spawnp("rm", ["rm", "-rf", "--", str(folder)], os.environ, setsid=True)


@contextmanager
def running(bin_folder: Path, *, durable: bool = False) -> Iterator[Cluster]:
    """A cluster, started; it is stopped and its folder removed afterwards (which may last a little longer than the tests).

    A `durable` one has every commit on disk, as Debian's package sets it up; for tests that is time for nothing.
    """
    folder = Path(tempfile.mkdtemp(prefix="nianbao-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    try:
        server = Cluster(bin_folder, folder, durable=durable)
        try:
            server.start()
            yield server
        finally:
            server.stop()
    finally:
        _remove(folder)


@contextmanager
def cluster(bin_folder: Path, *, durable: bool = False) -> Iterator[str]:
    """The address of one that nobody stops meanwhile."""
    with running(bin_folder, durable=durable) as server:
        yield server.url

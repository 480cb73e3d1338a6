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


@contextmanager
def cluster(bin_folder: Path, *, durable: bool = False) -> Iterator[str]:
    """Start a cluster; yields ``postgresql+psycopg://…`` of an empty database, stops and removes it afterwards.

    A `durable` one has every commit on disk, as Debian's package sets it up; for tests that is time for nothing.
    """
    folder = Path(tempfile.mkdtemp(prefix="nianbao-postgres-"))
    server_user: dict[str, Any] = {}
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        server_user = {"user": "postgres", "group": "postgres", "extra_groups": []}
    data, port = folder / "data", _free_port()

    def run(command: list[str], *, check: bool = True) -> None:
        subprocess.run(command, check=check, capture_output=True, text=True, cwd=folder, **server_user)

    try:
        initdb = [str(bin_folder / "initdb"), "-D", str(data), "-U", "nianbao", "-A", "trust", "-E", "UTF8"]
        run([*initdb, "--locale=C.UTF-8", "--no-sync"])
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
        options += "" if durable else " -c fsync=off -c full_page_writes=off"
        pg_ctl = [str(bin_folder / "pg_ctl"), "-D", str(data), "-w", "-t", "60"]
        run([*pg_ctl, "-l", str(folder / "log"), "-o", options, "start"])
        try:
            yield f"postgresql+psycopg://nianbao@127.0.0.1:{port}/postgres"
        finally:
            run([*pg_ctl, "-m", "immediate", "stop"], check=False)
    finally:
        shutil.rmtree(folder, ignore_errors=True)

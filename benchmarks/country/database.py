"""A PostgreSQL of the run's own, and what its server spends."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text

from tests import postgres

_TICK = os.sysconf("SC_CLK_TCK")


@contextmanager
def own_postgres(wanted: bool) -> Iterator[str | None]:
    """The address of its empty database; none where none is wanted. RuntimeError without Debian's `postgresql`."""
    if not wanted:
        yield None
        return
    if (found := postgres.binaries()) is None:
        raise RuntimeError("no PostgreSQL server binaries (initdb): install Debian's `postgresql`")
    with postgres.cluster(found, durable=True) as url:
        yield url


class ServerTime:
    """CPU seconds of a PostgreSQL server on this machine, of its ended processes too; 0 without one. proc(5)."""

    def __init__(self, url: str | None) -> None:
        self._postmaster = None if url is None else _postmaster(url)

    def spent(self) -> float:
        if self._postmaster is None:
            return 0.0
        _, ticks = _fields(self._postmaster, ended=True)
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                parent, own = _fields(int(folder.name), ended=False)
            except OSError:
                continue
            ticks += own if parent == self._postmaster else 0
        return ticks / _TICK


def _fields(process: int, *, ended: bool) -> tuple[int, int]:
    """(parent, ticks); with `ended`, those of the children it has waited for as well."""
    fields = Path(f"/proc/{process}/stat").read_text("latin-1").rpartition(")")[2].split()
    return int(fields[1]), sum(map(int, fields[11 : 15 if ended else 13]))


def _postmaster(url: str) -> int:
    engine = create_engine(url)
    with engine.connect() as connection:
        backend: int = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        parent = _fields(backend, ended=False)[0]
    engine.dispose()
    return parent

"""What stands in the way of a whole database and not of one row: said in one sentence with the remedy, whoever was asking."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from storage.errors import DatabaseAway, DatabaseReadOnly, DatabaseRefuses, DiskFull, StorageError

_FULL, _AWAY = "SQLITE_FULL", ("SQLITE_BUSY", "SQLITE_IOERR")
"""SQLite's names for a full disk, and their beginnings for a file that cannot be had just now (a full disk that it is opened on
is one); all others are faults of ours or of the file."""
_AWAY_STATES = ("08", "53", "57P")
"""Beginnings of PostgreSQL's SQLSTATE: connection, resources, shutdown and start (PostgreSQL manual, appendix A)."""
_FULL_STATE = "53100"
_REFUSED = re.compile(
    r'FATAL: +(?:(?:database|role) ".*" does not exist|password authentication failed|no pg_hba\.conf entry)'
    r"|fe_sendauth: no password supplied"
)
"""What a connection that is refused says instead of an SQLSTATE; in other languages than English it is one that is away."""
_READ_ONLY, _READ_ONLY_STATES = "SQLITE_READONLY", ("25006", "42501")
"""The beginning of SQLite's names; PostgreSQL's states of a standby and of a missing right."""


@contextmanager
def outages_named(engine: Engine) -> Iterator[None]:
    """Raises DiskFull, DatabaseReadOnly or DatabaseAway for what the driver says of the whole database; everything else as it comes."""
    try:
        yield
    except DBAPIError as error:
        outage = _outage(error, engine)
        if outage is None:
            raise
        raise outage from error


def _outage(error: DBAPIError, engine: Engine) -> StorageError | None:
    where = engine.url.render_as_string(hide_password=True)
    name = getattr(error.orig, "sqlite_errorname", None)
    if name is None:
        return _of_server(error, where)
    if name == _FULL:
        return DiskFull(where)
    if name.startswith(_READ_ONLY):
        return DatabaseReadOnly(where)
    return DatabaseAway(where, f"{error.orig}, {name}") if name.startswith(_AWAY) else None


def _of_server(error: DBAPIError, where: str) -> StorageError | None:
    """Of PostgreSQL: a lost connection and one refused have no SQLSTATE."""
    state = getattr(error.orig, "sqlstate", "none") or ""
    if state == _FULL_STATE:
        return DiskFull(where)
    if state in _READ_ONLY_STATES:
        return DatabaseReadOnly(where)
    if _REFUSED.search(str(error.orig)):
        return DatabaseRefuses(where, str(error.orig))
    lost = error.connection_invalidated or not state or state.startswith(_AWAY_STATES)
    return DatabaseAway(where, str(error.orig)) if lost else None

"""The engine: SQLite (WAL) or PostgreSQL by address, behaving the same; and the column types that make them so."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Dialect, Engine, LargeBinary, String, Text, create_engine, event
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from storage.errors import DatabaseUnusable

BUSY_TIMEOUT_MILLISECONDS = 30_000
"""How long a writer waits for another before it gives up (SQLite has one writer at a time)."""


_CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS


def canonical_bytes(value: Any) -> bytes:
    """JSON in UTF-8 with sorted keys, no spaces, real Chinese characters: equal values give equal bytes, to be hashed.

    What orjson refuses (integers beyond 64 bits, keys that are no text) the standard library writes, always the same way.
    """
    try:
        return orjson.dumps(value, default=_plain, option=_CANONICAL)
    except TypeError:
        slow = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
        return slow.encode()


def canonical(value: Any) -> str:
    """`canonical_bytes` as text."""
    return canonical_bytes(value).decode()


def unpacked(packed: bytes) -> Any:
    """What `PackedJson` holds. An integer beyond 64 bits must not be in there as a number: `codec` writes it otherwise."""
    return orjson.loads(zlib.decompress(packed))


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"cannot be kept as JSON: {value!r}")


class UtcTime(TypeDecorator[datetime]):
    """An aware moment, kept as ISO 8601 text in UTC with microseconds: the same order and digits in both databases."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be stored: {value!r}")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class Json(TypeDecorator[Any]):
    """Canonical JSON as text (not the databases' own JSON types, which reorder and reformat)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else canonical(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class PackedJson(TypeDecorator[Any]):
    """Canonical JSON, deflated: for what is read whole and never searched (readings, cells, passed verdicts).

    Bytes are taken as packed already.
    """

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        if value is None or isinstance(value, bytes):
            return value
        return zlib.compress(canonical_bytes(value), 1)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        return None if value is None else unpacked(value)


def parse_address(address: str) -> URL:
    """Raises DatabaseUnusable for anything that is not ``sqlite:///file`` or ``postgresql[+psycopg]://…``."""
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise DatabaseUnusable(
            "the database address is not one; write sqlite:///file.db or postgresql://user@host/name",
            "数据库地址写法不对；应为 sqlite:///文件.db 或 postgresql://用户@主机/库名",
        ) from error
    backend = url.get_backend_name()
    if backend == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and url.database not in (None, "", ":memory:"):
        return url
    raise DatabaseUnusable(
        f"{backend} cannot be used as it stands; a SQLite file or PostgreSQL is needed",
        f"不能使用 {backend} 这样的地址；请写成 sqlite:///文件.db 或 postgresql+psycopg://用户@主机/库名",
    )


def absent_file(address: str) -> Path | None:
    """The SQLite file that the address names, where it is not there: whoever opens it has an empty database."""
    url = parse_address(address)
    if url.get_backend_name() != "sqlite" or url.database is None or url.database.startswith("file:"):
        return None
    file = Path(url.database)
    return None if file.exists() else file


def make_engine(address: str) -> Engine:
    """An engine whose every transaction is ready to write; SQLite's folder is made when it is not there."""
    url = parse_address(address)
    if url.get_backend_name() == "sqlite":
        assert url.database is not None
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_MILLISECONDS / 1000})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        return create_engine(url, pool_pre_ping=True)
    except (ImportError, NoSuchModuleError) as error:
        raise DatabaseUnusable(
            "PostgreSQL needs the driver: install the extra `postgres`",
            "使用 PostgreSQL 需要安装驱动：请安装附加组件 postgres",
        ) from error


def _prepare_sqlite(connection: Any, _: ConnectionPoolEntry) -> None:
    """WAL lets pages be read while a patrol writes; a commit survives any death of the process."""
    connection.isolation_level = None  # transactions are begun by _begin_sqlite, not by the driver
    cursor = connection.cursor()
    for setting in (
        f"busy_timeout={BUSY_TIMEOUT_MILLISECONDS}",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "cache_size=-65536",
        "temp_store=MEMORY",
    ):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes the lock at once: a read lock that is upgraded later can fail without waiting."""
    read_only = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

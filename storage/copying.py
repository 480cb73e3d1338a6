"""The whole memory into another database: a county that began with SQLite and grows takes along what it found and what it said.

Values go as they are stored (packed JSON stays packed, text stays the same bytes), so both databases answer every question alike
and nothing that was announced is announced again. Evidence lies in the archive and is not in any database.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, DBAPIError
from sqlalchemy.types import TypeDecorator

from storage.database import make_engine
from storage.errors import DatabaseUnusable
from storage.outages import outages_named
from storage.schema import not_opened, upgrade
from storage.tables import Table

_AT_ONCE = 500
"""Rows read and written together: cells and readings are some kilobytes each."""


def copy(
    source: sa.Engine, address: str, tell: Callable[[str, int], None] = lambda *_: None
) -> dict[str, int]:
    """Copy every row into the empty database at `address`, whose tables are made or migrated; rows by table, as read back from there.

    One look at the source, which is only read, and one transaction on the target: all of it or nothing. `tell` hears of each
    table that is done. Raises DatabaseUnusable where the target holds anything, refuses a value, or reads back otherwise.
    """
    target = make_engine(address)
    try:
        _look_into(target)
        upgrade(address)
        with outages_named(source), _look(source) as here, outages_named(target), target.begin() as there:
            _require_empty(there)
            counts = {}
            for table in map(_plain, Table.metadata.sorted_tables):
                counts[table.name] = _copy_table(here, there, table)
                tell(table.name, counts[table.name])
            return counts
    finally:
        target.dispose()


def _look_into(target: sa.Engine) -> None:
    """Before anything of it is changed: one that is full and older would be migrated."""
    try:
        with outages_named(target), target.connect() as there:
            _require_empty(there)
    except DatabaseError as error:
        raise not_opened(target, error) from error


def _look(engine: sa.Engine) -> sa.Connection:
    """A connection that sees one state of the database from its first question on, whoever writes meanwhile."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(read_only=True).connect()
    return engine.connect().execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _plain(table: sa.Table) -> sa.Table:
    """The table without our own column types: what is stored, not what it stands for."""

    def bare(type_: sa.types.TypeEngine[object]) -> sa.types.TypeEngine[object]:
        return type_.impl_instance if isinstance(type_, TypeDecorator) else type_

    columns = [sa.Column(c.name, bare(c.type), primary_key=c.primary_key) for c in table.columns]
    return sa.Table(table.name, sa.MetaData(), *columns)


def _require_empty(there: sa.Connection) -> None:
    """Of what stands there already under the names of our tables, whichever version or program made it."""
    present = set(sa.inspect(there).get_table_names())
    for table in Table.metadata.sorted_tables:
        if table.name not in present:
            continue
        count = there.execute(sa.select(sa.func.count()).select_from(sa.table(table.name))).scalar_one()
        if count:
            raise DatabaseUnusable(
                f"the target is not empty ({table.name} has {count} rows), and two memories cannot be merged: "
                "give a new database; nothing was written",
                f"目标数据库不是空的（{table.name} 表已有{count}行），两个库的记录不能合并：请另建一个新库；没有写入任何内容",
            )


def _copy_table(here: sa.Connection, there: sa.Connection, table: sa.Table) -> int:
    given = sent = read = back = 0
    for rows in _parts(here, table):
        try:
            there.execute(sa.insert(table), [row._asdict() for row in rows])
        except DBAPIError as error:
            raise DatabaseUnusable(
                f"the target did not take rows of {table.name}: {error.orig}; nothing was written",
                f"目标数据库没有接受 {table.name} 表的数据：{error.orig}；没有写入任何内容",
            ) from error
        given += len(rows)
        sent += _digest(rows)
    _go_on_numbering(there, table)
    for rows in _parts(there, table):
        read += len(rows)
        back += _digest(rows)
    if (read, back) != (given, sent):
        raise DatabaseUnusable(
            f"{table.name} reads back otherwise than it was written ({given} rows given, {read} found); nothing was kept",
            f"{table.name} 表写入后核对不一致（写入{given}行，读回{read}行）；已全部撤回",
        )
    return read


def _parts(connection: sa.Connection, table: sa.Table) -> Iterator[Sequence[sa.Row[tuple[object, ...]]]]:
    return connection.execute(sa.select(table), execution_options={"yield_per": _AT_ONCE}).partitions()


def _digest(rows: Sequence[sa.Row[tuple[object, ...]]]) -> int:
    """Of rows in whatever order: the databases sort text differently."""
    return sum(
        int.from_bytes(hashlib.sha256(repr(tuple(row)).encode("utf-8", "backslashreplace")).digest())
        for row in rows
    )


def _go_on_numbering(there: sa.Connection, table: sa.Table) -> None:
    """PostgreSQL counts rows apart from them: the next number comes after the last one copied (SQLite looks at the rows)."""
    if there.dialect.name != "postgresql" or "id" not in table.c:
        return
    sequence = there.execute(sa.select(sa.func.pg_get_serial_sequence(table.name, "id"))).scalar_one()
    last = there.execute(sa.select(sa.func.max(table.c.id))).scalar_one()
    if sequence is not None and last is not None:
        there.execute(sa.select(sa.func.setval(sequence, last)))

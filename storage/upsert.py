"""Inserting what may already be there, in one statement, on both databases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import CursorResult, TextClause, bindparam, text
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from storage.tables import CounterRow, Table

if TYPE_CHECKING:
    import psycopg

Row = Mapping[str, Any]


def insert_new(session: Session, table: type[Table], rows: Sequence[Row], unique: Sequence[str]) -> int:
    """Insert the rows whose `unique` columns are not taken; returns how many were new. Taken ones stay as they are.

    All rows give the same columns.
    """
    if not rows:
        return 0
    statement = _insert(table, tuple(rows[0]), tuple(unique))
    given = [{**_defaults(table), **row} for row in rows]
    result = cast("CursorResult[Any]", session.execute(statement, given if len(given) > 1 else given[0]))
    return result.rowcount


@cache
def _insert(table: type[Table], given: tuple[str, ...], unique: tuple[str, ...]) -> TextClause:
    """The statement, made once: SQLAlchemy compiles its own ON CONFLICT anew each time, which costs more than the insert.
    Both databases take these words; values pass through the columns' types as always."""
    columns = table.__table__.c
    names = [*given, *(name for name in _defaults(table) if name not in given)]
    into, values = ", ".join(f'"{name}"' for name in names), ", ".join(f":{name}" for name in names)
    target = ", ".join(f'"{name}"' for name in unique)
    words = text(
        f'INSERT INTO "{table.__tablename__}" ({into}) VALUES ({values}) '  # noqa: S608  # names of our own columns
        f"ON CONFLICT ({target}) DO NOTHING"
    )
    return words.bindparams(*(bindparam(name, type_=columns[name].type) for name in names))


def add_plain(
    session: Session, table: type[Table], columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    """Insert many rows of values as the drivers take them, past the mapping: PostgreSQL by COPY, SQLite by one statement."""
    if not rows:
        return
    connection = session.connection()
    name, into = table.__tablename__, ", ".join(f'"{column}"' for column in columns)
    if connection.dialect.name == "postgresql":
        driver = cast("psycopg.Connection[Any]", connection.connection)
        with driver.cursor() as cursor, cursor.copy(f'COPY "{name}" ({into}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
        return
    places = ", ".join("?" * len(columns))
    statement = f'INSERT INTO "{name}" ({into}) VALUES ({places})'  # noqa: S608  # names of our own columns
    connection.exec_driver_sql(statement, [tuple(row) for row in rows])


@cache
def _defaults(table: type[Table]) -> Row:
    """What a column takes where a row says nothing. Only plain values are used in our tables."""
    return {
        column.name: column.default.arg
        for column in table.__table__.c
        if column.default is not None and column.default.is_scalar
    }


def take_numbers(session: Session, name: str, count: int = 1) -> range:
    """The next `count` numbers of a counter, gapless and in order of commit: the counter's row stays locked till then."""
    postgresql = session.get_bind().dialect.name == "postgresql"
    statement = (postgresql_insert if postgresql else sqlite_insert)(CounterRow).values(
        name=name, value=count
    )
    taken = statement.on_conflict_do_update(
        index_elements=["name"], set_={"value": CounterRow.value + count}
    ).returning(CounterRow.value)
    value = session.execute(taken, execution_options={"populate_existing": True}).scalar_one()
    return range(value - count + 1, value + 1)

"""Inserting what may already be there, in one statement, on both databases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from storage.tables import CounterRow, Table

Row = Mapping[str, Any]


def insert_new(session: Session, table: type[Table], rows: Sequence[Row], unique: Sequence[str]) -> int:
    """Insert the rows whose `unique` columns are not taken; returns how many were new. Taken ones stay as they are."""
    if not rows:
        return 0
    postgresql = session.get_bind().dialect.name == "postgresql"
    statement = postgresql_insert(table) if postgresql else sqlite_insert(table)
    one = statement.on_conflict_do_nothing(index_elements=list(unique))
    if len(rows) == 1:
        return len(session.execute(one.values(dict(rows[0])).returning(table.__table__.c[unique[0]])).all())
    made = 0
    width = max(1, 900 // len(rows[0]))  # bound parameters a statement
    for start in range(0, len(rows), width):
        chunk = [dict(row) for row in rows[start : start + width]]
        made += len(session.execute(one.values(chunk).returning(table.__table__.c[unique[0]])).all())
    return made


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

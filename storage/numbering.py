"""Row numbers taken ahead, so that many rows are written by one statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from storage.tables import Table


class Numbered(Protocol):
    id: int


def add_numbered(session: Session, rows: Sequence[Numbered]) -> None:
    """Add rows of one table with their `id` set; they are written at the next flush.

    SQLAlchemy inserts rows one at a time where the database must give back their numbers in order (SQLite), and needs a
    longer statement on PostgreSQL. On SQLite there is one writer, so the highest number may be looked up.
    """
    if not rows:
        return
    table: type[Table] = type(rows[0])  # type: ignore[assignment]  # every row with an id is a Table
    for row, id in zip(rows, row_numbers(session, table, len(rows)), strict=True):
        row.id = id
    session.add_all(rows)


def row_numbers(session: Session, table: type[Table], count: int) -> Sequence[int]:
    """Numbers for `count` new rows; those not used are gone on PostgreSQL."""
    if session.get_bind().dialect.name == "postgresql":
        taken = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")
        asked = {"name": table.__tablename__, "count": count}
        return [number for (number,) in session.execute(taken, asked)]
    highest = session.execute(select(func.max(table.__table__.c.id))).scalar_one() or 0
    return range(highest + 1, highest + 1 + count)

"""How far the event log has been passed on to whoever listens (Prefect). A hint's bookkeeping: losing it doubles hints, no more."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from storage.tables import CounterRow

_NAME = "relayed_events"


def position(session: Session) -> int:
    """The last event passed on; 0 at first."""
    return session.execute(select(CounterRow.value).where(CounterRow.name == _NAME)).scalar_one_or_none() or 0


def advance(session: Session, to: int) -> None:
    """Never backwards, whoever was slower."""
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    statement = insert(CounterRow).values(name=_NAME, value=to)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["name"], set_={"value": to}, where=CounterRow.value < to
        )
    )

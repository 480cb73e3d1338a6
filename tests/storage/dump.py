"""A database as plain values, for comparing ends: ids replaced by nothing, tables in order of their natural content."""

from __future__ import annotations

from sqlalchemy import select

from storage import Memory
from storage.tables import Table


def counts(memory: Memory) -> dict[str, int]:
    with memory.engine.connect() as connection:
        return {
            table.name: len(connection.execute(select(*table.primary_key.columns)).all())
            for table in Table.metadata.sorted_tables
        }


def everything(memory: Memory) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, ids included: two databases with equal dumps went the same way."""
    with memory.engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in Table.metadata.sorted_tables
        }

"""A database as plain values, for comparing ends: ids replaced by nothing, tables in order of their natural content."""

from __future__ import annotations

import re

from sqlalchemy import select

from storage import Memory
from storage.tables import ReportRow, Table


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


def natural(memory: Memory) -> dict[str, list[tuple[object, ...]]]:
    """Every row without row numbers, which PostgreSQL leaves gaps in after a rollback.

    Events name a report by its address, and a judgement how many siblings and copies it was made with.
    """
    with memory.engine.connect() as connection:
        reports = {str(id): url for id, url in connection.execute(select(ReportRow.id, ReportRow.url))}

        def told(column: str, value: object) -> object:
            if column in ("key", "resource") and isinstance(value, str):
                return _REPORT.sub(lambda found: found[1] + reports[found[2]], value)
            if column == "inputs" and isinstance(value, dict):
                return value | {name: len(value[name]) for name in ("siblings", "copies")}
            return value

        return {
            table.name: sorted(
                (
                    tuple(
                        told(column.name, value)
                        for column, value in zip(table.columns, row, strict=True)
                        if not _is_number(column.name)
                    )
                    for row in connection.execute(select(table))
                ),
                key=repr,
            )
            for table in Table.metadata.sorted_tables
        }


_REPORT = re.compile(r"^(disclosure\.report\.(?:[a-z]+:)?)(\d+)")


def _is_number(column: str) -> bool:
    return column == "id" or (column.endswith("_id") and column not in ("portal_id", "table_id", "roster_id"))

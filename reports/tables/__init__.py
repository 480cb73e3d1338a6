"""Grids → the cells of the three statutory tables, each anchored by its row label and its column, never by counting."""

from reports.tables.reader import read_tables
from reports.tables.result import TablesRead

__all__ = ["TablesRead", "read_tables"]

"""Grids → the cells of the three statutory tables, each anchored by its row label and its column, never by counting."""

from reports.tables.foreign import OF_ANOTHER_REPORT
from reports.tables.reader import read_tables
from reports.tables.result import TablesRead

__all__ = ["OF_ANOTHER_REPORT", "TablesRead", "read_tables"]

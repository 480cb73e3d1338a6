"""Grids → the cells of the three statutory tables, each anchored by its row label and its column, never by counting."""

from reports.tables.foreign import OF_ANOTHER_REPORT
from reports.tables.reader import read_tables
from reports.tables.result import TablesRead
from reports.tables.taken import TakenLabel, taken_labels

__all__ = ["OF_ANOTHER_REPORT", "TablesRead", "TakenLabel", "read_tables", "taken_labels"]

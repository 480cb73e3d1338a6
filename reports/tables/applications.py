"""Table three: rows of seven values under seven applicant columns."""

from __future__ import annotations

from reports.form import forms
from reports.labels import RowLabel
from reports.model import Cell
from reports.tables.align import in_order, not_shared_out, unreadable
from reports.tables.applicants import COLUMNS
from reports.tables.application_row import application_row
from reports.tables.collected import Collected
from reports.tables.columns_order import Columns
from reports.tables.flattened_rows import flattened, guessed
from reports.tables.label_below import NEXT_IS_LOST, all_whole, may_hold_others, next_label_is_lost
from reports.tables.rows import PrintedRow
from reports.tables.ruled_rows import ruled


def read_row(collected: Collected, columns: Columns, row: PrintedRow, label: RowLabel, label_at: int) -> None:
    """Read one labelled row. Nothing is read where the order of columns is not the form's and not known."""
    if columns.order is None:
        why = "the columns are printed in an order that cannot be told"
        collected.put_row(label, COLUMNS, [unreadable(row.place, why) for _ in COLUMNS])
    elif (
        len(columns.order) == len(COLUMNS)
        and not (row.grid.guessed or row.grid.reliable)
        and _may_be_of_two_rows(row, label)
    ):
        collected.cannot(label, row.place, NEXT_IS_LOST)
    else:
        collected.put_row(label, columns.order, _cells(columns, columns.order, row, label, label_at))


def _cells(
    columns: Columns, order: tuple[str, ...], row: PrintedRow, label: RowLabel, label_at: int
) -> list[Cell]:
    line = application_row(row, label, label_at, columns, order)
    if len(order) < len(COLUMNS):
        return in_order(line.printed)
    if row.grid.guessed:
        return guessed(line)
    if row.grid.reliable:
        return not_shared_out(ruled(line), row)
    return flattened(line)


def _may_be_of_two_rows(row: PrintedRow, label: RowLabel) -> bool:
    lost = may_hold_others(row) and next_label_is_lost(row, label, forms())
    return lost and not all_whole(row, len(COLUMNS))

"""Table three with a statutory column left out: read under the names it has, where nothing else can be meant.

A name that is not known leaves a column without a name: then the figures stand under more columns than the header names,
and this is no such table. A row whose figures do not make its total may have lost one: then nothing is read. Where it is
总计 that is left out, the six others must all be there, and each column's own sums hold.
"""

from __future__ import annotations

from collections.abc import Sequence

from reports import values
from reports.document import Grid, GridCell
from reports.form import APPLICANTS, forms
from reports.labels import RowLabel, labels
from reports.tables.applicants import COLUMNS, ApplicantHeader
from reports.tables.identities import is_total
from reports.tables.rows import PrintedRow, rows_of

_FEWEST = 4
"""Columns with a name of those that remain, 自然人 and 总计 among them."""
_ENDS = ("natural_person", "total")
_TOTAL_ROW = "result_total"
_ROWS = 15
"""Rows of figures that stand under those names, all of them; the form has more than twenty."""


def lacks_columns(header: ApplicantHeader) -> bool:
    """Whether it names fewer than the seven, side by side up to its edge: no place is left where another may be misnamed."""
    lefts = sorted(header.columns.values())
    ends = all(end in header.columns for end in _ENDS) or set(header.columns) == set(APPLICANTS)
    return (
        ends
        and header.reliable
        and len(lefts) < len(COLUMNS)
        and lefts == [*range(lefts[0], header.edge + 1)]
    )


def remaining_columns(header: ApplicantHeader, grid: Grid) -> tuple[str, ...] | None:
    """The columns' ids left to right where `header`, which lacks some, stands over the figures; else `None`."""
    found = tuple(sorted(header.columns, key=lambda column: header.columns[column]))
    if (
        len(found) < _FEWEST
        or not header.same_grid
        or not grid.reliable
        or found != tuple(c for c in COLUMNS if c in found)
    ):
        return None
    rows = [row for row in rows_of(grid) if row.has_number and row.first_value]
    if len(rows) < _ROWS or not all(_cells_under(header, found, row) for row in rows):
        return None
    sums = all(map(_adds_up, rows)) if found[-1] == _ENDS[-1] else _columns_add_up(rows)
    return found if sums else None


def _columns_add_up(rows: Sequence[PrintedRow]) -> bool:
    """In each column the rows under 三、本年度办理结果 make their 总计, which is there, and nothing of them is in doubt."""
    named = {found.row: row for row in rows for found in (_label(row),) if found is not None}
    total = named.get(_TOTAL_ROW)
    if total is None:
        return False
    for form in forms().values():
        parts = [[*map(_figure, _values(named[id]))] for id in form.result_rows if id in named]
        whole = [*map(_figure, _values(total))]
        known = all(figure is not None for figures in (*parts, whole) for figure in figures)
        if known and [sum(f or 0 for f in column) for column in zip(*parts, strict=True)] == whole:
            return True
    return False


def _label(row: PrintedRow) -> RowLabel | None:
    cells = row.label_cells
    return labels("applications").row(cells[-1].text)[0] if cells else None


def _cells_under(header: ApplicantHeader, found: tuple[str, ...], row: PrintedRow) -> bool:
    """One cell under each name, and none beside them."""
    spans = row.columns[row.first_value :]
    lefts = [left for left, _ in spans]
    return lefts == [header.columns[column] for column in found] and spans[-1][1] == header.edge


def _adds_up(row: PrintedRow) -> bool:
    figures = [*map(_figure, _values(row))]
    known = [figure for figure in figures if figure is not None]
    return len(known) == len(figures) and is_total(known)


def _values(row: PrintedRow) -> tuple[GridCell, ...]:
    return row.cells[row.first_value :]


def _figure(cell: GridCell) -> int | None:
    value = values.printed(cell).value
    return int(value) if value is not None and value == int(value) else None

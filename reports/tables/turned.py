"""Table three printed on its side: applicants down the side, its rows across the top, as exports of systems have it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reports.document import Grid, GridCell
from reports.labels import labels
from reports.tables.applicants import COLUMNS

_FEWEST, _MOST = 23, 16
"""Columns of such a table, one for each row of the form at least; and its rows, with the headers above them."""
_SIDE, _TOP = 4, 5
"""So many columns hold the names of applicants, and so many rows the labels of the form's rows."""
_LABELS = 20

_Line = Iterable[GridCell | None]


def upright(grid: Grid) -> Grid:
    """The grid as the form has it; itself where it is no table three on its side. Cells keep their places."""
    if (
        not grid.reliable
        or not 0 < len(grid.rows) <= _MOST
        or len(grid.rows[0]) < _FEWEST
        or not _is_turned(grid)
    ):
        return grid
    turned: dict[int, GridCell] = {}

    def of(cell: GridCell | None) -> GridCell | None:
        if cell is None:
            return None
        if id(cell) not in turned:
            turned[id(cell)] = cell._replace(row_span=cell.column_span, column_span=cell.row_span)
        return turned[id(cell)]

    width = grid.width
    lines = [(*row, *[None] * (width - len(row))) for row in grid.rows]
    return replace(grid, rows=tuple(tuple(map(of, line)) for line in zip(*lines, strict=True)))


def _is_turned(grid: Grid) -> bool:
    """Whether each applicant is named once down the side, and most rows of the form across the top."""
    known = labels("applications")
    side = _texts(cell for row in grid.rows for cell in row[:_SIDE])
    named = [name for name in map(known.column, side) if name is not None]
    if sorted(named) != sorted(COLUMNS):
        return False
    top = _texts(cell for row in grid.rows[:_TOP] for cell in row)
    return sum(known.row(text) != (None, False) for text in top) >= _LABELS


def _texts(cells: _Line) -> list[str]:
    """Of each cell once."""
    return [cell.text for cell in {id(cell): cell for cell in cells if cell is not None}.values()]

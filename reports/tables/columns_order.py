"""In which order the applicants' columns stand, where the header does not have them in the form's order.

An office may print 总计 first. More often a header's spans are wrong by one (a rowspan of two for three) and the page moves
its names to the left or to the right of their figures. A header is believed against the form only where it stands over
the figures, name by name, and the figures under 总计 are the sums.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports import values
from reports.document import Grid
from reports.model import Number
from reports.tables.applicants import COLUMNS, ApplicantHeader
from reports.tables.fewer_columns import lacks_columns, remaining_columns
from reports.tables.rows import rows_of
from reports.tables.shape import Shape


@dataclass(frozen=True, slots=True)
class Columns:
    """What is known of table three's columns in one grid: its header, the build of its rows, and the columns' ids left to
    right; `order` is `None` where that cannot be told, and has fewer than seven where some are not there."""

    header: ApplicantHeader | None
    shape: Shape | None
    order: tuple[str, ...] | None


def columns_of(header: ApplicantHeader | None, shape: Shape | None, grid: Grid) -> Columns:
    return Columns(header, shape, _order_of(header, shape, grid))


def _order_of(header: ApplicantHeader | None, shape: Shape | None, grid: Grid) -> tuple[str, ...] | None:
    order = header.order if header is not None else COLUMNS
    if header is not None and lacks_columns(header):
        return remaining_columns(header, grid)
    if header is None or order is None or order == COLUMNS or not grid.reliable or shape is None:
        return order
    stands = [header.columns[column] for column in order] == [left for left, _ in shape.columns]
    over = stands or not header.same_grid  # a following page may have other columns of its grid
    sums = _places_of_sums(grid)
    if over and (not sums or order.index("total") in sums):
        return order
    return COLUMNS if header.order_kept and (not sums or COLUMNS.index("total") in sums) else None


def _places_of_sums(grid: Grid) -> frozenset[int]:
    """Which of the seven places hold the sum of the other six in most rows; none where no row has figures."""
    counted = [0] * len(COLUMNS)
    for figures in _figures(grid):
        whole = sum(figures)
        for place, figure in enumerate(figures):
            counted[place] += 2 * figure == whole
    most = max(counted)
    return frozenset(place for place, count in enumerate(counted) if count == most) if most else frozenset()


def _figures(grid: Grid) -> Iterator[list[Number]]:
    for row in rows_of(grid):
        read = [values.printed(cell).value for cell in row.cells[row.first_value :] if cell.text.strip()]
        figures = [value for value in read if value is not None]
        if len(read) == len(figures) == len(COLUMNS) and any(figures):
            yield figures

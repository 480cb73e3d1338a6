"""Table three: rows of seven values under seven applicant columns."""

from __future__ import annotations

from collections.abc import Sequence

from reports import values
from reports.document import GridCell
from reports.form import APPLICANTS, forms
from reports.labels import RowLabel
from reports.model import Cell, CellState
from reports.tables.align import (
    believed,
    displaced,
    in_order,
    not_letter_spaced,
    not_shared_out,
    run_together,
    spread,
    unreadable,
)
from reports.tables.applicants import COLUMNS, ApplicantHeader
from reports.tables.collected import Collected
from reports.tables.columns_order import Columns
from reports.tables.label_below import NEXT_IS_LOST, all_whole, may_hold_others, next_label_is_lost
from reports.tables.rows import PrintedRow
from reports.tables.shape import Shape

_SUMS = (((0, 1, 2, 3, 4, 5), 6),)
"""Six applicants and their total: positions in the form's order."""
_DEEPEST = 2
"""Labels of table three stand at most in the third of three columns; the groups above them in those to its left."""


def read_row(collected: Collected, columns: Columns, row: PrintedRow, label: RowLabel, label_at: int) -> None:
    """Read one labelled row. Nothing is read where the order of columns is not the form's and not known."""
    header, shape, order = columns.header, columns.shape, columns.order
    if order is None:
        cells = [
            unreadable(row.place, "the columns are printed in an order that cannot be told") for _ in COLUMNS
        ]
        order = COLUMNS
    elif len(order) < len(COLUMNS):
        cells = in_order([cell for cell, _ in _values(row, label_at)])
    elif row.grid.guessed:
        cells = _guessed(header, row, label_at, order)
    elif row.grid.reliable:
        cells = not_shared_out(_reliable(header, shape, row, label_at, order), row)
    elif _may_be_of_two_rows(row, label):
        collected.cannot(label, row.place, NEXT_IS_LOST)
        return
    else:
        cells = _flattened(header, shape, row, label, label_at, order)
    collected.put_row(label, order, cells)


def _may_be_of_two_rows(row: PrintedRow, label: RowLabel) -> bool:
    lost = may_hold_others(row) and next_label_is_lost(row, label, forms())
    return lost and not all_whole(row, len(COLUMNS))


def _values(row: PrintedRow, label_at: int) -> list[tuple[GridCell, tuple[int, int]]]:
    start = max(row.first_value, label_at + 1)
    return list(zip(row.cells[start:], row.columns[start:], strict=True))


def _reliable(
    header: ApplicantHeader | None,
    shape: Shape | None,
    row: PrintedRow,
    label_at: int,
    order: tuple[str, ...],
) -> list[Cell]:
    printed = [cell for cell, _ in _values(row, label_at)]
    filled = [cell for cell in printed if cell.text.strip()]
    if len(printed) == len(filled) == len(COLUMNS):
        return in_order(filled)
    if shape is not None and not shape.sure and not _as_wide(header, shape.edge):
        shape = None
    by_place = _by_place(header, shape, row, label_at, order)
    if by_place:
        return by_place
    if len(filled) == len(COLUMNS) and not _gap_inside(printed) and _fits(shape, row, label_at):
        return in_order(filled)
    surplus = len(printed) > len(COLUMNS)
    return spread(printed if surplus else filled, len(COLUMNS), row.place)


def _guessed(
    header: ApplicantHeader | None, row: PrintedRow, label_at: int, order: tuple[str, ...]
) -> list[Cell]:
    """A row put together from where its words stand: seven figures that add up, under seven headers, and no blank."""
    values = _values(row, label_at)
    cells = in_order([cell for cell, _ in values])
    if header is not None and header.complete and len(cells) == len(COLUMNS) and _adds_up(cells, order):
        under = [header.columns[column] for column in order]
        whole = all(cell.state is CellState.NUMBER for cell in cells)
        if whole and (not header.same_grid or [left for _, (left, _) in values] == under):
            return cells
    why = "its table has no closed lines, and the row is not seven figures that add up under seven headers"
    return [unreadable(row.place, why) for _ in COLUMNS]


def _fits(shape: Shape | None, row: PrintedRow, label_at: int) -> bool:
    return shape is not None and shape.fits(row, label_at + 1)


def _by_place(
    header: ApplicantHeader | None,
    shape: Shape | None,
    row: PrintedRow,
    label_at: int,
    order: tuple[str, ...],
) -> list[Cell]:
    """A row with blanks, or with a cell more than columns: by what stands above or below it; nothing where that is not certain."""
    printed = [cell for cell, _ in _values(row, label_at)]
    usual = shape is None or not shape.sure or shape.edge == row.columns[-1][1]
    if header is not None and usual and len(printed) > len(COLUMNS):
        under = _right_under(header, row, label_at, order)
        if under:
            return under
    if shape is not None:
        full = sum(bool(cell.text.strip()) for cell in printed) == len(COLUMNS) and not _gap_inside(printed)
        return [] if full else _by_shape(shape, row, printed, label_at + 1)
    if len(printed) == len(COLUMNS):
        return in_order(printed)
    if header is not None and header.complete and len(printed) < len(COLUMNS):
        reached = row.columns[-1][1] >= max(header.columns.values())
        return _by_position(header, row, label_at, order, certain=True) if reached else []
    return []


def _as_wide(header: ApplicantHeader | None, edge: int) -> bool:
    return header is not None and header.same_grid and header.edge == edge


def _right_under(
    header: ApplicantHeader, row: PrintedRow, label_at: int, order: tuple[str, ...]
) -> list[Cell]:
    """The seven cells that begin with the seven headers, in a row as wide as the header; nothing where any does not."""
    if not (header.complete and _as_wide(header, row.columns[-1][1])):
        return []
    start = max(row.first_value, label_at + 1)
    begun = {left: cell for cell, (left, _) in zip(row.cells[start:], row.columns[start:], strict=True)}
    found = [begun.get(header.columns[column]) for column in order]
    leftmost = min(header.columns.values())
    moved = header.order_kept and any(left < leftmost and cell.text.strip() for left, cell in begun.items())
    if moved:  # a figure stands before the first column, and no column of another name does
        return []
    return [_one(cell, False) for cell in found if cell is not None] if None not in found else []


def _by_shape(shape: Shape, row: PrintedRow, printed: Sequence[GridCell], start: int) -> list[Cell]:
    """The row by the places its neighbours use; nothing where it is built otherwise."""
    if shape.fits(row, start):
        covering = [shape.covering(row, column) for column in range(len(COLUMNS))]
        cells = [_one(cell, shared) for cell, shared in covering]
        return believed(cells, [shared for _, shared in covering])
    if len(printed) == 1 and shape.is_under(row.columns[-1]):
        return [_one(printed[0], True) for _ in COLUMNS]
    return []


def _trimmed(printed: Sequence[GridCell]) -> Sequence[GridCell]:
    """Without the empty cells before the first and after the last figure."""
    filled = [position for position, cell in enumerate(printed) if cell.text.strip()]
    return printed[filled[0] : filled[-1] + 1] if filled else ()


def _gap_inside(printed: Sequence[GridCell]) -> bool:
    """An empty cell between filled ones: with as many figures as columns, one figure too many stands in the row."""
    filled = [bool(cell.text.strip()) for cell in printed]
    return True in filled and not all(filled[filled.index(True) : len(filled) - filled[::-1].index(True)])


def _one(cell: GridCell, shared: bool) -> Cell:
    """A cell that covers several columns says 0 for all of them, or cannot be shared out."""
    read = values.printed(cell)
    if shared and not (read.state is CellState.NUMBER and read.value == 0):
        return unreadable(cell.place, "one cell is merged over several columns", raw=read.raw)
    return read


def _by_position(
    header: ApplicantHeader, row: PrintedRow, label_at: int, order: tuple[str, ...], *, certain: bool
) -> list[Cell]:
    """Each column's value is what covers it.

    A row of a real table with no cell under one of the columns has lost one, anywhere: then nothing of it is read. In
    flattened text (not `certain`) a label may stand there, and only that column is not read.
    """
    start = max(row.first_value, label_at + 1)
    under = [_under(row, header.columns[column], start) for column in order]
    if certain and None in under:
        return [unreadable(row.place, "the row has fewer cells than columns") for _ in order]
    made = []
    for found in under:
        if found is None:
            made.append(unreadable(row.place, _NO_CELL))
            continue
        left, right = row.columns[found]
        shared = sum(left <= other <= right for other in header.columns.values()) > 1
        made.append(_one(row.cells[found], shared))
    return made


def _under(row: PrintedRow, column: int, start: int) -> int | None:
    """Index of the cell that covers a grid column; `None` where it is a label or there is none."""
    found = next((i for i, (left, right) in enumerate(row.columns) if left <= column <= right), None)
    return None if found is None or found < start else found


def _flattened(  # noqa: PLR0917  # what is known of one printed row
    header: ApplicantHeader | None,
    shape: Shape | None,
    row: PrintedRow,
    label: RowLabel,
    label_at: int,
    order: tuple[str, ...],
) -> list[Cell]:
    printed = [cell for cell, _ in _values(row, label_at)]
    filled = [cell for cell in printed if cell.text.strip()]
    if len(filled) == len(COLUMNS) and not _gap_inside(printed) and _whole(printed, filled, order):
        return in_order(filled)
    rectangular = (
        header is not None
        and header.same_grid
        and header.complete
        and header.widths == {len(row.columns)}
        and _in_line(header, order)
    )
    if header is not None and rectangular and filled:
        first = max(row.first_value, label_at + 1)
        straight = _stands_straight(header, row, label_at, first, len(label.groups))
        cells = _by_position(header, row, label_at, order, certain=False)
        if straight and _adds_up(cells, order):
            return cells
        if len(filled) == 1 and not straight and _adds_up(cells, order):
            return displaced(cells, "columns of this row may have shifted")
    begins = bool(filled) and (printed[0] is filled[0] or (shape is not None and shape.alone))
    whole_row = begins and len(printed) == len(COLUMNS)
    if whole_row and _adds_up(in_order(printed), order):
        return in_order(printed)
    return _not_straight(printed, filled, row)


def _in_line(header: ApplicantHeader, order: tuple[str, ...]) -> bool:
    """The names stand from left to right as the columns do: not where the header's rows were put into one (自然人 总计
    商业企业 …), which may have as many cells as a row by chance."""
    places = [header.columns[column] for column in order]
    return places == sorted(places)


def _stands_straight(header: ApplicantHeader, row: PrintedRow, label_at: int, first: int, depth: int) -> bool:
    """Whether a row as wide as its header stands under it: its first value under 自然人, and between that and the label
    nothing but the empty places of a label that goes on to the right. Under an empty 自然人 the label, too, must stand
    where the form has it (`depth` counts the groups above it): else the whole row may have moved."""
    leftmost = min(header.columns.values())
    if first < len(row.columns) and row.columns[first][0] == leftmost:
        return True
    found = _under(row, leftmost, first)
    if found is None or any(cell.text.strip() for cell in row.cells[first:found]):
        return False
    return bool(row.cells[found].text.strip()) or (depth, leftmost) == (
        row.columns[label_at][0],
        _DEEPEST + 1,
    )


def _not_straight(printed: list[GridCell], filled: list[GridCell], row: PrintedRow) -> list[Cell]:
    """Figures whose columns are not known: what every way of sharing them out agrees on."""
    if _gap_inside(printed) and len(filled) >= len(COLUMNS):
        return not_letter_spaced(spread(_trimmed(printed), len(COLUMNS), row.place), filled)
    if len(filled) == 1 and len(printed) == 1:
        return run_together(filled[0], len(COLUMNS), _SUMS)
    return not_letter_spaced(spread(filled, len(COLUMNS), row.place), filled)


def _whole(printed: list[GridCell], filled: list[GridCell], order: tuple[str, ...]) -> bool:
    """Seven figures are the row's seven: no empty cell stands beside them, or they add up."""
    return len(printed) == len(filled) or _adds_up(in_order(filled), order)


_NO_CELL = "no cell is printed under this column"


def _adds_up(cells: list[Cell], order: tuple[str, ...]) -> bool:
    """With blanks as nothing the applicants make the printed total: only then no figure of a flattened row has shifted."""
    by_column = dict(zip(order, cells, strict=True))
    total = by_column["total"]
    if total.state is not CellState.NUMBER:
        return False
    parts = [by_column[column] for column in APPLICANTS]
    if any(part.state is CellState.UNREADABLE and part.why != _NO_CELL for part in parts):
        return False
    return sum(part.value or 0 for part in parts) == total.value

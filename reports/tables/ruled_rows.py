"""Rows of table three in a real table: their cells have places, though headers and rows may disagree about spans."""

from __future__ import annotations

from reports.model import Cell
from reports.tables.align import believed, in_order, spread
from reports.tables.applicants import COLUMNS, ApplicantHeader
from reports.tables.application_row import ApplicationRow, one
from reports.tables.shape import Shape


def ruled(line: ApplicationRow) -> list[Cell]:
    """The seven values in the order of the columns; unreadable, each or all, where its places do not tell."""
    printed, filled = line.printed, line.filled
    if len(printed) == len(filled) == len(COLUMNS):
        return in_order(filled)
    shape = _believed_shape(line)
    by_place = _by_place(line, shape)
    if by_place:
        return by_place
    seven = len(filled) == len(COLUMNS) and not line.gap_inside
    if seven and shape is not None and shape.fits(line.row, line.label_at + 1):
        return in_order(filled)
    surplus = len(printed) > len(COLUMNS)
    return spread(printed if surplus else filled, len(COLUMNS), line.row.place)


def _believed_shape(line: ApplicationRow) -> Shape | None:
    """That of the row's neighbours, unless it is not sure and the header is not as wide."""
    shape = line.shape
    if shape is None or shape.sure or _as_wide(line.header, shape.edge):
        return shape
    return None


def _by_place(line: ApplicationRow, shape: Shape | None) -> list[Cell]:
    """A row with blanks, or with a cell more than columns: by what stands above or below it; nothing where that is not certain."""
    printed, header = line.printed, line.header
    usual = shape is None or not shape.sure or shape.edge == line.edge
    if header is not None and usual and len(printed) > len(COLUMNS):
        under = _right_under(line, header)
        if under:
            return under
    if shape is not None:
        full = len(line.filled) == len(COLUMNS) and not line.gap_inside
        return [] if full else _by_shape(line, shape)
    if len(printed) == len(COLUMNS):
        return in_order(printed)
    if header is not None and header.complete and len(printed) < len(COLUMNS):
        return _under_header(line, header) if line.edge >= max(header.columns.values()) else []
    return []


def _as_wide(header: ApplicantHeader | None, edge: int) -> bool:
    return header is not None and header.same_grid and header.edge == edge


def _right_under(line: ApplicationRow, header: ApplicantHeader) -> list[Cell]:
    """The seven cells that begin with the seven headers, in a row as wide as the header; nothing where any does not."""
    if not (header.complete and _as_wide(header, line.edge)):
        return []
    begun = {left: cell for cell, (left, _) in zip(line.printed, line.spans, strict=True)}
    found = [begun.get(header.columns[column]) for column in line.order]
    leftmost = min(header.columns.values())
    moved = header.order_kept and any(left < leftmost and cell.text.strip() for left, cell in begun.items())
    if moved:  # a figure stands before the first column, and no column of another name does
        return []
    return [one(cell, shared=False) for cell in found if cell is not None] if None not in found else []


def _by_shape(line: ApplicationRow, shape: Shape) -> list[Cell]:
    """The row by the places its neighbours use; nothing where it is built otherwise."""
    if shape.fits(line.row, line.label_at + 1):
        covering = [shape.covering(line.row, column) for column in range(len(COLUMNS))]
        cells = [one(cell, shared=shared) for cell, shared in covering]
        return believed(cells, [shared for _, shared in covering])
    if len(line.printed) == 1 and shape.is_under(line.row.columns[-1]):
        return [one(line.printed[0], shared=True) for _ in COLUMNS]
    return []


def _under_header(line: ApplicationRow, header: ApplicantHeader) -> list[Cell]:
    """A row of a real table with no cell under one of the columns has lost one, anywhere: then nothing of it is read."""
    if any(line.under(header.columns[column]) is None for column in line.order):
        return line.unread("the row has fewer cells than columns")
    return line.by_position(header)

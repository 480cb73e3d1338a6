"""Rows of table three in flattened text, where a cell's place means little: what adds up is read, or what all ways agree on."""

from __future__ import annotations

from reports.model import Cell, CellState
from reports.tables.align import (
    agreed,
    displaced,
    in_order,
    not_letter_spaced,
    not_torn,
    run_together,
    spread,
)
from reports.tables.applicants import COLUMNS, ApplicantHeader
from reports.tables.application_row import ApplicationRow

_SUMS = (((0, 1, 2, 3, 4, 5), 6),)
"""Six applicants and their total: positions in the form's order."""
_DEEPEST = 2
"""Labels of table three stand at most in the third of three columns; the groups above them in those to its left."""


def flattened(line: ApplicationRow) -> list[Cell]:
    """The seven values in the order of the columns; unreadable, each or all, where figures may have shifted."""
    printed, filled = line.printed, line.filled
    seven = len(filled) == len(COLUMNS) and not line.gap_inside
    if seven and (len(printed) == len(filled) or line.adds_up_in_order(filled)):
        return not_torn(in_order(filled), _SUMS) if line.row.grid.spaced else in_order(filled)
    crowded = len(filled) > len(COLUMNS)
    if line.header is not None and filled and not crowded and _is_rectangular(line, line.header):
        cells = _under_header(line, line.header)
        if cells:
            return cells
    begins = bool(filled) and (printed[0] is filled[0] or (line.shape is not None and line.shape.alone))
    if begins and len(printed) == len(COLUMNS) and line.adds_up_in_order(printed):
        return in_order(printed)
    return (_under_neighbours(line) if _on_one_line(line) else []) or _not_straight(line)


def guessed(line: ApplicationRow) -> list[Cell]:
    """A row put together from where its words stand: seven figures that add up, under seven headers, and no blank. A printed
    sign (/, —) holds its column as a figure does."""
    header, cells = line.header, in_order(line.printed)
    if header is not None and header.complete and len(cells) == len(COLUMNS) and line.adds_up(cells):
        under = [header.columns[column] for column in line.order]
        whole = all(cell.state in (CellState.NUMBER, CellState.SYMBOL) for cell in cells)
        if whole and (not header.same_grid or [left for left, _ in line.spans] == under):
            return cells
    return line.unread(
        "its table has no closed lines, and the row is not seven figures that add up under seven headers"
    )


def _is_rectangular(line: ApplicationRow, header: ApplicantHeader) -> bool:
    """Header and row have as many fields, and the names stand from left to right as the columns do: not where the header's
    rows were put into one (自然人 总计 商业企业 …), which may have as many cells as a row by chance."""
    if not (header.same_grid and header.complete and header.widths == {len(line.row.columns)}):
        return False
    places = [header.columns[column] for column in line.order]
    return places == sorted(places)


def _under_header(line: ApplicationRow, header: ApplicantHeader) -> list[Cell]:
    """A row as wide as its header by what stands under each name; nothing where that does not add up."""
    cells = line.by_position(header)
    if not line.adds_up(cells):
        return []
    if _stands_straight(line, header):
        return cells
    return displaced(cells) if len(line.filled) == 1 else []


def _stands_straight(line: ApplicationRow, header: ApplicantHeader) -> bool:
    """Whether a row as wide as its header stands under it: its first value under 自然人, and between that and the label
    nothing but the empty places of a label that goes on to the right. Under an empty 自然人 the label, too, must stand
    where the form has it (its depth is the count of groups above it): else the whole row may have moved."""
    row, first, leftmost = line.row, line.start, min(header.columns.values())
    if first < len(row.columns) and row.columns[first][0] == leftmost:
        return True
    found = line.under(leftmost)
    if found is None or any(cell.text.strip() for cell in row.cells[first:found]):
        return False
    at_its_place = (len(line.label.groups), leftmost) == (row.columns[line.label_at][0], _DEEPEST + 1)
    return bool(row.cells[found].text.strip()) or at_its_place


def _on_one_line(line: ApplicationRow) -> bool:
    """Whether the row has a line of the text to itself: nothing of another can stand in it."""
    return len({cell.place.line for cell in line.row.cells} | {None}) == 2


def _under_neighbours(line: ApplicationRow) -> list[Cell]:
    """A row with blanks, as wide as the rows of seven figures around it, by where theirs stand; nothing where its label is
    not as far from there as the form has it, a figure stands elsewhere, or it does not add up."""
    shape = line.shape
    if shape is None or shape.edge != line.edge:
        return []
    if shape.columns[0][0] - line.row.columns[line.label_at][0] != _DEEPEST + 1 - len(line.label.groups):
        return []
    begun = {left: cell for cell, (left, _) in zip(line.printed, line.spans, strict=True)}
    found = [begun[left] for left, _ in shape.columns if left in begun]
    if len(found) < len(COLUMNS) or sum(bool(cell.text.strip()) for cell in found) < len(line.filled):
        return []
    cells = in_order(found)
    return displaced(cells) if line.adds_up(cells) else []


def _not_straight(line: ApplicationRow) -> list[Cell]:
    """Figures whose columns are not known: what every way of sharing them out agrees on."""
    filled, place = line.filled, line.row.place
    if line.gap_inside and len(filled) >= len(COLUMNS):
        return not_letter_spaced(spread(line.trimmed, len(COLUMNS), place), filled)
    if len(filled) == 1 and len(line.printed) == 1:
        return run_together(filled[0], len(COLUMNS), _SUMS)
    among_others = line.shape is not None  # of seven figures; else all have one more, which is a column's
    one_too_many = len(filled) == len(COLUMNS) + 1 and among_others
    if one_too_many and _on_one_line(line) and (ways := _without_a_zero(line)):
        return agreed(ways, "one 0 too many stands in its row: which one cannot be told")
    return not_letter_spaced(spread(filled, len(COLUMNS), place), filled)


def _without_a_zero(line: ApplicationRow) -> list[list[Cell]]:
    """The ways to leave one 0 out of a row with a figure too many that make its total the sum of what stands before it.

    A figure other than 0 is never left out, and the digits of one that were torn apart (1 0 for 10) make no sum.
    """
    cells = in_order(line.filled)
    if any(cell.value is None for cell in cells):
        return []
    shorter = [[*cells[:at], *cells[at + 1 :]] for at, cell in enumerate(cells) if cell.value == 0]
    return [each for each in shorter if line.adds_up(each)]

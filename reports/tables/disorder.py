"""What is certain of tables in the text dump of a PDF, where the cells of a row may stand in any order.

Programs that write down a PDF's text go by where it stands: a cell that wraps over two lines comes before or after its
neighbours. A row's figures are in their order where they stand on one line, where all are the same, or where every sum of
every column holds; and they are the row's own where they add up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from reports.form import TABLES, by_row, forms
from reports.model import Cell, CellState
from reports.tables.align import unreadable
from reports.tables.identities import identities, is_total

_WHY = "in the dump of a PDF the figures of this row may stand in another order"
_NOTHING = (CellState.SYMBOL,)
"""A stroke: it stands where it stands, and counts nothing."""
_APPLICATIONS, _DISCLOSURE = "applications.", "disclosure."


def without_disorder(
    cells: Mapping[str, Cell], applications: str | None, *, columns_known: bool
) -> dict[str, Cell]:
    """`cells` with those unreadable of which the order is not certain. `applications`: table three's layout, the order of
    whose columns may be known."""
    rows = _rows_as_printed(cells)
    straight = _columns_hold(cells, applications)
    whole = _mostly_whole(cells, rows)
    in_turn = _one_below_another(cells, rows) if columns_known else frozenset()
    made = dict(cells)
    for row, addresses in rows.items():
        own = [cells[address] for address in addresses]
        third = row.startswith(_APPLICATIONS)
        certain = _certain(own, row, straight=(straight and third) or row in in_turn)
        if third and not columns_known and len({cell.value for cell in own}) > 1:
            certain = False
        if third and not whole and not _on_one_line(own):
            certain = False
        if len(own) > 1 and not certain:
            made |= {address: _doubted(cells[address]) for address in addresses}
    return made


def _rows_as_printed(cells: Mapping[str, Cell]) -> Mapping[str, Sequence[str]]:
    """Addresses of each row, those of the form that more of it was met of: table two of a report may be the other form's."""
    made: dict[str, Sequence[str]] = {}
    met: dict[str, int] = {}
    for form in forms().values():
        for row, addresses in by_row(address for address in form.addresses() if address in cells).items():
            found = sum(cells[address].place is not None for address in addresses)
            if row.split(".")[0] in TABLES and found > met.get(row, -1):
                made[row], met[row] = addresses, found
    return made


def _certain(cells: Sequence[Cell], row: str, *, straight: bool) -> bool:
    figures = [0 if cell.state in _NOTHING else cell.value for cell in cells]
    numbers = [figure for figure in figures if figure is not None]
    if len(numbers) < len(figures):
        return False
    if not row.startswith("disclosure.") and not is_total(numbers):
        return False
    return straight or len(set(numbers)) == 1 or _on_one_line(cells)


_NEARLY_ALL = 0.8


def _one_below_another(cells: Mapping[str, Cell], rows: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Rows of a dump that writes a cell to a line, row after row: nearly all rows of table three are whole, each figure
    below the one before, and add up. Of these a row of table three is certain if those beside it are as well, so that
    none of its figures can be theirs; a row of table two as it stands."""
    below = {row: _below(cells, addresses) for row, addresses in rows.items()}
    third = [row for row in rows if row.startswith(_APPLICATIONS)]
    if not third or sum(below[row] for row in third) < _NEARLY_ALL * len(third):
        return frozenset()
    beside = zip([third[0], *third], third, [*third[1:], third[-1]], strict=False)
    sure = [row for before, row, after in beside if below[before] and below[row] and below[after]]
    return frozenset((*sure, *(row for row in rows if row.startswith(_DISCLOSURE) and below[row])))


def _below(cells: Mapping[str, Cell], addresses: Sequence[str]) -> bool:
    own = [cells[address] for address in addresses]
    if not all(map(_counts, own)):
        return False
    lines = [cell.place.line if cell.place is not None else None for cell in own]
    known = [line for line in lines if line is not None]
    if len(known) < len(own) or any(one >= other for one, other in pairwise(known)):
        return False
    return addresses[0].startswith(_DISCLOSURE) or is_total([cell.value or 0 for cell in own])


def _on_one_line(cells: Sequence[Cell]) -> bool:
    lines = {cell.place.line if cell.place is not None else None for cell in cells}
    return len(lines) == 1 and None not in lines


def _mostly_whole(cells: Mapping[str, Cell], rows: Mapping[str, Sequence[str]]) -> bool:
    """Whether half of table three's rows have all their figures: else those of a row, even if all are 0, may be others'."""
    own = [addresses for row, addresses in rows.items() if row.startswith(_APPLICATIONS)]
    read = sum(all(_counts(cells[address]) for address in addresses) for addresses in own)
    return 2 * read >= len(own)


def _counts(cell: Cell) -> bool:
    return cell.value is not None or cell.state in _NOTHING


def _columns_hold(cells: Mapping[str, Cell], applications: str | None) -> bool:
    """Whether every sum down table three holds: two figures that changed places in a row would show."""
    down = [
        identity
        for identity in identities(applications)
        if len({address.rpartition(".")[2] for address in identity.addresses}) == 1
    ]
    for identity in down:
        sides = [[cells.get(address) for address in side] for side in (identity.left, identity.right)]
        values = [[cell.value if cell is not None else None for cell in side] for side in sides]
        left, right = ([value for value in side if value is not None] for side in values)
        if len(left) + len(right) < len(identity.addresses) or sum(left) != sum(right):
            return False
    return bool(down)


def _doubted(cell: Cell) -> Cell:
    if cell.state in (CellState.UNREADABLE, CellState.ABSENT):
        return cell
    return unreadable(cell.place, _WHY, () if cell.value is None else (cell.value,), cell.raw)

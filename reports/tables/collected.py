"""What has been read so far. An address that is printed twice with different values is not read at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from reports.document import Place
from reports.labels import RowLabel
from reports.model import Cell, CellState, Uncertain
from reports.tables.align import unreadable

TWICE = "printed twice with different values"
"""Why such a cell is not read."""
_PRINTED_TWICE = 3
"""So many rows of a table that stand in two grids make two tables of them."""


@lru_cache(maxsize=512)
def _addresses(table: str, row: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{table}.{row}.{column}" for column in columns)


@dataclass(slots=True)
class Collected:
    cells: dict[str, Cell] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    uncertain: dict[Uncertain, None] = field(default_factory=dict)
    """Each once, in order."""
    layouts: dict[str, int] = field(default_factory=dict)
    unplaced: set[str] = field(default_factory=set)
    """Rows (``table.row``) that are printed and could not be read at all."""
    stands: dict[tuple[str, str], set[tuple[int | None, int | None]]] = field(default_factory=dict)
    """Page and number of each table that a row (table, row) was met in."""

    def put(self, address: str, cell: Cell) -> None:
        known = self.cells.setdefault(address, cell)
        if known is cell:
            return
        if known.state is CellState.ABSENT:
            self.cells[address] = cell
        elif known.state is not cell.state or known.value != cell.value:
            candidates = [
                v for v in (known.value, cell.value, *known.candidates, *cell.candidates) if v is not None
            ]
            self.cells[address] = unreadable(cell.place, TWICE, candidates)
            self.note(cell.place, f"{address} is printed twice with different values")

    def put_row(self, label: RowLabel, columns: tuple[str, ...], cells: Sequence[Cell]) -> None:
        place = next((cell.place for cell in cells if cell.place is not None), None)
        if place is not None:
            self.stands.setdefault((label.table, label.row), set()).add((place.page, place.table))
        for address, cell in zip(_addresses(label.table, label.row, columns), cells, strict=True):
            self.put(address, cell)
        unread = [cell for cell in cells if cell.state is CellState.UNREADABLE]
        if unread:
            self.note(
                unread[0].place, f"row {label.row}: {len(unread)} of {len(cells)} cells: {unread[0].why}"
            )

    def settle_second_printing(self) -> None:
        """Where a table stands twice, a row that only one of the two has may be the other's: it is not read."""
        twice = Counter(table for (table, _), met in self.stands.items() if len(met) > 1)
        for (table, row), met in self.stands.items():
            if twice[table] < _PRINTED_TWICE or len(met) > 1:
                continue
            for address, cell in self.cells.items():
                if address.startswith(f"{table}.{row}.") and cell.state is not CellState.UNREADABLE:
                    found = () if cell.value is None else (cell.value,)
                    why = "its table is printed twice, and this row once"
                    self.cells[address] = unreadable(cell.place, why, found, cell.raw)

    def cannot(self, label: RowLabel, place: Place | None, why: str) -> None:
        """The row is there; none of its values can be put under a column."""
        self.unplaced.add(f"{label.table}.{label.row}")
        self.note(place, f"row {label.row}: {why}")

    def of_row(self, label: RowLabel) -> dict[str, Cell]:
        """What has been read of a row so far, by address."""
        if (label.table, label.row) not in self.stands:
            return {}
        start = f"{label.table}.{label.row}."
        return {address: cell for address, cell in self.cells.items() if address.startswith(start)}

    def forget(self, label: RowLabel, before: Mapping[str, Cell]) -> None:
        """The row is read again, with what followed it; `before` is what had been read of it where it was printed first."""
        for address in self.of_row(label):
            del self.cells[address]
        self.cells.update(before)
        begins = f"row {label.row}: "
        self.uncertain = {each: None for each in self.uncertain if not each.why.startswith(begins)}

    def note(self, place: Place | None, why: str) -> None:
        self.uncertain.setdefault(Uncertain(place, why))

    def disclosure_layout(self) -> str | None:
        """The format that the headers of section two speak for; `None` where they speak for neither or for both."""
        ranked = sorted(self.layouts, key=lambda form: -self.layouts[form])
        if not ranked or (len(ranked) > 1 and self.layouts[ranked[0]] == self.layouts[ranked[1]]):
            return None
        return ranked[0]

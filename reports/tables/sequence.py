"""The order in which rows were met: a row that was not found may be one that is printed under a label we do not know.

"The row is missing" is an accusation. It may only be said where every printed row between its neighbours was understood.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from itertools import takewhile

from reports import values
from reports.form import forms
from reports.labels import RowLabel
from reports.model import CellState
from reports.tables.rows import PrintedRow

_LIKE_VALUES = frozenset((CellState.NUMBER, CellState.UNREADABLE, CellState.SYMBOL))


@dataclass(slots=True)
class Sequence:
    """`_met` holds ``table.row`` of each labelled row as printed, and `None` for each row nobody could name."""

    _met: list[str | None] = field(default_factory=list)
    _last_named: int = -1
    """Its position in `_met`."""

    def known(self, label: RowLabel) -> None:
        self._met.append(f"{label.table}.{label.row}")
        self._last_named = len(self._met) - 1

    def unknown(self, row: PrintedRow, *, below_form: bool) -> None:
        """A row that is neither header nor label; only one that holds something like a value can be a lost row. `below_form`: a row
        or a header of the form stands above it; there words beside those of a label may be a value, too."""
        first = min(row.first_value, 1) if below_form else row.first_value
        states = {values.printed(cell).state for cell in row.cells[first:]}
        said = states - {CellState.BLANK} if below_form else states & _LIKE_VALUES
        if said:
            self._met.append(None)

    @property
    def last(self) -> int | None:
        """Position of the row just met, where nobody could name it."""
        return len(self._met) - 1 if self._met and self._met[-1] is None else None

    @property
    def last_named(self) -> str | None:
        """``table.row`` of the last row that could be named."""
        return self._met[self._last_named] if self._last_named >= 0 else None

    def only_gap(self, at: int) -> str | None:
        """The one row (``table.row``) that every form has between the neighbours of the unnamed row at `at`, or after the
        one above it where nothing follows."""
        above = self._met[at - 1] if at else None
        below = self._met[at + 1] if at + 1 < len(self._met) else None
        gaps = {
            order[order.index(above) + 1 : order.index(below) if below is not None else None]
            for order in _orders()
            if above in order and (below is None or below in order)
        }
        only = gaps.pop() if len(gaps) == 1 else ()
        return only[0] if len(only) == 1 and only[0] not in self._met else None

    def rows_between(self, above: str, below: str) -> bool:
        """Whether rows nobody could name were met between these two that the older form has one right below the other: several
        below the first (one may be the second), or any above the second."""
        if above not in self._met:
            return False
        following = self._met[self._met.index(above) + 1 :]
        unnamed = list(takewhile(lambda name: name is None, following))
        return len(unnamed) > 1 or (bool(unnamed) and following[1:2] == [below])

    def name(self, at: int, label: RowLabel) -> None:
        """The unnamed row at `at` is this one after all."""
        self._met[at] = f"{label.table}.{label.row}"
        self._last_named = max(self._last_named, at)

    def lost(self) -> frozenset[str]:
        """Rows of either form that stand between the neighbours of a row nobody could name."""
        made: set[str] = set()
        for above, below in self._gaps():
            for order in _orders():
                first = order.index(above) if above in order else -1
                last = order.index(below) if below in order else len(order)
                made.update(order[first + 1 : last] if first < last else (*order[:last], *order[first + 1 :]))
        return frozenset(made - {name for name in self._met if name is not None})

    def _gaps(self) -> set[tuple[str | None, str | None]]:
        """The named rows above and below each row without a name; of a label printed twice either may stand in another's place."""
        below: list[str | None] = [None]
        for name in reversed(self._met):
            below.append(name or below[-1])
        gaps: set[tuple[str | None, str | None]] = set()
        printed = Counter(self._met)
        above: str | None = None
        for name, following in zip(self._met, reversed(below[:-1]), strict=True):
            if name is None or printed[name] > 1:
                gaps.add((above, following))
            above = name or above
        return gaps


@cache
def _orders() -> tuple[tuple[str, ...], ...]:
    """All rows of sections two and three in printed order, for every pair of forms."""
    made = []
    for disclosure in forms().values():
        for applications in forms().values():
            rows = [f"disclosure.{row.id}" for block in disclosure.table("disclosure") for row in block.rows]
            rows += [
                f"applications.{row.id}" for block in applications.table("applications") for row in block.rows
            ]
            made.append(tuple(rows))
    return tuple(made)

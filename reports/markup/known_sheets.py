"""The sheets of tables that were read, remembered within bounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum, auto

from reports.document import Grid
from reports.remembering import Generations
from reports.sheets import Sheet, count_of_cells, sheet_of, with_sheet

Key = tuple[object, ...]
"""What a table is known by, whatever that is."""
_BESIDE, _PART, _CELL = 1_000, 16, 180
"""Bytes that are remembered of a table, of each part of its key, and of each cell where there is a sheet."""


class _State(Enum):
    """What is known of a table that there is no sheet of."""

    ONCE = auto()
    """It was met once: most are never met again, and a sheet takes time to make."""
    OPEN = auto()
    """Its figures cannot be covered."""


def _size(key: Key, found: Sheet | _State) -> int:
    return _BESIDE + _PART * len(key) + (_CELL * found.cells if isinstance(found, Sheet) else 0)


class Sheets:
    """Sheets by what a table is known by: at `most` so many bytes of them in each of two generations."""

    def __init__(self, most: int) -> None:
        self._met: Generations[Key, Sheet | _State] = Generations(most, _size)

    def filled(self, key: Key, figures: Sequence[str]) -> Grid | None:
        """The table with these figures; `None` where there is no sheet of it."""
        found = self._met.get(key)
        return found.filled(figures) if isinstance(found, Sheet) else None

    def remembered(
        self,
        key: Key,
        grid: Grid,
        figures: Sequence[str],
        counts: Callable[[], Sequence[int]],
        *,
        likely: bool,
    ) -> Grid:
        """`grid`, which a table was read as that there was no sheet of; with its sheet from the second time on, or at once
        where it is `likely` to be met again.

        `counts` says how many of its `figures` stand in each of its cells, in printed order.
        """
        known = self._met.get(key)
        if known is None and not likely:
            self._met.put(key, _State.ONCE)
            return grid
        if known is _State.OPEN:
            return grid
        sheet = _sheet(grid, figures, counts())
        self._met.put(key, sheet or _State.OPEN)
        return with_sheet(grid, sheet, figures) if sheet is not None else grid


def _sheet(grid: Grid, figures: Sequence[str], counts: Sequence[int]) -> Sheet | None:
    """The grid with its figures covered."""
    cells = [number for number, count in enumerate(counts) if count]
    if len(counts) != count_of_cells(grid) or len(cells) != len(figures):
        return None
    return sheet_of(grid, dict(zip(cells, figures, strict=True)))

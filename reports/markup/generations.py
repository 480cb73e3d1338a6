"""What is remembered of pages that were read, within bounds: whatever it is, and the sheets of their tables."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from enum import Enum, auto
from typing import Generic, TypeVar

from reports.document import Grid
from reports.sheets import Sheet, count_of_cells, sheet_of, with_sheet

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Generations(Generic[K, V]):
    """Two generations of what was met: when the younger is full, the older one is forgotten.

    `most` is the size of each, in whatever `put` counts.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._young: dict[K, V] = {}
        self._old: dict[K, V] = {}

    def get(self, key: K, size: int) -> V | None:
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key)
            if found is not None:
                self.put(key, found, size)
        return found

    def young(self, keys: Iterable[K]) -> list[V] | None:
        """What the younger generation knows of each; `None` where it does not know them all."""
        try:
            return list(map(self._young.__getitem__, keys))
        except KeyError:
            return None

    def put(self, key: K, found: V, size: int) -> None:
        if self._size + size > self._most:
            self._old, self._young, self._size = self._young, {}, 0
        self._size += 0 if key in self._young else size
        self._young[key] = found


class _State(Enum):
    """What is known of a table that there is no sheet of."""

    ONCE = auto()
    """It was met once: most are never met again, and a sheet takes time to make."""
    OPEN = auto()
    """Its figures cannot be covered."""


class Sheets(Generic[K]):
    """Sheets by what a table is known by, whatever that is."""

    def __init__(self, most: int) -> None:
        self._met: Generations[K, Sheet | _State] = Generations(most)

    def filled(self, key: K, size: int, figures: Sequence[str]) -> Grid | None:
        """The table with these figures; `None` where there is no sheet of it."""
        found = self._met.get(key, size)
        return found.filled(figures) if isinstance(found, Sheet) else None

    def remembered(
        self,
        key: K,
        size: int,
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
        known = self._met.get(key, size)
        if known is None and not likely:
            self._met.put(key, _State.ONCE, size)
            return grid
        if known is _State.OPEN:
            return grid
        sheet = _sheet(grid, figures, counts())
        self._met.put(key, sheet or _State.OPEN, size)
        return with_sheet(grid, sheet, figures) if sheet is not None else grid


def _sheet(grid: Grid, figures: Sequence[str], counts: Sequence[int]) -> Sheet | None:
    """The grid with its figures covered."""
    cells = [number for number, count in enumerate(counts) if count]
    if len(counts) != count_of_cells(grid) or len(cells) != len(figures):
        return None
    return sheet_of(grid, dict(zip(cells, figures, strict=True)))

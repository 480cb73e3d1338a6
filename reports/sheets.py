"""A printed table with its figures covered: what thousands of reports of one template have in common.

Which cell of a table is which of the form's depends on its labels and its build, never on the figures (but where they
are doubted: then somebody looks at them, and `Looked` says so). So a table that was read once with covered figures is
known; its next printing only brings other figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache, wraps
from itertools import count
from typing import Any, NoReturn, TypeVar

from reports.document import Grid, GridCell
from reports.remembering import WORDS

COVERED = "\0\ud800"
"""Stands where a figure is covered: a text that no file can hold."""
_made = tuple.__new__
"""A cell in a third of the time that `_replace` takes."""
_NOTHING = "0"
"""What nearly every figure of a report is."""

Found = TypeVar("Found")


class Looked(Exception):
    """A covered figure was looked at: what was to be read depends on it."""


class Cover(Decimal):
    """The value of a covered figure. It is there, and nothing can be done with it."""

    def _looked(self, *_: object) -> NoReturn:
        raise Looked

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _looked
    __hash__ = __bool__ = __int__ = __float__ = __neg__ = __abs__ = __pos__ = _looked
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _looked
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _looked
    __str__ = __repr__ = __format__ = _looked


def with_sheet(grid: Grid, sheet: Sheet, figures: Sequence[str]) -> Grid:
    """`grid`, which is `sheet` with those figures, saying so."""
    object.__setattr__(grid, "sheet", sheet)
    object.__setattr__(grid, "figures", figures)
    return grid


def form_of(grid: Grid) -> Grid:
    """A grid of the same build and labels, which is there already: for whoever asks for no figure."""
    return grid if grid.sheet is None else grid.sheet.zeros


@dataclass(frozen=True, slots=True)
class _Figure:
    """One covered figure: its cell, and the row and columns (0-based) of each position that the cell covers."""

    cell: GridCell
    positions: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A table as it is printed but for its figures: `zeros` has 0 wherever one stands."""

    zeros: Grid
    figures: tuple[_Figure, ...]
    cells: int
    """Own ones: a merged one is one, wherever it reaches."""
    number: int = field(default_factory=count().__next__, init=False)
    """No two have the same: what is known by it does not keep the sheet."""
    told: dict[object, Any] = field(default_factory=dict, init=False, repr=False)
    """What each of those who looked at it found (`once_for_each`)."""

    @property
    def covered(self) -> Grid:
        """With `COVERED` where a figure stands; made anew each time, for it is looked at a few times and kept for long."""
        cells = [figure.cell._replace(text=COVERED) for figure in self.figures]
        return _with_cells(self.zeros, self.figures, cells)

    def filled(self, figures: Sequence[str]) -> Grid:
        """The table with these figures, in the order of its cells."""
        grid = with_sheet(Grid((), self.zeros.place), self, figures)
        object.__delattr__(grid, "rows")  # which are put together when they are first asked for
        return grid

    def rows_with(self, figures: Sequence[str]) -> tuple[tuple[GridCell | None, ...], ...]:
        """Those of the table with these figures."""
        other = [(known, text) for known, text in zip(self.figures, figures, strict=True) if text != _NOTHING]
        lines = list(self.zeros.rows)
        opened: dict[int, list[GridCell | None]] = {}
        for known, text in other:
            cell = _made(GridCell, (text, *known.cell[1:]))
            for row, column in known.positions:
                line = opened.get(row)
                if line is None:
                    line = opened[row] = list(lines[row])
                line[column] = cell
        for row, made in opened.items():
            lines[row] = tuple(made)
        return tuple(lines)


def sheet_of(grid: Grid, figures: Mapping[int, str]) -> Sheet | None:
    """`grid` as a sheet with those figures covered, by the number of their own cell (0-based, in printed order).

    `None` where a cell holds anything else than its figure, or a number does not fit the cells.
    """
    cells: list[GridCell] = []
    positions: dict[int, list[tuple[int, int]]] = {}
    for row, line in enumerate(grid.rows):
        for column, cell in enumerate(line):
            if cell is not None:
                known = positions.get(id(cell))
                if known is None:
                    known = positions[id(cell)] = []
                    cells.append(cell)
                known.append(_position(row, column))
    if any(number >= len(cells) or cells[number].text != text for number, text in figures.items()):
        return None
    known_figures = tuple(
        _Figure(_nought(cells[number]._replace(text=_NOTHING)), tuple(positions[id(cells[number])]))
        for number in figures
    )
    zeros = _with_cells(grid, known_figures, [figure.cell for figure in known_figures])
    return Sheet(zeros, known_figures, len(cells))


def once_for_each(look: Callable[[Sheet], Found]) -> Callable[[Sheet], Found]:
    """What `look` finds on a sheet, remembered as long as the sheet is."""

    @wraps(look)
    def known(sheet: Sheet) -> Found:
        if look not in sheet.told:
            sheet.told[look] = look(sheet)
        found: Found = sheet.told[look]
        return found

    return known


def count_of_cells(grid: Grid) -> int:
    """Own cells: a merged one is one, wherever it reaches."""
    return len({id(cell) for line in grid.rows for cell in line if cell is not None})


def _with_cells(grid: Grid, figures: Iterable[_Figure], cells: Iterable[GridCell]) -> Grid:
    """The grid with one of the cells where each figure stands."""
    lines = [list(line) for line in grid.rows]
    for figure, cell in zip(figures, cells, strict=True):
        for row, column in figure.positions:
            lines[row][column] = cell
    return Grid(tuple([tuple(line) for line in lines]), grid.place)


@lru_cache(maxsize=WORDS)
def _position(row: int, column: int) -> tuple[int, int]:
    """The same few stand in every table, as noughts do."""
    return row, column


@lru_cache(maxsize=WORDS)
def _nought(cell: GridCell) -> GridCell:
    return cell

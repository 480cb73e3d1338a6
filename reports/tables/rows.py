"""A row of a grid as printed: its cells left to right, which of them are labels and which values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reports import values
from reports.document import Grid, GridCell, Place
from reports.labels import bare
from reports.model import CellState
from reports.numerals import is_count
from reports.remembering import WORDS

_SHORT = 64
"""Characters of a text whose reading is remembered."""
_ALL_FIGURES = 15
"""Table four has so many figures in its one row, and no label."""

_HAN = re.compile("[\u4e00-\u9fff]")
_LABELS = 3
"""Groups and label of a row of table three."""
_MOST = 10
_ONE_OR_A_DASH = "一"
"""A cell all the same, whichever of the two it is."""
_NUMERAL = 3
"""Characters: 二十一."""


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """`cells` are distinct, left to right; `columns` the grid column each begins at (0-based) and reaches to."""

    grid: Grid
    index: int
    cells: tuple[GridCell, ...]
    columns: tuple[tuple[int, int], ...]
    seen: tuple[Glance, ...]
    words: tuple[str, ...]
    """The bare words of each cell."""
    first_value: int
    """Index of the first cell after the last label: everything from there on can be a value."""

    @property
    def place(self) -> Place:
        return self.cells[0].place if self.cells else self.grid.place

    @property
    def has_number(self) -> bool:
        """Whether a cell holds nothing but one number."""
        return any(cell.is_number for cell in self.seen)

    @property
    def label_cells(self) -> tuple[GridCell, ...]:
        return self.cells[: self.first_value]

    @property
    def is_empty(self) -> bool:
        return all(cell.blank for cell in self.seen)

    @property
    def names_columns(self) -> bool:
        """Nothing but Chinese words, more of them than a row has labels: the header of a list (单位 新收 予以公开 结转 …)."""
        if (
            self.first_value < len(self.cells) or self.has_number
        ):  # a total that is no number (5(6), 7‰) ends a row of figures
            return False
        filled = [words for cell, words in zip(self.seen, self.words, strict=True) if not cell.blank]
        return len(filled) > _LABELS and all(map(_HAN.search, filled))

    @property
    def only_values(self) -> bool:
        return self.first_value == 0

    def first_from(self, column: int) -> int:
        """Index of the first cell that begins at this grid column or behind it, or of the first value, whichever is before."""
        under = next((at for at, (left, _) in enumerate(self.columns) if left >= column), self.first_value)
        return min(under, self.first_value)

    def continued(self, row: PrintedRow) -> PrintedRow:
        """This row with the cells of a later one after it (flattened tables only: columns mean nothing there)."""
        cells = self.cells + row.cells
        return _row(self.grid, self.index, cells, tuple((i, i) for i in range(len(cells))))


def _row(
    grid: Grid, index: int, cells: tuple[GridCell, ...], columns: tuple[tuple[int, int], ...]
) -> PrintedRow:
    texts = [cell.text for cell in cells]
    seen = tuple([_known(text) if len(text) <= _SHORT else _glance(text) for text in texts])
    words = tuple([cell.words for cell in seen])
    return PrintedRow(grid, index, cells, columns, seen, words, _first_value(seen))


@dataclass(frozen=True, slots=True)
class Glance:
    """What one look at a cell's text tells: its `length` in characters; its bare `words`, as labels are compared; whether
    nothing is there; whether it can be the content of a cell rather than a label; is one number; has a value at all."""

    length: int
    words: str
    blank: bool
    can_be_value: bool
    is_number: bool
    has_value: bool


def _glance(text: str) -> Glance:
    if is_count(text):
        return Glance(len(text), text, False, True, True, True)
    read = values.cell(text)
    number, has_value = (
        read.state is CellState.NUMBER,
        read.value is not None or text.strip() == _ONE_OR_A_DASH,
    )
    return Glance(len(text), bare(text), not text.strip(), values.is_value(text), number, has_value)


_known = lru_cache(maxsize=WORDS)(_glance)
"""Labels and figures come again and again, in one report and in all of them."""


def _no_labels(cells: tuple[Glance, ...]) -> bool:
    """Nothing longer than a numeral stands among figures."""
    figures = sum(cell.can_be_value for cell in cells)
    return figures >= _MOST and all(cell.length <= _NUMERAL or cell.can_be_value for cell in cells)


def _first_value(cells: tuple[Glance, ...]) -> int:
    """A Chinese numeral is a value only after a label: before one it may be a label's list mark or its one glyph."""
    if len(cells) >= _ALL_FIGURES and _no_labels(cells):
        return 0
    last_label = -1
    for index, cell in enumerate(cells):
        if cell.can_be_value or cell.blank or (last_label >= 0 and (cell.has_value or _spoilt(cell))):
            continue
        last_label = index
    return last_label + 1


def _spoilt(cell: Glance) -> bool:
    """Figures with a sign before or among them ("*2"): after a label it is a cell that cannot be read, no further label."""
    return any(map(str.isdecimal, cell.words)) and _HAN.search(cell.words) is None


def rows_of(grid: Grid) -> Iterator[PrintedRow]:
    for index, line in enumerate(grid.rows):
        present = [cell for cell in line if cell is not None]
        if len(present) == len(line) == len(set(map(id, line))):  # nothing merged, nothing missing
            yield _row(grid, index, tuple(present), _each_its_own(len(line)))
            continue
        cells: list[GridCell] = []
        columns: list[tuple[int, int]] = []
        for column, cell in enumerate(line):
            if cell is None:
                continue
            if cells and cells[-1] is cell:
                columns[-1] = (columns[-1][0], column)
            else:
                cells.append(cell)
                columns.append((column, column))
        yield _row(grid, index, tuple(cells), tuple(columns))


@lru_cache(maxsize=256)
def _each_its_own(count: int) -> tuple[tuple[int, int], ...]:
    return tuple((column, column) for column in range(count))

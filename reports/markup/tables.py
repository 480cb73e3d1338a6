"""One `<table>` → an expanded `Grid`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from reports.document import Grid, GridCell, Place
from reports.markup.cell_text import cell_text, plain_text
from reports.markup.layout import rows_of
from reports.remembering import WORDS

_MAX_SPAN = 60
_made = tuple.__new__
"""A cell without the call of its own constructor: hundreds are made for each page."""
MAX_ROWS = 3_000
_MAX_COLUMNS = 300
"""Further ones are not read."""
_CELLS = ("td", "th")
_ALONE = (1, 1)


class Bare(NamedTuple):
    """A cell as it is printed, wherever it stands: its words, and how many rows and columns it covers."""

    text: str
    down: int
    across: int


def expand_table(table: LexborNode, number: int, hidden: frozenset[int], composed: frozenset[int]) -> Grid:
    """The table as the `number`th of its page. Spans expanded as HTML §4.9.12 forms a table: a cell takes the next free column of its row."""
    placed: list[list[GridCell | None]] = []
    seen = _seen(table, hidden, composed)
    visible = (row for row in rows_of(table) if not hidden or row.mem_id not in hidden)
    height = 0
    for height, row in enumerate(islice(visible, MAX_ROWS), 1):
        if len(placed) < height:
            placed.append([])
        cells = list(row.iter())
        if not placed[height - 1] and seen.plain(cells):
            places = _places(number, height, len(cells))
            placed[height - 1] += [
                _made(GridCell, (plain_text(node), place, 1, 1, ()))
                for node, place in zip(cells, places, strict=True)
            ]
        else:
            _fill(placed, number, height, seen.bare(cells))
    return _expanded(placed, number, height)


def bare_rows(table: LexborNode, composed: frozenset[int]) -> list[list[Bare]]:
    """The cells of each row of a table nothing of which is hidden."""
    seen = _seen(table, frozenset(), composed)
    return [list(seen.bare(row.iter())) for row in rows_of(table)]


def grid_of(rows: Iterable[Iterable[Bare]], number: int) -> Grid:
    """Rows of no more than `MAX_ROWS` as a table, the `number`th of its page."""
    placed: list[list[GridCell | None]] = []
    height = 0
    for height, cells in enumerate(rows, 1):
        if len(placed) < height:
            placed.append([])
        _fill(placed, number, height, cells)
    return _expanded(placed, number, height)


def _expanded(placed: list[list[GridCell | None]], number: int, height: int) -> Grid:
    del placed[height:]  # a row span that reaches below the table ends with it
    width = max((len(row) for row in placed), default=0)
    rows = tuple([tuple(row) + (None,) * (width - len(row)) for row in placed])
    return Grid(rows, Place(table=number))


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is known of a page's elements, by `mem_id`: `spans` are the columns and rows of those that say how many."""

    hidden: frozenset[int]
    composed: frozenset[int]
    spans: Mapping[int, tuple[int, int]]

    def plain(self, cells: Sequence[LexborNode]) -> bool:
        """Whether a row is nothing but cells of plain words, each in one column."""
        own = [cell.mem_id for cell in cells]
        return (
            [cell.tag for cell in cells].count("td") == len(cells)
            and self.composed.isdisjoint(own)
            and self.hidden.isdisjoint(own)
            and self.spans.keys().isdisjoint(own)
        )

    def bare(self, row: Iterable[LexborNode]) -> Iterator[Bare]:
        for node in row:
            own = node.mem_id
            if node.tag not in _CELLS or own in self.hidden:
                continue
            across, down = self.spans.get(own, _ALONE)
            composed = own in self.composed
            text = cell_text(node, self.hidden, self.composed) if composed else plain_text(node)
            yield _made(Bare, (text, down, across))


def _seen(table: LexborNode, hidden: frozenset[int], composed: frozenset[int]) -> _Seen:
    return _Seen(hidden, composed, {node.mem_id: _spans(node) for node in table.css("[colspan], [rowspan]")})


def _fill(placed: list[list[GridCell | None]], number: int, height: int, cells: Iterable[Bare]) -> None:
    """Put the cells of the `height`th row where they stand, with what they cover below it."""
    line = placed[height - 1]
    column = 0
    for text, down, across in cells:
        if column < len(line):
            column = _next_free(line, column)
        if column >= _MAX_COLUMNS:
            break
        cell = _made(GridCell, (text, _place(number, height, column + 1), down, across, ()))
        if down == 1 and column == len(line):
            line += (cell,) * across
        else:
            _put(placed, height - 1, column, cell)
        column += across


def _spans(cell: LexborNode) -> tuple[int, int]:
    """How many columns and rows it covers."""
    attributes = cell.attributes
    return _span(attributes.get("colspan")), _span(attributes.get("rowspan"))


@lru_cache(maxsize=WORDS)
def _place(table: int, row: int, column: int) -> Place:
    """The same few places are named in every report."""
    return Place(table=table, row=row, column=column)


@lru_cache(maxsize=1024)
def _places(table: int, row: int, count: int) -> tuple[Place, ...]:
    return tuple(_place(table, row, column) for column in range(1, count + 1))


def _next_free(line: list[GridCell | None], column: int) -> int:
    while column < len(line) and line[column] is not None:
        column += 1
    return column


def _put(placed: list[list[GridCell | None]], row: int, column: int, cell: GridCell) -> None:
    """Let a cell cover its positions that are still free."""
    down, across = cell.row_span, cell.column_span
    while len(placed) < row + down:
        placed.append([])
    for target in placed[row : row + down]:
        if len(target) < column + across:
            target.extend([None] * (column + across - len(target)))
        for position in range(column, column + across):
            if target[position] is None:
                target[position] = cell


def _span(printed: str | None) -> int:
    if not printed:
        return 1
    value = printed.strip()
    return min(max(int(value), 1), _MAX_SPAN) if value.isascii() and value.isdigit() and len(value) < 9 else 1

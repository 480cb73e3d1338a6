"""Ruling lines → tables of rectangular cells, merged where no line stands between them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from reports.formats import limits
from reports.formats.pdf.content import Line, Rectangle

_MEET = 4.0
"""Points by which a line may miss the one it meets."""
_SAME = 5.0
"""Points between two lines that are one edge of the lattice; no column of a report is as narrow."""
_COVERED = 0.6
"""Share of an elementary cell's side that a line must cover to stand there."""


@dataclass(slots=True)
class LatticeCell:
    """Rows and columns from `row`, `column` on; `text` and `rectangle` of what is printed in it."""

    row: int
    column: int
    rows: int
    columns: int
    rectangle: Rectangle
    text: str = ""
    candidates: tuple[str, ...] = ()
    void: bool = False
    """No line ends it at a side of the table that is drawn elsewhere: where nothing is printed in it, there is no cell."""
    full: bool = False
    """Its last line of text leaves no room for another glyph: the text may go on over the page."""


@dataclass(slots=True)
class Lattice:
    """A ruled table of one page. `xs`, `ys` are the edges, in points; `closed` False where the lines do not close."""

    page: int
    xs: list[float]
    ys: list[float]
    cells: list[LatticeCell]
    closed: bool = True
    owner: dict[tuple[int, int], int] = field(default_factory=dict)
    """(row, column) → index into `cells`."""
    open_columns: frozenset[int] = frozenset()
    """Columns with no line at the bottom: a cell that the page's end has cut open."""

    @property
    def rectangle(self) -> Rectangle:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def cell_at(self, x: float, y: float) -> int | None:
        """Index of the cell that holds a point."""
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        return self.owner.get((row, column))


def find_lattices(horizontals: Sequence[Line], verticals: Sequence[Line], page: int) -> list[Lattice]:
    """The ruled tables of a page, top to bottom. A frame around one cell is no table."""
    lattices = []
    for across, down in _connected(horizontals, verticals):
        lattice = _lattice(across, down, page)
        if lattice is not None and len(lattice.cells) > 1:
            lattices.append(lattice)
    return sorted(lattices, key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def _connected(horizontals: Sequence[Line], verticals: Sequence[Line]) -> list[tuple[list[Line], list[Line]]]:
    """Groups of lines that cross or meet each other."""
    parent = list(range(len(horizontals) + len(verticals)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    offset = len(horizontals)
    order = sorted(range(offset), key=lambda index: horizontals[index].at)
    heights = [horizontals[index].at for index in order]
    for j, vertical in enumerate(verticals):
        first = bisect_left(heights, vertical.start - _MEET)
        last = bisect_right(heights, vertical.end + _MEET)
        at = vertical.at
        for i in order[first:last]:
            across = horizontals[i]
            if across.start - _MEET <= at <= across.end + _MEET:
                one, other = parent[i], parent[offset + j]
                if one != other or parent[one] != one:
                    parent[root(i)] = root(offset + j)
    groups: dict[int, tuple[list[Line], list[Line]]] = {}
    for i, line in enumerate(horizontals):
        groups.setdefault(root(i), ([], []))[0].append(line)
    for j, line in enumerate(verticals):
        groups.setdefault(root(offset + j), ([], []))[1].append(line)
    return [(across, down) for across, down in groups.values() if across and down]


def _lattice(across: list[Line], down: list[Line], page: int) -> Lattice | None:
    left = min(*(line.start for line in across), *(line.at for line in down))
    right = max(*(line.end for line in across), *(line.at for line in down))
    top = min(*(line.start for line in down), *(line.at for line in across))
    bottom = max(*(line.end for line in down), *(line.at for line in across))
    xs = _edges([line.at for line in down], left, right)
    ys = _edges([line.at for line in across], top, bottom)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns > limits.GRID_POSITIONS:
        return None
    walls = _walls(down, xs, ys)
    floors = _walls(across, ys, xs)
    lattice = _merge(xs, ys, walls, floors, page)
    _mark_void(lattice, walls)
    lattice.open_columns = frozenset(column for column in range(columns) if (rows, column) not in floors)
    return lattice


def _mark_void(lattice: Lattice, walls: set[tuple[int, int]]) -> None:
    """Mark what lies beside shorter rows. A side that is drawn nowhere is only left open, as many tables leave theirs."""
    rows, columns = len(lattice.ys) - 1, len(lattice.xs) - 1
    for edge in (0, columns):
        drawn = {row for row in range(rows) if (edge, row) in walls}
        if not drawn or len(drawn) == rows:
            continue
        for cell in lattice.cells:
            if edge in (cell.column, cell.column + cell.columns) and drawn.isdisjoint(
                range(cell.row, cell.row + cell.rows)
            ):
                cell.void = True


def _edges(positions: list[float], low: float, high: float) -> list[float]:
    """Distinct edges; the ends of the lines close a table that has no outer border or was cut by the page."""
    edges: list[float] = []
    band: list[float] = []
    for position in sorted(positions):
        if band and position - band[0] > _SAME:
            edges.append(sum(band) / len(band))
            band = []
        band.append(position)
    edges.append(sum(band) / len(band))
    if edges[0] - low > _MEET:
        edges.insert(0, low)
    if high - edges[-1] > _MEET:
        edges.append(high)
    return edges


def _walls(lines: list[Line], edges: list[float], others: list[float]) -> set[tuple[int, int]]:
    """(edge, gap) pairs where a line stands on edge number `edge` along the gap between others[gap] and others[gap+1]."""
    walls: set[tuple[int, int]] = set()
    standing: dict[tuple[int, int], float] = {}
    for line in lines:
        after = bisect_left(edges, line.at, 1, len(edges) - 1)
        edge = after if edges[after] - line.at < line.at - edges[after - 1] else after - 1
        first = max(bisect_right(others, line.start + _MEET) - 1, 0)
        start, end = line.start, line.end
        for gap in range(first, len(others) - 1):
            low, high = others[gap], others[gap + 1]
            if low >= end:
                break
            if start <= low and high <= end:
                walls.add((edge, gap))
                continue
            share = (min(high, end) - max(low, start)) / (high - low)
            standing[edge, gap] = standing.get((edge, gap), 0.0) + max(share, 0.0)
    walls.update(key for key, share in standing.items() if share >= _COVERED)
    return walls


def _merge(
    xs: list[float], ys: list[float], walls: set[tuple[int, int]], floors: set[tuple[int, int]], page: int
) -> Lattice:
    """Flood elementary cells through missing walls; a flood that is no rectangle means the lines do not close."""
    rows, columns = len(ys) - 1, len(xs) - 1
    lattice = Lattice(page, xs, ys, [])
    owner, cells = lattice.owner, lattice.cells
    for row in range(rows):
        top, bottom = ys[row], ys[row + 1]
        for column in range(columns):
            start = (row, column)
            if start in owner:
                continue
            if (  # lines on all four sides, as around most cells
                (column, row) in walls
                and (column + 1, row) in walls
                and start in floors
                and (row + 1, column) in floors
            ):
                owner[start] = len(cells)
                cells.append(LatticeCell(row, column, 1, 1, (xs[column], top, xs[column + 1], bottom)))
            else:
                _add_cell(lattice, _flood(start, rows, columns, walls=walls, floors=floors))
    return lattice


def _add_cell(lattice: Lattice, region: set[tuple[int, int]]) -> None:
    xs, ys = lattice.xs, lattice.ys
    down, across = [row for row, _ in region], [column for _, column in region]
    top, left, bottom, right = min(down), min(across), max(down), max(across)
    rows, columns = bottom - top + 1, right - left + 1
    if len(region) != rows * columns:
        lattice.closed = False
    index = len(lattice.cells)
    rectangle = (xs[left], ys[top], xs[right + 1], ys[bottom + 1])
    lattice.cells.append(LatticeCell(top, left, rows, columns, rectangle))
    for position in region:
        lattice.owner[position] = index


def _flood(
    start: tuple[int, int],
    rows: int,
    columns: int,
    *,
    walls: set[tuple[int, int]],
    floors: set[tuple[int, int]],
) -> set[tuple[int, int]]:
    region = {start}
    todo = [start]
    while todo:
        r, c = todo.pop()
        near = (
            (r, c + 1, (c + 1, r) in walls),
            (r, c - 1, (c, r) in walls),
            (r + 1, c, (r + 1, c) in floors),
            (r - 1, c, (r, c) in floors),
        )
        for other_row, other_column, divided in near:
            position = (other_row, other_column)
            inside = 0 <= other_row < rows and 0 <= other_column < columns
            if inside and not divided and position not in region:
                region.add(position)
                todo.append(position)
    return region

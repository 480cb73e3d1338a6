"""Cells that are told from each other by filled boxes alone: a table without any line, laid out like tiles.

Boxes are believed only where they leave nothing of the table open but the joints between them: what is shaded here and
there (a heading, every second row, a word) says nothing of columns.
"""

from __future__ import annotations

from collections.abc import Sequence

from reports.formats.pdf.content import Line, Rectangle
from reports.formats.pdf.figures import area
from reports.formats.pdf.lattice import Lattice, find_lattices

_LOWEST, _NARROWEST = 5.0, 4.0
"""Points; what is smaller holds no text."""
_FEWEST = 6
"""Boxes that make a table."""
_ROWS = 3
"""Of a table; fewer are rows that are shaded in a table which is not."""
_COLUMNS = 2
"""Of a table: one column of boxes is the ground of a passage, line by line."""
_MOST = 5000
_COVERED = 0.9
"""Share of a table that its boxes cover at least: the joints take the rest."""


def tiled(boxes: Sequence[Rectangle], ruled: Sequence[Lattice], page: int) -> list[Lattice]:
    """The tables of a page that its filled boxes make, where no lines make one."""
    if len(boxes) < _FEWEST:
        return []
    large = {_rounded(box) for box in boxes if box[2] - box[0] >= _NARROWEST and box[3] - box[1] >= _LOWEST}
    tiles = [box for box in large if not any(_holds(lattice.rectangle, box) for lattice in ruled)]
    if not _FEWEST <= len(tiles) <= _MOST:
        return []
    tiles = _innermost(sorted(tiles))
    across = [Line(y, left, right) for left, top, right, bottom in tiles for y in (top, bottom)]
    down = [Line(x, top, bottom) for left, top, right, bottom in tiles for x in (left, right)]
    return [
        lattice
        for lattice in find_lattices(across, down, page)
        if lattice.closed
        and len(lattice.ys) > _ROWS
        and len(lattice.xs) > _COLUMNS
        and sum(area(t) for t in tiles if _holds(lattice.rectangle, t)) >= _COVERED * area(lattice.rectangle)
    ]


def _rounded(box: Rectangle) -> Rectangle:
    left, top, right, bottom = box
    return round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)


def _holds(outer: Rectangle, inner: Rectangle) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _innermost(tiles: Sequence[Rectangle]) -> list[Rectangle]:
    """Without the grounds that others are laid upon."""
    largest = sorted(tiles, key=area, reverse=True)
    grounds = {box for box in largest[:_FEWEST] if sum(_holds(box, other) for other in tiles) > 2}
    return [box for box in tiles if box not in grounds]

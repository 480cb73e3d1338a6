"""Cells with spans → an expanded `Grid`. Shared by every reader that knows where its cells begin."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import NamedTuple

from reports.document import Grid, GridCell, Place
from reports.formats.limits import refuse_grid


class Span(NamedTuple):
    """One printed cell: where it begins (from 0), how far it reaches, and what it says."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    rectangle: tuple[float, float, float, float] | None = None
    page: int | None = None
    candidates: tuple[str, ...] = ()


_ROW_AND_COLUMN = itemgetter(0, 1)


def expand(
    spans: Iterable[Span], *, table: int, name: str, page: int | None = None, reliable: bool = True
) -> Grid:
    """The grid of those cells. A cell that would cover an already covered position loses that position."""
    placed = sorted(spans, key=_ROW_AND_COLUMN)
    height = max((span.row + span.rows for span in placed), default=0)
    width = max((span.column + span.columns for span in placed), default=0)
    refuse_grid(height, width, name)
    new = tuple.__new__  # what NamedTuple's own constructor does, less a call
    rows: list[list[GridCell | None]] = [[None] * width for _ in range(height)]
    for span in placed:
        first, left, text, tall, wide, rectangle, own_page, candidates = span
        where = page if own_page is None else own_page, None, table, first + 1, left + 1, rectangle
        cell = new(GridCell, (text, new(Place, where), tall, wide, candidates))
        if tall == wide == 1:
            rows[first][left] = rows[first][left] or cell
            continue
        for row in rows[first : first + tall]:
            for column in range(left, left + wide):
                row[column] = row[column] or cell
    return Grid(tuple(map(tuple, rows)), Place(page=page, table=table), reliable)

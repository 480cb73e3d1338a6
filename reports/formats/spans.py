"""Cells with spans → an expanded `Grid`. Shared by every reader that knows where its cells begin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reports.document import Grid, GridCell, Place
from reports.formats.limits import refuse_grid


@dataclass(frozen=True, slots=True)
class Span:
    """One printed cell: where it begins (from 0), how far it reaches, and what it says."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    rectangle: tuple[float, float, float, float] | None = None
    page: int | None = None
    candidates: tuple[str, ...] = ()


def squeeze(text: str) -> str:
    """Collapse every run of whitespace (nbsp and ideographic space too) to one space; drop zero-width characters."""
    return " ".join(text.translate(_INVISIBLE).split())


_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\x00"))


def expand(
    spans: Iterable[Span], *, table: int, name: str, page: int | None = None, reliable: bool = True
) -> Grid:
    """The grid of those cells. A cell that would cover an already covered position loses that position."""
    placed = sorted(spans, key=lambda span: (span.row, span.column))
    height = max((span.row + span.rows for span in placed), default=0)
    width = max((span.column + span.columns for span in placed), default=0)
    refuse_grid(height, width, name)
    rows: list[list[GridCell | None]] = [[None] * width for _ in range(height)]
    for span in placed:
        cell = GridCell(
            text=span.text,
            place=Place(
                page=span.page if span.page is not None else page,
                table=table,
                row=span.row + 1,
                column=span.column + 1,
                rectangle=span.rectangle,
            ),
            row_span=span.rows,
            column_span=span.columns,
            candidates=span.candidates,
        )
        for row in rows[span.row : span.row + span.rows]:
            for column in range(span.column, span.column + span.columns):
                if row[column] is None:
                    row[column] = cell
    return Grid(tuple(map(tuple, rows)), Place(page=page, table=table), reliable)

"""Tables without ruling lines, rebuilt from where their text stands. Never more than a guess: `closed` is False.

A line with figures set apart from each other is a row; figures that stand under each other are a column; words left of
the first column are labels, and go with the row of figures they stand nearest to.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reports.folding import squeeze
from reports.formats.pdf.lattice import Lattice, LatticeCell
from reports.formats.pdf.lines import TextLine
from reports.formats.pdf.prose import PlacedLine
from reports.formats.pdf.row_names import names_of
from reports.formats.pdf.segments import (
    SET_APART,
    Segment,
    column_of,
    columns_of,
    cut_at_columns,
    figures_off_names,
    nearest,
    segments_of,
)

_NEAR = 3.2
"""Type sizes between lines of one table."""
_ROWS = 2
"""Rows with figures that make a table."""


@dataclass(frozen=True, slots=True)
class _Row:
    line: PlacedLine
    segments: list[Segment]

    @property
    def in_pieces(self) -> bool:
        return len(self.segments) > 1

    @property
    def is_short(self) -> bool:
        """A wrapped label, not prose and not a numbered heading of the report."""
        return len(self.line.text) <= 22 and not re.match(r"^[一二三四五六]、|^第.{1,4}条", self.line.text)


def find_by_position(lines: Sequence[PlacedLine], page: int) -> tuple[list[Lattice], list[PlacedLine]]:
    """(tables, the lines that belong to none)."""
    if not any(_is_set_apart(line.line) for line in lines):
        return [], list(lines)
    rows = [_Row(line, segments_of(line.line)) for line in lines]
    lattices: list[Lattice] = []
    rest: list[PlacedLine] = []
    for run in _runs(rows):
        segments = [row.segments for row in run]
        lattice = _lattice(segments, page) if _is_table(segments) else None
        if lattice is None:
            rest += [row.line for row in run]
        else:
            lattices.append(lattice)
    return lattices, rest


def _runs(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Lines that stand close together and are set in pieces, parted by lines of prose."""
    runs: list[list[_Row]] = []
    for row in rows:
        if runs and _belongs(row, runs[-1]):
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _belongs(row: _Row, run: list[_Row]) -> bool:
    before = run[-1]
    if row.line.line.rectangle[1] - before.line.line.rectangle[3] >= _NEAR * row.line.line.size:
        return False
    if row.in_pieces == before.in_pieces:
        return True
    return (row.in_pieces or row.is_short) and any(other.in_pieces for other in run)


def _is_set_apart(line: TextLine) -> bool:
    """Whether it would be more than one segment."""
    room, end = SET_APART * line.size, math.inf
    for left, _, right, _, _, _ in line.glyphs:
        if not left - end <= room:
            return True
        end = right
    return False


def _is_table(rows: list[list[Segment]]) -> bool:
    """Two rows of figures, one long row of them, or a short list of names with a figure each under a header."""
    figures = [sum(segment.is_figure for segment in row) for row in rows]
    if max(figures) >= 3 * _ROWS or (
        sum(count > 0 for count in figures) >= _ROWS and sum(figures) >= 2 * _ROWS
    ):
        return True
    return len(rows) >= _ROWS and max(figures) == 1 and all(len(row) == 2 for row in rows)


def _lattice(rows: list[list[Segment]], page: int) -> Lattice | None:
    rows = figures_off_names(rows)
    columns = columns_of([segment for row in rows for segment in row if segment.is_figure])
    rows = cut_at_columns(rows, columns)
    figures = [[segment for segment in row if segment.is_figure] for row in rows]
    if any(len({column_of(columns, segment) for segment in row}) < len(row) for row in figures):
        return None
    anchors = [row[0].middle for row in figures if row]
    left = min(segment.left for row in rows for segment in row)
    names = names_of(rows)
    edges = [
        left - 2,
        *([names.edge] if names.edge else []),
        *(start - 1 for start, _ in columns),
        max(s.right for row in rows for s in row) + 2,
    ]
    xs = sorted(set(edges))
    labels = len(xs) - 1 - len(columns)
    if labels != 1 + bool(names.edge) or xs[labels] <= left:
        return None
    head = [
        segment for row in rows for segment in row if not segment.is_figure and _is_head(segment, anchors[0])
    ]
    texts: dict[tuple[int, int], list[Segment]] = {}
    for row in rows:
        for segment in row:
            column = (
                labels + column_of(columns, segment) if segment.right > xs[labels] else names.column(segment)
            )
            at = 0 if segment in head else 1 + nearest(anchors, segment.middle)
            texts.setdefault((at, column), []).append(segment)
    top, bottom = rows[0][0].top, rows[-1][0].bottom
    ys = [top - 1, *(_between(top, anchors, index) for index in range(len(anchors))), bottom + 1]
    return _made(texts, xs, ys, page)


def _is_head(segment: Segment, first: float) -> bool:
    return segment.bottom < first


def _between(top: float, anchors: list[float], index: int) -> float:
    before = anchors[index - 1] if index else top
    return (before + anchors[index]) / 2


def _made(
    texts: dict[tuple[int, int], list[Segment]], xs: list[float], ys: list[float], page: int
) -> Lattice:
    lattice = Lattice(page, xs, ys, [], closed=False)
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            held = texts.get((row, column), [])
            text = squeeze(
                "".join(segment.text for segment in sorted(held, key=lambda s: (s.middle, s.left)))
            )
            rectangle = (xs[column], ys[row], xs[column + 1], ys[row + 1])
            lattice.owner[row, column] = len(lattice.cells)
            lattice.cells.append(LatticeCell(row, column, 1, 1, rectangle, text))
    return lattice

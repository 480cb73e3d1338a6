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
from reports.formats.pdf.content import Glyph
from reports.formats.pdf.lattice import Lattice, LatticeCell
from reports.formats.pdf.lines import TextLine, line_text
from reports.formats.pdf.prose import PlacedLine

_FIGURE = re.compile(r"^(?:[+\-]?\d[\d,]*(?:\.\d+)?|[-—–/]{1,2})$")
_SET_APART = 0.9
"""Type sizes between two words that belong to different cells."""
_NEAR = 3.2
"""Type sizes between lines of one table."""
_ROWS = 2
"""Rows with figures that make a table."""


@dataclass(frozen=True, slots=True)
class _Segment:
    left: float
    right: float
    top: float
    bottom: float
    text: str

    @property
    def is_figure(self) -> bool:
        return bool(_FIGURE.match(self.text))

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class _Row:
    line: PlacedLine
    segments: list[_Segment]

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
    rows = [_Row(line, _segments(line.line)) for line in lines]
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
    room, end = _SET_APART * line.size, math.inf
    for left, _, right, _, _, _ in line.glyphs:
        if not left - end <= room:
            return True
        end = right
    return False


def _segments(line: TextLine) -> list[_Segment]:
    """The line cut where it is set apart."""
    pieces: list[list[Glyph]] = []
    for glyph in line.glyphs:
        if pieces and glyph.left - pieces[-1][-1].right <= _SET_APART * line.size:
            pieces[-1].append(glyph)
        else:
            pieces.append([glyph])
    _, top, _, bottom = line.rectangle
    return [_Segment(piece[0].left, piece[-1].right, top, bottom, line_text(piece)) for piece in pieces]


def _is_table(rows: list[list[_Segment]]) -> bool:
    """Two rows of figures, one long row of them, or a short list of names with a figure each under a header."""
    figures = [sum(segment.is_figure for segment in row) for row in rows]
    if max(figures) >= 3 * _ROWS or (
        sum(count > 0 for count in figures) >= _ROWS and sum(figures) >= 2 * _ROWS
    ):
        return True
    return len(rows) >= _ROWS and max(figures) == 1 and all(len(row) == 2 for row in rows)


def _lattice(rows: list[list[_Segment]], page: int) -> Lattice | None:
    columns = _columns([segment for row in rows for segment in row if segment.is_figure])
    figures = [[segment for segment in row if segment.is_figure] for row in rows]
    if any(len({_column(columns, segment) for segment in row}) < len(row) for row in figures):
        return None
    anchors = [row[0].middle for row in figures if row]
    left = min(segment.left for row in rows for segment in row)
    inner = _label_edge(rows)
    edges = [
        left - 2,
        *([inner] if inner else []),
        *(start - 1 for start, _ in columns),
        max(s.right for row in rows for s in row) + 2,
    ]
    xs = sorted(set(edges))
    labels = len(xs) - 1 - len(columns)
    if labels != 1 + bool(inner) or xs[labels] <= left:
        return None
    head = [
        segment for row in rows for segment in row if not segment.is_figure and _is_head(segment, anchors[0])
    ]
    texts: dict[tuple[int, int], list[_Segment]] = {}
    for row in rows:
        for segment in row:
            column = (
                labels + _column(columns, segment)
                if segment.right > xs[labels]
                else _label(segment, xs, labels)
            )
            at = 0 if segment in head else 1 + _nearest(anchors, segment.middle)
            texts.setdefault((at, column), []).append(segment)
    top, bottom = rows[0][0].top, rows[-1][0].bottom
    ys = [top - 1, *(_between(top, anchors, index) for index in range(len(anchors))), bottom + 1]
    return _made(texts, xs, ys, page)


def _label_edge(rows: list[list[_Segment]]) -> float | None:
    """Where the names of groups end and the names in them begin, told by lines that hold both."""
    pairs = []
    for row in rows:
        words = [segment for segment in row if not segment.is_figure]
        if len(words) == 2 and len(row) > 2 and row[:2] == words:
            pairs.append((words[0].right, words[1].left))
    if not pairs:
        return None
    end, begin = max(right for right, _ in pairs), min(left for _, left in pairs)
    return (end + begin) / 2 if end < begin else None


def _label(segment: _Segment, xs: list[float], labels: int) -> int:
    """A name that reaches over both columns of names names the row."""
    return 0 if labels == 1 or segment.right < xs[1] else 1


def _is_head(segment: _Segment, first: float) -> bool:
    return segment.bottom < first


def _between(top: float, anchors: list[float], index: int) -> float:
    before = anchors[index - 1] if index else top
    return (before + anchors[index]) / 2


def _columns(figures: list[_Segment]) -> list[tuple[float, float]]:
    """Spans of x that figures standing under each other cover."""
    spans: list[tuple[float, float]] = []
    for segment in sorted(figures, key=lambda segment: segment.left):
        if spans and segment.left < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], segment.right))
        else:
            spans.append((segment.left, segment.right))
    return spans


def _column(columns: list[tuple[float, float]], segment: _Segment) -> int:
    middle = (segment.left + segment.right) / 2
    return min(
        range(len(columns)), key=lambda index: abs((columns[index][0] + columns[index][1]) / 2 - middle)
    )


def _nearest(anchors: list[float], middle: float) -> int:
    return min(range(len(anchors)), key=lambda index: abs(anchors[index] - middle))


def _made(
    texts: dict[tuple[int, int], list[_Segment]], xs: list[float], ys: list[float], page: int
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

"""The pieces that lines of a table without rulings fall into: where they are cut, and which columns they make."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reports.formats.pdf.content import Glyph
from reports.formats.pdf.lines import TextLine, line_text

_FIGURE = re.compile(r"^(?:[+\-]?\d[\d,]*(?:\.\d+)?|[-—–/]{1,2})$")
SET_APART = 0.9
"""Type sizes between two words that belong to different cells."""
_BETWEEN_FIGURES = 0.25
"""Type sizes between two figures of neighbouring columns; a thin space within a figure is narrower, or all in one column."""
_MANY = 3
"""Figures beside each other that only the rows of tables three and four have."""
_BETWEEN_NAMES = 0.06
"""Type sizes between the names of neighbouring columns that are set as close as they go: glyphs of one name touch."""


@dataclass(frozen=True, slots=True)
class Segment:
    left: float
    right: float
    top: float
    bottom: float
    text: str
    glyphs: tuple[Glyph, ...]
    size: float
    """Type size of its line, points."""

    @property
    def is_figure(self) -> bool:
        return bool(_FIGURE.match(self.text))

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def segments_of(line: TextLine) -> list[Segment]:
    """The line cut where it is set apart."""
    pieces: list[list[Glyph]] = []
    for glyph in line.glyphs:
        if pieces and glyph.left - pieces[-1][-1].right <= SET_APART * line.size:
            pieces[-1].append(glyph)
        else:
            pieces.append([glyph])
    _, top, _, bottom = line.rectangle
    return [segment_of(piece, top, bottom, line.size) for piece in pieces]


def segment_of(glyphs: Sequence[Glyph], top: float, bottom: float, size: float) -> Segment:
    return Segment(glyphs[0].left, glyphs[-1].right, top, bottom, line_text(glyphs), tuple(glyphs), size)


def columns_of(figures: list[Segment]) -> list[tuple[float, float]]:
    """Spans of x that figures standing under each other cover."""
    spans: list[tuple[float, float]] = []
    for segment in sorted(figures, key=lambda segment: segment.left):
        if spans and segment.left < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], segment.right))
        else:
            spans.append((segment.left, segment.right))
    return spans


def column_of(columns: list[tuple[float, float]], segment: Segment) -> int:
    middle = (segment.left + segment.right) / 2
    return min(
        range(len(columns)), key=lambda index: abs((columns[index][0] + columns[index][1]) / 2 - middle)
    )


def nearest(anchors: list[float], middle: float) -> int:
    return min(range(len(anchors)), key=lambda index: abs(anchors[index] - middle))


def figures_off_names(rows: list[list[Segment]]) -> list[list[Segment]]:
    """The rows of a table three with the figures that stand close to the end of a name cut off it."""
    return [
        [piece for segment in row for piece in _off_its_name(segment)]
        if sum(segment.is_figure for segment in row) >= _MANY
        else row
        for row in rows
    ]


def _off_its_name(segment: Segment) -> list[Segment]:
    if segment.is_figure or not segment.text[-1:].isdigit():
        return [segment]
    pieces = _pieces(segment, _BETWEEN_FIGURES)
    at = len(pieces)
    while at and pieces[at - 1].is_figure:
        at -= 1
    if at in (0, len(pieces)):
        return [segment]
    name = [glyph for piece in pieces[:at] for glyph in piece.glyphs]
    return [segment_of(name, segment.top, segment.bottom, segment.size), *pieces[at:]]


def cut_at_columns(rows: list[list[Segment]], columns: list[tuple[float, float]]) -> list[list[Segment]]:
    """The rows with what stands so close that it made one piece cut where other rows have two columns: figures (61 330),
    and names above the figures whose lines are as wide as their columns (商业企科研机 over 业构)."""
    first = next((at for at, row in enumerate(rows) if any(s.is_figure for s in row)), 0)
    return [
        [piece for segment in row for piece in _cut(segment, columns, is_head=at < first)]
        for at, row in enumerate(rows)
    ]


def _cut(segment: Segment, columns: list[tuple[float, float]], *, is_head: bool) -> list[Segment]:
    """The segment in pieces, each in a column of its own; whole where they are not, or are no figures below the names. What
    stands left of all columns (the caption of the rows) is no name of one."""
    if segment.is_figure or segment.right <= columns[0][0]:
        return [segment]
    pieces = _pieces(segment, _BETWEEN_NAMES if is_head else _BETWEEN_FIGURES)
    if not is_head and not all(piece.is_figure for piece in pieces):
        return [segment]
    taken = [column_of(columns, piece) for piece in pieces if piece.right > columns[0][0]]
    apart = all(before < after for before, after in pairwise(taken))
    return pieces if apart else [segment]


def _pieces(segment: Segment, room: float) -> list[Segment]:
    """It cut wherever glyphs stand more than `room` type sizes apart."""
    pieces = [[segment.glyphs[0]]]
    for before, glyph in pairwise(segment.glyphs):
        if glyph.left - before.right > room * segment.size:
            pieces.append([])
        pieces[-1].append(glyph)
    return [segment_of(piece, segment.top, segment.bottom, segment.size) for piece in pieces]

"""Ruling lines of a picture, as the lines of a page in points."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from reports.formats.pdf.content import Line
from reports.formats.pdf.rulings import join_lines
from reports.formats.scan.images import Image

_SHORTEST = 18.0
"""Points; a ruling is longer than a stroke of a heading's glyph, and the narrowest cell's side is longer than this."""
_NEAR = 3.0
"""Points by which a line may miss the one it meets."""
_GLYPH = 14.0
"""Points; the strokes of the type of a table's cells reach no further, its rows and columns do."""
_UNBROKEN = ((72.0, 0.97), (200.0, 0.9))
"""Of runs up to so many points, which may be strokes of glyphs that stand side by side: the share of a ruling that is
inked at least."""
_BRIDGE = 3
"""Pixels of a break in a printed line that are bridged before lines are looked for."""


def find_lines(grey: Image, points: float) -> tuple[list[Line], list[Line]]:
    """(horizontals, verticals); `points` is the size of a pixel."""
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, 12)
    length = max(int(_SHORTEST / points), 20)
    across = [run for run in _runs(ink, length, horizontal=True) if _is_inked(ink, run, points)]
    down = [run for run in _runs(ink, length, horizontal=False) if _is_inked(ink, run, points)]
    horizontals = [Line((y + h / 2) * points, x * points, (x + w) * points) for x, y, w, h in across]
    verticals = [Line((x + w / 2) * points, y * points, (y + h) * points) for x, y, w, h in down]
    joined, upright = join_lines(horizontals), join_lines(verticals)
    trimmed = _trimmed(joined, upright)
    return trimmed, _trimmed(upright, trimmed)


def _trimmed(lines: Sequence[Line], across: Sequence[Line]) -> list[Line]:
    """Lines without what sticks out beyond the outermost lines they meet, if it is no longer than a glyph: a stroke in
    the line's way. A row or a column that lies open at the edge of a table is larger."""
    made = []
    for line in lines:
        met = [
            other.at
            for other in across
            if line.start - _NEAR <= other.at <= line.end + _NEAR
            and other.start - _NEAR <= line.at <= other.end + _NEAR
        ]
        start = min(met) if met and 0 < min(met) - line.start <= _GLYPH else line.start
        end = max(met) if met and 0 < line.end - max(met) <= _GLYPH else line.end
        made.append(Line(line.at, start, end) if start < end else line)
    return made


def _runs(ink: Image, length: int, *, horizontal: bool) -> list[tuple[int, int, int, int]]:
    """Boxes (x, y, width, height) of the long thin runs of ink."""
    bridge = (_BRIDGE * 2 + 1, 1) if horizontal else (1, _BRIDGE * 2 + 1)
    kernel = (length, 1) if horizontal else (1, length)
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, bridge))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, kernel))
    opened = cv2.dilate(opened, np.ones((3, 1) if horizontal else (1, 3), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    boxes = []
    for x, y, width, height, _area in stats[1:count].tolist():
        long, thick = (width, height) if horizontal else (height, width)
        if thick * 4 <= long:
            boxes.append((x, y, width, height))
    return boxes


def _is_inked(ink: Image, run: tuple[int, int, int, int], points: float) -> bool:
    """The strokes of glyphs beside one another make a run with a gap after each."""
    x, y, width, height = run
    inked = ink[y : y + height, x : x + width].any(axis=0 if width > height else 1)
    least = next((share for longest, share in _UNBROKEN if max(width, height) * points <= longest), 0.0)
    return bool(inked.mean() >= least)

"""Ruling lines of a picture, as the lines of a page in points."""

from __future__ import annotations

import cv2
import numpy as np

from reports.formats.pdf.content import Line
from reports.formats.pdf.rulings import join_lines
from reports.formats.scan.images import Image

_SHORTEST = 18.0
"""Points; a ruling is longer than a stroke of a heading's glyph, and the narrowest cell's side is longer than this."""
_BRIDGE = 3
"""Pixels of a break in a printed line that are bridged before lines are looked for."""


def find_lines(grey: Image, points: float) -> tuple[list[Line], list[Line]]:
    """(horizontals, verticals); `points` is the size of a pixel."""
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, 12)
    length = max(int(_SHORTEST / points), 20)
    across = _runs(ink, length, horizontal=True)
    down = _runs(ink, length, horizontal=False)
    horizontals = [Line((y + h / 2) * points, x * points, (x + w) * points) for x, y, w, h in across]
    verticals = [Line((x + w / 2) * points, y * points, (y + h) * points) for x, y, w, h in down]
    return join_lines(horizontals), join_lines(verticals)


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

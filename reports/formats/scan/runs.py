"""Long thin runs of ink of a picture: its rulings, and strokes of glyphs that stand in one line."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from reports.formats.scan.images import Image

Run = tuple[int, int, int, int]
"""Pixels: left, top, width, height."""
UNBROKEN = ((72.0, 0.97), (200.0, 0.9))
"""Of runs up to so many points, which may be strokes of glyphs that stand side by side: the share of a ruling that is
inked at least."""
LONGEST = UNBROKEN[-1][0]
"""Points; a longer run is a ruling."""
_STRAIGHT, _WIDE = 36.0, 4
"""Points along which a printed line stays within so many pixels."""
BRIDGE = 3
"""Pixels of a break in a printed line that are bridged before lines are looked for."""


def long_runs(ink: Image, length: int, points: float, *, horizontal: bool) -> list[Run]:
    """Runs across or down of at least `length` pixels that may be rulings."""
    return _inked_ones(ink, _found(ink, length, horizontal=horizontal), length, points)


def _found(ink: Image, length: int, *, horizontal: bool) -> list[Run]:
    """Boxes (x, y, width, height) of the long thin runs of ink."""
    bridge = (BRIDGE * 2 + 1, 1) if horizontal else (1, BRIDGE * 2 + 1)
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


def _inked_ones(ink: Image, runs: Sequence[Run], length: int, points: float) -> list[Run]:
    """Those that are rulings; of one that a glyph's stroke lengthens, the part that is."""
    made = []
    for run in runs:
        if _is_inked(ink, run, points):
            made.append(run)
            continue
        part = _unbroken(ink, run)
        if max(part[2:]) >= length and _is_inked(ink, part, points):
            made.append(part)
    return made


def _unbroken(ink: Image, run: Run) -> Run:
    """The longest part of a run without a gap that is longer than a speck."""
    x, y, width, height = run
    across = width > height
    inked = ink[y : y + height, x : x + width].any(axis=0 if across else 1)
    begin, end = longest(inked, BRIDGE)
    size = end - begin
    return (x + begin, y, size, height) if across else (x, y + begin, width, size)


def longest(inked: Image, bridge: int) -> tuple[int, int]:
    """Begin and end of the longest stretch of ink along a line, gaps of fewer than `bridge` pixels counting as ink."""
    closed = cv2.morphologyEx(
        inked[None, :].astype(np.uint8), cv2.MORPH_CLOSE, np.ones((1, bridge), np.uint8)
    )[0]
    edges = np.flatnonzero(np.diff(np.concatenate(([0], closed, [0])))).tolist()
    return max(zip(edges[::2], edges[1::2], strict=True), key=lambda run: run[1] - run[0], default=(0, 0))


def _is_inked(ink: Image, run: Run, points: float) -> bool:
    """The strokes of glyphs beside one another make a run with a gap after each, and stand a little beside each other."""
    x, y, width, height = run
    within = ink[y : y + height, x : x + width]
    along = within if height > width else within.T
    least = next((share for longest, share in UNBROKEN if len(along) * points <= longest), 0.0)
    piece = round(_STRAIGHT / points)
    inked = [_along_one_line(along[at : at + piece]) for at in range(0, len(along), piece)]
    return bool(sum(inked) >= least * len(along))


def _along_one_line(piece: Image) -> int:
    """Pixels of a run down that are inked along the line through it that has most."""
    last = max(piece.shape[1] - _WIDE, 0)
    return max(int(piece[:, at : at + _WIDE].any(axis=1).sum()) for at in range(last + 1))

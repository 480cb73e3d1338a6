"""A page as it lay before the lens → as it was printed: its lines level and upright.

A scanner turns a sheet by a degree or two; a telephone also makes the far edge smaller. Both are taken off by what the
page's own long lines say: after it, those across are level and those down are upright.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from reports.formats.scan.images import Image

_STEEPEST = 0.14
"""Rise of a line in its length (8 degrees) up to which it is one across."""
_SMALLEST_LEAN = 0.0009
"""Of a line (0.05 degrees): less is left as it is, for turning a page blurs it."""
_RUN, _LONG = 90, 12
"""Parts of the page's longer side: the shortest run of ink that is a step of a leaning line, and the shortest line."""
_FLAT = 0.16
"""Height in lengths of a line at most."""
_BRIDGE = 7
"""Pixels of a break in a printed line."""
_FEWEST, _SPREAD = 6, 0.2
"""Lines from which the narrowing is told, and how far apart they stand at least; otherwise their lean alone is."""
_ROUNDS = 12
_OFF = 0.004
"""Lean beyond the fitted one at which a line counts half: edges of the desk, pen strokes, seals."""


@dataclass(frozen=True, slots=True)
class Lean:
    """How lines of one direction lean: `tilt` everywhere, and `narrowing` a unit away from the middle."""

    tilt: float = 0.0
    narrowing: float = 0.0


def straightening(grey: Image) -> Image | None:
    """The matrix that makes the page's lines level and upright, or its rows of text where it has no lines; `None` where
    they are."""
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, 12)
    across, down = _lean(_long_lines(ink)), _lean(_long_lines(np.ascontiguousarray(ink.T)))
    if across is None and down is None:
        across = Lean(-float(np.tan(np.radians(_skew_of_rows(grey)))))
    across = across or Lean(-down.tilt if down else 0.0)
    down = down or Lean(-across.tilt)
    leans = (across.tilt, across.narrowing, down.tilt, down.narrowing)
    return None if max(map(abs, leans)) < _SMALLEST_LEAN else _matrix(grey, across, down)


def warped(grey: Image, matrix: Image) -> Image:
    """The picture by a matrix of `straightening`."""
    height, width = grey.shape
    return cv2.warpPerspective(grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)


def _long_lines(ink: Image) -> Image:
    """Ends (x0, y0, x1, y1) of the straight lines across, about the middle of the page, in halves of its longer side."""
    height, width = ink.shape
    size = max(height, width)
    bridged = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, _BRIDGE), np.uint8))
    runs = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, np.ones((1, max(size // _RUN, 8)), np.uint8))
    count, marks, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    long = (stats[:, 2] >= size // _LONG) & (stats[:, 3] <= stats[:, 2] * _FLAT)
    long[0] = False
    ys, xs = np.nonzero(long[marks])
    of = marks[ys, xs]
    x, y = (xs - width / 2) / (size / 2), (ys - height / 2) / (size / 2)
    n, sx, sy, sxx, sxy = (
        np.bincount(of, weights, count)[long] for weights in (np.ones_like(x), x, y, x * x, x * y)
    )
    slope = (n * sxy - sx * sy) / (n * sxx - sx * sx)
    left = (stats[long, 0] - width / 2) / (size / 2)
    right = left + stats[long, 2] / (size / 2)
    start = (sy - slope * sx) / n
    return np.stack((left, start + slope * left, right, start + slope * right), 1)


def _lean(lines: Image) -> Lean | None:
    """How lines across lean, each by its length, those that stand out from the others hardly. `None` where there are few.

    A line from (x, y) to (x', y') is level once the page is put right where
    tilt·(x − x') + (y − y') + narrowing·(y·x' − y'·x) = 0.
    """
    x0, y0, x1, y1 = lines.T
    rest = y1 - y0
    near = np.abs(rest) <= _STEEPEST * (x1 - x0)
    if near.sum() < 3:
        return None
    x0, y0, x1, y1, rest = (values[near] for values in (x0, y0, x1, y1, rest))
    length = x1 - x0
    order = np.argsort(rest / length)
    middle = np.searchsorted(np.cumsum(length[order]), length.sum() / 2)
    lean = np.array((-float((rest / length)[order][middle]), 0.0))
    if len(length) < _FEWEST or np.ptp(y0) < _SPREAD:
        return Lean(lean[0])
    terms = np.stack((-length, y0 * x1 - y1 * x0), 1)
    for _ in range(_ROUNDS):
        off = np.abs(terms @ lean - rest) / length
        weight = (length / (1 + (off / _OFF) ** 2)) ** 0.5
        lean = np.linalg.lstsq(terms * weight[:, None], rest * weight, rcond=None)[0]
    return Lean(float(lean[0]), float(lean[1]))


def _matrix(grey: Image, across: Lean, down: Lean) -> Image:
    """x' = (x + a·y) / w, y' = (b·x + y) / w with w = p·x + q·y + 1, about the middle of the page."""
    height, width = grey.shape
    half = max(height, width) / 2
    to_unit = np.array(((1 / half, 0, -width / 2 / half), (0, 1 / half, -height / 2 / half), (0, 0, 1)))
    bend = np.array(
        ((1, down.tilt, 0), (across.tilt, 1, 0), (across.narrowing, down.narrowing, 1)), np.float64
    )
    return np.linalg.inv(to_unit) @ bend @ to_unit


def _skew_of_rows(grey: Image) -> float:
    """The angle (degrees) at which rows of text are sharpest in profile."""
    scale = 600 / max(grey.shape)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    ink = 255.0 - small
    height, width = small.shape

    def sharpness(angle: float) -> float:
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        profile = cv2.warpAffine(ink, matrix, (width, height)).sum(axis=1)
        return float(((profile[1:] - profile[:-1]) ** 2).sum())

    angles = [step / 5 for step in range(-20, 21)]
    best = max(angles, key=sharpness)
    return best if sharpness(best) > 1.05 * sharpness(0.0) else 0.0

"""Specks of dust on a scan: dots too small to be print. What may be a decimal point is never one."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from reports.formats.scan.images import Image

_SPECK = 1.2
"""Points; a full stop of the smallest type is as large, and stands beside what it ends."""
_ALONE = 2.0
"""Points around a speck without any other ink: so far from it no point and no stroke stands."""
_INK = 60
"""Grey levels below the paper's."""
_HOLE = 4
"""Pixels of paper shut in by ink that are dust on it; the eye of a figure is larger."""
_LOW = 0.3
"""Share of the tallest print's height up to which a stroke of its line is no figure."""
_FOOT = 0.6
"""Share of that height below which a dot stands on the line, where decimal points and commas are."""
_POINT = 0.009
"""Ink of a dot in squares of its line's height up to which it is no decimal point: half of what the smallest has (0.018,
through every damage of the corpus); a dot of two by two pixels at 200 dpi has 0.007."""
_TELLING = 14
"""Pixels; height of the figures from which their points are told from dust by their ink."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Print without its dust. `taken`: specks at a line's foot that are gone; `points`: dots left there, which may be
    decimal points."""

    crop: Image
    taken: int = 0
    points: int = 0

    def explains(self, reading: str, number: str) -> bool:
        """Whether what `reading` has beyond `number` are specks that are gone, seen as decimal points."""
        more = reading.count(".")
        return reading.replace(".", "") == number and not self.points and more <= self.taken


def without_dust(grey: Image, points: float) -> Image:
    """A page without the specks that stand by themselves. `points` is the size of a pixel."""
    paper = float(np.percentile(grey, 90))
    ink = (grey < paper - _INK).astype(np.uint8)
    count, marks, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    side = max(round(_SPECK / points), 2)
    small = np.zeros(count, bool)
    small[1:] = (stats[1:, 2] <= side) & (stats[1:, 3] <= side)
    reach = 2 * max(round(_ALONE / points), 2) + 1
    near = cv2.dilate((~small[marks] & (ink > 0)).astype(np.uint8), np.ones((reach, reach), np.uint8)) > 0
    kept = np.zeros(count, bool)
    np.logical_or.at(kept, marks[near], True)
    gone = small & ~kept
    return _painted(grey, gone[marks], paper)


def cleaned(crop: Image) -> Cleaned:
    """Figures without the dots above and beside them, and without the holes in their strokes.

    What stands at the foot of a line stays if it has the ink of a decimal point. Dots between two lines of figures stay.
    """
    paper = float(np.percentile(crop, 90)) if crop.size else 255.0
    crop = cv2.copyMakeBorder(crop, 3, 3, 3, 3, cv2.BORDER_CONSTANT, value=int(paper))
    ink = (crop < paper - _INK).astype(np.uint8)
    count, marks, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    if count < 2:
        return Cleaned(crop)
    tallest = stats[1:, 3].max()
    top = stats[1:][stats[1:, 3] >= 0.8 * tallest, 1].min()
    low = (stats[:, 3] <= _LOW * tallest) & (stats[:, 2] <= _LOW * tallest)
    low[0] = False
    foot = stats[:, 1] + stats[:, 3] / 2 >= top + _FOOT * tallest
    specks = low & (_inks(crop, marks, stats, low, paper) <= _POINT * tallest**2) & (tallest >= _TELLING)
    made = _painted(crop, (specks | low & ~foot)[marks], paper)
    holes, where, sizes, _ = cv2.connectedComponentsWithStats(1 - ink, connectivity=4)
    filled = np.zeros(holes, bool)
    filled[1:] = sizes[1:, 4] <= _HOLE
    made[filled[where]] = int(np.percentile(crop[ink > 0], 25))
    return Cleaned(made, int((specks & foot).sum()), int((low & foot & ~specks).sum()))


def _inks(crop: Image, marks: Image, stats: Image, wanted: Image, paper: float) -> Image:
    """The ink of each of the `wanted` marks with the blur around it, in pixels as dark as the darkest print."""
    depth = np.maximum(paper - crop.astype(np.float64), 0)
    full = max(float(depth.max()), 1.0)
    inks = np.zeros(len(stats))
    for index in np.flatnonzero(wanted).tolist():
        x, y, width, height = stats[index, :4].tolist()
        near = slice(max(y - 1, 0), y + height + 1), slice(max(x - 1, 0), x + width + 1)
        own = cv2.dilate((marks[near] == index).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        inks[index] = float(depth[near][own].sum()) / full
    return inks


def _painted(grey: Image, dust: Image, paper: float) -> Image:
    """The picture with paper where the dust is, and on the blur around it."""
    around = cv2.dilate(dust.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    made = grey.copy()
    made[around & (grey > paper - 2 * _INK) | dust] = int(paper)
    return made

"""The inside of a ruled cell on a scan: up to its rulings and no further, and whether its print touches one of them.

Where a figure stands close to a ruling, a border of fixed width would cut a part of it off: an 8 without its left side
is a 3.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reports.formats.pdf.content import Rectangle
from reports.formats.scan.images import Image

_EDGE = 1.6
"""Points to both sides of a cell's edge between which its ruling and the blur of it are."""
_CONTRAST = 60
"""Grey levels below the paper's from which something is ink."""
_RULED = 0.85
"""Share of a cell's side along which there is ink, where a ruling stands: a figure leaves paper above or below it."""
_SPECKS = 0.04
"""The same of a gap between ruling and print: dust."""


@dataclass(frozen=True, slots=True)
class Inside:
    """Pixels: left, top, right, bottom. `touched`: on some side there is no gap between the ruling and the print."""

    box: tuple[int, int, int, int]
    touched: bool


def inside_of(rectangle: Rectangle, grey: Image, points: float) -> Inside:
    """`points` is the size of a pixel."""
    left, top, right, bottom = (round(value / points) for value in rectangle)
    edge = max(round(_EDGE / points), 2)
    height, width = grey.shape
    within = grey[max(top + edge, 0) : bottom - edge, max(left + edge, 0) : right - edge]
    if within.size == 0:
        return Inside((left + edge, top + edge, right - edge, bottom - edge), touched=False)
    darkest = float(np.percentile(within, 90)) - _CONTRAST

    def gap(at: int, step: int, *, down: bool) -> tuple[int, bool]:
        """Where the print may begin, from the edge at `at` inwards by `step`, and whether there was no gap before it."""
        limit = (height if down else width) - 1
        offsets = [at + step * off for off in range(-edge, 2 * edge + 1) if 0 <= at + step * off <= limit]
        whole = grey[offsets, max(left, 0) : right].T if down else grey[max(top, 0) : bottom, offsets]
        ruled = (whole < darkest).mean(axis=0) >= _RULED
        if not ruled[: 2 * edge + 1].any():
            return at + step * edge, False
        last = np.flatnonzero(ruled[: 2 * edge + 1])[-1]  # of a double ruling the inner line
        while last + 1 < len(ruled) and ruled[last + 1]:
            last += 1
        trimmed = whole[edge:-edge]
        after = (trimmed[:, last + 1 :] < darkest).mean(axis=0)
        bare = np.flatnonzero(after <= _SPECKS)
        first = int(bare[0]) if len(bare) else int(after.argmin()) if len(after) else 0
        if len(bare) > 1 and bare[1] == bare[0] + 1:
            first += 1  # the first is the ruling's blur
        return offsets[min(int(last) + 1 + first, len(offsets) - 1)], not len(bare)

    (x0, a), (x1, b) = gap(left, 1, down=False), gap(right, -1, down=False)
    (y0, c), (y1, d) = gap(top, 1, down=True), gap(bottom, -1, down=True)
    return Inside((x0, y0, x1 + 1, y1 + 1), a or b or c or d)

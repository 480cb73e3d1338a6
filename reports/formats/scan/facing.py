"""Two pages side by side on one picture, as an opened folder is copied → one above the other, as they are read."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from reports.formats.scan.engine import Seen
from reports.formats.scan.images import Image, Page

_WIDE = 1.2
"""Heights of a picture that is wide enough for two pages."""
_MIDDLE = (0.42, 0.58)
"""Where in a picture's width the gap between two pages runs."""
_GAP = 0.03
"""Its width in the picture's; two margins of a sheet are four times as wide."""
_PALE = 60
"""Grey levels below the paper's from which something is printed."""
_LEAST_INK = 0.002
"""Share of each half that is printed, if it is a page."""


def gap_between_pages(grey: Image) -> int | None:
    """Where to cut, in pixels from the left; `None` for one page: its title, lines and tables cross the middle."""
    height, width = grey.shape[:2]
    if width < _WIDE * height:
        return None
    small = cv2.resize(grey, (1000, max(round(1000 * height / width), 1)), interpolation=cv2.INTER_AREA)
    ink = small < float(np.percentile(small, 90)) - _PALE
    low, high = (round(share * 1000) for share in _MIDDLE)
    bare = np.concatenate(([0], (~ink[:, low:high].any(axis=0)).astype(np.int8), [0]))
    begins, ends = np.flatnonzero(np.diff(bare) == 1), np.flatnonzero(np.diff(bare) == -1)
    if not len(begins) or int((ends - begins).max()) < _GAP * 1000:
        return None
    widest = int((ends - begins).argmax())
    middle: int = low + (int(begins[widest]) + int(ends[widest])) // 2
    if min(ink[:, :middle].mean(), ink[:, middle:].mean()) < _LEAST_INK:
        return None
    return middle * int(width) // 1000


def stacked(page: Page, seen: Sequence[Seen]) -> tuple[Page, list[Seen]]:
    """The page, or the right one of two under the left one, with the lines of text where they then stand."""
    cut = gap_between_pages(page.print)
    if cut is None:
        return page, list(seen)
    height = page.print.shape[0]
    moved = [
        Seen((left - cut, top + height, right - cut, bottom + height), one.text, one.score)
        if (one.box[0] + one.box[2]) / 2 >= cut
        else one
        for one in seen
        for left, top, right, bottom in (one.box,)
    ]
    return page.changed(lambda picture: _below(picture, cut)), moved


def _below(grey: Image, cut: int) -> Image:
    width = max(cut, grey.shape[1] - cut)
    halves = [grey[:, :cut], grey[:, cut:]]
    padded = [
        cv2.copyMakeBorder(half, 0, 0, 0, width - half.shape[1], cv2.BORDER_CONSTANT, value=255)
        for half in halves
    ]
    return np.vstack(padded)

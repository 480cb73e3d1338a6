"""One picture that a page shows in pieces, one below another → the picture: editors cut what is too long for them.

A cut goes through rows, whose figures then stand half on the one piece and half on the other.
"""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np

from reports.formats.scan.images import Image

_PRINT = 60
"""Grey levels below the paper's from which something is printed."""
_RULINGS = 3
"""Lines that run down over a cut: both sides of a table and what parts its columns."""
_MATCH = 0.8
"""Share of the inked columns at the edge of each piece that are inked at the other's."""
_NEAR = 5
"""Pixels side by side in which ink counts as at the same place."""
_LONGEST = 40
"""Widths of a picture's height, up to which pieces are put together."""


def stitched(images: Iterable[Image]) -> list[Image]:
    """The pictures, those put together that are pieces of one."""
    made: list[Image] = []
    for image in images:
        if made and _goes_on(made[-1], image):
            made[-1] = np.vstack((made[-1], image))
        else:
            made.append(image)
    return made


def _goes_on(upper: Image, lower: Image) -> bool:
    """As wide, and the lines of a table run down over the cut."""
    width = upper.shape[1]
    if (
        lower.shape[1] != width
        or upper.ndim != lower.ndim
        or upper.shape[0] + lower.shape[0] > _LONGEST * width
    ):
        return False
    above, below = _inked(upper[-1:]), _inked(lower[:1])
    if min(_runs(above), _runs(below)) < _RULINGS:
        return False
    wide = np.ones(_NEAR, np.uint8)
    meet = above & (np.convolve(below, wide, "same") > 0), below & (np.convolve(above, wide, "same") > 0)
    return all(found.sum() >= _MATCH * ink.sum() for found, ink in zip(meet, (above, below), strict=True))


def _inked(edge: Image) -> Image:
    """Which columns of a row of pixels hold ink: 0 or 1 each."""
    grey = edge if edge.ndim == 2 else cv2.cvtColor(edge, cv2.COLOR_BGR2GRAY)
    return (grey[0] < float(np.percentile(grey, 90)) - _PRINT).astype(np.uint8)


def _runs(ink: Image) -> int:
    """How many stretches of ink there are."""
    return int((np.diff(np.concatenate(([0], ink))) == 1).sum())

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
_EDGE, _ALL_THE_WAY = 12, 0.9
"""Pixels at the edge of a piece along which a line runs to it, and the share of a line that is inked."""
_NEAR = 2
"""Pixels by which the sides of a table may miss each other."""
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
    """As wide, and the sides of a table run down over the cut; each table that is whole ends in a line of its own."""
    width = upper.shape[1]
    if (
        lower.shape[1] != width
        or upper.ndim != lower.ndim
        or upper.shape[0] + lower.shape[0] > _LONGEST * width
    ):
        return False
    above, below = _ink(upper[-_EDGE:]), _ink(lower[:_EDGE])
    sides, others = _sides(above), _sides(below)
    if (
        sides is None
        or others is None
        or max(abs(one - other) for one, other in zip(sides, others, strict=True)) > _NEAR
    ):
        return False
    return not (_is_closed(above, sides) and _is_closed(below, others))


def _ink(edge: Image) -> Image:
    grey = edge if edge.ndim == 2 else cv2.cvtColor(edge, cv2.COLOR_BGR2GRAY)
    return grey < float(np.percentile(grey, 90)) - _PRINT


def _sides(ink: Image) -> tuple[int, int] | None:
    """The outermost columns of pixels that are ink all the way."""
    lines = np.flatnonzero(ink.mean(axis=0) >= _ALL_THE_WAY)
    return (int(lines[0]), int(lines[-1])) if len(lines) > 1 and lines[-1] - lines[0] > _EDGE else None


def _is_closed(ink: Image, sides: tuple[int, int]) -> bool:
    """Whether a line runs across from side to side."""
    left, right = sides
    return bool((ink[:, left : right + 1].mean(axis=1) >= _ALL_THE_WAY).any())

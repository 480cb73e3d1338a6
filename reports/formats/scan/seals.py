"""Seals on a page: their rings, stars and names run through figures as a pen's stroke does, and strike nothing out."""

from __future__ import annotations

import cv2
import numpy as np

from reports.formats.scan.images import Image, Page

_RING = 51.0
"""Points (18 mm) that a seal is wide and high at least; an official one is 42 mm or more (国发〔1999〕25号)."""
_BRIDGED = 5
"""Pixels of black print across a ring, which part it."""
_INK = 40
"""Grey levels by which coloured ink darkens the paper."""


def without_seals(page: Page) -> Image:
    """All that stands on the page but its seals: where one lies, the print alone."""
    if page.all is page.print:
        return page.all
    coloured = (page.print.astype(np.int16) - page.all > _INK).astype(np.uint8)
    whole = cv2.morphologyEx(coloured, cv2.MORPH_CLOSE, np.ones((_BRIDGED, _BRIDGED), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(whole, connectivity=8)
    made = page.all.copy()
    least = _RING / page.points
    for left, top, width, height, _ in stats[1:count].tolist():
        if width >= least and height >= least:
            made[top : top + height, left : left + width] = page.print[
                top : top + height, left : left + width
            ]
    return made

"""The tones of a page as print has them: paper equally bright everywhere, ink dark."""

from __future__ import annotations

import cv2
import numpy as np

from reports.formats.scan.images import Image

_LIGHT = 32
"""Pixels to a side of the squares whose brightest tone is the paper's."""
_UNEVEN = 30
"""Grey levels between the paper's dark and bright parts from which its light is made even."""
_DARKEST = 70
"""Grey level below which a square shows no paper."""
_DEEP = 60
"""Grey level of sound print; where a page's darkest strokes are paler than that they are deepened to it."""
_DARK_SHARE = 0.4
"""Per cent of a page that its darkest strokes cover at least, if it holds a table."""
_DARK, _PALE = 130, 35
"""Grey level up to which a pixel is print, and by how many levels a pale mark differs from the paper at least."""
_FAR = 41
"""Pixels across; a pale mark in the middle of so much without print is no thin stroke of a glyph."""
_HALO = 5
"""Pixels around print that are its own blur."""
_RULING = 15
"""Parts of a page's width: a straight run of pale ink that is longer may be a ruling, a stroke of large words is not."""
_WATERMARK = 0.004
"""Share of a page covered by pale marks apart from print, from which words or a picture stand behind it."""
_MOST = 3.0
"""Times at most by which pale print is deepened: its noise grows with it."""


def evened(grey: Image) -> Image:
    """The page with its paper equally bright everywhere, where a shade lies on it."""
    height, width = grey.shape
    small = cv2.resize(grey, (max(width // 8, 1), max(height // 8, 1)), interpolation=cv2.INTER_AREA)
    side = max(_LIGHT // 4, 3) | 1
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((side, side), np.uint8)), 2 * side + 1)
    sheet = paper[paper >= _DARKEST]
    if sheet.size == 0 or np.percentile(sheet, 95) - np.percentile(sheet, 5) < _UNEVEN:
        return grey
    light = np.maximum(cv2.GaussianBlur(paper, (0, 0), side), _DARKEST)
    light = cv2.resize(light, (width, height), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(grey, light, scale=245)


def deepened(grey: Image) -> Image:
    """The page with its print as dark as sound print is, where the ink was nearly used up."""
    ink, paper = np.percentile(grey[::3, ::3], (_DARK_SHARE, 90))
    if ink <= 1.5 * _DEEP or paper - ink < _UNEVEN:
        return grey
    share = min((paper - _DEEP) / (paper - ink), _MOST)
    levels = np.clip(paper - (paper - np.arange(256)) * share, 0, 255).astype(np.uint8)
    return cv2.LUT(grey, levels)


def without_watermark(grey: Image) -> Image:
    """The page without what is much paler than its print, where much of that stands far from all print; rulings stay.

    Print that is as pale goes with it: a cell that is bare after this is only bare if it was before.
    """
    paper = float(np.percentile(grey[::4, ::4], 90))
    pale = (grey < paper - _PALE).astype(np.uint8)
    far = pale & (1 - cv2.dilate((grey < _DARK).astype(np.uint8), np.ones((_FAR, _FAR), np.uint8)))
    far &= 1 - _rulings(pale)
    if far.mean() < _WATERMARK:
        return grey
    dark = (grey < max(_DARK, np.percentile(grey[far > 0], 10) - _PALE)).astype(np.uint8)
    apart = pale & (1 - cv2.dilate(dark, np.ones((_HALO, _HALO), np.uint8))) & (1 - _rulings(pale))
    made = grey.copy()
    made[(cv2.dilate(apart, np.ones((3, 3), np.uint8)) & (1 - dark)) > 0] = int(paper)
    return made


def _rulings(pale: Image) -> Image:
    """Where straight runs of ink are as long as a ruling."""
    run = max(pale.shape[1] // _RULING, 20)
    shapes = ((1, run), (run, 1))
    runs = [cv2.morphologyEx(pale, cv2.MORPH_OPEN, np.ones(shape, np.uint8)) for shape in shapes]
    return cv2.dilate(cv2.bitwise_or(*runs), np.ones((3, 3), np.uint8))

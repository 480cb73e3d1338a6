"""Pictures of pages: decoded under limits, the red seal taken off, turned upright to a tenth of a degree."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from reports.document import MediaType
from reports.errors import Damaged, TooMuch
from reports.formats import limits
from reports.formats.pictures import declared_size
from reports.formats.sniffing import sniff

Image = Any
"""numpy array of bytes: height by width (grey) or by 3 (BGR)."""
PAGE_WIDTH = 595.0
"""Points; a picture says nothing of its size, so its width is taken for an A4 page's."""
SLENDER = 1.6
"""Longer than this in its width's or height's terms, a picture is no page (A4: 1.41) but a part of one."""
_STEEPEST = 4.0
"""Degrees of skew that are put right; a page lies askew on the glass by less."""
_RED = 40
"""By how much red must exceed green and blue to be ink of a seal."""

_BRIGHT = 130
"""Red level from which a pixel of a seal holds no black print beneath it."""


def decode(data: bytes, name: str) -> list[Image]:
    """The pages of a picture file. Raises `Damaged` or `TooMuch`."""
    kind = sniff(data, name)
    width, height = declared_size(data)
    if width * height > limits.PIXELS:
        raise TooMuch(
            f"{name}: {width} by {height} pixels is more than we read; scan at 300 dpi or less",
            f"{name}：图片为{width}×{height}像素，超过可读上限，请以300dpi以下扫描",
        )
    buffer = np.frombuffer(data, np.uint8)
    try:
        if kind is MediaType.TIFF:
            _, pages = cv2.imdecodemulti(buffer, cv2.IMREAD_COLOR)
        else:
            page = cv2.imdecode(buffer, cv2.IMREAD_COLOR)
            pages = [] if page is None else [page]
    except cv2.error:
        pages = []
    if not pages:
        raise Damaged(f"{name}: the picture is damaged; fetch it again", f"{name}：图片已损坏，请重新下载")
    if len(pages) > limits.PAGES:
        raise TooMuch(f"{name}: {len(pages)} pages", f"{name}：页数过多，已拒绝读取")
    return list(pages)


def grey_without_seal(image: Image) -> Image:
    """Grey levels, with the red of a seal as bright as paper: what is printed under it stays."""
    if image.ndim == 2:
        return image
    blue, green, red = (image[:, :, channel].astype(np.int16) for channel in range(3))
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    is_red = red - np.maximum(green, blue) > _RED
    if is_red.mean() < 0.0005:
        return grey
    around = cv2.dilate(is_red.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    under = np.where(image[:, :, 2] > _BRIGHT, 255, image[:, :, 2])
    return np.where(around, under, grey)


def upright(grey: Image) -> Image:
    """The page turned by its skew, measured on its long lines, or on its rows of text where it has none."""
    angle = _skew_of_lines(grey)
    if angle is None:
        angle = _skew_of_rows(grey)
    if abs(angle) < 0.05:
        return grey
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)


def _skew_of_lines(grey: Image) -> float | None:
    edges = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1]
    shortest = grey.shape[1] // 6
    found = cv2.HoughLinesP(edges, 1, np.pi / 1800, 200, minLineLength=shortest, maxLineGap=6)
    if found is None:
        return None
    angles, weights = [], []
    for x0, y0, x1, y1 in found.reshape(-1, 4).astype(float):
        angle = np.degrees(np.arctan2(y1 - y0, x1 - x0))
        if abs(angle) <= _STEEPEST:
            angles.append(angle)
            weights.append(np.hypot(x1 - x0, y1 - y0))
    if len(angles) < 3:
        return None
    order = np.argsort(angles)
    middle = np.searchsorted(np.cumsum(np.array(weights)[order]), sum(weights) / 2)
    return float(np.array(angles)[order][middle])


def _skew_of_rows(grey: Image) -> float:
    """The angle at which rows of text are sharpest in profile."""
    scale = 600 / max(grey.shape)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    ink = 255.0 - small
    height, width = small.shape

    def sharpness(angle: float) -> float:
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        profile = cv2.warpAffine(ink, matrix, (width, height)).sum(axis=1)
        return float(((profile[1:] - profile[:-1]) ** 2).sum())

    angles = [step / 5 for step in range(int(-5 * _STEEPEST), int(5 * _STEEPEST) + 1)]
    best = max(angles, key=sharpness)
    return best if sharpness(best) > 1.05 * sharpness(0.0) else 0.0

"""Pictures of pages: decoded under limits, the red seal taken off."""

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

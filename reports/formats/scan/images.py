"""Pictures of pages: decoded under limits, the colour of seals and pens taken off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from reports.document import MediaType
from reports.errors import Damaged, TooMuch
from reports.formats import limits
from reports.formats.pictures import declared_size
from reports.formats.sniffing import sniff

Image = Any
"""A numpy array of bytes: height by width (grey) or by 3 (BGR)."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that lies straight: its `print` in grey without colour, and `all` of it, the same where it has no colour.

    `points` is the size of a pixel.
    """

    print: Image
    all: Image
    points: float
    covered: Image | None = None
    """As dark as print, what something was laid over; nobody sees it."""

    def changed(self, change: Callable[[Image], Image]) -> Page:
        """Moved: each of its pictures in the same way."""
        made = change(self.print)
        everything = made if self.all is self.print else change(self.all)
        return Page(made, everything, self.points, None if self.covered is None else change(self.covered))


PAGE_WIDTH = 595.0
"""Points; a picture says nothing of its size, so its width is taken for an A4 page's."""
SLENDER = 1.6
"""Longer than this in its width's or height's terms, a picture is no page (A4: 1.41) but a part of one."""
_COLOUR = 40
"""By how much red, green or blue must exceed the two others to be ink of a seal or a pen."""

_BRIGHT = 130
"""Level of its own colour from which a pixel of a seal holds no black print beneath it."""


_HOW = defaultdict(
    lambda: cv2.IMREAD_COLOR,
    dict.fromkeys((MediaType.PNG, MediaType.WEBP, MediaType.GIF), cv2.IMREAD_UNCHANGED),
)
"""How a picture is decoded: with what it lets through, if it can let anything through; a photograph as it is to be held."""


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
            pages = _pages_of(buffer, width * height, kind, name)
    except cv2.error:
        pages = []
    if not pages:
        raise Damaged(f"{name}: the picture is damaged; fetch it again", f"{name}：图片已损坏，请重新下载")
    if len(pages) > limits.PAGES:
        raise TooMuch(f"{name}: {len(pages)} pages", f"{name}：页数过多，已拒绝读取")
    return list(pages)


def _pages_of(buffer: Image, pixels: int, kind: MediaType, name: str) -> list[Image]:
    """The one picture of a file, or the pages of one that shows them in turn, as GIF, WebP and PNG can."""
    most = max(min(limits.OCR_PAGES, limits.PIXELS // max(pixels, 1)), 1)
    _, pages = cv2.imdecodemulti(buffer, _HOW[kind], range=(0, most + 1))
    if len(pages) > most:
        raise TooMuch(
            f"{name}: a moving picture of more than {most} pages; publish the pages as a PDF",
            f"{name}：动态图片超过{most}帧，已拒绝读取，请以PDF发布",
        )
    return [
        _on_paper(page) for at, page in enumerate(pages) if not at or not np.array_equal(page, pages[at - 1])
    ]


def _on_paper(image: Image) -> Image:
    """As it is seen on a white page: print on nothing is black on black where what lets the page through is left out."""
    if image.dtype == np.uint16:
        image = (image >> 8).astype(np.uint8)
    if image.ndim == 2:
        return cv2.cvtColor(image, cv2.COLOR_GRAY2BGR)
    if image.shape[2] < 4:
        return image
    paper = 255 - image[:, :, 3]
    if not paper.any():
        return image[:, :, :3].copy()
    seen = cv2.multiply(image[:, :, :3], cv2.merge([image[:, :, 3]] * 3), scale=1 / 255)
    return cv2.add(seen, cv2.merge([paper] * 3))


def without_colour(image: Image) -> Image:
    """Grey levels, with the colour of a seal or a pen as bright as paper: what is printed under it stays.

    What is printed in colour goes with it: a cell that is bare after this is only bare if it was before.
    """
    if image.ndim == 2:
        return image
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    ordered = np.sort(image[:, :, :3], axis=2)
    brightest = ordered[:, :, 2]
    coloured = cv2.subtract(brightest, ordered[:, :, 1]) > _COLOUR
    if coloured.mean() < 0.0005:
        return grey
    around = cv2.dilate(coloured.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    under = np.where(brightest > _BRIGHT, 255, brightest)
    return np.where(around, under, grey)

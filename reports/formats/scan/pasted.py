"""Pictures of a PDF as pixels: a page that is one, and those that stand in a page which has text, drawn without that text:
what is read from them is theirs alone."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pypdfium2.raw as pdfium

from reports.document import Block, Paragraph, Picture
from reports.formats.pdf.assembly import PageParts
from reports.formats.pdf.beneath import boxes_over_pictures
from reports.formats.pdf.content import Rectangle
from reports.formats.scan.images import PAGE_WIDTH, SLENDER, Image

_SLACK = 2
"""Pixels around a picture, for its border."""
_PAPER, _COLOURED = 150, (0, 0, 255)
"""Grey level from which a pixel is paper, and the colour (BGR) that it gets: one of ink that is no print."""
_DRAWN = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as PNG, and where it stands: page from 1, points from the top left."""

    page: int
    box: Rectangle
    png: bytes

    def among(self, blocks: Iterable[Block]) -> Picture:
        """The picture, after the blocks that begin above it."""
        here = (self.page, self.box[1])
        above = sum(begins is not None and begins <= here for begins in map(_begins, blocks))
        left, top, right, bottom = (round(side) for side in self.box)
        return Picture(
            f"page {self.page}, the picture from {left}, {top} to {right}, {bottom}", above, self.png
        )


def drawn_whole(page: Any, dpi: int) -> Image:
    """A page that is a scan, in BGR at `dpi`. `page` is pypdfium2's. Where a box was painted over it its paper is coloured:
    such a cell shows nothing, and is not blank."""
    image = page.render(scale=dpi / 72).to_numpy()
    image = cv2.cvtColor(image, cv2.COLOR_GRAY2BGR) if image.ndim == 2 else image[:, :, :3].copy()
    height, width = image.shape[:2]
    x, y = ctypes.c_int(), ctypes.c_int()
    for left, bottom, right, top in boxes_over_pictures(page):
        corners = []
        for corner in ((left, top), (right, bottom)):
            pdfium.FPDF_PageToDevice(page, 0, 0, width, height, 0, *corner, x, y)
            corners.append((x.value, y.value))
        (x0, x1), (y0, y1) = (sorted(values) for values in zip(*corners, strict=True))
        inside = image[max(y0, 0) : y1, max(x0, 0) : x1]
        inside[inside.min(axis=2) > _PAPER] = _COLOURED
    return image


def drawn_alone(page: Any, parts: PageParts, dpi: int) -> list[Drawn]:
    """The pictures of a page that may show words, at `dpi`. `page` is pypdfium2's; its text and lines are taken off it."""
    for thing in list(page.get_objects(max_depth=1)):
        if thing.type not in _DRAWN:
            page.remove_obj(thing)
    scale = dpi / 72
    image = np.rot90(page.render(scale=scale).to_numpy()[:, :, :3], -parts.turned)
    made = []
    for box in parts.pictures:
        left, top, right, bottom = (round(side * scale) for side in box)
        cut = image[max(top - _SLACK, 0) : bottom + _SLACK, max(left - _SLACK, 0) : right + _SLACK]
        if cut.size:
            png = cv2.imencode(".png", _on_a_sheet(cut, dpi))[1].tobytes()
            made.append(Drawn(parts.number, box, bytes(png)))
    return made


def _on_a_sheet(cut: Image, dpi: int) -> Image:
    """The picture on white as wide as a page, which is what a picture of unknown size is taken for: its size is known."""
    height, width = cut.shape[:2]
    wide = max(round(PAGE_WIDTH * dpi / 72), width)
    tall = height if height * SLENDER <= wide else max(wide, height)
    sheet = np.full((tall, wide, 3), 255, np.uint8)
    sheet[:height, :width] = cut
    return sheet


def _begins(block: Block) -> tuple[int, float] | None:
    """Page and height at which a block begins."""
    if isinstance(block, Paragraph):
        place = block.place
    else:
        place = next((cell.place for row in block.rows for cell in row if cell is not None), block.place)
    if place.page is None or place.rectangle is None:
        return None
    return place.page, place.rectangle[1]

"""Pictures that stand in a page which has text, as pixels, drawn without that text: what is read from them is theirs alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pypdfium2.raw as pdfium

from reports.document import Block, Picture
from reports.formats.pdf.assembly import PageParts, picture_among
from reports.formats.pdf.content import Rectangle
from reports.formats.scan.covered import drawn_with_covers, is_covered
from reports.formats.scan.images import PAGE_WIDTH, SLENDER, Image

_SLACK = 2
"""Pixels around a picture, for its border."""
_DRAWN = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as PNG, and where it stands: page from 1, points from the top left."""

    page: int
    box: Rectangle
    png: bytes

    def among(self, blocks: Sequence[Block]) -> Picture:
        """The picture, after the blocks that begin above it."""
        return picture_among(blocks, self.page, self.box, self.png)


def drawn_alone(page: Any, parts: PageParts, dpi: int) -> list[Drawn]:
    """The pictures of a page that may show words, at `dpi`, which `parts` then lists no longer: but not those that something
    was laid over. `page` is pypdfium2's; its text and lines are taken off it."""
    _, covered = drawn_with_covers(page, dpi)
    covered = None if covered is None else np.rot90(covered, -parts.turned)
    for thing in list(page.get_objects(max_depth=1)):
        if thing.type not in _DRAWN:
            page.remove_obj(thing)
    scale = dpi / 72
    image = np.rot90(page.render(scale=scale).to_numpy()[:, :, :3], -parts.turned)
    made, left_out = [], []
    for box in parts.pictures:
        left, top, right, bottom = (round(side * scale) for side in box)
        if is_covered(covered, (left, top, right, bottom)):
            left_out.append(box)
            continue
        cut = image[max(top - _SLACK, 0) : bottom + _SLACK, max(left - _SLACK, 0) : right + _SLACK]
        if cut.size:
            png = cv2.imencode(".png", _on_a_sheet(cut, dpi))[1].tobytes()
            made.append(Drawn(parts.number, box, bytes(png)))
    parts.pictures = left_out
    return made


def _on_a_sheet(cut: Image, dpi: int) -> Image:
    """The picture on white as wide as a page, which is what a picture of unknown size is taken for: its size is known."""
    height, width = cut.shape[:2]
    wide = max(round(PAGE_WIDTH * dpi / 72), width)
    tall = height if height * SLENDER <= wide else max(wide, height)
    sheet = np.full((tall, wide, 3), 255, np.uint8)
    sheet[:height, :width] = cut
    return sheet

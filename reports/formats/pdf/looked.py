"""A page as PDFium draws it, looked at where its objects do not say whether white letters can be seen: upon a picture, upon a
gradient (ISO 32000-1 §8.7.4.5), painted with another blend mode (§11.3.5).
"""

from __future__ import annotations

import ctypes
from math import sqrt

import pypdfium2.raw as pdfium

from reports.formats.pdf.content import Rectangle
from reports.formats.pdf.legible import DARK, PAPER

_SCALE, _PIXELS = 2.5, 8_000_000
"""Pixels a point; of a page at most, however large it is."""
_MOST = 0.9
"""Share of the pixels around a letter that tell what it is painted upon."""
_LEAST, _FULL = 0.004, 0.8
"""Shares of its own pixels that its strokes have at least and at most."""


class Looked:
    """Draws the page when it is first asked."""

    def __init__(self, page: object) -> None:
        self._page = page
        self._grey: bytes | None = None
        self._width = self._height = self._stride = 0

    def shows_white(self, box: Rectangle) -> bool | None:
        """Whether a letter as white as paper is seen in its box (page space: left, bottom, right, top); `None`: it cannot be told.

        It is where light strokes stand upon a dark ground, and is not where all is paper.
        """
        rows = self._rows(box)
        if len(rows) < 3:
            return None
        around, inside = rows[0] + rows[-1], b"".join(rows)
        if _share_light(inside, PAPER) >= 1.0:
            return False
        ground = 1.0 - _share_light(around, DARK)
        strokes = _share_light(inside, PAPER)
        return True if ground >= _MOST and _LEAST <= strokes <= _FULL else None

    def _rows(self, box: Rectangle) -> list[bytes]:
        if self._grey is None:
            self._grey = self._drawn()
        corners = [self._place(x, y) for x, y in ((box[0], box[1]), (box[2], box[3]))]
        left, right = sorted(x for x, _ in corners)
        top, bottom = sorted(y for _, y in corners)
        if not self._grey or left < 0 or top < 1 or right >= self._width or bottom + 1 >= self._height:
            return []
        starts = range((top - 1) * self._stride, (bottom + 2) * self._stride, self._stride)
        return [self._grey[start + left : start + right + 1] for start in starts]

    def _place(self, x: float, y: float) -> tuple[int, int]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(self._page, 0, 0, self._width, self._height, 0, x, y, across, down)
        return across.value, down.value

    def _drawn(self) -> bytes:
        """Its rows of grey pixels; none where it cannot be drawn."""
        width, height = pdfium.FPDF_GetPageWidthF(self._page), pdfium.FPDF_GetPageHeightF(self._page)
        scale = min(_SCALE, sqrt(_PIXELS / max(width * height, 1.0)))
        self._width, self._height = max(int(width * scale), 1), max(int(height * scale), 1)
        bitmap = pdfium.FPDFBitmap_CreateEx(self._width, self._height, pdfium.FPDFBitmap_Gray, None, 0)
        if not bitmap:
            return b""
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, self._width, self._height, 0xFFFFFFFF)
            pdfium.FPDF_RenderPageBitmap(bitmap, self._page, 0, 0, self._width, self._height, 0, 0)
            self._stride = pdfium.FPDFBitmap_GetStride(bitmap)
            return ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), self._stride * self._height)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)


def _share_light(pixels: bytes, least: float) -> float:
    """Share of the pixels that are brighter than `least`, 0 to 1."""
    darker = len(pixels.translate(None, delete=bytes(range(int(255 * least) + 1, 256))))
    return 1.0 - darker / max(len(pixels), 1)

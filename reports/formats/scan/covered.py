"""What was laid over a scan: a box painted on it, a picture pasted on it, a note of a program that shows PDFs.

Nobody sees what lies beneath, and paper that was laid over print was not left blank. So the page is drawn as it was painted,
layer by layer, and what each layer makes bright is remembered.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
import pypdfium2.raw as pdfium

from reports.formats.pdf.annotations import laid_over
from reports.formats.pdf.content import Rectangle
from reports.formats.pdf.matrices import around
from reports.formats.pdf.objects import IMAGE, PATH, TEXT, bounds_of, objects_of_page
from reports.formats.scan.images import Image
from reports.formats.scan.ink import Box

_KINDS = (PATH, IMAGE, TEXT, pdfium.FPDF_PAGEOBJ_SHADING)
_THIN = 3.0
"""Points that two things share at least where one lies upon the other: strips of a scan stand edge to edge."""
_LAYERS = 12
"""Of a page; the last holds all the rest."""
_PAPER, _PALE = 150, 30
"""Grey level from which a pixel is paper, and levels below the paper's from which there was print."""
_LEAST = 6
"""Pixels that are more than the edge of a ruling."""
_BLUR = 5
"""Pixels: print that is painted once more, and sharper, hides only the blur of what it was."""


def drawn_with_covers(page: Any, dpi: int) -> tuple[Image, Image | None]:
    """A page that is a scan, in BGR at `dpi`, and on white, as dark as print, what of it was laid over and is not seen;
    `None` where nothing was. `page` is pypdfium2's."""
    scale, layers = dpi / 72, _layers(page)
    unknown = laid_over(page).unknown  # PDFium makes up how they look as soon as it draws
    if len(layers) < 2 and not pdfium.FPDFPage_GetAnnotCount(page):
        return _in_colour(page.render(scale=scale).to_numpy()), None
    for layer in layers[1:]:
        _show(layer, shown=False)
    before = _grey(page, scale)
    hidden = np.zeros(before.shape, bool)
    for layer in layers[1:]:
        _show(layer, shown=True)
        after = _grey(page, scale)
        hidden |= _brighter(before, after)
        before = after
    image = _in_colour(page.render(scale=scale).to_numpy())
    seen = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    hidden |= _brighter(before, seen)
    hidden &= cv2.dilate((seen < _PAPER).astype(np.uint8), np.ones((_BLUR, _BLUR), np.uint8)) == 0
    for x0, y0, x1, y1 in _on_the_picture(page, unknown, seen):
        hidden[y0:y1, x0:x1] = True
    return image, np.where(hidden, np.uint8(0), np.uint8(255)) if hidden.any() else None


def is_covered(covered: Image | None, box: Box) -> bool:
    """Whether something was laid over print within the box; `covered` as `drawn_with_covers` gives it."""
    if covered is None:
        return False
    left, top, right, bottom = (max(side, 0) for side in box)
    return int((covered[top:bottom, left:right] < _PAPER).sum()) >= _LEAST


def _layers(page: Any) -> list[list[int]]:
    """What is painted, in the order of painting: a layer ends where something may lie upon one of its own."""
    layers: list[list[int]] = [[]]
    reach: Rectangle | None = None
    pictured = False
    for handle, kind, matrix in objects_of_page(page, _KINDS):
        box = bounds_of(handle, matrix)
        if box is None:
            continue
        pictured = pictured or kind == IMAGE
        if kind != TEXT and pictured and reach and _lies_upon(box, reach) and len(layers) < _LAYERS:
            layers.append([])
            reach = None
        layers[-1].append(handle)
        reach = around([reach[:2], reach[2:], box[:2], box[2:]]) if reach else box
    return layers


def _lies_upon(one: Rectangle, other: Rectangle) -> bool:
    shared = (min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1]))
    return min(shared) > _THIN


def _show(layer: Sequence[int], *, shown: bool) -> None:
    for handle in layer:
        pdfium.FPDFPageObj_SetIsActive(ctypes.cast(handle, pdfium.FPDF_PAGEOBJECT), shown)


def _grey(page: Any, scale: float) -> Image:
    """As it is without its notes."""
    image = page.render(scale=scale, draw_annots=False, may_draw_forms=False).to_numpy()
    return cv2.cvtColor(_in_colour(image), cv2.COLOR_BGR2GRAY)


def _in_colour(image: Image) -> Image:
    return cv2.cvtColor(image, cv2.COLOR_GRAY2BGR) if image.ndim == 2 else image[:, :, :3].copy()


def _brighter(before: Image, after: Image) -> Image:
    """Where there was print and is paper."""
    return (after >= _PAPER) & (cv2.subtract(after, before) >= _PALE)


def _on_the_picture(page: Any, boxes: Sequence[Rectangle], image: Image) -> list[Box]:
    """Boxes of page space (left, bottom, right, top) in pixels."""
    height, width = image.shape[:2]
    x, y = ctypes.c_int(), ctypes.c_int()
    made = []
    for left, bottom, right, top in boxes:
        corners = []
        for corner in ((left, top), (right, bottom)):
            pdfium.FPDF_PageToDevice(page, 0, 0, width, height, 0, *corner, x, y)
            corners.append((x.value, y.value))
        (x0, x1), (y0, y1) = (sorted(values) for values in zip(*corners, strict=True))
        made.append((max(x0, 0), max(y0, 0), max(x1, 0), max(y1, 0)))
    return made

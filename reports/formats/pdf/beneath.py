"""Text that lies under a picture: a scanner's program lays it there to be searched, a hand pasted the picture over it.

Nobody sees it, and what was made out of a picture by a program nobody knows is not what the picture shows. Nor is text seen
that a hand has painted over with a box, to write something else there; but a box may be cut to another shape, so that such
text is only doubted.
"""

from __future__ import annotations

import ctypes
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from reports.formats.pdf.content import Rectangle
from reports.formats.pdf.matrices import IDENTITY, around
from reports.formats.pdf.objects import (
    IMAGE,
    PATH,
    TEXT,
    bounds_of,
    bounds_reader,
    objects_of_page,
)
from reports.formats.pdf.quick import answers, char_box, char_text
from reports.formats.pdf.unseen import NO_INK

_OPAQUE = 250
"""Of 255: a pixel that lets nothing through."""
_THIN, _CORNERS = 3.0, 5
"""Points; a thinner box is a line. Points of a rectangle's outline at most."""
_WHOLE = 0.9
"""Share of a picture's pixels that let nothing through, from which it hides what lies under it: a watermark's do not."""

_PIECES = 200
"""Pictures over text on one page that are kept apart; a page that is cut into more is covered where any of them lies."""
_LOOKS = 5_000
"""Texts of a page that are looked for under a picture."""


@dataclass(frozen=True, slots=True)
class Covers:
    """The opaque pictures of a page (in page space: left, bottom, right, top), each with how many texts are painted before
    it; `texts`: the place of each text in the order of painting, by its address; `inkless`: some text is painted by nothing."""

    pictures: Sequence[tuple[int, Rectangle]]
    boxes: Sequence[tuple[int, Rectangle]]
    """Filled ones, in the same way."""
    texts: dict[int, int]
    inkless: bool


def covers_of(document: object, page: object) -> Covers:
    """Of a page with pictures or filled boxes: those that cover text, and whether there is text without ink, be it one word."""
    pictures: list[tuple[int, Rectangle]] = []
    boxes: list[tuple[int, Rectangle]] = []
    texts: dict[int, int] = {}
    middles: list[tuple[float, float]] = []
    for handle, kind, matrix in objects_of_page(page, (PATH, IMAGE, TEXT)):
        if kind == PATH and (not texts or len(boxes) >= _PIECES or matrix != IDENTITY):
            continue
        box = bounds_of(handle, matrix)
        if box is None:
            continue
        if kind == PATH:
            if _is_thick(box) and _holds_any(box, middles) and _is_painted_box(handle):
                boxes.append((len(texts), box))
        elif kind == TEXT:
            texts[handle] = len(texts)
            middles.append(_middle(box))
        elif len(pictures) >= _PIECES:
            pictures[-1] = (len(texts), around([*_corners(pictures[-1][1]), *_corners(box)]))
        elif _holds_any(box, middles) and _is_opaque(document, page, handle):
            pictures.append((len(texts), box))
    inkless = any(pdfium.FPDFTextObj_GetTextRenderMode(_handle(text)) in NO_INK for text in texts)
    return Covers(pictures, boxes, texts, inkless)


def paints_over(page: object) -> bool:
    """Whether a filled box is painted after some text of the page: then `covers_of` tells what it hides."""
    bounds, text = bounds_reader(), False
    for handle, kind, matrix in objects_of_page(page, (PATH, TEXT)):
        if kind == TEXT:
            text = True
        elif text and matrix == IDENTITY:
            box = bounds(handle, matrix)
            if box is not None and _is_thick(box) and _is_painted_box(handle):
                return True
    return False


def _is_thick(box: Rectangle) -> bool:
    return box[2] - box[0] > _THIN and box[3] - box[1] > _THIN


def _is_painted_box(handle: int) -> bool:
    """A filled rectangle that lets nothing through and is not cut by anything."""
    path = _handle(handle)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke) or not fill.value:
        return False
    if pdfium.FPDFPath_CountSegments(path) > _CORNERS or pdfium.FPDFPageObj_HasTransparency(path):
        return False
    clip = pdfium.FPDFPageObj_GetClipPath(path)
    if clip and pdfium.FPDFClipPath_CountPaths(clip) > 0:
        return False
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    known = pdfium.FPDFPageObj_GetFillColor(path, red, green, blue, opacity)
    return bool(known) and opacity.value >= _OPAQUE


def _handle(object_: int) -> object:
    return ctypes.cast(object_, pdfium.FPDF_PAGEOBJECT)


def _holds_any(box: Rectangle, points: Sequence[tuple[float, float]]) -> bool:
    """Whether one of the points lies in it; of very many one is taken to."""
    return len(points) > _LOOKS or any(_holds(box, point) for point in points)


def _corners(box: Rectangle) -> list[tuple[float, float]]:
    return [(box[0], box[1]), (box[2], box[3])]


def _middle(box: Rectangle) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _holds(box: Rectangle, at: tuple[float, float]) -> bool:
    return box[0] <= at[0] <= box[2] and box[1] <= at[1] <= box[3]


def beneath(textpage: object, count: int, covers: Covers) -> tuple[Collection[int], Collection[int]]:
    """Which of `count` characters lie under a picture, and which under a box."""
    return _beneath(textpage, count, covers, covers.pictures), _beneath(textpage, count, covers, covers.boxes)


def _beneath(
    textpage: object, count: int, covers: Covers, laid: Sequence[tuple[int, Rectangle]]
) -> Collection[int]:
    if not laid:
        return ()
    places, sides = answers("4f")
    found = []
    for index in range(count):
        painted = covers.texts.get(char_text(textpage, index) or 0)
        if painted is None or not char_box(textpage, index, places[0]):
            continue
        left, top, right, bottom = sides()  # as FS_RECTF has them
        middle = _middle((left, bottom, right, top))
        if any(painted < after and _holds(cover, middle) for after, cover in laid):
            found.append(index)
    return found


def _is_opaque(document: object, page: object, handle: int) -> bool:
    """As it is drawn, with its mask. What cannot be drawn hides nothing that can be told."""
    picture = _handle(handle)
    if pdfium.FPDFPageObj_HasTransparency(picture):
        return False
    bitmap = pdfium.FPDFImageObj_GetRenderedBitmap(document, page, picture)
    if not bitmap:
        return False
    try:
        return _share_opaque(bitmap) >= _WHOLE
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


def _share_opaque(bitmap: object) -> float:
    """Of its pixels."""
    if pdfium.FPDFBitmap_GetFormat(bitmap) != pdfium.FPDFBitmap_BGRA:
        return 1.0
    size = pdfium.FPDFBitmap_GetStride(bitmap) * pdfium.FPDFBitmap_GetHeight(bitmap)
    opacity = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), size)[3::4]
    return sum(opacity.count(level) for level in range(_OPAQUE, 256)) / max(len(opacity), 1)

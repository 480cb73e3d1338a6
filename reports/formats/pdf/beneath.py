"""Text that lies under a picture: a scanner's program lays it there to be searched, a hand pasted the picture over it.

Nobody sees it, and what was made out of a picture by a program nobody knows is not what the picture shows.
"""

from __future__ import annotations

import ctypes
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from reports.formats.pdf.content import Rectangle
from reports.formats.pdf.objects import IMAGE, TEXT, around, bounds_of, objects_of_page
from reports.formats.pdf.quick import address, char_box
from reports.formats.pdf.unseen import NO_INK

_OPAQUE = 250
"""Of 255: a pixel that lets nothing through."""
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
    texts: dict[int, int]
    inkless: bool


def covers_of(document: object, page: object) -> Covers:
    """Of a page with pictures: those that cover text, and whether there is text without ink, be it one word."""
    pictures: list[tuple[int, Rectangle]] = []
    texts: dict[int, int] = {}
    middles: list[tuple[float, float]] = []
    for handle, kind, matrix in objects_of_page(page, (IMAGE, TEXT)):
        box = bounds_of(handle, matrix)
        if box is None:
            continue
        if kind == TEXT:
            texts[handle] = len(texts)
            middles.append(_middle(box))
        elif len(pictures) >= _PIECES:
            pictures[-1] = (len(texts), around([*_corners(pictures[-1][1]), *_corners(box)]))
        elif _holds_any(box, middles) and _is_opaque(document, page, handle):
            pictures.append((len(texts), box))
    inkless = any(pdfium.FPDFTextObj_GetTextRenderMode(_handle(text)) in NO_INK for text in texts)
    return Covers(pictures, texts, inkless)


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


def beneath(textpage: object, count: int, covers: Covers) -> Collection[int]:
    """Which of `count` characters lie under a picture."""
    if not covers.pictures:
        return ()
    box, here = pdfium.FS_RECTF(), address(textpage)
    found = []
    for index in range(count):
        painted = covers.texts.get(address(pdfium.FPDFText_GetTextObject(textpage, index)))
        if painted is None or not char_box(here, index, address(box)):
            continue
        middle = _middle((box.left, box.bottom, box.right, box.top))
        if any(painted < after and _holds(cover, middle) for after, cover in covers.pictures):
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

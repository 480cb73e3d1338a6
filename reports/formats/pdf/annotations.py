"""What is laid over a page and is no part of it: filled form fields, typed notes, stamps (ISO 32000-1 §12.5, §12.7).

Someone who reads the page sees them. What a file says how to draw is drawn into the page before it is read; where a
program is left to draw it, something is shown there that cannot be known.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from reports.formats.pdf.content import Rectangle

_NOT_SHOWN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_NO_WORDS = frozenset((pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_TEXT))
"""Links, and notes that show an icon until they are opened."""
_WRITTEN = {pdfium.FPDF_ANNOT_WIDGET: b"V", pdfium.FPDF_ANNOT_FREETEXT: b"Contents"}
"""Kinds that programs draw themselves from what stands under a key."""


@dataclass(frozen=True, slots=True)
class Laid:
    """Boxes in page space (left, bottom, right, top): of those that say how they look, and of those that do not."""

    drawn: tuple[Rectangle, ...]
    unknown: tuple[Rectangle, ...]


def laid_over(page: object) -> Laid:
    drawn, unknown = [], []
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        with _opened(page, index) as annotation:
            if annotation is None or pdfium.FPDFAnnot_GetFlags(annotation) & _NOT_SHOWN:
                continue
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            if kind in _NO_WORDS:
                continue
            if pdfium.FPDFAnnot_GetAP(annotation, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2:
                drawn.append(_box(annotation))
            elif kind in _WRITTEN and pdfium.FPDFAnnot_HasKey(annotation, _WRITTEN[kind]):
                unknown.append(_box(annotation))
    return Laid(tuple(drawn), tuple(unknown))


def draw_in(page: object) -> bool:
    """Draw them into the page, which must then be opened again; whether that could be done."""
    return bool(pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS)


@contextmanager
def _opened(page: object, index: int) -> Iterator[object]:
    annotation = pdfium.FPDFPage_GetAnnot(page, index)
    try:
        yield annotation or None
    finally:
        if annotation:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _box(annotation: object) -> Rectangle:
    box = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(annotation, box)
    return box.left, box.bottom, box.right, box.top

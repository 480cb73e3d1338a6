"""PDFium's small questions, which are asked for every character and every object of a page.

pypdfium2's own functions look at the type of each argument; of a call that takes a fifth of a microsecond that is four more.
Here handles and places for answers are addresses (`address`), and nobody looks: these are for `reports.formats.pdf` alone,
with handles that PDFium has just given. The interpreter's lock is kept meanwhile: to give it away costs as much again.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

_AT, _INDEX = ctypes.c_void_p, ctypes.c_int
_Asked = Callable[..., int]


def address(handle: Any) -> int:
    """Where a handle of pypdfium2, a structure or a number of ctypes is; 0 for a handle that is null."""
    if isinstance(handle, (ctypes.Structure, ctypes.Array, ctypes._SimpleCData)):
        return ctypes.addressof(handle)
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _quick(function: Any, *arguments: Any, gives: Any = ctypes.c_int) -> Callable[..., Any]:
    place = ctypes.cast(function, ctypes.c_void_p).value
    if place is None:
        raise OSError("PDFium lacks a function that it has had for years")
    return ctypes.PYFUNCTYPE(gives, *arguments)(place)


char_box: _Asked = _quick(pdfium.FPDFText_GetLooseCharBox, _AT, _INDEX, _AT)
char_is_generated: _Asked = _quick(pdfium.FPDFText_IsGenerated, _AT, _INDEX)
char_angle: Callable[..., float] = _quick(pdfium.FPDFText_GetCharAngle, _AT, _INDEX, gives=ctypes.c_float)
char_fill: _Asked = _quick(pdfium.FPDFText_GetFillColor, _AT, _INDEX, _AT, _AT, _AT, _AT)
char_text: Callable[..., int | None] = _quick(
    pdfium.FPDFText_GetTextObject, _AT, _INDEX, gives=ctypes.c_void_p
)
text_mode: _Asked = _quick(pdfium.FPDFTextObj_GetTextRenderMode, _AT)
char_has_no_meaning: _Asked = _quick(pdfium.FPDFText_HasUnicodeMapError, _AT, _INDEX)

page_object: Callable[..., int | None] = _quick(pdfium.FPDFPage_GetObject, _AT, _INDEX, gives=ctypes.c_void_p)
form_object: Callable[..., int | None] = _quick(
    pdfium.FPDFFormObj_GetObject, _AT, ctypes.c_ulong, gives=ctypes.c_void_p
)
objects_of_form: _Asked = _quick(pdfium.FPDFFormObj_CountObjects, _AT)
object_type: _Asked = _quick(pdfium.FPDFPageObj_GetType, _AT)
object_bounds: _Asked = _quick(pdfium.FPDFPageObj_GetBounds, _AT, _AT, _AT, _AT, _AT)
object_matrix: _Asked = _quick(pdfium.FPDFPageObj_GetMatrix, _AT, _AT)
object_fill: _Asked = _quick(pdfium.FPDFPageObj_GetFillColor, _AT, _AT, _AT, _AT, _AT)
path_draw_mode: _Asked = _quick(pdfium.FPDFPath_GetDrawMode, _AT, _AT, _AT)
path_segments: _Asked = _quick(pdfium.FPDFPath_CountSegments, _AT)
path_segment: Callable[..., int | None] = _quick(
    pdfium.FPDFPath_GetPathSegment, _AT, _INDEX, gives=ctypes.c_void_p
)
segment_point: _Asked = _quick(pdfium.FPDFPathSegment_GetPoint, _AT, _AT, _AT)
segment_type: _Asked = _quick(pdfium.FPDFPathSegment_GetType, _AT)
segment_closes: _Asked = _quick(pdfium.FPDFPathSegment_GetClose, _AT)

"""PDFium's small questions, which are asked for every character and every object of a page.

pypdfium2's own functions look at the type of each argument; of a call that takes a fifth of a microsecond that is four more.
Here nobody looks: these are for `reports.formats.pdf` alone, with handles that PDFium has just given. What is asked of pages
and their texts takes the handle of pypdfium2, what is asked of objects their address; numbers are answered into the places of
`answers`. The interpreter's lock is kept meanwhile: to give it away costs as much again.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any

import pypdfium2.raw as pdfium

_Asked = Callable[..., int]
_Address = Callable[..., int | None]
_NUMBER = 4
"""Bytes of each number that PDFium answers with, be it whole or not."""


@cache
def _laid_out(layout: str) -> tuple[struct.Struct, Callable[[], ctypes.Array[ctypes.c_char]]]:
    """A type of an array is made anew whenever nothing has the last one: that takes a hundred times as long as an array."""
    numbers = struct.Struct(layout)
    return numbers, ctypes.c_char * numbers.size


def answers(layout: str) -> tuple[Sequence[object], Callable[[], tuple[Any, ...]]]:
    """Places for PDFium's answer, one for each number (`layout` as `struct` has it: "4f"), and what reads them: for one thread.

    The first is the place of a whole structure of such numbers.
    """
    numbers, room_for = _laid_out(layout)
    room = room_for()
    places = tuple(ctypes.byref(room, at) for at in range(0, numbers.size, _NUMBER))
    return places, partial(numbers.unpack, room)


def _quick(function: Any, *, gives: Any = ctypes.c_int) -> Callable[..., Any]:
    place = ctypes.cast(function, ctypes.c_void_p).value
    if place is None:
        raise OSError("PDFium lacks a function that it has had for years")
    return ctypes.PYFUNCTYPE(gives)(place)


def _of_address(function: Any, *more: Any, gives: Any = ctypes.c_int) -> Callable[..., Any]:
    asked: Any = _quick(function, gives=gives)
    asked.argtypes = (ctypes.c_void_p, *more)
    return asked  # type: ignore[no-any-return]


char_box: _Asked = _quick(pdfium.FPDFText_GetLooseCharBox)
char_is_generated: _Asked = _quick(pdfium.FPDFText_IsGenerated)
char_angle: Callable[..., float] = _quick(pdfium.FPDFText_GetCharAngle, gives=ctypes.c_float)
char_matrix: _Asked = _quick(pdfium.FPDFText_GetMatrix)
char_fill: _Asked = _quick(pdfium.FPDFText_GetFillColor)
char_text: _Address = _quick(pdfium.FPDFText_GetTextObject, gives=ctypes.c_void_p)
char_has_no_meaning: _Asked = _quick(pdfium.FPDFText_HasUnicodeMapError)
page_object: _Address = _quick(pdfium.FPDFPage_GetObject, gives=ctypes.c_void_p)

text_font: _Address = _of_address(pdfium.FPDFTextObj_GetFont, gives=ctypes.c_void_p)
text_mode: _Asked = _of_address(pdfium.FPDFTextObj_GetTextRenderMode)
form_object: _Address = _of_address(pdfium.FPDFFormObj_GetObject, ctypes.c_ulong, gives=ctypes.c_void_p)
objects_of_form: _Asked = _of_address(pdfium.FPDFFormObj_CountObjects)
object_type: _Asked = _of_address(pdfium.FPDFPageObj_GetType)
object_bounds: _Asked = _of_address(pdfium.FPDFPageObj_GetBounds)
object_matrix: _Asked = _of_address(pdfium.FPDFPageObj_GetMatrix)
object_fill: _Asked = _of_address(pdfium.FPDFPageObj_GetFillColor)
path_draw_mode: _Asked = _of_address(pdfium.FPDFPath_GetDrawMode)
path_segments: _Asked = _of_address(pdfium.FPDFPath_CountSegments)
path_segment: _Address = _of_address(pdfium.FPDFPath_GetPathSegment, gives=ctypes.c_void_p)
segment_point: _Asked = _of_address(pdfium.FPDFPathSegment_GetPoint)
segment_type: _Asked = _of_address(pdfium.FPDFPathSegment_GetType)
segment_closes: _Asked = _of_address(pdfium.FPDFPathSegment_GetClose)

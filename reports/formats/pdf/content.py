"""What PDFium finds on a page: glyphs, straight lines and pictures, in display coordinates.

Display coordinates are points from the top left of the page, turned so that its text is upright, within its crop box.
"""

from __future__ import annotations

import ctypes
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import pypdfium2.raw as pdfium

from reports.formats.pdf.quick import answers, char_box, char_is_generated
from reports.formats.pdf.standing import slants

Rectangle = tuple[float, float, float, float]
"""(left, top, right, bottom)"""
ToDisplay = Callable[[float, float, float, float], Rectangle]
"""(left, bottom, right, top) of page space → the same box in display space."""

REAL_SPACE = 2
"""A space that the file itself holds stands before the glyph."""
GAP = 1
"""PDFium saw a gap before the glyph, wide enough to be a space."""
HIDDEN = ""
"""Stands for a character that nobody sees."""
_SPACES = frozenset((HIDDEN, *"\t\n\r \xa0\u3000\u200b\ufeff\x02"))
UNKNOWN = "\ufffd"
"""Stands where there is something and nobody knows what."""
_NO_LETTER = re.compile("[\0\x01\x03-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BLOCK = 1024
"""Characters."""
_OTHER = 0.02
"""By how much higher or lower than the glyph before it one may be set in another way, as those of a watermark are."""


class Glyph(NamedTuple):
    """One character where it is printed. `space` says what stands before it: nothing, `GAP` or `REAL_SPACE`."""

    left: float
    top: float
    right: float
    bottom: float
    text: str
    space: int = 0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


class Line(NamedTuple):
    """A straight ruling. `at` is its y (horizontal) or x (vertical); it reaches from `start` to `end` on the other axis."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class PageContent:
    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    horizontals: list[Line] = field(default_factory=list)
    verticals: list[Line] = field(default_factory=list)
    pictures: list[Rectangle] = field(default_factory=list)
    strokes: list[Line] = field(default_factory=list)
    """Short lines across, which may strike something out."""
    shapes: list[Rectangle] = field(default_factory=list)
    """Filled outlines, which may be letters."""
    written: list[Rectangle] = field(default_factory=list)
    """Lines of words that are written in such outlines."""
    boxes: list[Rectangle] = field(default_factory=list)
    """Filled boxes that are no rulings: grounds of cells, of words, of the page."""
    invisible_text: bool = False
    """Most of the page's text is a layer that nobody sees."""
    nameless_text: bool = False
    """Of words of the page the file does not say what their letters are (ISO 32000-1 §9.10): they can only be looked at."""
    turned: int = 0
    """Quarter turns clockwise from the page as it is drawn."""
    askew_text: bool = False
    """Words that stand otherwise than the page's text say what may be missed in it."""


def display_transform(page: object, rotation: int) -> tuple[ToDisplay, float, float]:
    """(transform, width, height) from page space to display space; `rotation` in quarter turns clockwise."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    left, bottom, right, top = box.left, box.bottom, box.right, box.top
    if rotation == 1:
        return (
            (lambda x0, y0, x1, y1: (y0 - bottom, x0 - left, y1 - bottom, x1 - left)),
            top - bottom,
            right - left,
        )
    if rotation == 2:
        return (
            (lambda x0, y0, x1, y1: (right - x1, y0 - bottom, right - x0, y1 - bottom)),
            right - left,
            top - bottom,
        )
    if rotation == 3:
        return (
            (lambda x0, y0, x1, y1: (top - y1, right - x1, top - y0, right - x0)),
            top - bottom,
            right - left,
        )
    return (lambda x0, y0, x1, y1: (x0 - left, top - y1, x1 - left, top - y0)), right - left, top - bottom


def read_glyphs(
    textpage: object, to_display: ToDisplay, letters: Sequence[str], *, upright: bool = False
) -> list[Glyph]:
    """Every visible glyph in content order, `letters` being the characters of the page. `upright`: display space is page
    space upside down, as for most pages; saves a call each."""
    box_of, generated, spaces = char_box, char_is_generated, _SPACES
    (place, *_), sides = answers("4f")
    slanted = slants(textpage)
    shift, base, _, _ = to_display(0.0, 0.0, 0.0, 0.0)
    new = tuple.__new__  # what NamedTuple's own constructor does, less a call
    glyphs: list[Glyph] = []
    put = glyphs.append
    space, height = 0, 0.0
    for index, letter in enumerate(letters):
        if letter in spaces:
            if letter == "\n" and space == GAP and letters[index - 1] == "\r":
                continue  # PDFium makes the two together
            if space != REAL_SPACE and letter != HIDDEN:
                space = REAL_SPACE if generated(textpage, index) == 0 else GAP
            continue
        if not box_of(textpage, index, place):
            continue
        left, high, right, low = sides()  # as FS_RECTF has them
        if upright:
            x0, y0, x1, y1 = left + shift, base - high, right + shift, base - low
        else:
            x0, y0, x1, y1 = to_display(left, low, right, high)
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        own = y1 - y0
        if own < 0.75 * height or own < 0.5 * (x1 - x0):
            y0, y1 = _line_height(textpage, index, to_display, (y0, y1))
            own = y1 - y0
        if own != height:
            if abs(own - height) > _OTHER * height and slanted(index):
                continue
            height = own
        put(new(Glyph, (x0, y0, x1, y1, letter, space)))
        space = 0
    return glyphs


@lru_cache(maxsize=64)
def _room(blocks: int) -> Callable[[], ctypes.Array[ctypes.c_ushort]]:
    """For so many blocks of UTF-16: to make a type of an array takes a hundred times as long as an array of it."""
    return ctypes.c_ushort * (blocks * _BLOCK)


def text_of(textpage: object) -> str:
    """A letter for each character of a page. What has no Unicode is U+FFFD: it is there and cannot be known.

    Asked for all at once, which PDFium answers in UTF-16 and without the characters that have no code; where that may
    have moved them from their places, they are asked for one by one.
    """
    count = pdfium.FPDFText_CountChars(textpage)
    room = _room(count // _BLOCK + 1)()
    written = pdfium.FPDFText_GetText(textpage, 0, count, room)
    text = bytes(room)[: 2 * count].decode("utf-16-le", "replace")
    if written != count + 1 or len(text) != count:
        code_of = pdfium.FPDFText_GetUnicode
        text = "".join([_letter(code_of(textpage, index)) for index in range(count)])
    return _NO_LETTER.sub(UNKNOWN, text)


def _line_height(
    textpage: object, index: int, to_display: ToDisplay, own: tuple[float, float]
) -> tuple[float, float]:
    """(top, bottom) of the line a flat glyph stands on: some fonts give 一 or a comma the height of its ink alone.

    Taken from the taller neighbour on the same baseline.
    """
    best = own
    baseline = _baseline(textpage, index, to_display)
    for other in (index - 1, index + 1, index - 2, index + 2, index - 3, index + 3):
        box = pdfium.FS_RECTF()
        near = _baseline(textpage, other, to_display)
        if baseline is None or near is None or abs(near - baseline) > 1.0:
            continue
        if pdfium.FPDFText_GetLooseCharBox(textpage, other, box):
            _, one, _, other_end = to_display(box.left, box.bottom, box.right, box.top)
            ends = (min(one, other_end), max(one, other_end))
            if ends[1] - ends[0] > best[1] - best[0]:
                best = ends
    return best


def _baseline(textpage: object, index: int, to_display: ToDisplay) -> float | None:
    x, y = ctypes.c_double(), ctypes.c_double()
    if index < 0 or not pdfium.FPDFText_GetCharOrigin(textpage, index, x, y):
        return None
    return to_display(x.value, y.value, x.value, y.value)[1]


def _letter(code: int) -> str:
    return chr(code) if code <= sys.maxunicode else UNKNOWN

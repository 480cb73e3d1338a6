"""What PDFium finds on a page: glyphs, straight lines and pictures, in display coordinates.

Display coordinates are points from the top left of the page, turned so that its text is upright, within its crop box.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import pypdfium2.raw as pdfium

Rectangle = tuple[float, float, float, float]
"""(left, top, right, bottom)"""
ToDisplay = Callable[[float, float], tuple[float, float]]

REAL_SPACE = 2
"""A space that the file itself holds stands before the glyph."""
GAP = 1
"""PDFium saw a gap before the glyph, wide enough to be a space."""
_SPACES = frozenset({0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x3000, 0x200B, 0xFEFF, 0x02})
_REPLACEMENT = "\ufffd"
_INVISIBLE = 3
"""Text render mode 3 (ISO 32000-1 table 106): the text layer that scanners lay over a picture."""


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


@dataclass(frozen=True, slots=True)
class Line:
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
    invisible_text: bool = False


def display_transform(page: object, rotation: int) -> tuple[ToDisplay, float, float]:
    """(transform, width, height) from page space to display space; `rotation` in quarter turns clockwise."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    left, bottom, right, top = box.left, box.bottom, box.right, box.top
    if rotation == 1:
        return (lambda x, y: (y - bottom, x - left)), top - bottom, right - left
    if rotation == 2:
        return (lambda x, y: (right - x, y - bottom)), right - left, top - bottom
    if rotation == 3:
        return (lambda x, y: (top - y, right - x)), top - bottom, right - left
    return (lambda x, y: (x - left, top - y)), right - left, top - bottom


def read_glyphs(textpage: object, to_display: ToDisplay) -> list[Glyph]:
    """Every visible glyph in content order. What has no Unicode is U+FFFD: it is there and cannot be known."""
    count = pdfium.FPDFText_CountChars(textpage)
    code_of, box_of, generated = (
        pdfium.FPDFText_GetUnicode,
        pdfium.FPDFText_GetLooseCharBox,
        pdfium.FPDFText_IsGenerated,
    )
    box = pdfium.FS_RECTF()
    reference = ctypes.byref(box)
    glyphs: list[Glyph] = []
    space = 0
    height = 0.0
    for index in range(count):
        code = code_of(textpage, index)
        if code in _SPACES:
            if space != REAL_SPACE:
                space = REAL_SPACE if generated(textpage, index) == 0 else GAP
            continue
        if not box_of(textpage, index, reference):
            continue
        x0, y0 = to_display(box.left, box.top)
        x1, y1 = to_display(box.right, box.bottom)
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        if y1 - y0 < 0.75 * height or y1 - y0 < 0.5 * (x1 - x0):
            y0, y1 = _line_height(textpage, index, to_display, (y0, y1))
        height = y1 - y0
        glyphs.append(Glyph(x0, y0, x1, y1, _character(code), space))
        space = 0
    return glyphs


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
            ends = sorted((to_display(box.left, box.top)[1], to_display(box.right, box.bottom)[1]))
            if ends[1] - ends[0] > best[1] - best[0]:
                best = (ends[0], ends[1])
    return best


def _baseline(textpage: object, index: int, to_display: ToDisplay) -> float | None:
    x, y = ctypes.c_double(), ctypes.c_double()
    if index < 0 or not pdfium.FPDFText_GetCharOrigin(textpage, index, x, y):
        return None
    return to_display(x.value, y.value)[1]


def _character(code: int) -> str:
    if code < 0x20 or 0xD800 <= code < 0xE000 or code >= 0xFFFE:
        return chr(code) if 0x10000 <= code < 0x110000 else _REPLACEMENT
    return chr(code)


def turned(textpage: object) -> int | None:
    """Quarter turns clockwise that set most of the page's text upright; `None` without text.

    That is what /Rotate is for; but a table is also laid sideways on an upright page, and a page displayed sideways.
    """
    count = pdfium.FPDFText_CountChars(textpage)
    votes = [0, 0, 0, 0]
    for index in range(0, count, max(count // 48, 1)):
        angle = pdfium.FPDFText_GetCharAngle(textpage, index)
        if angle >= 0:
            votes[-round(angle / 1.5707963) % 4] += 1
    return max(range(4), key=votes.__getitem__) if any(votes) else None


def is_invisible(textpage: object) -> bool:
    """Whether the page's text is a scanner's hidden layer, by a sample of its glyphs."""
    count = pdfium.FPDFText_CountChars(textpage)
    seen = hidden = 0
    for index in range(0, count, max(count // 24, 1)):
        text = pdfium.FPDFText_GetTextObject(textpage, index)
        if text:
            seen += 1
            hidden += pdfium.FPDFTextObj_GetTextRenderMode(text) == _INVISIBLE
    return hidden * 2 > seen

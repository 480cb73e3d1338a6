"""Text that a file holds and nobody sees: white on white, transparent, without ink; text that is struck out; and text whose
font does not say what its codes mean.

Of what cannot be seen only figures are looked at: a page whose figures can all be seen is not searched for more.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from itertools import repeat

from reports.formats.pdf.content import UNKNOWN, Glyph, Line, Rectangle
from reports.formats.pdf.legible import (
    Shade,
    brightness_of,
    is_faint,
    is_pale,
    of_wrong_fonts,
    shows_white,
)
from reports.formats.pdf.looked import Looked
from reports.formats.pdf.quick import (
    answers,
    char_box,
    char_fill,
    char_has_no_meaning,
    char_text,
    object_fill,
    text_font,
    text_mode,
)
from reports.telling import may_be_missed

_FIGURE = re.compile("[0-9\uff10-\uff19/\u2013\u2014-]+")
"""And the strokes that stand for nothing."""
NO_INK = frozenset((3, 7))
"""Text render modes (ISO 32000-1 table 106) that paint nothing."""

_THROUGH = 0.2
"""Heights by which a line through a glyph misses its middle at most; a minus or 一 is no line but a glyph."""


class Eyes:
    """Looks at single characters of a page, by their index."""

    def __init__(self, textpage: object) -> None:
        self._textpage = textpage
        self._channels, self._colour = answers("4I")
        self._sides, self._box = answers("4f")

    def pale(self, indices: Iterable[int]) -> list[int]:
        """Those whose colour is that of paper, or no colour at all."""
        text, colour, (red, green, blue, opacity) = self._textpage, self._colour, self._channels
        return [
            index
            for index in indices
            if char_fill(text, index, red, green, blue, opacity) and is_pale(colour())
        ]

    def without_ink(self, indices: Iterable[int]) -> list[int]:
        here = self._textpage
        return [
            index
            for index in indices
            if (text := char_text(here, index)) is not None and text_mode(text) in NO_INK
        ]

    def opaque(self, index: int) -> bool:
        char_fill(self._textpage, index, *self._channels)
        return not is_faint(self._colour()[3])

    def middle(self, index: int) -> tuple[float, float]:
        left, bottom, right, top = self.box(index)
        return (left + right) / 2, (bottom + top) / 2

    def box(self, index: int) -> Rectangle:
        """In page space: left, bottom, right, top."""
        char_box(self._textpage, index, self._sides[0])
        left, top, right, bottom = self._box()  # as FS_RECTF has them
        return left, bottom, right, top


def without_meaning(textpage: object, count: int) -> Sequence[int]:
    """Of `count` characters those of whose font the file does not say what its codes mean: PDFium then gives the code itself."""
    said = list(map(char_has_no_meaning, repeat(textpage), range(count)))
    return [index for index, one in enumerate(said) if one == 1] if 1 in said else ()


def of_unnamed_fonts(textpage: object, text: str) -> Sequence[int]:
    """Characters of fonts whose letters the file names wrongly (`of_wrong_fonts`)."""

    def font_of(index: int) -> object:
        text = char_text(textpage, index)
        return text_font(text) if text else None

    return of_wrong_fonts(text, font_of)


def suspicious(textpage: object, text: str, *, inkless: bool) -> bool:
    """Whether a figure of the page may not be seen. `inkless`: some text of the page is known to be without ink."""
    ends = {at for figure in _FIGURE.finditer(text) for at in (figure.start(), figure.end() - 1)}
    eyes = Eyes(textpage)
    return inkless or any(look(ends) for look in (eyes.pale, eyes.without_ink))


def unseen(
    textpage: object, count: int, shades: Sequence[Shade], looked: Looked
) -> tuple[Collection[int], Collection[int]]:
    """(of `count` characters those that nobody sees, those of which that cannot be told). `shades` in the order they are painted;
    the page is looked at where they do not show that something can be seen."""
    eyes = Eyes(textpage)
    hidden = set(eyes.without_ink(range(count)))
    doubtful: set[int] = set()
    for index in eyes.pale(range(count)):
        shown = eyes.opaque(index) and (
            shows_white(eyes.middle(index), shades) or looked.shows_white(eyes.box(index))
        )
        if shown is None:
            doubtful.add(index)
        elif not shown:
            hidden.add(index)
    return hidden, doubtful - hidden


def says_more_than_figures(text: str, lost: Collection[int]) -> bool:
    """Whether those letters of a page's text that cannot be seen, or told, are what may be missed, in one of its lines."""
    if not lost:
        return False
    left = "".join(letter for at, letter in enumerate(text) if at in lost or letter in "\r\n")
    return any(map(may_be_missed, left.splitlines()))


def brightness(handle: int) -> float:
    """Of a filled path (its address), 0 to 1; of one that lets the page through, what is seen of both."""
    channels, colour = answers("4I")
    if not object_fill(handle, *channels):
        return 0.0
    return brightness_of(*(channel / 255 for channel in colour()))


def struck_out(glyphs: list[Glyph], strokes: Sequence[Line]) -> list[Glyph]:
    """`glyphs` with those unknown that a short line goes through: whether they still hold is nobody's guess."""
    if not strokes or not glyphs:
        return glyphs
    lines = sorted([(line.at, line.start, line.end) for line in strokes])
    heights = [line[0] for line in lines]
    struck: set[int] = set()
    for index, (left, top, right, bottom, _, _) in enumerate(glyphs):
        first = bisect_left(heights, top)
        if first == len(heights) or heights[first] > bottom:
            continue
        middle, centre = (top + bottom) / 2, (left + right) / 2
        for at, start, end in lines[first : bisect_right(heights, bottom)]:
            if start <= centre <= end and abs(middle - at) <= _THROUGH * (bottom - top):
                struck.add(index)
    if not struck:
        return glyphs
    return [glyph._replace(text=UNKNOWN) if at in struck else glyph for at, glyph in enumerate(glyphs)]

"""Text that a file holds and nobody sees: white on white, transparent, without ink; text that is struck out; and text whose
font does not say what its codes mean.

Of what cannot be seen only figures are looked at: a page whose figures can all be seen is not searched for more.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import repeat

from reports.formats.pdf.content import UNKNOWN, Glyph, Line, Rectangle
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

Shade = tuple[Rectangle, float | None]
"""A filled box or a picture (in page space: left, bottom, right, top) and how bright it is, 0 to 1; `None`: nobody knows."""
_FIGURE = re.compile("[0-9\uff10-\uff19/\u2013\u2014-]+")
"""And the strokes that stand for nothing."""
NO_INK = frozenset((3, 7))
"""Text render modes (ISO 32000-1 table 106) that paint nothing."""
_PAPER, _DARK = 0.97, 0.7
"""Brightness from which white cannot be told from it, and up to which white is read easily."""
_FAINT = 26
"""Of 255: what is less opaque cannot be seen."""

_ODD = 6
"""Unicode's rows of 256 letters that a page's unusual letters come from, or letters of private use, before a font is doubted:
another language has few rows, a page a few rare names and bullets."""
_STRANGE = 0.25
"""Share of a font's letters, beside those of ASCII, that are unusual where it names them wrongly."""
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
            if char_fill(text, index, red, green, blue, opacity) and _is_pale(colour())
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
        return bool(self._colour()[3] >= _FAINT)

    def middle(self, index: int) -> tuple[float, float]:
        char_box(self._textpage, index, self._sides[0])
        left, top, right, bottom = self._box()  # as FS_RECTF has them
        return (left + right) / 2, (bottom + top) / 2


@lru_cache(maxsize=256)
def _is_pale(colour: tuple[int, int, int, int]) -> bool:
    """Red, green, blue and opacity, each of 255."""
    return colour[3] < _FAINT or min(colour[:3]) >= int(255 * _PAPER)


def without_meaning(textpage: object, count: int) -> Sequence[int]:
    """Of `count` characters those of whose font the file does not say what its codes mean: PDFium then gives the code itself."""
    said = list(map(char_has_no_meaning, repeat(textpage), range(count)))
    return [index for index, one in enumerate(said) if one == 1] if 1 in said else ()


def of_wrong_fonts(textpage: object, text: str) -> Sequence[int]:
    """Characters of fonts whose letters the file names wrongly: with letters of private use, or of scripts and signs that stand
    in no one text. Nothing that such a font shows can be known, its figures included."""
    odd = {letter for letter in set(text) if not _is_usual(letter)}
    private = sum("\ue000" <= letter <= "\uf8ff" for letter in odd)
    if max(len({ord(letter) >> 8 for letter in odd}), private) < _ODD:
        return ()
    fonts = [text_font(at) if (at := char_text(textpage, index)) else None for index in range(len(text))]
    seen = Counter(font for font, letter in zip(fonts, text, strict=True) if not letter.isascii())
    strange = Counter(font for font, letter in zip(fonts, text, strict=True) if letter in odd)
    wrong = {font for font, times in strange.items() if font is not None and times > _STRANGE * seen[font]}
    return [index for index, font in enumerate(fonts) if font in wrong]


@lru_cache(maxsize=10_000)
def _is_usual(letter: str) -> bool:
    """Whether it is in GB 2312, the letters of nearly every Chinese text; radicals and full-width forms as what they stand for."""
    if letter == UNKNOWN:
        return True
    try:
        unicodedata.normalize("NFKC", letter).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def suspicious(textpage: object, text: str, *, inkless: bool) -> bool:
    """Whether a figure of the page may not be seen. `inkless`: some text of the page is known to be without ink."""
    ends = {at for figure in _FIGURE.finditer(text) for at in (figure.start(), figure.end() - 1)}
    eyes = Eyes(textpage)
    return inkless or any(look(ends) for look in (eyes.pale, eyes.without_ink))


def unseen(textpage: object, count: int, shades: Sequence[Shade]) -> tuple[Collection[int], Collection[int]]:
    """(of `count` characters those that nobody sees, those of which that cannot be told). `shades` in the order they are painted."""
    eyes = Eyes(textpage)
    hidden = set(eyes.without_ink(range(count)))
    doubtful: set[int] = set()
    for index in eyes.pale(range(count)):
        ground = _ground(eyes.middle(index), shades) if eyes.opaque(index) else 1.0
        if ground is not None and ground >= _PAPER:
            hidden.add(index)
        elif ground is None or ground > _DARK:
            doubtful.add(index)
    return hidden, doubtful - hidden


def _ground(at: tuple[float, float], shades: Sequence[Shade]) -> float | None:
    """How bright the page is behind a point."""
    x, y = at
    for (left, bottom, right, top), bright in reversed(shades):
        if left <= x <= right and bottom <= y <= top:
            return bright
    return 1.0


def brightness(handle: int) -> float:
    """Of a filled path (its address), 0 to 1; of one that lets the page through, what is seen of both."""
    channels, colour = answers("4I")
    if not object_fill(handle, *channels):
        return 0.0
    red, green, blue, opacity = (channel / 255 for channel in colour())
    bright: float = 1.0 - opacity * (1.0 - (0.299 * red + 0.587 * green + 0.114 * blue))
    return bright


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

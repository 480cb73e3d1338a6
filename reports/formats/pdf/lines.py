"""Glyphs → lines → the text of each, with the spacing a reader sees: spread-out digits are one number, two numbers stay two."""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import itemgetter
from statistics import median
from typing import NamedTuple

from reports.formats.pdf.content import REAL_SPACE, UNKNOWN, Glyph, Rectangle

NUMBER = frozenset("0123456789０１２３４５６７８９.,，．+-＋－%％")
"""Glyphs of a figure."""
_DIGITS = frozenset("0123456789")
SMALLER = 0.87
"""Share of a digit's height from which another is of the same type."""
_EM = 0.8
"""Of a glyph's height."""
_CLOSE = 0.2 * _EM
"""Heights between two glyphs up to which nothing but a typed space sets them apart."""
_WAVERING, _FLAT, _BELOW = 0.28, 0.6, 0.08
"""Heights by which the boxes of one line's glyphs differ, above and below together: fonts give each its own; of a line's first
glyph, how high another is at least; and how far below it the next line begins."""
_UPON = 0.3
"""Of a glyph's width and height, by which another stands beside it at least: nearer it is printed upon it."""
_AGAIN = 0.6
"""Of a glyph's width, by which its own shadow stands beside it at most: the same letter printed once more."""
_FIRST = itemgetter(0)
"""Of a glyph, its left edge."""


class TextLine(NamedTuple):
    glyphs: tuple[Glyph, ...]
    rectangle: Rectangle
    size: float
    """Type size, points: a Chinese glyph is as wide as its size, whatever its font says of heights."""

    @property
    def text(self) -> str:
        return line_text(self.glyphs)


def text_line(glyphs: tuple[Glyph, ...]) -> TextLine:
    """The line of glyphs that stand in order."""
    if len(glyphs) == 1:
        left, top, right, bottom, text, _ = glyphs[0]
        size = 0.75 * (bottom - top) if text.isascii() else right - left
        return TextLine(glyphs, (left, top, right, bottom), size)
    lefts, tops, rights, bottoms, _, _ = zip(*glyphs, strict=True)
    wide = sorted([glyph[2] - glyph[0] for glyph in glyphs if not glyph[4].isascii()])
    size = _middle(wide) if wide else 0.75 * _middle(sorted([glyph[3] - glyph[1] for glyph in glyphs]))
    return TextLine(glyphs, (lefts[0], min(tops), max(rights), max(bottoms)), size)


def _middle(ordered: Sequence[float]) -> float:
    """The median of numbers in order."""
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def into_lines(glyphs: Sequence[Glyph]) -> list[TextLine]:
    """Lines from top to bottom, each left to right; a glyph drawn twice for boldness counts once, and of two different ones
    drawn upon each other neither can be known."""
    straight = straight_lines(glyphs)
    if straight is not None:
        return [text_line(tuple(line)) for line in straight]
    lines: list[list[Glyph]] = []
    low = high = 0.0
    for middle, glyph in sorted([(glyph.middle, glyph) for glyph in glyphs], key=_FIRST):
        height = glyph.height
        if lines and middle <= high and middle - low < max(height, high - low):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
            low, high = glyph.top, middle + 0.4 * height
    return [text_line(_in_order(line)) for line in lines]


def straight_lines(glyphs: Sequence[Glyph]) -> list[list[Glyph]] | None:
    """The lines of glyphs that a file holds in reading order, none on another, as most cells' are; `None` for others.

    Glyphs of one line then have their middles so near to each other, and lines are so far apart, that sorted by their
    middles they would be the same lines.
    """
    lines: list[list[Glyph]] = []
    line: list[Glyph] = []
    centre = least = high = own = both = near = 0.0
    for glyph in glyphs:
        left, top, right, bottom, _, _ = glyph
        height = bottom - top
        if line and left >= centre and height >= least and -near <= top + bottom - both <= near:
            if height < own and abs(top + bottom - both) > _WAVERING * height:
                return None
            line.append(glyph)
            if bottom > high:  # noqa: PLR1730  # a call for each glyph takes a hundredth of the whole reading
                high = bottom
        elif not line or top > high + _BELOW * own:
            line = [glyph]
            lines.append(line)
            high, own, both, near, least = bottom, height, top + bottom, _WAVERING * height, _FLAT * height
        else:
            return None
        centre = (left + right) / 2
    return lines


def _in_order(line: list[Glyph]) -> tuple[Glyph, ...]:
    ordered: list[Glyph] = []
    before: Glyph | None = None
    for glyph in sorted(line, key=_FIRST):
        if before is not None and glyph.left - before.left < _AGAIN * (before.right - before.left):
            upon = glyph.left - before.left < _UPON * (before.right - before.left)
            level = abs(before.middle - glyph.middle) < _UPON * before.height
            if before.text == glyph.text and (upon or level):
                continue
            if upon and level:
                before = ordered[-1] = before._replace(text=UNKNOWN)
                continue
        ordered.append(glyph)
        before = glyph
    return tuple(ordered)


def line_text(glyphs: Sequence[Glyph]) -> str:
    """The text of one line. Digits that are spread evenly are one number."""
    if len(glyphs) == 1:
        return glyphs[0].text
    parts: list[str] = []
    end = math.inf
    high = 0.0
    for index, (left, top, right, bottom, text, space) in enumerate(glyphs):
        if (space or left - end > _CLOSE * (bottom - top)) and index and _apart(glyphs, index):
            parts.append(" ")
        if text in _DIGITS:
            if high and not SMALLER * high < bottom - top < high / SMALLER:
                return line_text(_without_marks(glyphs))
            high = bottom - top
        parts.append(text)
        end = right
    return "".join(parts)


def _without_marks(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The line with the smaller digits unknown: a footnote's mark or a power is no digit of the figure it stands beside."""
    largest = max(glyph.height for glyph in glyphs if glyph.text in _DIGITS)
    return [
        glyph._replace(text=UNKNOWN) if glyph.text in _DIGITS and glyph.height <= SMALLER * largest else glyph
        for glyph in glyphs
    ]


def _apart(glyphs: Sequence[Glyph], index: int) -> bool:
    """Whether a space belongs before glyph `index`."""
    before, glyph = glyphs[index - 1], glyphs[index]
    gap, em = glyph.left - before.right, _EM * glyph.height
    if before.text in NUMBER and glyph.text in NUMBER:
        if gap <= _CLOSE * glyph.height and glyph.space != REAL_SPACE:
            return False
        return not _spread_evenly(glyphs, index)
    if before.text.isascii() or glyph.text.isascii():
        return bool(glyph.space) or gap > 0.5 * em
    return glyph.space == REAL_SPACE or gap > 1.5 * em


def _spread_evenly(glyphs: Sequence[Glyph], index: int) -> bool:
    """Whether the number around `index` is printed with wide letter spacing.

    Typed spaces count only where every digit of three or more has one; without typed spaces the gaps must be even and
    under one glyph wide, and narrower still between two digits alone, which no third shows to be spread.
    """
    first = last = index
    while first > 0 and glyphs[first - 1].text in NUMBER:
        first -= 1
    while last < len(glyphs) and glyphs[last].text in NUMBER:
        last += 1
    pairs = list(zip(glyphs[first:last], glyphs[first + 1 : last], strict=False))
    gaps = [right.left - left.right for left, right in pairs]
    typed = sum(right.space == REAL_SPACE for _, right in pairs)
    em = 0.8 * median(glyph.height for glyph in glyphs[first:last])
    even = max(gaps) - min(gaps) <= 0.25 * em
    if typed:
        return typed == len(pairs) >= 2 and even and max(gaps) <= em
    return even and max(gaps) <= (0.75 if len(pairs) > 1 else 0.5) * em

"""Glyphs → lines → text, with the spacing a reader sees: spread-out digits are one number, two numbers stay two."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter
from statistics import median
from typing import NamedTuple

from reports.formats.pdf.content import REAL_SPACE, UNKNOWN, Glyph, Rectangle

NUMBER = frozenset("0123456789０１２３４５６７８９.,，．+-＋－%％")
"""Glyphs of a figure."""
_DIGITS = frozenset("0123456789")
_SMALLER = 0.87
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
    straight = _as_they_come(glyphs)
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


def _as_they_come(glyphs: Sequence[Glyph]) -> list[list[Glyph]] | None:
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
            high = max(high, bottom)
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
        if before is not None and glyph.left - before.left < _UPON * (before.right - before.left):
            if before.text == glyph.text:
                continue
            if abs(before.middle - glyph.middle) < _UPON * before.height:
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
            if high and not _SMALLER * high < bottom - top < high / _SMALLER:
                return line_text(_without_marks(glyphs))
            high = bottom - top
        parts.append(text)
        end = right
    return "".join(parts)


def _without_marks(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The line with the smaller digits unknown: a footnote's mark or a power is no digit of the figure it stands beside."""
    largest = max(glyph.height for glyph in glyphs if glyph.text in _DIGITS)
    return [
        glyph._replace(text=UNKNOWN)
        if glyph.text in _DIGITS and glyph.height <= _SMALLER * largest
        else glyph
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


_SEPARATORS = frozenset(",，")
_GROUP = 3
_PAIR = 2
"""Digits of a line that a column may be no wider than because nothing longer stands in it."""
DOUBT = "\v"
"""Between two lines of digits that are one number in a column that is too narrow, or two in one that is just wide enough."""
BREAK = "\n"
"""Between two lines of digits that may be one number."""
_WORD_PADDING = 5.4
"""Points left and right in a cell, Word's and WPS's default."""


def cell_text(lines: Sequence[TextLine], rectangle: Rectangle, slack: float = 0.0) -> tuple[str, bool]:
    """(text, its last line is full) of a cell's lines. `slack`: type sizes that a line may measure short (OCR sees ink).

    A number that goes on in the next line is one number where the first line fills the cell from edge to edge. Where it
    only leaves no room for another digit between usual paddings, `BREAK` stands between the two: `without_breaks` decides.
    """
    text = ""
    before: TextLine | None = None
    for line in lines:
        piece = line.text
        if before is not None:
            text += _between(before, line, rectangle)
        text += piece
        before = line
    return text, before is not None and is_full(before, rectangle, _WORD_PADDING + slack * before.size / 2)


def text_of_lines(glyphs: Sequence[Glyph], rectangle: Rectangle) -> str:
    """The text of a cell's glyphs, without asking whether its last line is full."""
    straight = _as_they_come(glyphs)
    if straight is None:
        return cell_text(into_lines(glyphs), rectangle)[0]
    return _text_of_straight(straight, rectangle)


def text_and_fullness(glyphs: Sequence[Glyph], rectangle: Rectangle) -> tuple[str, bool]:
    """The text of a cell's glyphs, and whether its last line is full."""
    straight = _as_they_come(glyphs)
    if straight is None:
        return cell_text(into_lines(glyphs), rectangle)
    text = _text_of_straight(straight, rectangle)
    return text, is_full(text_line(tuple(straight[-1])), rectangle, _WORD_PADDING)


def _text_of_straight(straight: Sequence[Sequence[Glyph]], rectangle: Rectangle) -> str:
    if len(straight) == 1:
        return line_text(straight[0])
    if any(before[-1].text in NUMBER and line[0].text in NUMBER for before, line in pairwise(straight)):
        return cell_text([text_line(tuple(line)) for line in straight], rectangle)[0]
    text = line_text(straight[0])
    for before, line in pairwise(straight):
        text += _between_words(before, line) + line_text(line)
    return text


def _between(before: TextLine, line: TextLine, rectangle: Rectangle) -> str:
    last, first = before.glyphs[-1].text, line.glyphs[0].text
    if last in NUMBER and first in NUMBER:
        if last in _SEPARATORS and _is_group(line.glyphs):
            return ""
        if (
            not is_full(before, rectangle, _WORD_PADDING)
            or not _SMALLER < before.size / line.size < 1 / _SMALLER
        ):
            return " "  # one number is printed in one size
        if len(before.glyphs) <= _PAIR:
            return DOUBT
        return "" if is_full(before, rectangle, 1.0) else BREAK
    return _between_words(before.glyphs, line.glyphs)


def _between_words(before: Sequence[Glyph], line: Sequence[Glyph]) -> str:
    return " " if before[-1].text.isascii() and line[0].text.isascii() else ""


def _is_group(glyphs: Sequence[Glyph]) -> bool:
    """Three digits and no fourth: what goes on after a thousands separator, at which many programs break a number."""
    digits = [glyph.text.isdigit() for glyph in glyphs[: _GROUP + 1]]
    return all(digits[:_GROUP]) and len(digits) >= _GROUP and not all(digits[_GROUP:] or [False])


def is_full(line: TextLine, rectangle: Rectangle, padding: float) -> bool:
    """Whether one more glyph of the line's last kind would not have fitted between the paddings (points)."""
    left, _, right, _ = line.rectangle
    glyph = max(line.glyphs[-1].right - line.glyphs[-1].left, 0.45 * line.size)
    return (rectangle[2] - rectangle[0]) - (right - left) < glyph + 2 * padding + 1.0

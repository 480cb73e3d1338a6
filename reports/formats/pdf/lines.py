"""Glyphs → lines → text, with the spacing a reader sees: spread-out digits are one number, two numbers stay two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from reports.formats.pdf.content import REAL_SPACE, Glyph, Rectangle

_NUMBER = frozenset("0123456789０１２３４５６７８９.,，．+-＋－%％")


@dataclass(frozen=True, slots=True)
class TextLine:
    glyphs: tuple[Glyph, ...]
    rectangle: Rectangle
    size: float
    """Type size, points: a Chinese glyph is as wide as its size, whatever its font says of heights."""

    @property
    def text(self) -> str:
        return line_text(self.glyphs)


def text_line(glyphs: tuple[Glyph, ...]) -> TextLine:
    """The line of glyphs that stand in order."""
    wide = [glyph.right - glyph.left for glyph in glyphs if not glyph.text.isascii()]
    size = median(wide) if wide else 0.75 * median([glyph.bottom - glyph.top for glyph in glyphs])
    top, bottom = min([glyph.top for glyph in glyphs]), max([glyph.bottom for glyph in glyphs])
    return TextLine(glyphs, (glyphs[0].left, top, max([glyph.right for glyph in glyphs]), bottom), size)


def into_lines(glyphs: Sequence[Glyph]) -> list[TextLine]:
    """Lines from top to bottom, each left to right; a glyph drawn twice for boldness counts once."""
    lines: list[list[Glyph]] = []
    low = high = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.middle):
        if lines and glyph.middle <= high and glyph.middle - low < max(glyph.height, high - low):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
            low, high = glyph.top, glyph.middle + 0.4 * glyph.height
    return [text_line(_in_order(line)) for line in lines]


def _in_order(line: list[Glyph]) -> tuple[Glyph, ...]:
    ordered: list[Glyph] = []
    for glyph in sorted(line, key=lambda glyph: glyph.left):
        before = ordered[-1] if ordered else None
        if (
            before
            and before.text == glyph.text
            and glyph.left - before.left < 0.3 * (before.right - before.left)
        ):
            continue
        ordered.append(glyph)
    return tuple(ordered)


def line_text(glyphs: Sequence[Glyph]) -> str:
    """The text of one line. Digits that are spread evenly are one number."""
    parts: list[str] = []
    for index, glyph in enumerate(glyphs):
        if index and _apart(glyphs, index):
            parts.append(" ")
        parts.append(glyph.text)
    return "".join(parts)


def _apart(glyphs: Sequence[Glyph], index: int) -> bool:
    """Whether a space belongs before glyph `index`."""
    before, glyph = glyphs[index - 1], glyphs[index]
    gap, em = glyph.left - before.right, 0.8 * glyph.height
    if before.text in _NUMBER and glyph.text in _NUMBER:
        if gap <= 0.2 * em and glyph.space != REAL_SPACE:
            return False
        return not _spread_evenly(glyphs, index)
    if before.text.isascii() or glyph.text.isascii():
        return bool(glyph.space) or gap > 0.5 * em
    return glyph.space == REAL_SPACE or gap > 1.5 * em


def _spread_evenly(glyphs: Sequence[Glyph], index: int) -> bool:
    """Whether the number around `index` is printed with wide letter spacing.

    Typed spaces count only where every digit of three or more has one; without typed spaces the gaps must be even and
    under one glyph wide.
    """
    first = last = index
    while first > 0 and glyphs[first - 1].text in _NUMBER:
        first -= 1
    while last < len(glyphs) and glyphs[last].text in _NUMBER:
        last += 1
    pairs = list(zip(glyphs[first:last], glyphs[first + 1 : last], strict=False))
    gaps = [right.left - left.right for left, right in pairs]
    typed = sum(right.space == REAL_SPACE for _, right in pairs)
    em = 0.8 * median(glyph.height for glyph in glyphs[first:last])
    even = max(gaps) - min(gaps) <= 0.25 * em
    if typed:
        return typed == len(pairs) >= 2 and even and max(gaps) <= em
    return even and max(gaps) <= 0.75 * em


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


def _between(before: TextLine, line: TextLine, rectangle: Rectangle) -> str:
    last, first = before.glyphs[-1].text, line.glyphs[0].text
    if last in _NUMBER and first in _NUMBER:
        if is_full(before, rectangle, 1.0):
            return ""
        return BREAK if is_full(before, rectangle, _WORD_PADDING) else " "
    return " " if last.isascii() and first.isascii() else ""


def is_full(line: TextLine, rectangle: Rectangle, padding: float) -> bool:
    """Whether one more glyph of the line's last kind would not have fitted between the paddings (points)."""
    left, _, right, _ = line.rectangle
    glyph = max(line.glyphs[-1].right - line.glyphs[-1].left, 0.45 * line.size)
    return (rectangle[2] - rectangle[0]) - (right - left) < glyph + 2 * padding + 1.0

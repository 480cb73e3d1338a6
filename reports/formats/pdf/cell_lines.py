"""The lines of one cell → its text: whether a number that ends one line goes on in the next."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reports.formats.pdf.content import Glyph, Rectangle
from reports.formats.pdf.lines import (
    NUMBER,
    SMALLER,
    TextLine,
    into_lines,
    line_text,
    straight_lines,
    text_line,
)

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
    only leaves no room for another digit between usual paddings, `BREAK` stands between the two, and `tables` decides.
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
    straight = straight_lines(glyphs)
    if straight is None:
        return cell_text(into_lines(glyphs), rectangle)[0]
    return _text_of_straight(straight, rectangle)


def text_and_fullness(glyphs: Sequence[Glyph], rectangle: Rectangle) -> tuple[str, bool]:
    """The text of a cell's glyphs, and whether its last line is full."""
    straight = straight_lines(glyphs)
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
            or not SMALLER < before.size / line.size < 1 / SMALLER
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

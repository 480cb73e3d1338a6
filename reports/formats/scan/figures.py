"""What the ink of a cell says of its figures without reading them: how many there are, and on how many lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from reports.formats.scan.images import Image
from reports.formats.scan.ink import ONE_LINE, Box, cut_out

_TALL = 0.7
"""Share of the tallest mark's height from which a mark is a figure of the same line."""
_WIDEST = 0.95
"""Heights of a figure that one takes of its line at most, with the space after it."""
_POINT = 0.4
"""The same of a comma or a point."""
_INK = 60
"""Grey levels below the paper's."""
_STRIKE, _SHORTEST = 0.85, 12
"""Heights of a figure that a stroke through it is long at least (the bar of a 4 is 0.7 at most), and pixels."""
_LEANS = (0.0, 0.12, -0.12, 0.24, -0.24, 0.36, -0.36)
"""Pixels by which a stroke made by hand rises or falls on each pixel of its way."""
_EDGE = 0.15
"""Share of the height at top and bottom where the bars of 7, 5 and 2 are, which may touch the next figure's."""
_OF_TWO = 0.45
"""Height of a figure in that of two lines."""
_PADDING = 5.4
"""Points between a cell's text and its ruling (0.19 cm, the default of Word and WPS)."""
_BEARING = 1.0
"""Points of paper that a 1 has before its ink where all figures are equally wide."""
_FIGURE = 0.55
"""Width of a figure in its line's height, at least."""


def holds_more(grey: Image, box: Box, text: str) -> bool:
    """Whether there are more figures than were read: more marks of their height, and room for them.

    A recogniser that spells out a line from left to right may run two like figures into one (111 as 11).
    """
    crop = cut_out(grey, box)
    if crop.size == 0:
        return False
    ink = (crop < float(np.percentile(crop, 90)) - _INK).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    if count < 2:
        return False
    tallest = int(stats[1:, 3].max())
    marks = stats[1:][stats[1:, 3] >= _TALL * tallest]
    figures = sum(character.isdigit() for character in text)
    width = int((marks[:, 0] + marks[:, 2]).max() - marks[:, 0].min())
    return len(marks) > figures and width > tallest * (_WIDEST * figures + _POINT * (len(text) - figures))


def is_struck(grey: Image, box: Box, inside: Box, points: float) -> bool:
    """Whether a stroke runs through the print that is longer than any of a figure: it was struck out by pen, and what
    stands beside it may be what counts. `inside` is the box of its cell."""
    left, top, right, bottom = box
    begin = min(inside[0], left)
    crop = cut_out(grey, (begin, top, max(inside[2], right), bottom))
    if crop.size == 0:
        return False
    height, width = crop.shape
    tall = height * points > ONE_LINE
    length = round(_STRIKE * height * (_OF_TWO if tall else 1.0))
    if length < _SHORTEST or width < length:
        return False
    own = crop[:, left - begin : right - begin]
    half = (
        float(np.percentile(crop, 90)) + float(np.percentile(own, 2))
    ) / 2  # between two figures blur is paler
    ink = (crop < half).astype(np.uint8)
    edge = 0 if tall else round(_EDGE * height)
    along = cv2.getStructuringElement(cv2.MORPH_RECT, (length, 1))
    return any(
        bool(
            cv2.morphologyEx(level, cv2.MORPH_OPEN, along)[
                edge : height - edge, left - begin : right - begin
            ].any()
        )
        for level in _levelled(ink, (left + right) / 2 - begin)
    )


def _levelled(ink: Image, middle: float) -> Iterator[Image]:
    """The ink with its columns moved up or down, so that strokes which lean so much about `middle` lie level."""
    height, width = ink.shape
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    for lean in _LEANS:
        matrix = np.array([(1.0, 0.0, 0.0), (lean, 1.0, -lean * middle)])
        yield cv2.warpAffine(thick, matrix, (width, height), flags=cv2.INTER_NEAREST)


def wrapped_lines(grey: Image, box: Box, points: float) -> list[Box]:
    """The lines of what may be a number on several lines; nothing where the print is something else."""
    left, top, _, _ = box
    crop = cut_out(grey, box)
    ink = crop < float(np.percentile(crop, 90)) - _INK if crop.size else np.zeros((0, 0), bool)
    rows = np.flatnonzero(np.diff(np.concatenate(([0], ink.any(axis=1).astype(np.int8), [0]))))
    lines = []
    for begin, end in zip(rows[::2].tolist(), rows[1::2].tolist(), strict=True):
        columns = np.flatnonzero(ink[begin:end].any(axis=0))
        lines.append((left + int(columns[0]), top + begin, left + int(columns[-1]) + 1, top + end))
    heights = [bottom - above for _, above, _, bottom in lines]
    even = len(lines) >= 2 and min(heights) >= _TALL * max(heights) and max(heights) * points <= ONE_LINE
    return lines if even else []


def are_full(grey: Image, lines: Sequence[Box], figures: Sequence[str], inside: float, points: float) -> bool:
    """Whether no line but the last leaves room for another figure, as wide as the widest it has with the paper beside it.
    `inside` is the cell's width in points: only for want of it is a number printed on two lines."""
    ink = grey < float(np.percentile(grey, 90)) - _INK
    widths = [_with_paper(cut_out(ink, line)) for line in lines]
    highest = max(bottom - top for _, top, _, bottom in lines)
    another = max(
        _FIGURE * highest, *(width / len(text) for width, text in zip(widths, figures, strict=True))
    )
    room = inside - 2 * _PADDING - _BEARING
    return all((width + another) * points > room for width in widths[:-1])


def _with_paper(ink: Image) -> float:
    """Pixels that a line of figures takes, with half the paper between two of them before and after."""
    inked = ink.any(axis=0)
    gaps = int((np.diff(inked.astype(np.int8)) == 1).sum())
    return float(len(inked) + (~inked).sum() / max(gaps, 1))

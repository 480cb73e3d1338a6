"""Ruling lines of a picture, as the lines of a page in points."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np

from reports.formats.pdf.content import Line
from reports.formats.pdf.drawn import join_lines
from reports.formats.scan.images import Image
from reports.formats.scan.runs import BRIDGE, LONGEST, UNBROKEN, long_runs, longest

_SHORTEST = 18.0
"""Points; a ruling is longer than a stroke of a heading's glyph, and the narrowest cell's side is longer than this."""
_LOWEST, _THICK = 9.0, 4.0
"""Points; the height of the lowest row that holds print, and the width of the thickest ruling with its blur."""
_NEAR = 3.0
"""Points by which a line may miss the one it meets."""
_GLYPH = 14.0
"""Points; the strokes of the type of a table's cells reach no further, its rows and columns do."""
_DUSTY, _DUSTY_SHARE = 72.0, 0.88
"""Points of a row's height up to which a line down may be broken by dust alone, and the share of it that is inked then."""
_LOW_ROW = 22.0
"""Points of a row's height up to which the strokes of one glyph may nearly fill it."""
_STEM = 0.6
"""Share of what stands in a row that the stem of one glyph takes."""
_BLUR = 2
"""Pixels to both sides of a ruling's middle where its ink is, and of paper that is a gap in it."""
_PAPER = 1.4
"""Points of paper that the stroke of a glyph leaves in its row at least, above and below it."""


def find_lines(grey: Image, points: float) -> tuple[list[Line], list[Line]]:
    """(horizontals, verticals); `points` is the size of a pixel."""
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, 12)
    length = max(int(_SHORTEST / points), 20)
    across = long_runs(ink, length, points, horizontal=True)
    down = long_runs(ink, length, points, horizontal=False)
    horizontals = [Line((y + h / 2) * points, x * points, (x + w) * points) for x, y, w, h in across]
    verticals = [Line((x + w / 2) * points, y * points, (y + h) * points) for x, y, w, h in down]
    joined = _bounding(ink, join_lines(horizontals), verticals, points)
    upright = join_lines([*verticals, *_short(ink, joined, points)])
    trimmed = _trimmed([line for line in joined if not _is_of_glyphs(ink, line, upright, points)], upright)
    return trimmed, _without_strokes(ink, _trimmed(upright, trimmed), trimmed, points)


def _bounding(ink: Image, across: Sequence[Line], down: Sequence[Line], points: float) -> list[Line]:
    """Lines across without those of strokes of glyphs: a ruling that is no longer lies between two lines down, or between
    one and the side of the table where other lines end, too. Strokes do not make the lines down that bear them out."""
    long = [line for line in across if line.end - line.start > LONGEST]
    upright = join_lines([*down, *_short(ink, long, points)])
    firm = [line for line in across if line in long or _apart(_met(line, upright))]
    sides = [at for line in firm for at in (line.start, line.end)]

    def ends_at_side(line: Line) -> bool:
        met = _met(line, upright)
        ends = (at for at in sides if min(abs(at - line.start), abs(at - line.end)) <= _NEAR)
        return bool(met) and _apart([*met, *ends])

    return [line for line in across if line in firm or ends_at_side(line)]


def _apart(where: Sequence[float]) -> bool:
    return bool(where) and max(where) - min(where) > _NEAR


def _short(ink: Image, across: Sequence[Line], points: float) -> list[Line]:
    """Lines down from one line across to another, with ink all the way: those no longer than a stroke, in rows as low,
    and those in which dust made more gaps than a run of strokes may have.

    The figures of such a row have paper above or below them.
    """
    made = []
    for index, upper in enumerate(across):
        for lower in across[index + 1 :]:
            height = lower.at - upper.at
            if height > _DUSTY:
                break
            start, end = max(upper.start, lower.start), min(upper.end, lower.end)
            if height >= _LOWEST and end > start:
                box = (start / points, upper.at / points, end / points, lower.at / points)
                mended = BRIDGE if height > _SHORTEST + _NEAR else 0
                made += [
                    Line(x * points, upper.at, lower.at) for x in _unbroken_columns(ink, box, mended, points)
                ]
    return made


def _unbroken_columns(
    ink: Image, box: tuple[float, float, float, float], mended: int, points: float
) -> list[float]:
    """Where thin lines run down the whole of a band of a picture, gaps of up to `mended` pixels counting as ink."""
    left, top, right, bottom = map(round, box)
    band = cv2.dilate(ink[top:bottom, left:right], np.ones((1, 3), np.uint8))
    inked = (band > 0).mean(axis=0)
    if mended:
        few = inked >= _DUSTY_SHARE
        whole = cv2.morphologyEx(band, cv2.MORPH_CLOSE, np.ones((mended + 1, 1), np.uint8))
        inked = np.where(few, (whole > 0).mean(axis=0), 0.0)
    full = np.concatenate(([False], inked >= UNBROKEN[0][1], [False]))
    begins, ends = np.nonzero(~full[:-1] & full[1:])[0], np.nonzero(full[:-1] & ~full[1:])[0]
    return [
        left + (begin + stop) / 2
        for begin, stop in zip(begins.tolist(), ends.tolist(), strict=True)
        if stop - begin <= _THICK / points
    ]


def _trimmed(lines: Sequence[Line], across: Sequence[Line]) -> list[Line]:
    """Lines without what sticks out beyond the outermost lines they meet, if it is no longer than a glyph: a stroke in
    the line's way. A row or a column that lies open at the edge of a table is larger."""
    made = []
    for line in lines:
        met = _met(line, across)
        start = min(met) if met and 0 < min(met) - line.start <= _GLYPH else line.start
        end = max(met) if met and 0 < line.end - max(met) <= _GLYPH else line.end
        made.append(Line(line.at, start, end) if start < end else line)
    return made


def _met(line: Line, across: Sequence[Line]) -> list[float]:
    """Where a line meets others, along it."""
    return [
        other.at
        for other in across
        if line.start - _NEAR <= other.at <= line.end + _NEAR
        and other.start - _NEAR <= line.at <= other.end + _NEAR
    ]


def _is_of_glyphs(ink: Image, line: Line, down: Sequence[Line], points: float) -> bool:
    """Whether a short line across leaves paper before both lines down that it seems to meet: strokes of a label that
    fills its cell (其他结果)."""
    if line.end - line.start > _DUSTY:
        return False
    met = [other.at for other in down if other.start - _NEAR <= line.at <= other.end + _NEAR]
    left = [at for at in met if 0 < line.start - at <= _THICK]
    right = [at for at in met if 0 < at - line.end <= _THICK]
    if not left or not right:
        return False
    at = round(line.at / points)
    inked = ink[max(at - _BLUR, 0) : at + _BLUR + 1].any(axis=0)
    gaps = ((max(left), line.start), (line.end, min(right)))
    return all(
        (~inked[round(begin / points) : round(end / points)]).sum() * points >= _PAPER for begin, end in gaps
    )


def _without_strokes(ink: Image, lines: Sequence[Line], across: Sequence[Line], points: float) -> list[Line]:
    """Lines down without the low rows through which a glyph's stroke carries them on: unbroken everywhere else, they show
    paper there between the stroke and the row's edges (（六）其他处理 above a column that ends below it). So do strokes that
    stand above each other where no line is (第二十条 above 行政事业性收费)."""
    made = []
    for line in lines:
        met = _met(line, across)
        low = [(upper, lower) for upper, lower in pairwise(met) if _LOWEST <= lower - upper <= _LOW_ROW]
        made += _cut(line, _strokes(ink, line, low, points)) if low else [line]
    return made


def _strokes(
    ink: Image, line: Line, rows: Sequence[tuple[float, float]], points: float
) -> list[tuple[float, float]]:
    """Stretches of a line down that are strokes: those of the low rows (upper, lower edge) in which it leaves paper and is
    unbroken elsewhere, or all of it where it is nowhere whole and does not reach the rulings."""
    top, at = round(line.start / points), round(line.at / points)
    inked = ink[top : round(line.end / points), max(at - _BLUR, 0) : at + _BLUR + 1].any(axis=1)
    column = (~inked).astype(np.uint8)[:, None]
    paper = cv2.morphologyEx(column, cv2.MORPH_OPEN, np.ones((_BLUR, 1), np.uint8))[:, 0]
    spans = [slice(max(round(upper / points) - top, 0), round(lower / points) - top) for upper, lower in rows]
    gaps = [paper[span].sum() * points >= _PAPER for span in spans]
    elsewhere = np.ones(len(paper), bool)
    for span, gap in zip(spans, gaps, strict=True):
        elsewhere[span] = not gap
    if elsewhere.any() and paper[elsewhere].mean() <= 1 - UNBROKEN[0][1]:
        return [row for row, gap in zip(rows, gaps, strict=True) if gap]
    low = sum(lower - upper for upper, lower in rows)
    is_none = 2 * low >= line.end - line.start and _are_stems([inked[span] for span in spans])
    return [(line.start, line.end)] if is_none else []


def _are_stems(rows: Sequence[Image]) -> bool:
    """Whether there is paper between every row's upper ruling and what stands in it, or between that and the lower one
    everywhere; in one row alone, on both sides. `rows` are true where there is ink, along their heights."""
    above, below, tall = (sum(each) for each in zip(*map(_stem, rows), strict=True))
    sides = above // len(rows) + below // len(rows)
    return bool(sides > (len(rows) == 1) and 2 * tall >= len(rows))


def _stem(inked: Image) -> tuple[bool, bool, bool]:
    """Of one row: is there paper below the upper ruling, above the lower one, and a stroke that is most of what stands
    between. Both gaps together are wider than blur."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], inked, [False])).astype(np.int8))).tolist()
    runs = list(pairwise(edges))[::2]
    # of a double ruling the line is found in its middle, and there is paper before the half that borders this row
    upper = [end for begin, end in runs[:1] if begin <= _BLUR and end <= 2 * _BLUR]
    lower = [
        begin for begin, end in runs[-1:] if end >= len(inked) - _BLUR and begin >= len(inked) - 2 * _BLUR
    ]
    between = runs[len(upper) : len(runs) - len(lower)]
    if not between:
        return False, False, False
    top, bottom = between[0][0], between[-1][1]
    above, below = (top - upper[0] if upper else 0), (lower[0] - bottom if lower else 0)
    wide = above + below >= _BLUR + (above > 0 < below)
    begin, end = longest(inked[top:bottom], _BLUR)
    return wide and above > 0, wide and below > 0, end - begin >= _STEM * (bottom - top)


def _cut(line: Line, gaps: Sequence[tuple[float, float]]) -> list[Line]:
    """What is left of a line without the stretches between `gaps`' ends."""
    ends = [line.start, *(end for gap in gaps for end in gap), line.end]
    parts = (Line(line.at, start, end) for start, end in zip(ends[::2], ends[1::2], strict=True))
    return [part for part in parts if part.end - part.start > _NEAR]

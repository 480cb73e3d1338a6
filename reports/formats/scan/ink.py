"""The ink of one cell of a scanned table: where it stands, which marks are dust, and its crop for the reader of single lines."""

from __future__ import annotations

import cv2
import numpy as np

from reports.formats.scan.engine import read_crops
from reports.formats.scan.images import Image

Box = tuple[int, int, int, int]
"""Pixels: left, top, right, bottom."""
_STRAY = 0.35
"""Share of the tallest print's height up to which a mark is small."""
_LEADING = 0.4
"""Heights above and below print within which a mark belongs to its line."""
_LOW, _DOTS = 0.25, 0.03
"""Height in widths of a glyph, and inked share of its square, up to which what stands between two glyphs is dust: the
stroke of 一 and a comma hold more ink."""
_CONTRAST = 60
"""Grey levels below the paper's from which a mark is print."""
_PALE = 18
"""The same for marks that may be print nevertheless."""
_NARROW = 1.0
"""Points; the blur of a ruling is narrower, a 1 is wider."""
_FIGURE, _THIN = 4.5, 0.12
"""Points; height of the smallest figure, and the share of its square that a 1 inks."""
ONE_LINE = 20.0
"""Points; ink higher than this is more than one line."""


def find_ink(within: Box, grey: Image, points: float) -> Box | None:
    """The box around what is printed inside a cell; `None` for bare paper. Specks of dust do not count."""
    x0, y0, x1, y1 = within
    if x1 - x0 < 4 or y1 - y0 < 4:
        return None
    inside = grey[max(y0, 0) : y1, max(x0, 0) : x1]
    if inside.size == 0:
        return None
    strong, weak = _strong(inside, points), _weak(inside, points)
    boxes = (
        [*strong, *(box for box in weak if any(_meet(box, other) for other in strong))] if strong else weak
    )
    if not boxes:
        return None
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, bottom = max(b[0] + b[2] for b in boxes), max(b[1] + b[3] for b in boxes)
    return x0 + left, y0 + top, x0 + right, y0 + bottom


def _strong(inside: Image, points: float) -> list[list[int]]:
    """Boxes (left, top, width, height, area) of the marks that are as dark as print."""
    ink = (inside < float(np.percentile(inside, 90)) - _CONTRAST).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    smallest = max(round(2.0 / points), 3)
    return _without_strays(
        [s for s in stats[1:count].tolist() if max(s[2], s[3]) >= smallest and s[4] >= smallest]
    )


def _meet(one: list[int], other: list[int]) -> bool:
    return all(one[at] < other[at] + other[at + 2] and other[at] < one[at] + one[at + 2] for at in (0, 1))


def _weak(inside: Image, points: float) -> list[list[int]]:
    """Boxes of pale marks as large as a figure: a cell with one is not bare paper, whatever it shows."""
    soft = cv2.GaussianBlur(inside, (0, 0), max(0.5 / points, 0.8))
    paper, noise = float(np.percentile(soft, 75)), float(np.subtract(*np.percentile(soft, (84, 50))))
    ink = (soft < paper - max(_PALE, 5 * noise)).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    height, width = inside.shape
    narrow = max(round(_NARROW / points), 2)
    tall, area = _FIGURE / points, (_FIGURE / points) ** 2 * _THIN
    return [
        s
        for s in stats[1:count].tolist()
        if s[3] >= tall and s[2] >= narrow and s[4] >= area and s[2] < 0.9 * width and s[3] < 0.9 * height
    ]


def _without_strays(boxes: list[list[int]]) -> list[list[int]]:
    """Without what is small and on no line of print: two specks that touch are as large as a stroke."""
    tallest = max((box[3] for box in boxes), default=0)
    lines = [
        (top - _LEADING * height, top + (1 + _LEADING) * height)
        for _, top, _, height, _ in boxes
        if height >= 0.5 * tallest
    ]

    def is_stray(box: list[int]) -> bool:
        _, top, width, height, _ = box
        middle = top + height / 2
        small = max(width, height) <= _STRAY * tallest
        return small and not any(above <= middle <= below for above, below in lines)

    return [box for box in boxes if not is_stray(box)]


def framed(grey: Image, box: Box, pad: float, scale: float) -> Image:
    """The print on a white field, `pad` of its height around it."""
    _, top, _, bottom = box
    crop = cut_out(grey, box)
    around = max(int(pad * max(bottom - top, 16)), 3)
    paper = int(np.percentile(crop, 95)) if crop.size else 255
    crop = cv2.copyMakeBorder(crop, around, around, 2 * around, 2 * around, cv2.BORDER_CONSTANT, value=paper)
    if scale != 1.0:
        crop = cv2.GaussianBlur(
            cv2.resize(crop, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), (3, 3), 0
        )
    return cv2.cvtColor(crop, cv2.COLOR_GRAY2BGR)


def cut_out(grey: Image, box: Box) -> Image:
    left, top, right, bottom = box
    return grey[max(top, 0) : bottom, max(left, 0) : right]


def is_upright(box: Box, points: float) -> bool:
    """One glyph a line, as a group's label stands in a narrow cell; a lone 1 is narrow too, and no column."""
    left, top, right, bottom = box
    tall = (bottom - top) * points > 1.5 * ONE_LINE
    return tall and (bottom - top) > 3 * (right - left) and (right - left) * points < ONE_LINE


def column_of_glyphs(box: Box, grey: Image) -> str:
    left, top, right, bottom = box
    dark = grey[top:bottom, left:right] < 140
    rows, start = [], None
    for y, inked in enumerate([*dark.any(axis=1).tolist(), False]):
        if inked and start is None:
            start = y
        elif not inked and start is not None:
            rows.append((start, y))
            start = None
    size = right - left
    merged: list[tuple[int, int]] = []
    for begin, end in rows:
        if merged and end - merged[-1][0] <= 1.15 * size:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((begin, end))
    boxes = [
        (left, top + begin, right, top + end)
        for begin, end in merged
        if end - begin > _LOW * size or dark[begin:end].sum() > _DOTS * size * size
    ]
    return "".join(text for text, _ in read_crops([framed(grey, box, pad=0.25, scale=1.0) for box in boxes]))

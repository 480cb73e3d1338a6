"""Pictures in a page that has text: which of them may show a table or a passage, and where they stand."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from operator import itemgetter

from reports.formats.pdf.content import Rectangle

_LARGE = 0.08
"""Share of a page from which a picture may be a table; a seal or an emblem is smaller."""
_LONG = 0.25
"""Share of a page's width (or height) from which a strip may be a row of a table or a line of text; a seal is shorter."""
_FLAT = 8.0
"""Points; a strip lower than this is a ruling."""
_TOUCH = 2.0
"""Points between two pictures that are pieces of one: programs cut pictures into strips and tiles."""

_LETTER = 40.0
"""Points; a larger outline is a drawing."""
_TILE = 60.0
"""Points; the side of the squares in which outlines are counted: four letters of the text across, three lines down."""
_LETTERS = 4
"""Outlines in one square from which it is written in."""
_NARROW = 0.5
"""Of a line's height, how wide its letters are at least, taken together."""
_PIECES = 300
"""Pictures of one page; what is cut into more is one."""


def telling(pictures: Sequence[Rectangle], width: float, height: float) -> list[Rectangle]:
    """Those that may hold words, pieces of one picture put together, from the top of a page of that size (points)."""
    found = [box for box in whole(pictures) if _may_hold_words(box, width, height)]
    return sorted(found, key=lambda box: (box[1], box[0]))


def written_in_shapes(shapes: Sequence[Rectangle]) -> list[Rectangle]:
    """Where a page is written in outlines instead of text: nobody can read it, and it is not empty.

    Squares of the page with several shapes of a letter's size; one emblem or a bullet before each line makes none.
    """
    tiles: Counter[tuple[int, int]] = Counter()
    for left, top, right, bottom in shapes:
        if max(right - left, bottom - top) <= _LETTER:
            tiles[int((left + right) / 2 // _TILE), int((top + bottom) / 2 // _TILE)] += 1
    return [
        (x * _TILE, y * _TILE, (x + 1) * _TILE, (y + 1) * _TILE)
        for (x, y), count in tiles.items()
        if count >= _LETTERS
    ]


def lines_of_shapes(shapes: Sequence[Rectangle]) -> list[Rectangle]:
    """Where such outlines make lines of words, be it one heading: shapes side by side; an emblem is as high as it is wide."""
    letters = sorted(
        (box for box in shapes if max(box[2] - box[0], box[3] - box[1]) <= _LETTER), key=itemgetter(1)
    )
    rows: list[list[Rectangle]] = []
    end = -math.inf
    for box in letters:
        if box[1] >= end:
            rows.append([])
        rows[-1].append(box)
        end = max(end, box[3]) if len(rows[-1]) > 1 else box[3]
    lines = [line for row in rows for line in _side_by_side(row)]
    return whole([(left, top - (bottom - top), right, bottom) for left, top, right, bottom in lines])


def _side_by_side(row: list[Rectangle]) -> list[Rectangle]:
    high = max(box[3] for box in row) - min(box[1] for box in row)
    runs: list[list[Rectangle]] = []
    for box in sorted(row) if high <= _LETTER else ():
        if not runs or box[0] > max(other[2] for other in runs[-1]) + high:
            runs.append([])
        runs[-1].append(box)
    found = (_around(run) for run in runs if len(run) >= _LETTERS)
    return [line for line in found if line[2] - line[0] >= _LETTERS * high * _NARROW]


def area(box: Rectangle) -> float:
    return max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0)


def _may_hold_words(box: Rectangle, width: float, height: float) -> bool:
    across, down = box[2] - box[0], box[3] - box[1]
    if min(across, down) < _FLAT:
        return False
    return area(box) >= _LARGE * width * height or across >= _LONG * width or down >= _LONG * height


def whole(pictures: Sequence[Rectangle]) -> list[Rectangle]:
    """Pictures that touch or overlap as one box."""
    boxes = list(pictures)
    if len(boxes) > _PIECES:
        return [_around(boxes)]
    count = 0
    while len(boxes) != count:
        count, made = len(boxes), list[Rectangle]()
        for box in boxes:
            near = [other for other in made if _touch(box, other)]
            made = [*(other for other in made if other not in near), _around([box, *near])]
        boxes = made
    return boxes


def _touch(one: Rectangle, other: Rectangle) -> bool:
    return (
        one[0] <= other[2] + _TOUCH
        and other[0] <= one[2] + _TOUCH
        and one[1] <= other[3] + _TOUCH
        and other[1] <= one[3] + _TOUCH
    )


def _around(boxes: Sequence[Rectangle]) -> Rectangle:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)

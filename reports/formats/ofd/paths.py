"""What a path object draws, as boxes (GB/T 33190 §9.1): straight strokes, filled outlines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reports.formats.ofd.values import at, number
from reports.formats.pdf.content import Rectangle
from reports.formats.pdf.drawn import BOX, CORNERS, STEM, THIN, Drawn, shape_of
from reports.formats.pdf.matrices import Matrix, around

_TOKEN = re.compile(r"[A-Za-z]|[^\sA-Za-z,]+(?:[eE][+-]?\d+)?")
_TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""Numbers behind each operator; the last two are where it ends (table 35)."""
_MOST = 50_000
"""Operators of one path."""

Point = tuple[float, float]
_Outline = list[tuple[Point, bool]]
"""Its points, each with whether a straight line leads there from the one before."""


def boxes_of(data: str, matrix: Matrix, *, stroke: bool) -> Iterator[tuple[Rectangle, Drawn]]:
    """Of ``AbbreviatedData``, in the space that `matrix` leads to."""
    outlines = _outlines(data, matrix)
    points = [point for outline in outlines for point, _ in outline]
    if not points:
        return
    box = around(points)
    width, height = box[2] - box[0], box[3] - box[1]
    if min(width, height) <= THIN and (stroke or len(points) <= CORNERS or max(width, height) > STEM):
        yield box, Drawn.STRAIGHT
    elif stroke:
        for outline in outlines:
            for (one, _), (other, straight) in pairwise(outline):
                if straight:
                    yield around((one, other)), Drawn.STRAIGHT
    elif len(points) > BOX:
        for outline in outlines:
            corners = [point for point, _ in outline]
            yield around(corners), shape_of(corners)
    else:
        yield box, Drawn.STRAIGHT


def _outlines(data: str, matrix: Matrix) -> list[_Outline]:
    made: list[_Outline] = []
    for operator, values in _operations(data):
        if operator in "SM":
            made.append([(at(matrix, values[0], values[1]), False)])
        elif made and operator == "C":
            made[-1].append((made[-1][0][0], True))
        elif made:
            if operator in "QB":  # what an outline bends around tells how far it reaches
                made[-1] += [
                    (at(matrix, values[i], values[i + 1]), False) for i in range(0, len(values) - 2, 2)
                ]
            made[-1].append((at(matrix, values[-2], values[-1]), operator == "L"))
    return made


def _operations(data: str) -> Iterator[tuple[str, list[float]]]:
    """Up to the first that cannot be made out."""
    tokens = _TOKEN.findall(data)
    index = count = 0
    while index < len(tokens) and count < _MOST:
        takes = _TAKES.get(tokens[index])
        values = tokens[index + 1 : index + 1 + (takes or 0)]
        if takes is None or len(values) < takes:
            return
        yield tokens[index], [number(value) for value in values]
        index += 1 + takes
        count += 1

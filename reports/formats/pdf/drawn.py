"""Straight strokes, filled outlines and pictures of a page → its rulings, joined where they continue each other; its pictures,
and the shapes in it that may be letters. Whatever the format of the file they were drawn in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum, auto

from reports.formats.pdf.content import Line, PageContent, Rectangle
from reports.formats.pdf.figures import lines_of_shapes, written_in_shapes

THIN = 3.0
"""Points; a filled box thinner than this is a ruling, a thicker one is a background."""
_SHORT = 4.0
"""Points; shorter strokes are parts of glyphs and decoration."""
_DOTS, _DOTTED = 12, 9.0
"""Dots of a page that may make a dotted line, and the shortest one in points."""
_STROKE = 0.3
"""Share of the page's width up to which a line may be one through a figure: a table's rows are longer."""
_SAME = 1.5
"""Points between two strokes that print as one line."""
_GAP = 3.0
"""Points between two strokes that continue each other (dashes, line ends at a crossing)."""
BOX = 5
"""Points of an outline that goes round a box and back to where it began."""
CORNERS = 6
"""Points of a filled outline from which it is more than a box."""
STEM = 12.0
"""Points; a thin outline with so many corners is a letter (1, l, a stroke of 三) up to here, a ruling with round ends beyond."""


class Drawn(Enum):
    STRAIGHT = auto()
    PICTURE = auto()
    SHAPE = auto()
    """A filled outline: what a letter turned into curves is."""


def take_drawn(drawn: Iterable[tuple[Rectangle, Drawn]], content: PageContent) -> None:
    """Fill `content` with the joined rulings of what is drawn on a page, its pictures, and where it is written in shapes."""
    horizontals: list[Line] = []
    verticals: list[Line] = []
    shapes: list[Rectangle] = []
    strokes: list[Line] = []
    dots: list[Rectangle] = []
    for rectangle, what in drawn:
        left, top, right, bottom = rectangle
        width, height = right - left, bottom - top
        if what is Drawn.PICTURE and min(width, height) > THIN:
            content.pictures.append(rectangle)
        elif what is Drawn.SHAPE and (min(width, height) > THIN or THIN < max(width, height) <= STEM):
            shapes.append(rectangle)
        elif height <= THIN and width >= _SHORT and width > height:
            horizontals.append(Line((top + bottom) / 2, left, right))
        elif width <= THIN and height >= _SHORT:
            verticals.append(Line((left + right) / 2, top, bottom))
        elif height <= THIN < width:
            strokes.append(Line((top + bottom) / 2, left, right))
        elif what is Drawn.STRAIGHT and height > THIN and width > THIN:
            content.boxes.append(rectangle)
        elif width <= THIN and height <= THIN:
            dots.append(rectangle)
    content.shapes, content.written = shapes, lines_of_shapes(shapes)
    content.pictures += written_in_shapes(shapes)
    if len(dots) >= _DOTS:
        horizontals += _chains(Line((top + bottom) / 2, left, right) for left, top, right, bottom in dots)
        verticals += _chains(Line((left + right) / 2, top, bottom) for left, top, right, bottom in dots)
    content.horizontals = join_lines(horizontals)
    content.verticals = join_lines(verticals)
    longest = _STROKE * content.width
    content.strokes = strokes + [line for line in content.horizontals if line.end - line.start < longest]


def _chains(dots: Iterable[Line]) -> list[Line]:
    """Dotted lines: dots that follow each other so far that two lines of them side by side do not."""
    return [line for line in join_lines(dots) if line.end - line.start >= _DOTTED]


def join_lines(lines: Iterable[Line]) -> list[Line]:
    """Collinear strokes that touch or nearly touch become one."""
    joined: list[Line] = []
    band: list[Line] = []
    for line in sorted(lines, key=lambda line: (line.at, line.start)):
        if band and line.at - band[0].at > _SAME:
            joined += _join_band(band)
            band = []
        band.append(line)
    return joined + _join_band(band)


def _join_band(band: list[Line]) -> list[Line]:
    made: list[list[float]] = []
    for line in sorted(band, key=lambda line: line.start):
        if made and line.start <= made[-1][1] + _GAP:
            made[-1][1] = max(made[-1][1], line.end)
        else:
            made.append([line.start, line.end])
    at = sum(line.at for line in band) / len(band) if band else 0.0
    return [Line(at, start, end) for start, end in made if end - start >= _SHORT]


def shape_of(outline: Sequence[tuple[float, float]]) -> Drawn:
    """What a filled outline with these corners is."""
    return Drawn.SHAPE if len(outline) > CORNERS else Drawn.STRAIGHT

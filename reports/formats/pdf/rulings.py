"""What is drawn on a page: straight lines (stroked paths, thin filled boxes, thin pictures; joined where they continue each
other), pictures, and shapes that may be letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import Enum, auto

import pypdfium2.raw as pdfium

from reports.formats.pdf.content import Line, PageContent, Rectangle, ToDisplay
from reports.formats.pdf.figures import lines_of_shapes, written_in_shapes
from reports.formats.pdf.objects import (
    IMAGE,
    OBJECTS,
    Matrix,
    around,
    bounds_of,
    bounds_reader,
    matrix_of,
    objects_of_page,
    times,
)
from reports.formats.pdf.quick import (
    answers,
    path_draw_mode,
    path_segment,
    path_segments,
    segment_closes,
    segment_point,
    segment_type,
)
from reports.formats.pdf.unseen import Shade, brightness

_THIN = 3.0
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
_BOX = 5
"""Points of an outline that goes round a box and back to where it began."""
_CORNERS = 6
"""Points of a filled outline from which it is more than a box."""

_STEM = 12.0
"""Points; a thin outline with so many corners is a letter (1, l, a stroke of 三) up to here, a ruling with round ends beyond."""


class _Drawn(Enum):
    STRAIGHT = auto()
    PICTURE = auto()
    SHAPE = auto()
    """A filled outline: what a letter turned into curves is."""


def read_rulings(page: object, content: PageContent, to_display: ToDisplay) -> None:
    """Fill `content` with the page's joined rulings, its pictures, and where it is written in shapes."""
    horizontals: list[Line] = []
    verticals: list[Line] = []
    shapes: list[Rectangle] = []
    strokes: list[Line] = []
    dots: list[Rectangle] = []
    for rectangle, what in _boxes(page, to_display):
        left, top, right, bottom = rectangle
        width, height = right - left, bottom - top
        if what is _Drawn.PICTURE and min(width, height) > _THIN:
            content.pictures.append(rectangle)
        elif what is _Drawn.SHAPE and (min(width, height) > _THIN or _THIN < max(width, height) <= _STEM):
            shapes.append(rectangle)
        elif height <= _THIN and width >= _SHORT and width > height:
            horizontals.append(Line((top + bottom) / 2, left, right))
        elif width <= _THIN and height >= _SHORT:
            verticals.append(Line((left + right) / 2, top, bottom))
        elif height <= _THIN < width:
            strokes.append(Line((top + bottom) / 2, left, right))
        elif what is _Drawn.STRAIGHT and height > _THIN and width > _THIN:
            content.boxes.append(rectangle)
        elif width <= _THIN and height <= _THIN:
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


def shades(page: object) -> list[Shade]:
    """What is painted behind the text, in the order of painting."""
    found: list[Shade] = []
    filled = _mode_reader()
    for handle, kind, matrix in objects_of_page(page):
        box = bounds_of(handle, matrix)
        if box is None:
            continue
        if kind == IMAGE:
            found.append((box, None))
        elif filled(handle)[0]:
            found.append((box, brightness(handle)))
    return found


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


def _boxes(page: object, to_display: ToDisplay) -> Iterator[tuple[Rectangle, _Drawn]]:
    """(display rectangle, what it is) of every straight stroke, filled outline and picture."""
    bounds, mode_of = bounds_reader(), _mode_reader()
    for handle, kind, matrix in objects_of_page(page):
        if kind == IMAGE:
            box = bounds(handle, matrix)
            if box is not None:
                yield to_display(*box), _Drawn.PICTURE
            continue
        fill, stroke = mode_of(handle)
        box = bounds(handle, matrix) if fill or stroke else None
        if box is None:
            continue
        left, bottom, right, top = box
        thin = right - left <= _THIN or top - bottom <= _THIN
        if thin and (stroke or path_segments(handle) <= _CORNERS or max(right - left, top - bottom) > _STEM):
            yield to_display(left, bottom, right, top), _Drawn.STRAIGHT
            continue
        for inner, what in _path_boxes(handle, matrix, box, stroke=stroke):
            yield to_display(*inner), what


def _mode_reader() -> Callable[[int], tuple[bool, bool]]:
    """What tells of a path whether it is filled and whether it is stroked."""
    places, mode = answers("2i")

    def read(handle: int) -> tuple[bool, bool]:
        if not path_draw_mode(handle, *places):
            return False, False
        fill, stroke = mode()
        return fill != 0, stroke != 0

    return read


def _path_boxes(
    handle: int, matrix: Matrix, box: Rectangle, *, stroke: bool
) -> Iterable[tuple[Rectangle, _Drawn]]:
    """Boxes (in page space: left, bottom, right, top) of the straight strokes and filled outlines of a path in a box."""
    segments = path_segments(handle)
    if stroke:
        return _stroked(handle, segments, times(matrix_of(handle), matrix))
    if segments > _BOX:
        return _filled(handle, segments, times(matrix_of(handle), matrix))
    return ((box, _Drawn.STRAIGHT),)


def _points(handle: int, segments: int, matrix: Matrix) -> Iterator[tuple[int, bool, float, float]]:
    """(segment type, closes, x, y) in page space."""
    a, b, c, d, e, f = matrix
    places, point = answers("2f")
    for index in range(min(segments, OBJECTS)):
        segment = path_segment(handle, index)
        segment_point(segment, *places)
        kind, closes = segment_type(segment), bool(segment_closes(segment))
        x, y = point()
        yield kind, closes, a * x + c * y + e, b * x + d * y + f


def _stroked(handle: int, segments: int, matrix: Matrix) -> Iterator[tuple[Rectangle, _Drawn]]:
    start = at = (0.0, 0.0)
    for kind, closes, x, y in _points(handle, segments, matrix):
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = (x, y)
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield _box(at, (x, y)), _Drawn.STRAIGHT
        at = (x, y)
        if closes:
            yield _box(at, start), _Drawn.STRAIGHT
            at = start


def _filled(handle: int, segments: int, matrix: Matrix) -> Iterator[tuple[Rectangle, _Drawn]]:
    """Each sub-path of a filled path as its bounding box: a whole grid is often one path of thin boxes."""
    current: list[tuple[float, float]] = []
    for kind, _, x, y in _points(handle, segments, matrix):
        if kind == pdfium.FPDF_SEGMENT_MOVETO and current:
            yield around(current), _shape(current)
            current = []
        current.append((x, y))
    if current:
        yield around(current), _shape(current)


def _shape(outline: list[tuple[float, float]]) -> _Drawn:
    return _Drawn.SHAPE if len(outline) > _CORNERS else _Drawn.STRAIGHT


def _box(one: tuple[float, float], other: tuple[float, float]) -> Rectangle:
    return around([one, other])

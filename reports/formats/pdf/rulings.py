"""What PDFium says is drawn on a page: straight lines (stroked paths, thin filled boxes, thin pictures), filled outlines and
pictures, for `drawn`; and what is painted behind its text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pypdfium2.raw as pdfium

from reports.formats.pdf.content import PageContent, Rectangle, ToDisplay
from reports.formats.pdf.drawn import BOX, CORNERS, STEM, THIN, Drawn, shape_of, take_drawn
from reports.formats.pdf.legible import Shade
from reports.formats.pdf.matrices import Matrix, around, times
from reports.formats.pdf.objects import (
    IMAGE,
    OBJECTS,
    bounds_of,
    bounds_reader,
    matrix_of,
    objects_of_page,
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
from reports.formats.pdf.unseen import brightness


def read_rulings(page: object, content: PageContent, to_display: ToDisplay) -> None:
    """Fill `content` with the page's joined rulings, its pictures, and where it is written in shapes."""
    take_drawn(_boxes(page, to_display), content)


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


def _boxes(page: object, to_display: ToDisplay) -> Iterator[tuple[Rectangle, Drawn]]:
    """(display rectangle, what it is) of every straight stroke, filled outline and picture."""
    bounds, mode_of = bounds_reader(), _mode_reader()
    for handle, kind, matrix in objects_of_page(page):
        if kind == IMAGE:
            box = bounds(handle, matrix)
            if box is not None:
                yield to_display(*box), Drawn.PICTURE
            continue
        fill, stroke = mode_of(handle)
        box = bounds(handle, matrix) if fill or stroke else None
        if box is None:
            continue
        left, bottom, right, top = box
        thin = right - left <= THIN or top - bottom <= THIN
        if thin and (stroke or path_segments(handle) <= CORNERS or max(right - left, top - bottom) > STEM):
            yield to_display(left, bottom, right, top), Drawn.STRAIGHT
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
) -> Iterable[tuple[Rectangle, Drawn]]:
    """Boxes (in page space: left, bottom, right, top) of the straight strokes and filled outlines of a path in a box."""
    segments = path_segments(handle)
    if stroke:
        return _stroked(handle, segments, times(matrix_of(handle), matrix))
    if segments > BOX:
        return _filled(handle, segments, times(matrix_of(handle), matrix))
    return ((box, Drawn.STRAIGHT),)


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


def _stroked(handle: int, segments: int, matrix: Matrix) -> Iterator[tuple[Rectangle, Drawn]]:
    start = at = (0.0, 0.0)
    for kind, closes, x, y in _points(handle, segments, matrix):
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = (x, y)
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield _box(at, (x, y)), Drawn.STRAIGHT
        at = (x, y)
        if closes:
            yield _box(at, start), Drawn.STRAIGHT
            at = start


def _filled(handle: int, segments: int, matrix: Matrix) -> Iterator[tuple[Rectangle, Drawn]]:
    """Each sub-path of a filled path as its bounding box: a whole grid is often one path of thin boxes."""
    current: list[tuple[float, float]] = []
    for kind, _, x, y in _points(handle, segments, matrix):
        if kind == pdfium.FPDF_SEGMENT_MOVETO and current:
            yield around(current), shape_of(current)
            current = []
        current.append((x, y))
    if current:
        yield around(current), shape_of(current)


def _box(one: tuple[float, float], other: tuple[float, float]) -> Rectangle:
    return around([one, other])

"""What is painted on a page, in the order of painting: its objects and those within its forms, each with its box."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pypdfium2.raw as pdfium

from reports.formats.pdf.content import Rectangle
from reports.formats.pdf.matrices import IDENTITY, Matrix, around, times
from reports.formats.pdf.quick import (
    answers,
    form_object,
    object_bounds,
    object_matrix,
    object_type,
    objects_of_form,
    page_object,
)

OBJECTS = 60_000
"""Objects of one page that are looked at; a map has more, a table never."""
_DEPTH = 8
PATH, IMAGE, TEXT = pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_TEXT
_FORM = pdfium.FPDF_PAGEOBJ_FORM


def objects_of_page(page: object, kinds: Sequence[int] = (PATH, IMAGE)) -> Iterator[tuple[int, int, Matrix]]:
    """(address, kind, matrix) of every object of those kinds, those within forms as well."""
    count = pdfium.FPDFPage_CountObjects(page)
    return _objects(page_object, page, count, kinds=kinds, matrix=IDENTITY, depth=_DEPTH, budget=[OBJECTS])


def _objects(
    get: Callable[..., int | None],
    container: object,
    count: int,
    *,
    kinds: Sequence[int],
    matrix: Matrix,
    depth: int,
    budget: list[int],
) -> Iterator[tuple[int, int, Matrix]]:
    for index in range(count):
        budget[0] -= 1
        if budget[0] < 0:
            return
        handle = get(container, index)
        kind = object_type(handle)
        if handle is None:
            continue
        if kind == _FORM and depth > 0:
            combined = times(matrix_of(handle), matrix)
            yield from _objects(
                form_object,
                handle,
                objects_of_form(handle),
                kinds=kinds,
                matrix=combined,
                depth=depth - 1,
                budget=budget,
            )
        elif kind in kinds:
            yield handle, kind, matrix


def bounds_of(handle: int, matrix: Matrix) -> Rectangle | None:
    """Of an object at this address, in page space: left, bottom, right, top."""
    return bounds_reader()(handle, matrix)


def bounds_reader() -> Callable[[int, Matrix], Rectangle | None]:
    """`bounds_of` for many objects, which needs a place for PDFium's answer only once. It is for one thread."""
    places, sides = answers("4f")

    def read(handle: int, matrix: Matrix) -> Rectangle | None:
        if not object_bounds(handle, *places):
            return None
        box = sides()
        if matrix is IDENTITY:
            return box
        left, bottom, right, top = box
        a, b, c, d, e, f = matrix
        corners = [(x, y) for x in (left, right) for y in (bottom, top)]
        return around([(a * x + c * y + e, b * x + d * y + f) for x, y in corners])

    return read


def matrix_of(handle: int) -> Matrix:
    places, numbers = answers("6f")
    return numbers() if object_matrix(handle, places[0]) else IDENTITY

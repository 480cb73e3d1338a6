"""A text PDF one of whose tables is pasted as a picture: the print as it is but for that table, which is pixels."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2
from PIL import Image as Pillow

from reports import Grid
from reports.formats.pdf import load_pdf

_MARGIN = 1.0
"""Points around a table that its border takes."""
Box = tuple[float, float, float, float]


def render(pdf: bytes, table: int, dpi: int = 200) -> bytes:
    """The PDF with table number `table` (from 1) as a picture, on each page that shows part of it."""
    boxes = dict(_boxes(pdf, table))
    with pypdfium2.PdfDocument(pdf) as document:
        for number, box in boxes.items():
            _paste(document, document[number - 1], box, dpi)
        stream = io.BytesIO()
        document.save(stream)
        return stream.getvalue()


def _boxes(pdf: bytes, table: int) -> Iterator[tuple[int, Box]]:
    """(page, rectangle) of the table on each page, points from the top left."""
    found: dict[int, list[Box]] = {}
    for grid in load_pdf(pdf, "printed.pdf").blocks:
        if isinstance(grid, Grid) and grid.place.table == table:
            for place in {cell.place for row in grid.rows for cell in row if cell is not None}:
                if place.page is not None and place.rectangle is not None:
                    found.setdefault(place.page, []).append(place.rectangle)
    for page, boxes in found.items():
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        yield page, (min(lefts) - _MARGIN, min(tops) - _MARGIN, max(rights) + _MARGIN, max(bottoms) + _MARGIN)


def _paste(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, box: Box, dpi: int) -> None:
    left, top, right, bottom = box
    height, scale = page.get_height(), dpi / 72
    whole: Pillow.Image = page.render(scale=scale).to_pil()
    cut = whole.crop((int(left * scale), int(top * scale), int(right * scale) + 1, int(bottom * scale) + 1))
    for thing in list(page.get_objects(max_depth=1)):
        x0, y0, x1, y1 = thing.get_bounds()
        if left <= (x0 + x1) / 2 <= right and top <= height - (y0 + y1) / 2 <= bottom:
            page.remove_obj(thing)
    picture = pypdfium2.PdfImage.new(document)
    picture.set_bitmap(pypdfium2.PdfBitmap.from_pil(cut))
    matrix = pypdfium2.PdfMatrix().scale(right - left, bottom - top).translate(left, height - bottom)
    picture.set_matrix(matrix)
    page.insert_obj(picture)
    page.gen_content()

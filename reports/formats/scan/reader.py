"""Picture files and PDFs with scanned pages → `Document`. Runs native code: call it through the worker."""

from __future__ import annotations

from dataclasses import replace

import cv2
import pypdfium2

from reports.document import Document, MediaType, Place
from reports.errors import Damaged
from reports.folding import squeeze
from reports.formats.pdf.assembly import PageParts, as_document, assemble
from reports.formats.pdf.lattice import Lattice, find_lattices
from reports.formats.pdf.lines import into_lines
from reports.formats.pdf.prose import PlacedLine
from reports.formats.pdf.reader import read_pages
from reports.formats.pictures import unbundled
from reports.formats.scan.boxes import glyphs_of
from reports.formats.scan.cells import fill_from_scan
from reports.formats.scan.covered import drawn_with_covers
from reports.formats.scan.facing import gap_between_pages, stacked
from reports.formats.scan.images import PAGE_WIDTH, SLENDER, Image, Page, decode, without_colour
from reports.formats.scan.lines import find_lines
from reports.formats.scan.pasted import Drawn, drawn_alone
from reports.formats.scan.stitched import stitched
from reports.formats.scan.straight import straightening, warped
from reports.formats.scan.tone import deepened, evened, without_watermark
from reports.formats.scan.turning import set_right
from reports.formats.sniffing import sniff

_DPI = 200
"""Resolution at which scanned pages of a PDF are drawn, and that a picture of a page is taken to have."""
_COARSE = 72 / 120
"""Points a pixel (120 dpi); figures of a coarser picture are too small to be told apart."""
_LARGEST = 32_000_000
"""Pixels; what would have more is not enlarged."""
_LEAST_CELLS = 4
_LEAST_WIDTH = 120.0
_LEAST_SIDE = 9.0
"""Points; the mean height of a row and width of a column."""
_META = {"reading": "ocr"}
_READ = ("read by OCR",)


def load_image(data: bytes, name: str) -> Document:
    """Read a picture of one page, or the pages of a TIFF. Raises `Damaged` or `TooMuch`."""
    pages = [_read_picture(image, number) for number, image in enumerate(decode(data, name), 1)]
    return _document(pages, name, sniff(data, name))


def load_images(data: bytes, name: str) -> Document:
    """Read pictures that were `bundled`, as the pages of one scan, pieces of one picture put together.

    Raises `Damaged` or `TooMuch`.
    """
    images = stitched(image for each in unbundled(data) for image in decode(each, name))
    pages = [_read_picture(image, number) for number, image in enumerate(images, 1)]
    return _document(pages, name, MediaType.PNG)


def load_pictured_pdf(data: bytes, name: str) -> Document:
    """Read a PDF some of whose pages are scans; the others by their text, with the pictures in them cut out.

    Raises `Damaged` or `TooMuch`.
    """
    parts, dates, titles = read_pages(data, name)
    scans = [page.number for page in parts if page.scanned]
    drawn: list[Drawn] = []
    try:
        with pypdfium2.PdfDocument(data) as document:
            for index, page in enumerate(parts):
                if page.scanned:
                    image, covered = drawn_with_covers(document[index], _DPI)
                    parts[index] = _read(image, page.number, 72 / _DPI, covered)
                elif page.pictures:
                    drawn += drawn_alone(document[index], page, _DPI)
    except pypdfium2.PdfiumError as error:
        raise Damaged(
            f"{name}: a page cannot be drawn ({error})", f"{name}：PDF页面已损坏，无法读取"
        ) from error
    made = as_document(MediaType.PDF, parts, dates, titles, name)
    blind = (Place(page=page.number) for page in parts if page.number in scans and _is_empty(page))
    pictures = tuple(one.among(made.blocks) for one in drawn)
    made = replace(made, unread=(*made.unread, *blind), pictures=pictures)
    return replace(made, meta={**made.meta, **_META}, notes=(*made.notes, *_READ)) if scans else made


def _is_empty(page: PageParts) -> bool:
    return not page.lines and not page.lattices


def _read_picture(image: Image, number: int) -> PageParts:
    """A picture that does not say its size: as wide as a page unless it has a page's shape, or two pages' beside each other; small type is enlarged."""
    height, width = image.shape[:2]
    if gap_between_pages(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)) is not None:
        width //= 2
    narrow, long = sorted((height, width))
    points = PAGE_WIDTH / (narrow if long < SLENDER * narrow else width)
    if points > _COARSE and 4 * image.shape[0] * image.shape[1] <= _LARGEST:
        image, points = cv2.resize(image, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), points / 2
    return _read(image, number, points)


def _is_table(lattice: Lattice) -> bool:
    """Not the strokes of a heading or the edge of a seal: cells enough, and large enough to hold type."""
    left, top, right, bottom = lattice.rectangle
    rows, columns = len(lattice.ys) - 1, len(lattice.xs) - 1
    return (
        len(lattice.cells) >= _LEAST_CELLS
        and right - left >= _LEAST_WIDTH
        and (bottom - top) / rows >= _LEAST_SIDE
        and (right - left) / columns >= _LEAST_SIDE
    )


def _document(pages: list[PageParts], name: str, kind: MediaType) -> Document:
    blocks, title = assemble(pages, name)
    unread = tuple(Place(page=page.number) for page in pages if _is_empty(page))
    titles = (title,) if title else ()
    return Document(kind, tuple(blocks), titles=titles, unread=unread, meta=_META, notes=_READ)


def _flat(image: Image, points: float, covered: Image | None) -> Page:
    """The picture as a page whose lines are straight and whose light is even, `points` a pixel."""
    plain = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    without = without_colour(image)
    toned = deepened(evened(without))
    printed = without_watermark(toned)
    everything = evened(plain) if (without != plain).any() else toned
    matrix = straightening(printed)
    page = Page(printed, everything, points, covered)
    return page if matrix is None else page.changed(lambda picture: warped(picture, matrix))


def _read(image: Image, number: int, points: float, covered: Image | None = None) -> PageParts:
    """One page, `points` a pixel; `covered` is of it what is not seen."""
    page, lines, turned = set_right(_flat(image, points, covered))
    page, seen = stacked(page, lines)
    height = page.print.shape[0] * points
    parts = PageParts(number, turned=turned)
    for lattice in find_lattices(*find_lines(page.print, points), number):
        if _is_table(lattice):
            seen = fill_from_scan(lattice, seen, page)
            parts.lattices.append(lattice)
    for line in into_lines([glyph for one in seen for glyph in glyphs_of(one, points)]):
        text = squeeze(line.text)
        if text:
            parts.lines.append(PlacedLine(number, height, line, text))
    return parts

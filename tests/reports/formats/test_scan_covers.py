"""What was laid over a scan hides what stands there: such a cell is unreadable, neither blank nor what lies beneath."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pypdfium2
import pypdfium2.raw as raw
import pytest

cv2 = pytest.importorskip("cv2", reason="the extra ocr is not installed: pip install -e '.[ocr]'")
Pillow = pytest.importorskip("PIL.Image", reason="the extra ocr is not installed: pip install -e '.[ocr]'")
np = pytest.importorskip("numpy", reason="the extra ocr is not installed: pip install -e '.[ocr]'")

_SIDE = 200
_FIGURE, _OTHER = (40, 90, 60, 110), (140, 90, 160, 110)
"""Two marks of a scan of 200 by 200 points, left, top, right, bottom; the first is laid over."""
_OVER = (30, 80, 80, 120)


def _scan() -> Any:
    image = np.full((_SIDE, _SIDE, 3), 245, np.uint8)
    for left, top, right, bottom in (_FIGURE, _OTHER):
        image[top:bottom, left:right] = 20
    return image


def _picture(document: Any, image: Any, box: tuple[int, int, int, int]) -> Any:
    left, top, right, bottom = box
    made = pypdfium2.PdfImage.new(document)
    made.set_bitmap(pypdfium2.PdfBitmap.from_pil(Pillow.fromarray(image)))
    made.set_matrix(pypdfium2.PdfMatrix().scale(right - left, bottom - top).translate(left, _SIDE - bottom))
    return made


def _white(document: Any) -> Any:
    left, top, right, bottom = _OVER
    box = pypdfium2.PdfObject(
        raw.FPDFPageObj_CreateNewRect(left, _SIDE - bottom, right - left, bottom - top), pdf=document
    )
    raw.FPDFPageObj_SetFillColor(box, 255, 255, 255, 255)
    raw.FPDFPath_SetDrawMode(box, raw.FPDF_FILLMODE_WINDING, False)
    return box


def _box(document: Any, page: Any) -> None:
    page.insert_obj(_white(document))


def _clipped_box(document: Any, page: Any) -> None:
    box = _white(document)
    clip = raw.FPDF_CreateClipPath(0, 0, _SIDE, _SIDE)
    page.insert_obj(box)
    page.gen_content()
    raw.FPDFPage_InsertClipPath(page, clip)
    raw.FPDF_DestroyClipPath(clip)


def _box_in_a_form(document: Any, page: Any) -> None:
    with pypdfium2.PdfDocument.new() as other:
        inner = other.new_page(_SIDE, _SIDE)
        inner.insert_obj(_white(other))
        inner.gen_content()
        form = raw.FPDF_NewXObjectFromPage(document, other, 0)
    page.insert_obj(pypdfium2.PdfObject(raw.FPDF_NewFormObjectFromXObject(form), pdf=document))
    raw.FPDF_CloseXObject(form)


def _white_picture(document: Any, page: Any) -> None:
    page.insert_obj(_picture(document, np.full((8, 10, 3), 255, np.uint8), _OVER))


def _annotated(page: Any, kind: int) -> Any:
    annotation = raw.FPDFPage_CreateAnnot(page, kind)
    left, top, right, bottom = _OVER
    raw.FPDFAnnot_SetRect(annotation, raw.FS_RECTF(left, _SIDE - top, right, _SIDE - bottom))
    return annotation


def _square(document: Any, page: Any) -> None:
    annotation = _annotated(page, raw.FPDF_ANNOT_SQUARE)
    raw.FPDFAnnot_SetColor(annotation, raw.FPDFANNOT_COLORTYPE_InteriorColor, 255, 255, 255, 255)
    raw.FPDFPage_CloseAnnot(annotation)


def _note_that_programs_draw(document: Any, page: Any) -> None:
    annotation = _annotated(page, raw.FPDF_ANNOT_FREETEXT)
    words = (raw.FPDF_WCHAR * 3)(*map(ord, "25"), 0)
    raw.FPDFAnnot_SetStringValue(annotation, b"Contents", words)
    raw.FPDFPage_CloseAnnot(annotation)


def _pdf(*laid: Callable[[Any, Any], None], first: Callable[[Any, Any], None] | None = None) -> bytes:
    with pypdfium2.PdfDocument.new() as document:
        page = document.new_page(_SIDE, _SIDE)
        if first:
            first(document, page)
        page.insert_obj(_picture(document, _scan(), (0, 0, _SIDE, _SIDE)))
        for each in laid:
            each(document, page)
        page.gen_content()
        stream = io.BytesIO()
        document.save(stream)
        return stream.getvalue()


def _covered(data: bytes) -> Any:
    from reports.formats.scan.covered import drawn_with_covers

    with pypdfium2.PdfDocument(data) as document:
        return drawn_with_covers(document[0], 72)


@pytest.mark.parametrize(
    "laid", [_box, _clipped_box, _box_in_a_form, _white_picture, _square, _note_that_programs_draw]
)
def test_print_that_something_was_laid_over_is_known_to_be_covered(
    laid: Callable[[Any, Any], None],
) -> None:
    """A white box over a figure made its cell blank, which accuses; one drawn as an annotation still did."""
    from reports.formats.scan.covered import is_covered

    _, covered = _covered(_pdf(laid))
    assert is_covered(covered, _FIGURE)
    assert not is_covered(covered, _OTHER)


def test_a_box_under_the_scan_and_strips_of_it_cover_nothing() -> None:
    def strips(document: Any, page: Any) -> None:
        for top in range(0, _SIDE, 50):
            strip = (0, top, _SIDE, top + 51)
            page.insert_obj(_picture(document, _scan()[top : top + 51], strip))

    image, covered = _covered(_pdf(first=_box))
    assert covered is None
    assert image[100, 50].tolist() == [20, 20, 20]
    assert _covered(_pdf(strips))[1] is None, "print painted once more stays"


def test_a_box_over_a_picture_of_several_layers_covers_the_last_of_them() -> None:
    """A scanner lays the print as a layer of its own on the paper."""
    from reports.formats.scan.covered import is_covered

    def paper(document: Any, page: Any) -> None:
        page.insert_obj(_picture(document, np.full((_SIDE, _SIDE, 3), 240, np.uint8), (0, 0, _SIDE, _SIDE)))

    assert is_covered(_covered(_pdf(_box, first=paper))[1], _FIGURE)


@pytest.mark.parametrize("shown", ["nothing", "a part of the figure"])
def test_a_cell_that_something_was_laid_over_is_unreadable(
    shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reports.formats.pdf.lattice import Lattice, LatticeCell
    from reports.formats.scan import cells
    from reports.formats.scan.images import Page

    monkeypatch.setattr(cells, "_settle", lambda *_: None)
    grey = np.full((60, 120), 250, np.uint8)
    covered = np.full((60, 120), 255, np.uint8)
    covered[20:40, 40:50] = 0
    if shown != "nothing":
        grey[20:40, 55:60] = 20
    cell = LatticeCell(0, 0, 1, 1, (0.0, 0.0, 120.0, 60.0))
    lattice = Lattice(1, [0.0, 120.0], [0.0, 60.0], [cell])
    cells.fill_from_scan(lattice, [], Page(grey, grey, 1.0, covered))
    assert cell.text == cells.UNKNOWN


@pytest.mark.parametrize("covered", [False, True])
def test_a_picture_in_a_text_that_something_was_laid_over_is_not_read(covered: bool) -> None:
    """The text and the lines of the page are taken off it before: so were the boxes, and what lies beneath was read."""
    from reports.formats.scan.reader import load_pictured_pdf

    with pypdfium2.PdfDocument.new() as document:
        page = document.new_page(_SIDE, 2 * _SIDE)
        font = raw.FPDFText_LoadStandardFont(document, b"Helvetica")
        text = raw.FPDFPageObj_CreateTextObj(document, font, 8)
        words = b"a report with more than twenty characters"
        raw.FPDFText_SetText(text, (raw.FPDF_WCHAR * (len(words) + 1))(*words, 0))
        raw.FPDFPageObj_Transform(text, 1, 0, 0, 1, 10, 2 * _SIDE - 40)
        page.insert_obj(pypdfium2.PdfObject(text, pdf=document))
        page.insert_obj(_picture(document, _scan(), (0, 0, _SIDE, _SIDE)))
        if covered:
            _box(document, page)
        page.gen_content()
        stream = io.BytesIO()
        document.save(stream)
    read = load_pictured_pdf(stream.getvalue(), "report.pdf")
    assert (len(read.pictures), len(read.unread)) == ((0, 1) if covered else (1, 0))

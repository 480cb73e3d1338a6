"""Scans: figures are read where two readings agree, and nothing wrong is called certain. Needs the extra ``ocr``."""

from __future__ import annotations

import sys

import pytest

from reports.document import Document, MediaType
from reports.errors import NotReadable, TooMuch
from reports.formats import load, sniff
from reports.formats.pdf.content import Glyph
from reports.formats.pdf.lattice import Lattice, LatticeCell
from reports.formats.pdf.lines import TextLine
from reports.formats.pdf.prose import PlacedLine, title_of
from reports.formats.scan.engine import is_installed
from tests.reports.formats.pdf_maker import Page, grid, pdf

needs_ocr = pytest.mark.skipif(
    not is_installed(), reason="the extra ocr is not installed: pip install -e '.[ocr]'"
)
ROWS = [
    ["Label A", "3001", "53", "0", "61", "4"],
    ["Label B", "34", "", "0", "7", "1"],
    ["Label C", "1288", "21", "96171.6", "-", "1362"],
    ["Label D", "0", "10", "447228", "3", "9"],
]
XS = [60, 180, 250, 310, 400, 460, 530]


@pytest.fixture(scope="module")
def printed() -> bytes:
    ys = [120 + 26 * i for i in range(len(ROWS) + 1)]
    cells = [(r, c, 1, 1, text) for r, row in enumerate(ROWS) for c, text in enumerate(row)]
    page = grid(Page(), XS, ys, cells)
    for line in range(12):
        page.text(70, 280 + 20 * line, "The quick brown fox reports on disclosure to the public")
    return pdf(page)


def _assert_read(document: Document) -> None:
    """Nothing wrong, and at most one figure open."""
    cells = [
        (want, cell)
        for row, found in zip(ROWS, document.grids[0].rows, strict=True)
        for want, cell in zip(row[1:], found[1:], strict=True)
    ]
    wrong = [(want, cell) for want, cell in cells if cell is None or cell.text not in (want, "\ufffd")]
    assert not wrong
    assert sum(cell is not None and cell.text == want for want, cell in cells) >= len(cells) - 1


@needs_ocr
@pytest.mark.slow
@pytest.mark.parametrize("damage", ["office", "sealed"])
def test_a_scan_at_200_dpi_is_read_and_nothing_wrong_is_called_certain(printed: bytes, damage: str) -> None:
    render_scan = pytest.importorskip("benchmarks.reading.render_scan")
    (page,) = render_scan.pages_of(printed, 200)
    data = render_scan.as_png(render_scan.DAMAGE[damage](page, 1))
    document = load(data, sniff(data), "scan.png")
    assert document.meta["reading"] == "ocr"
    _assert_read(document)


@needs_ocr
@pytest.mark.slow
def test_a_pdf_of_pictures_is_read_as_a_scan(printed: bytes) -> None:
    render_scan = pytest.importorskip("benchmarks.reading.render_scan")
    data = render_scan.render(printed)
    document = load(data, MediaType.PDF, "scan.pdf")
    _assert_read(document)
    assert not document.unread


@needs_ocr
@pytest.mark.slow
def test_every_line_of_one_long_picture_is_found_once() -> None:
    """Portals publish a report as one picture of many pages: made small as a whole, its lines were none."""
    cv2, np = pytest.importorskip("cv2"), pytest.importorskip("numpy")
    from reports.formats.scan.engine import find_text

    long = np.full((1500, 480, 3), 255, np.uint8)
    lines = [40, 775, 1480]  # one upon the cut, at 768
    for y in lines:
        cv2.putText(long, "disclosure 2023", (40, y), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (0, 0, 0), 2)
    middles = sorted((top + bottom) / 2 for _, top, _, bottom in find_text(long))
    assert len(middles) == len(lines)
    assert all(abs(found - (y - 8)) < 12 for found, y in zip(middles, lines, strict=True))


def test_without_the_extra_a_picture_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)  # what an import of a package that is not there finds
    with pytest.raises(NotReadable, match="ocr") as refusal:
        load(b"\x89PNG\r\n\x1a\n", MediaType.PNG, "scan.png")
    assert "OCR" in refusal.value.chinese


@needs_ocr
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded() -> None:
    head = (
        b"\x89PNG\r\n\x1a\n"
        + (13).to_bytes(4, "big")
        + b"IHDR"
        + (90_000).to_bytes(4, "big") * 2
        + b"\x08\x02\x00\x00\x00"
    )
    with pytest.raises(TooMuch, match="90000 by 90000"):
        load(head, MediaType.PNG, "huge.png")


@needs_ocr
@pytest.mark.parametrize(("too_far", "read"), [(0, "45"), (5, "\ufffd"), (8, "\ufffd")])
def test_half_of_a_double_ruling_beside_a_figure_is_no_1(too_far: int, read: str) -> None:
    """45 was read as 451, twice and surely, where the edges of a cell were found `too_far` pixels to the right."""
    cv2, np = pytest.importorskip("cv2"), pytest.importorskip("numpy")
    from reports.formats.scan.cells import fill_from_scan
    from reports.formats.scan.images import Page as ScannedPage

    page = np.full((120, 300), 255, np.uint8)
    for begin, end in ((40, 140), (143, 240)):
        cv2.rectangle(page, (begin, 40), (end, 67), 0, 1)
    cv2.putText(page, "45", (60, 61), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 0, 1, cv2.LINE_AA)
    points = 72 / 170
    left, top, right, bottom = (pixels * points for pixels in (40 + too_far, 40, 141.5 + too_far, 67))
    cell = LatticeCell(0, 0, 1, 1, (left, top, right, bottom))
    fill_from_scan(
        Lattice(1, [left, right], [top, bottom], [cell]), [], ScannedPage(page, page, points, None)
    )
    assert cell.text == read


def _line(text: str, top: float, size: float) -> PlacedLine:
    glyph = Glyph(100.0, top, 100.0 + size, top + size, text)
    return PlacedLine(1, 842.0, TextLine((glyph,), (100.0, top, 400.0, top + size), size), text)


def test_the_last_glyph_of_a_broken_title_is_not_taken_for_the_title() -> None:
    words = [_line("本机关认真贯彻落实条例，全年无变化。", 200 + 20 * at, 10.5) for at in range(6)]
    head = [_line("清源县水利局2023年政府信息公开工作年度报", 80, 19.0), _line("告", 110, 26.0)]
    assert title_of([*head, *words]) == "清源县水利局2023年政府信息公开工作年度报告"

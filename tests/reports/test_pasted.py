"""A table pasted as a picture into a PDF of text: read where OCR may, and never said to be missing where it may not."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

import reports
from benchmarks.reading.render_common import sample
from benchmarks.reading.render_pasted import render
from cli.read import CheckOptions, check_files
from reports.formats import is_ocr_installed
from reports.formats.pdf.figures import telling, written_in_shapes
from reports.model import CellState
from tests.reports.formats.pdf_maker import Page, grid, pdf
from tests.reports.formats.pdf_report import report_pdf

needs_ocr = pytest.mark.skipif(
    not is_ocr_installed(), reason="the extra ocr is not installed: pip install -e '.[ocr]'"
)
SHOWN = sample(1)
TABLES = ("disclosure", "applications", "litigation")


@pytest.fixture(scope="module")
def printed() -> bytes:
    return report_pdf(SHOWN)


@pytest.fixture
def blind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)  # what an import of a package that is not there finds


def _accused(data: bytes, folder: Path, capfd: pytest.CaptureFixture[str]) -> set[str]:
    """The rules by which `nianbao check` accuses the agency."""
    path = folder / "年报.pdf"
    path.write_bytes(data)
    check_files([path], CheckOptions(None, None, None, None, ()), as_json=True)
    verdicts = json.loads(capfd.readouterr().out)["verdicts"]
    return {
        each["rule"]
        for each in verdicts
        if each["outcome"] == "fail" and each["severity"] in ("error", "warning")
    }


_WHOLE: list[set[str]] = []


@pytest.fixture
def whole(blind: None, printed: bytes, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> set[str]:
    """What the report is accused of as it was printed; worked out once."""
    if not _WHOLE:
        _WHOLE.append(_accused(printed, tmp_path, capfd))
    return _WHOLE[0]


@pytest.mark.usefixtures("blind")
@pytest.mark.parametrize("table", TABLES)
def test_a_table_pasted_as_a_picture_is_never_missing(
    printed: bytes, whole: set[str], table: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert _accused(report_pdf(SHOWN, without=table), tmp_path, capfd) - whole, "or this test could not fail"
    pasted = render(printed, 1 + TABLES.index(table))
    assert _accused(pasted, tmp_path, capfd) <= whole
    report = reports.read(pasted, "年报.pdf")
    states = {cell.state for address, cell in report.cells.items() if address.startswith(table)}
    assert states == {CellState.UNREADABLE}
    assert not any(section.certain for section in report.sections.values())
    assert any("ocr is not installed" in one.why for one in report.uncertain)


def test_a_low_strip_and_a_picture_cut_into_tiles_may_be_a_table_and_a_seal_is_none() -> None:
    strip, seal, ruling = (80, 400, 515, 430), (300, 600, 419, 719), (80, 100, 515, 103)
    assert telling([strip, seal, ruling], 595, 842) == [strip]
    tiles = [(100 + 60 * x, 100 + 30 * y, 160 + 60 * x, 130 + 30 * y) for x in range(4) for y in range(3)]
    assert telling(tiles, 595, 842) == [(100, 100, 340, 190)]
    assert telling([(x, 700.0, x + 1, 701.0) for x in range(0, 590, 2)] * 2, 595, 842) == []


def test_a_cell_that_holds_a_picture_is_not_empty() -> None:
    cells = [(r, c, 1, 1, f"{r}{c}" if (r, c) != (1, 1) else "") for r in range(3) for c in range(3)]
    page = grid(Page(), [60, 200, 300, 400], [100, 126, 152, 178], cells)
    page.raw("q 20 0 0 9 240 700 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x01 EI Q")
    (made,) = reports.load(pdf(page), "x.pdf").grids
    texts = [[cell.text if cell else None for cell in row] for row in made.rows]
    assert texts == [["00", "01", "02"], ["10", "\ufffd", "12"], ["20", "21", "22"]]


@needs_ocr
@pytest.mark.slow
def test_a_table_pasted_as_a_picture_is_read_in_its_place() -> None:
    rows = [["A", "3001", "53", "0"], ["B", "34", "61", "7"], ["C", "1288", "21", "96171"]]
    cells = [(r, c, 1, 1, text) for r, row in enumerate(rows) for c, text in enumerate(row)]
    page = grid(
        Page().text(70, 80, "The table is a picture"), [60, 200, 300, 400, 500], [120, 146, 172, 198], cells
    )
    for line in range(4):
        page.text(70, 260 + 30 * line, f"Sentence {line} stands below it")
    pasted = render(pdf(page), 1)
    document = reports.load(pasted, "x.pdf")
    (made,) = document.grids
    assert document.blocks.index(made) == 1
    found = [[cell.text for cell in row if cell] for row in made.rows]
    pairs = [
        pair for row, read in zip(rows, found, strict=True) for pair in zip(row[1:], read[1:], strict=True)
    ]
    assert all(text in (want, "\ufffd") for want, text in pairs)
    assert sum(text == want for want, text in pairs) >= len(pairs) - 1
    assert "The table is a picture" in document.blocks[0].text  # type: ignore[union-attr]  # it is a paragraph


def test_what_ocr_did_not_make_out_is_never_missing(printed: bytes) -> None:
    """A scan's headings and tables, misread, would be told to be missing."""
    document = reports.load(report_pdf(SHOWN, without="litigation"), "年报.pdf")
    source = reports.read(printed, "年报.pdf").source
    blocks = tuple(block for block in document.blocks if "五、" not in getattr(block, "text", ""))
    bare = replace(document, blocks=blocks)
    report = reports.interpret(bare, source)
    assert report.cells["litigation.review.total"].state is CellState.ABSENT, "or this test could not fail"
    assert any(section.certain and not section.present for section in report.sections.values())
    report = reports.interpret(replace(bare, meta={"reading": "ocr"}), source)
    assert CellState.ABSENT not in {cell.state for cell in report.cells.values()}
    assert not any(section.certain for section in report.sections.values())


def _page_in_outlines(lines: int) -> Page:
    """A page written in filled outlines of a letter's size, as programs make of text when they turn it into curves."""
    page = Page()
    for line in range(lines):
        for letter in range(30):
            x, y = 80 + 14 * letter, 760 - 22 * line
            corners = [(0, 0), (4, 1), (10, 0), (9, 5), (10, 11), (5, 9), (0, 11), (1, 5)]
            first, *others = [(x + dx, y + dy) for dx, dy in corners]
            path = " ".join(f"{a} {b} l" for a, b in others)
            page.raw(f"{first[0]} {first[1]} m {path} h f")
    return page


def _with_page(data: bytes, page: Page) -> bytes:
    whole, more = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument(pdf(page))
    whole.import_pages(more)
    made = BytesIO()
    whole.save(made)
    return made.getvalue()


@pytest.mark.usefixtures("blind")
def test_a_table_whose_text_was_turned_into_curves_is_never_missing(
    printed: bytes, whole: set[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    without = report_pdf(SHOWN, without="litigation")
    assert _accused(without, tmp_path, capfd) - whole, "or this test could not fail"
    assert _accused(_with_page(without, _page_in_outlines(20)), tmp_path, capfd) <= whole


def test_an_emblem_and_bullets_are_no_text_in_curves() -> None:
    emblem = [(280 + dx, 60 + dy, 284 + dx, 64 + dy) for dx in range(0, 40, 5) for dy in range(0, 40, 5)]
    assert telling(written_in_shapes(emblem), 595, 842) == []
    assert written_in_shapes([(70, 100 + 40 * line, 78, 108 + 40 * line) for line in range(15)]) == []

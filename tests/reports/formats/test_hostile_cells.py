"""Cells of office files and PDFs that show something else than what they store: never the stored figure, never a blank."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest
import xlsxwriter
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from reports.document import Document, MediaType
from reports.formats import load
from reports.formats.pdf import load_pdf
from reports.formats.sheet_numbers import shown
from tests.reports.formats.pdf_maker import Page, grid, pdf

UNKNOWN = "\ufffd"
W = nsdecls("w")


def texts(document: Document) -> list[str]:
    return [cell.text for grid in document.grids for row in grid.rows for cell in row if cell is not None]


@pytest.mark.parametrize(
    ("code", "stored", "text"),
    [
        ("General", "5", "5"),
        ("0.00", "5", "5.00"),
        ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "3", "3.00"),
        ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "0", "0"),
        ('0"件"', "3", "3"),
        ("[Red]0;[Blue]-0", "-4", "-4"),
        ("yyyy-mm-dd", "45292", UNKNOWN),
        ('m"月"d"日"', "3", UNKNOWN),
        ("0!.0,", "12345", UNKNOWN),
        ('0!.0000"万元"', "12345", UNKNOWN),
        ('[>=10000]0!.0,"万";0', "12345", UNKNOWN),
        ("0.00%", "0.5", UNKNOWN),
        ("# ?/?", "0.5", UNKNOWN),
        ("0;;;@", "0", UNKNOWN),
        ("#", "0", UNKNOWN),
        (";;;", "7", UNKNOWN),
    ],
)
def test_a_stored_number_is_read_only_where_its_format_shows_its_digits(
    code: str, stored: str, text: str
) -> None:
    assert shown(stored, code) == text


def _sheet(build: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], object]) -> list[str]:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row("A1", ["规章", "行政规范性文件"])
        build(book, sheet)
    return texts(load(stream.getvalue(), MediaType.XLSX, "x.xlsx"))[2:]


def test_a_date_in_a_cell_of_figures_is_not_its_serial_number() -> None:
    def build(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write("A2", 5, book.add_format({"num_format": 14}))
        sheet.write("B2", 6)

    assert _sheet(build) == [UNKNOWN, "6"]


def test_a_struck_digit_of_a_sheet_is_no_digit_of_its_neighbour() -> None:
    def build(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_rich_string("A2", "12", book.add_format({"font_strikeout": True}), "3")
        sheet.write_boolean("B2", True)

    assert _sheet(build) == ["12\ufffd", "TRUE"]


def test_a_column_without_width_is_as_hidden_as_one_that_says_so() -> None:
    def build(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_row("A2", [1, 2, 99])
        sheet.set_column("C:C", 0)

    assert "99" not in _sheet(build)


def _cells(*paragraphs: str, styles: Callable[[docx.document.Document], object] | None = None) -> list[str]:
    cells = "".join(f"<w:tc><w:tcPr/>{paragraph}</w:tc>" for paragraph in paragraphs)
    document = docx.Document()
    if styles is not None:
        styles(document)
    document.element.body.insert(
        0, parse_xml(f"<w:tbl {W}><w:tblPr/><w:tblGrid/><w:tr>{cells}</w:tr></w:tbl>")
    )
    stream = io.BytesIO()
    document.save(stream)
    return texts(load(stream.getvalue(), MediaType.DOCX, "x.docx"))


def _hide(document: docx.document.Document) -> None:
    document.styles.add_style("Gone", WD_STYLE_TYPE.CHARACTER).font.hidden = True
    below = document.styles.add_style("Below", WD_STYLE_TYPE.CHARACTER)
    below.base_style = document.styles["Gone"]
    document.styles.add_style("Away", WD_STYLE_TYPE.PARAGRAPH).font.hidden = True


def test_text_that_a_style_hides_is_not_read() -> None:
    run = "<w:p>{p}<w:r><w:rPr>{r}</w:rPr><w:t>4</w:t></w:r><w:r><w:t>5</w:t></w:r></w:p>"
    by_style = run.format(p="", r='<w:rStyle w:val="Gone"/>')
    by_base = run.format(p="", r='<w:rStyle w:val="Below"/>')
    shown_again = run.format(p="", r='<w:rStyle w:val="Gone"/><w:vanish w:val="0"/>')
    by_paragraph = run.format(p='<w:pPr><w:pStyle w:val="Away"/></w:pPr>', r="")
    assert _cells(by_style, by_base, shown_again, by_paragraph, styles=_hide) == ["5", "5", "45", ""]


def test_digits_raised_by_hand_are_no_digits_of_their_neighbour() -> None:
    raised = '<w:r><w:rPr><w:position w:val="8"/></w:rPr><w:t>2</w:t></w:r>'
    plain = "<w:r><w:t>1</w:t></w:r>"
    assert _cells(f"<w:p>{plain}{raised}</w:p>", f"<w:p>{raised}{raised}</w:p>") == ["1\ufffd", "22"]


def test_a_formula_of_word_without_its_result_is_unknown_and_not_blank() -> None:
    code = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    formula, bookmark = code.format(" =SUM(LEFT) "), code.format(" TC x ")
    number = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    cells = _cells(f"<w:p>{formula}</w:p>", f"<w:p>{bookmark}</w:p>", f"<w:p>{number}</w:p>", "<w:p/>")
    assert cells == [UNKNOWN, "", UNKNOWN, ""]


_BOX = "[300 712 400 742]"
_LOOK = "BT /F1 10 Tf 40 10 Td (57) Tj ET"


def _laid_over(annotation: str) -> list[str]:
    """The cells of a table whose last cell, empty itself, has an annotation laid over it."""
    page = grid(
        Page(), [50, 200, 300, 400], [100, 130], [(0, 0, 1, 1, "AA"), (0, 1, 1, 1, "1"), (0, 2, 1, 1, "")]
    )
    look = f"<< /Type /XObject /Subtype /Form /BBox [0 0 100 30] /Length {len(_LOOK)} /Resources << /Font << /F1 3 0 R >> >> >>\nstream\n{_LOOK}\nendstream"
    return texts(load_pdf(pdf(page, annotations=(annotation,), more=(look,)), "x.pdf"))


@pytest.mark.parametrize(
    ("annotation", "text"),
    [
        (f"/Subtype /Widget /FT /Tx /T (a) /V (57) /F 4 /Rect {_BOX} /AP << /N {{more}} >>", "57"),
        (f"/Subtype /FreeText /Contents (57) /F 4 /Rect {_BOX} /AP << /N {{more}} >>", "57"),
        (f"/Subtype /Widget /FT /Tx /T (a) /V (57) /F 4 /Rect {_BOX}", UNKNOWN),
        (f"/Subtype /FreeText /Contents (57) /F 4 /Rect {_BOX}", UNKNOWN),
        (f"/Subtype /Widget /FT /Tx /T (a) /V (57) /F 2 /Rect {_BOX} /AP << /N {{more}} >>", ""),
        (f"/Subtype /Link /Border [0 0 0] /F 4 /Rect {_BOX}", ""),
    ],
)
def test_a_filled_form_field_over_a_cell_is_never_a_blank_cell(annotation: str, text: str) -> None:
    assert _laid_over(annotation) == ["AA", "1", text]

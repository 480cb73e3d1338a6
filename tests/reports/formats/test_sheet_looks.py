"""xlsx: what a sheet stores and does not show is not read, and what lies over its cells is not called missing."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter

from reports.document import Document, MediaType
from reports.formats import load
from reports.formats.sheet_numbers import shown

UNKNOWN = "\ufffd"
Book, Sheet = xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet


def read(build: Callable[[Any, Any], object]) -> Document:
    stream = io.BytesIO()
    with Book(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row("A1", ["规章", "行政规范性文件"])
        sheet.write_row("A2", [3, 4])
        build(book, sheet)
    return load(stream.getvalue(), MediaType.XLSX, "x.xlsx")


def styled(**look: object) -> Callable[[Any, Any], object]:
    return lambda book, sheet: sheet.write("A2", 3, book.add_format(look))


def changed(**look: object) -> Callable[[Any, Any], object]:
    rule = {"type": "cell", "criteria": ">", "value": 0}
    return lambda book, sheet: sheet.conditional_format("A2:A9", {**rule, "format": book.add_format(look)})


def rich(*parts: object) -> Callable[[Any, Any], object]:
    return lambda book, sheet: sheet.write_rich_string(
        "A2", *(book.add_format(part) if isinstance(part, dict) else part for part in parts)
    )


@pytest.mark.parametrize(
    ("build", "text"),
    [
        (styled(font_strikeout=True), UNKNOWN),
        (styled(font_script=1), UNKNOWN),
        (styled(font_color="white"), UNKNOWN),
        (styled(font_color="white", bg_color="#336699"), "3"),
        (styled(bold=True), "3"),
        (changed(num_format=";;;"), UNKNOWN),
        (changed(font_color="#FFFFFF"), UNKNOWN),
        (changed(font_color="#FF0000"), "3"),
        (rich("3", {"font_color": "white"}, "1"), "3\ufffd"),
        (rich("3", {"bold": True}, "1"), "31"),
        (lambda _, sheet: sheet.write_string("A2", "3\r"), "3"),
    ],
)
def test_a_figure_that_the_sheet_does_not_show_is_not_read(
    build: Callable[[Any, Any], object], text: str
) -> None:
    (grid,) = read(build).grids
    assert [cell.text for cell in grid.rows[1] if cell is not None] == [text, "4"]


def test_a_nought_that_the_sheet_leaves_out_is_not_read() -> None:
    def build(book: Any, sheet: Any) -> None:
        sheet.write("A2", 0)
        sheet.hide_zero()

    (grid,) = read(build).grids
    assert [cell.text for cell in grid.rows[1] if cell is not None] == [UNKNOWN, "4"]


def test_words_in_a_box_over_the_cells_are_named_as_unread() -> None:
    assert read(lambda _, sheet: sheet.insert_textbox("D4", "五、存在的主要问题及改进情况")).unread
    assert read(_with_chart).unread
    assert not read(lambda _, sheet: sheet.insert_textbox("D4", "")).unread


def _with_chart(book: Any, sheet: Any) -> None:
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Sheet1!$A$2:$B$2"})
    sheet.insert_chart("D4", chart)


@pytest.mark.parametrize(("code", "stored"), [("000", "7"), ("0;0", "-5")])
def test_a_format_that_changes_the_digits_is_not_read_through(code: str, stored: str) -> None:
    assert shown(stored, code) == UNKNOWN

"""Excel's old binaries: what the sheet shows of a stored figure, and nothing else. Files by LibreOffice, strings by hand."""

from __future__ import annotations

import io
import os
import struct
from collections.abc import Callable
from itertools import pairwise

import pytest
import xlsxwriter

from reports.document import MediaType
from reports.formats import load
from reports.formats.biff_strings import odd_strings
from reports.formats.office import convert, find_soffice

UNKNOWN = "\ufffd"


@pytest.mark.skipif(
    find_soffice() is None and os.environ.get("CI") != "true",
    reason="LibreOffice is not installed: apt-get install libreoffice-calc-nogui",
)
def test_a_figure_that_the_sheet_does_not_show_is_not_read() -> None:
    shown = [
        ({"num_format": "0.00"}, 5, "5.00"),
        ({"num_format": '0"件"'}, 5, "5"),
        ({"num_format": "#,##0"}, 1234, "1234"),
        ({"num_format": ";;;"}, 5, UNKNOWN),
        ({"num_format": "0%"}, 5, UNKNOWN),
        ({"num_format": "0!.0,"}, 12345, UNKNOWN),
        ({"num_format": "yyyy-m-d"}, 5, "1900-01-05"),
        ({"font_strikeout": True}, 5, UNKNOWN),
        ({"font_color": "white"}, 5, UNKNOWN),
        ({"font_color": "white", "bg_color": "#336699"}, 5, "5"),
        ({}, 0, UNKNOWN),
        ({}, 7, "7"),
    ]
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.hide_zero()
        for row, (look, value, _) in enumerate(shown):
            sheet.write(row, 0, "事项")
            sheet.write(row, 1, value, book.add_format(look))
        sheet.write_rich_string(len(shown), 1, "8", book.add_format({"font_strikeout": True}), "9")
        white = {
            "type": "cell",
            "criteria": ">",
            "value": 0,
            "format": book.add_format({"font_color": "white"}),
        }
        sheet.write_row(len(shown) + 1, 1, [6, 6])
        sheet.conditional_format(len(shown) + 1, 1, len(shown) + 1, 1, white)
        sheet.write_column(len(shown), 0, ["事项", "事项"])
    (made,) = convert([(stream.getvalue(), "a")], ".xlsx", "xls:MS Excel 97")
    assert isinstance(made, bytes), made
    (grid,) = load(made, MediaType.XLS, "a.xls").grids
    assert [row[1].text for row in grid.rows if row[1]] == [*(text for *_, text in shown), "8\ufffd", UNKNOWN]
    assert grid.rows[-1][2] is not None and grid.rows[-1][2].text == "6"


def table(*strings: tuple[str, tuple[tuple[int, int], ...]]) -> bytes:
    made = struct.pack("<II", len(strings), len(strings))
    for text, runs in strings:
        made += struct.pack("<HBH", len(text), 0x09, len(runs)) + text.encode("utf-16-le")
        made += b"".join(struct.pack("<HH", *run) for run in runs)
    return made


WHOLE = table(("12", ((1, 7),)), ("条例345", ((2, 7), (3, 0))), ("88", ((1, 0),)))
FOUND = {0: "1\ufffd", 1: "条例\ufffd45"}


def _chart(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    sheet.write_column("B1", [1, 2])
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Sheet1!$B$1:$B$2"})
    sheet.insert_chart("D2", chart)


@pytest.mark.skipif(
    find_soffice() is None and os.environ.get("CI") != "true",
    reason="LibreOffice is not installed: apt-get install libreoffice-calc-nogui",
)
def test_what_lies_over_an_old_sheet_or_beside_it_is_not_missing_and_shifts_no_other_sheet() -> None:
    """A box's words were called missing; behind a chart the folded rows of one sheet were looked for on the next."""
    laid: list[tuple[Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], object], int]] = [
        (lambda _, sheet: None, 0),
        (lambda _, sheet: sheet.write_comment("A2", "六、其他需要报告的事项\n无。"), 1),
        (lambda _, sheet: sheet.write_comment("A2", "张三：请核对"), 0),
        (lambda _, sheet: sheet.set_header("&C六、其他需要报告的事项"), 1),
        (lambda _, sheet: sheet.set_footer("&C第&P页"), 0),
        (lambda _, sheet: sheet.insert_textbox("D1", "无"), 1),
        (_chart, 1),
    ]
    books: list[tuple[bytes, str]] = []
    for lay, _ in laid:
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
            first, second = book.add_worksheet(), book.add_worksheet()
            first.write_column("A1", ["一、总体情况", "主动公开情况良好。"])
            lay(book, first)
            for row, label in enumerate("甲乙丙"):
                second.write_row(row, 0, [label, row])
            second.set_row(1, None, None, {"hidden": True})
        books.append((stream.getvalue(), f"a{len(books)}"))
    for old, (_, unread) in zip(convert(books, ".xlsx", "xls:MS Excel 97"), laid, strict=True):
        assert isinstance(old, bytes), old
        document = load(old, MediaType.XLS, "a.xls")
        assert len(document.unread) == unread
        assert [row[0].text for row in document.grids[-1].rows if row[0]] == ["甲", UNKNOWN, "丙"]


def test_a_struck_run_of_a_string_is_told_from_its_neighbours() -> None:
    assert odd_strings([WHOLE], lambda font: font == 7) == FOUND


@pytest.mark.parametrize("cut", [10, 15, 18, 23, 26, 28, 34])
def test_a_string_goes_on_in_the_next_record(cut: int) -> None:
    """Letters that go on begin with a mark of their width there; numbers do not."""
    letters = cut in (15, 26, 28, 34)
    assert odd_strings([WHOLE[:cut], b"\x01" * letters + WHOLE[cut:]], lambda font: font == 7) == FOUND


def test_a_table_of_strings_that_is_cut_short_gives_what_came_before() -> None:
    for end, _ in pairwise(range(len(WHOLE) + 1)):
        assert odd_strings([WHOLE[:end]], lambda font: font == 7).items() <= FOUND.items()

"""xlsx: what the sheet shows, with its merged ranges; what it cannot know it does not call blank."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

import reports
from reports.document import Document, Grid, MediaType
from reports.errors import Damaged
from reports.formats import load, sniff


def made(build: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        build(book)
    return stream.getvalue()


def read(data: bytes) -> Document:
    assert sniff(data, "x.doc") is MediaType.XLSX
    return load(data, MediaType.XLSX, "report.xlsx")


def texts(grid: Grid) -> list[list[str | None]]:
    return [[c.text if c else None for c in row] for row in grid.rows]


def test_headings_become_paragraphs_and_captions_stay_in_their_table() -> None:
    def build(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:D1", "某县2023年政府信息公开工作年度报告")
        sheet.merge_range("A2:D2", "二、主动公开政府信息情况")
        sheet.write_row("A3", ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"])
        sheet.write_row("A4", ["规章", 1, 0, 11])
        sheet.merge_range("A5:D5", "第二十条第（五）项")
        sheet.write("A6", "行政许可")
        sheet.merge_range("B6:D6", 447228)
        sheet.merge_range("A7:D7", "三、收到和处理政府信息公开申请情况")
        sheet.write_row("A8", ["一、本年新收", 3, "", 3])

    document = read(made(build))
    assert [p.text for p in document.paragraphs] == [
        "某县2023年政府信息公开工作年度报告",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
    ]
    first, second = document.grids
    assert texts(first)[1:] == [
        ["规章", "1", "0", "11"],
        ["第二十条第（五）项"] * 4,
        ["行政许可"] + ["447228"] * 3,
    ]
    assert texts(second) == [["一、本年新收", "3", "", "3"]]
    assert (first.place.table, second.place.table) == (1, 2)


def test_a_formula_without_a_stored_value_is_unknown_and_not_blank() -> None:
    book = openpyxl.Workbook()
    book.active.append(["总计", "=1+2", 3])
    stream = io.BytesIO()
    book.save(stream)
    (grid,) = read(stream.getvalue()).grids
    assert texts(grid) == [["总计", "\ufffd", "3"]]


def test_hidden_rows_columns_and_sheets_are_not_read() -> None:
    def build(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row("A1", ["甲", 1, 99])
        sheet.write_row("A2", ["乙", 2, 99])
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column("C:C", None, None, {"hidden": True})
        secret = book.add_worksheet()
        secret.write_row("A1", ["丙", 3])
        secret.hide()

    (grid,) = read(made(build)).grids
    assert texts(grid) == [["甲", "1"]]


def test_digits_are_kept_as_the_sheet_shows_them() -> None:
    def build(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        two = book.add_format({"num_format": "0.00"})
        thousands = book.add_format({"num_format": "#,##0"})
        sheet.write("A1", "收费")
        sheet.write("B1", 96171.6, two)
        sheet.write("C1", 0.1 + 0.2)
        sheet.write("D1", 3985758, thousands)
        sheet.write("E1", "24575.93万")
        sheet.write("F1", 7 + 1e-12)
        sheet.write("G1", 1e-12)

    (grid,) = read(made(build)).grids
    assert texts(grid) == [["收费", "96171.60", "0.3", "3985758", "24575.93万", "7", "0"]]


@settings(deadline=None)
@given(st.lists(st.integers(-(10**12), 10**12), min_size=2, max_size=6))
def test_integers_come_back_exactly(numbers: list[int]) -> None:
    (grid,) = read(made(lambda book: book.add_worksheet().write_row("A1", numbers) and None)).grids
    assert texts(grid) == [[str(number) for number in numbers]]


def test_an_error_value_is_text_and_not_blank() -> None:
    def build(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet().write_formula("A1", "=1/0", None, "#DIV/0!")

    document = read(made(build))
    assert [p.text for p in document.paragraphs] == ["#DIV/0!"]


def test_a_workbook_cut_short_says_so() -> None:
    data = made(lambda book: book.add_worksheet().write("A1", "甲") and None)
    with pytest.raises(Damaged):
        load(data[:-50], MediaType.XLSX, "cut.xlsx")


def test_what_is_folded_away_within_a_table_is_neither_blank_nor_absent() -> None:
    """A filter hid four rows of the form: they were called missing, and the cells of a hidden column blank."""

    def build(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        for row, label in enumerate("甲乙丙"):
            sheet.write_row(row, 0, [label, 1, 2, 3])
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column("C:C", None, None, {"hidden": True})

    (grid,) = read(made(build)).grids
    assert texts(grid) == [["甲", "1", "\ufffd", "3"], ["\ufffd"] * 4, ["丙", "1", "\ufffd", "3"]]


def _folded(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet()
    for row, words in enumerate(
        ("一、总体情况", "主动公开情况良好。", "五、存在的主要问题及改进情况", "解读不够。")
    ):
        sheet.write(row, 0, words)
        sheet.set_row(row, None, None, {"hidden": row > 1})


def _noted(book: xlsxwriter.Workbook) -> None:
    for words in ("主动公开情况良好。", "填表说明：本部分写明主动公开等情况。"):
        sheet = book.add_worksheet()
        sheet.write(0, 0, "一、总体情况")
        sheet.write(1, 0, words)


def _in_two(book: xlsxwriter.Workbook) -> None:
    for words in ("一、总体情况", "五、存在的主要问题及改进情况"):
        book.add_worksheet().write(0, 0, words)


def _with_a_folded_table(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet()
    sheet.write_column("A1", ["一、总体情况", "主动公开情况良好。"])
    sheet.write_row("A3", ["行政许可", 7])
    sheet.set_row(2, None, None, {"level": 1, "hidden": True})


def _with_a_hidden_sheet(book: xlsxwriter.Workbook, label: str = "一、本年新收政府信息公开申请数量") -> None:
    book.add_worksheet().write_column("A1", ["一、总体情况", "主动公开情况良好。"])
    sheet = book.add_worksheet()
    sheet.write_row("A1", [label, 7])
    sheet.hide()


def _with_a_hidden_list(book: xlsxwriter.Workbook) -> None:
    _with_a_hidden_sheet(book, "其他")


def _beside(
    comment: str = "", header: str = "", tab: str = "Sheet1"
) -> Callable[[xlsxwriter.Workbook], None]:
    def build(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet(tab)
        sheet.write_column("A1", ["主动公开情况良好。"] if tab != "Sheet1" else ["一、总体情况", "无"])
        sheet.set_header(header)
        if comment:
            sheet.write_comment("A2", comment)

    return build


def _loose(*sheets: list[str]) -> Callable[[xlsxwriter.Workbook], None]:
    def build(book: xlsxwriter.Workbook) -> None:
        for words in sheets:
            book.add_worksheet().write_column("A1", words)

    return build


INTRODUCED = ["本报告由青溪县教育局编制。", "一、总体情况"]
LOOSE = ["本年度没有其他需要报告的事项。"]


@pytest.mark.parametrize(
    ("build", "unread"),
    [
        (_beside(comment="六、其他需要报告的事项\n无。"), 1),
        (_beside(comment="张三:\n请核对"), 0),
        (_beside(header='&C&"宋体,Bold"&14六、其他需要报告的事项'), 1),
        (_beside(header="&C第&P页 共&N页"), 0),
        (_beside(tab="六、其他需要报告的事项"), 1),
        (_loose(INTRODUCED), 0),
        (_loose(INTRODUCED, LOOSE), 1),
        (_loose(LOOSE, INTRODUCED), 1),
        (_loose(["青溪县教育局"], INTRODUCED, ["二、主动公开政府信息情况", *LOOSE]), 1),
        (_loose(["一、总体情况"], ["二、主动公开政府信息情况", *LOOSE]), 0),
        (_folded, 1),
        (_noted, 1),
        (_in_two, 0),
        (_with_a_folded_table, 1),
        (_with_a_hidden_sheet, 1),
        (_with_a_hidden_list, 0),
    ],
)
def test_words_folded_away_beside_the_cells_or_on_another_sheet_are_neither_missing_nor_twice(
    build: Callable[[xlsxwriter.Workbook], None], unread: int
) -> None:
    assert len(read(made(build)).unread) == unread


def test_sections_on_several_sheets_are_in_no_order() -> None:
    def build(book: xlsxwriter.Workbook) -> None:
        words = [
            "一、总体情况",
            "一切正常。",
            "五、存在的主要问题及改进情况",
            "无。",
            "六、其他需要报告的事项",
            "无。",
        ]
        for parts in (
            ["青溪县教育局2023年政府信息公开工作年度报告", *words],
            ["二、主动公开政府信息情况", "无。"],
        ):
            book.add_worksheet().write_column("A1", parts)

    sections = reports.read(made(build), "x.xlsx").sections
    assert {sections[id].present for id in ("overview", "disclosure", "problems")} == {True}
    assert {each.order for each in sections.values()} == {None}

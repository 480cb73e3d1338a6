"""Text dumps of PDFs: rows are put together where labels and order leave one way only, and no row takes another's figures."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

import reports
from benchmarks.reading import render_dump
from benchmarks.reading.render_common import PrintedReport, sample

_RENDER = {"raw": render_dump.raw, "layout": render_dump.layout}


def _dump(report: PrintedReport, how: str, seed: int = 0) -> list[str]:
    dice = random.Random(seed)
    lines = [report.title]
    for title, tables, words in report.parts():
        lines += [title, *(line for table in tables for line in _RENDER[how](table, dice)), *words]
    return lines


def _read(lines: list[str]) -> reports.AnnualReport:
    return reports.read("\n".join(lines).encode(), "dump.txt")


def _wrong(report: reports.AnnualReport, printed: PrintedReport) -> list[str]:
    return [
        address
        for address, cell in report.cells.items()
        if cell.value is not None and Decimal(cell.value) != Decimal(printed.cells[address] or -1)
    ]


def _right(report: reports.AnnualReport, table: str) -> int:
    return sum(cell.value is not None for address, cell in report.cells.items() if address.startswith(table))


@pytest.mark.parametrize("how", ["raw", "layout"])
@pytest.mark.parametrize(("seed", "form", "cells"), [(1, "2021", 175), (2, "2019", 161), (3, "2021", 175)])
def test_a_dump_with_wrapped_labels_and_page_numbers_is_read_whole(
    how: str, seed: int, form: str, cells: int
) -> None:
    printed = sample(seed, form)
    report = _read(_dump(printed, how, seed))
    assert not _wrong(report, printed)
    assert (_right(report, "applications"), _right(report, "litigation")) == (cells, 15)


@pytest.mark.parametrize("how", ["raw", "layout"])
def test_a_dump_that_lost_a_line_gives_no_cell_another_figure(how: str) -> None:
    printed = sample(4)
    lines = _dump(printed, how, 4)
    start = next(at for at, line in enumerate(lines) if line.startswith("三、收到"))
    for gone in range(start + 1, len(lines), 7):
        assert not _wrong(_read([*lines[:gone], *lines[gone + 1 :]]), printed), lines[gone]


_HEADER = (
    "申请人情况\n自然人 法人或其他组织 总计\n商业企\n业\n科研机\n构\n社会公\n益组织\n法律服\n务机构\n其他\n"
)


def _cell(text: str, address: str) -> object:
    head = "衡山县水利局2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
    return _read([head + text]).cell(address).value


def test_the_first_line_of_another_label_is_not_the_row_of_others() -> None:
    torn = "（三）不予公开\n1.属于国家秘密  0  0  0  0  0  0  0\n2.其他  3  0  0  0  0  0  3\n法律行\n政法规\n禁止公\n开\n"
    assert _cell(_HEADER + torn, "applications.other_misc.natural_person") is None
    assert _cell(_HEADER + torn.replace("2.其他", "其他"), "applications.other_misc.natural_person") is None
    kept = "（六）其他处理\n3.其他  3  0  0  0  0  0  3\n"
    assert _cell(_HEADER + kept, "applications.other_misc.natural_person") == 3


@pytest.mark.parametrize(
    "row", ["1，1\n21\n1，1\n06\n4，0\n02\n42 365 662 706", "84  6  0  0  67  0  35\n             7"]
)
def test_the_pieces_of_a_figure_broken_by_a_narrow_cell_are_no_figures(row: str) -> None:
    table = f"{_HEADER}一、本年新收政府信息公开申请数量  {row}\n二、上年结转政府信息公开申请数量  0  0  0  0  0  0  0\n（一）予以公开  0  0  0  0  0  0  0\n"
    for column in ("natural_person", "business", "total"):
        assert _cell(table, f"applications.new_received.{column}") is None


def test_a_row_that_the_form_does_not_have_leaves_a_torn_table_unread() -> None:
    printed = sample(5)
    lines = _dump(printed, "raw", 5)
    at = next(index for index, line in enumerate(lines) if line.startswith("2.重"))
    assert not _wrong(_read([*lines[:at], "6.本地另", "设一项", "9 9 9 9 9 9 54", *lines[at:]]), printed)


@pytest.mark.parametrize("swap", [("纠", "维"), ("总", "结")])
def test_torn_headers_of_table_four_in_another_order_give_no_cell_a_figure(swap: tuple[str, str]) -> None:
    names = ["结 果 维 持", "结 果 纠 正", "其 他 结 果", "尚 未 审 结", "总 计"]
    first, second = (next(i for i, name in enumerate(names) if glyph in name) for glyph in swap)
    turned = list(names)
    turned[first], turned[second] = turned[second], turned[first]

    def litigation(order: list[str]) -> object:
        header = ["行政复议 行政诉讼", *order, "未经复议直接起诉 复议后起诉", *order, *order]
        figures = "1 2 3 4 10 0 0 0 0 0 5 0 0 0 5"
        text = [
            "衡山县水利局2023年政府信息公开工作年度报告",
            "四、政府信息公开行政复议、行政诉讼情况",
            *header,
            figures,
        ]
        return _read(text).cell("litigation.review.upheld").value

    assert litigation(names) == 1
    assert litigation(turned) is None

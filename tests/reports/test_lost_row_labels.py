"""Flattened rows that ran into one because a label between them is lost: nothing of theirs is anyone's."""

from __future__ import annotations

import pytest

import reports
from reports.model import CellState

_HEAD = "青溪县水利局2022年政府信息公开工作年度报告\n\n"
_SECOND = (
    "二、主动公开政府信息情况\n\n第二十条第（一）项\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n"
)
_FIFTH = "第二十条第（五）项\n信息内容\n本年处理决定数量\n行政许可\n3\n"
_SIXTH = "第二十条第（六）项\n信息内容\n本年处理决定数量\n行政处罚\n{}第二十条第（八）项\n信息内容\n本年收费金额（单位：万元）\n行政事业性收费\n0\n"


def _values(text: str, *addresses: str) -> list[object]:
    report = reports.read((_HEAD + text).encode(), "stack.txt")
    return [report.cells[f"disclosure.{address}"].value for address in addresses]


@pytest.mark.parametrize("figures", ["0\n0\n0\n0\n", "0\n0\n0\n", "2\n0\n7\n"])
def test_figures_of_a_row_whose_label_is_lost_are_not_those_of_the_row_above(figures: str) -> None:
    """规章 0 0 (blank) and, its label lost, 行政规范性文件 0 0 (blank): four noughts that are not three."""
    text = f"{_SECOND}规章\n{figures}{_FIFTH}"
    assert _values(text, "regulations.issued", "regulations.repealed", "regulations.in_force") == [None] * 3
    assert _values(text, "licensing.decisions") == [3]


def test_a_row_with_the_label_of_the_next_below_it_is_read() -> None:
    text = f"{_SECOND}规章\n1\n0\n2\n行政规范性文件\n3\n0\n4\n{_FIFTH}"
    assert _values(text, "regulations.in_force", "normative_docs.in_force") == [2, 4]


def test_figures_of_a_row_that_the_form_has_not_are_not_those_of_the_blank_row_above() -> None:
    text = f"{_SECOND}规章\n1\n0\n2\n行政规范性文件\n其他主动公开文件\n7\n8\n9\n{_FIFTH}"
    assert _values(text, "normative_docs.issued", "normative_docs.in_force") == [None, None]


def test_a_line_that_runs_into_the_next_row_does_not_take_its_figure() -> None:
    text = "二、主动公开政府信息情况\n\n第二十条第（六）项\n信息内容   本年处理决定数量\n行政处罚   64行政强制      626\n"
    assert _values(text, "penalty.decisions") == [None]


def test_a_figure_below_an_empty_cell_is_not_that_of_the_row_above() -> None:
    """行政处罚 is blank, and 行政强制 above the figure is lost."""
    lines = _SIXTH.format("\n449\n\n").replace("行政处罚\n\n", "行政处罚\n\t\n\n").split("\n")
    stacked = "\n".join(f"\t{line}" if line.strip() else line for line in lines)
    assert _values("二、主动公开政府信息情况\n\n" + stacked, "penalty.decisions") == [None]


@pytest.mark.parametrize(
    ("figures", "known"),
    [
        ("0\t0\t2\t2\t0\t21\t0\t\t21\t0\t0\t0\t0\t0\t", [None, 0, None, 2, *[None] * 6, 0, 0, 0, 0, None]),
        ("\t0\t0\t2\t2\t0\t21\t0\t\t21\t0\t0\t0\t0\t0", [None, 0, 0, 2, 2, 0, 21, 0, None, 21, *[0] * 5]),
        ("\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0", [None, *[0] * 13, None]),
    ],
)
def test_a_row_of_tabs_that_has_lost_its_first_empty_cell_is_not_moved(
    figures: str, known: list[object]
) -> None:
    five = "\t" * 5
    names = "结果维持\t结果纠正\t其他结果\t尚未审结\t总计"
    header = f"行政复议{five}行政诉讼{five}{five}\n{names}\t未经复议直接起诉{five}复议后起诉{five}\n{five}{names}\t{names}\n"
    report = reports.read(
        f"{_HEAD}四、政府信息公开行政复议、行政诉讼情况\n\n{header}{figures}\n".encode(), "tabs.txt"
    )
    cells = [cell for address, cell in report.cells.items() if address.startswith("litigation.")]
    assert [cell.value for cell in cells] == known
    assert not any(cell.state is CellState.BLANK for cell in cells[1:8])

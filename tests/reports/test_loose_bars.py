"""Markdown without bars at the ends of its rows, as html2text writes it: rows are read, and lists with bars are no tables."""

from __future__ import annotations

import pytest

import reports
from reports.form import forms
from reports.model import CellState

_ROWS = {"new_received": "3| 0| 1| 0| 0| 2| 6", "granted": "1|  | 2| 0| 0| 4| 7"}
_GROUPS = {"granted": "三、本年度办理结果| ", "denied_state_secret": "（三）不予公开| "}


def _report(rows: dict[str, str], fees: str = "12.5") -> reports.AnnualReport:
    (block,) = forms()["2021"].table("applications")
    body = "  \n".join(
        f"{_GROUPS.get(row.id, '')}{row.label}| {rows.get(row.id, '0| 0| 0| 0| 0| 0| 0')}"
        for row in block.rows
    )
    text = (
        "# 青溪县水利局2023年政府信息公开工作年度报告\n\n一、总体情况\n\n主动公开 | 依申请公开 | 年报\n\n"
        "二、主动公开政府信息情况\n\n第二十条第（一）项  \n---  \n信息内容| 本年制发件数| 本年废止件数| 现行有效件数  \n"
        "规章| 1| 0| 5  \n行政规范性文件| 4| |  9  \n第二十条第（八）项  \n---  \n信息内容| 本年收费金额（单位：万元）  \n"
        f"行政事业性收费| {fees}  \n\n三、收到和处理政府信息公开申请情况\n\n"
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）| 申请人情况  \n---|---  \n"
        "自然人| 法人或其他组织| 总计  \n商业企业| 科研机构| 社会公益组织| 法律服务机构| 其他  \n"
        f"{body}  \n本年受理的申请均已答复。\n\n四、政府信息公开行政复议、行政诉讼情况\n"
    )
    return reports.read(text.encode(), "report.md")


def _values(report: reports.AnnualReport, row: str) -> list[object]:
    return [cell.value for address, cell in report.cells.items() if f".{row}." in address]


def test_rows_with_bars_only_between_their_cells_are_read() -> None:
    report = _report(_ROWS)
    assert _values(report, "new_received") == [3, 0, 1, 0, 0, 2, 6]
    assert _values(report, "admin_fees") == [12.5]
    assert _values(report, "regulations") == [1, 0, 5]


def test_an_empty_cell_between_two_bars_keeps_its_place() -> None:
    report = _report(_ROWS)
    assert _values(report, "granted") == [1, None, 2, 0, 0, 4, 7]
    assert report.cell("disclosure.normative_docs.repealed").state is CellState.BLANK


@pytest.mark.parametrize("figures", ["3| 0| 1| 0| 2| 6", "3| 0| 1| 0| 0| 0| 2| 6"])
def test_a_row_with_another_number_of_cells_gives_no_column_its_neighbours_figure(figures: str) -> None:
    found = _values(_report({"new_received": figures}), "new_received")
    truth = [3, 0, 1, 0, 0, 2, 6]
    assert all(value in (None, true) for value, true in zip(found, truth, strict=True))


def test_rows_joined_by_bars_without_markdown_are_read_and_a_row_of_links_is_no_table() -> None:
    text = (
        "青溪县水利局2023年政府信息公开工作年度报告\n首页 | 政务公开 | 年报\n二、主动公开政府信息情况\n"
        "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数\n规章 | 1 | 0 | 5\n行政规范性文件 | 4 |  | 9\n"
        "信息内容 | 本年处理决定数量\n行政许可 | 12\n行政处罚 | \n三、收到和处理政府信息公开申请情况\n"
    )
    report = reports.read(text.encode(), "report.txt")
    assert _values(report, "regulations") == [1, 0, 5]
    assert _values(report, "normative_docs") == [4, None, 9]
    assert _values(report, "licensing") == [12]
    assert report.cell("disclosure.penalty.decisions").value is None

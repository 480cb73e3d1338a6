"""Tables of web pages turned into text, a bar behind every cell: read as what they are, and nothing else taken for one."""

from __future__ import annotations

import json

import pytest

import reports
from benchmarks.reading.__main__ import FLOORS, below, measure, total
from reports.model import CellState

_TITLE = "清源县水利局2023年政府信息公开工作年度报告\n\n"
_ROWS = """三、收到和处理政府信息公开申请情况
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | 申请人情况 |{0}
自然人 | 法人或其他组织 | 总计 |{0}
商业 企业 | 科研 机构 | 社会公益组织 | 法律服务机构 | 其他 |{0}
一、本年新收政府信息公开申请数量 | 58 | 7 | 0 | 0 | 1 | 0 | 66 |{0}
二、上年结转政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |{0}
三、本年度办理结果 | （一）予以公开 | 2 | 1 | 0 | 0 | 0 | 0 | 3 |
（二）部分公开（区分处理的，只计这一情形，不计其他情形） | 16 | 1 | 0 | 0 | 0 | 0 | 17 |{0}
（三）不予公开 | 1.属于国家秘密 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
2.其他法律行政法规禁止公开 | 3 | {1} | {1} | 4 | 0 | 0 | 7 |{0}
"""
_KINDS = ("natural_person", "business", "research", "welfare", "legal", "other", "total")


_COLUMNS = ("issued", "repealed", "in_force")


def _read(text: str) -> reports.AnnualReport:
    return reports.read(f"{_TITLE}{text}\n四、政府信息公开行政复议、行政诉讼情况\n".encode(), "report.txt")


def _figures(report: reports.AnnualReport, row: str) -> list[object]:
    return [report.cells[f"applications.{row}.{kind}"].value for kind in _KINDS]


@pytest.mark.parametrize("filled", ["", " ||"], ids=["plain", "with bars for spanned columns"])
def test_a_row_without_a_bar_before_it_is_read(filled: str) -> None:
    report = _read(_ROWS.format(filled, "0"))
    assert _figures(report, "new_received") == [58, 7, 0, 0, 1, 0, 66]
    assert _figures(report, "denied_law_forbidden") == [3, 0, 0, 4, 0, 0, 7]


def test_a_cell_to_a_line_is_read() -> None:
    """Its last row, which has eight figures for seven columns, is not shared out by chance."""
    text = (
        _ROWS.format("", "0").replace(" | ", " |\n")
        + "3.危及“三安全一稳定” |\n1 |\n2 |\n0 |\n0 |\n0 |\n0 |\n0 |\n3 |\n"
    )
    report = _read(text)
    assert _figures(report, "new_received") == [58, 7, 0, 0, 1, 0, 66]
    assert report.cells["applications.denied_three_security.business"].state is CellState.UNREADABLE


def test_an_empty_cell_stays_empty_in_a_row_with_bars() -> None:
    report = _read(_ROWS.format("", " "))
    assert _figures(report, "denied_law_forbidden") == [3, None, None, 4, 0, 0, 7]
    assert report.cells["applications.denied_law_forbidden.research"].state is not CellState.NUMBER


def test_a_cell_broken_over_two_lines_stays_one() -> None:
    report = _read(_ROWS.format("", "0").replace("（三）不予公开", "（三）\n不予公开"))
    assert _figures(report, "denied_state_secret") == [0] * 7


def test_words_with_bars_around_stay_words() -> None:
    """A page's frame is a table of its own to a converter: titles and sentences stand in its cells."""
    text = (
        "首页 | 政务公开 |\n|\n一、总体情况 | |||\n2023年，我局共收到政府信息公开申请66件，均已按时答复。 |\n"
        + _ROWS.format("", "0")
    )
    report = _read(text)
    assert report.sections["overview"].heading == "一、总体情况"
    assert "66件" in report.sections["overview"].text


def test_headers_put_into_one_row_do_not_tell_places() -> None:
    """自然人 总计 商业企业 … in one line has as many cells as a row with a figure too many: that row is not read by them."""
    head = "申请人情况\n自然人\n法人或其他组织\n总计\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n"
    rows = "".join(
        f"{label}\n1\n2\n0\n0\n0\n0\n3\n" for label in ("一、本年新收政府信息公开申请数量", "（一）予以公开")
    )
    torn = "3.危及“三安全一稳定”\n0\n/\n0\n0\n0\n0\n0\n0\n"
    report = _read(f"三、收到和处理政府信息公开申请情况\n{head}{rows}{torn}")
    assert report.cells["applications.denied_three_security.business"].state is CellState.UNREADABLE


def test_no_generated_report_with_bars_is_misread() -> None:
    first, cases = 2_000_000, 60
    scores = measure(cases, first)
    assert total(scores).examples == []
    assert below(scores, json.loads(FLOORS.read_text(encoding="utf-8"))[f"{first}+{cases}"]["floors"]) == []


@pytest.mark.parametrize(("last", "read"), [("0", [0, 4, 0, 0, 4, *[0] * 10]), ("", [None] * 15)])
def test_a_bar_that_opens_the_figures_of_table_four_is_no_empty_cell(last: str, read: list[object]) -> None:
    names = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    rows = [
        ["行政复议", "行政诉讼"],
        [*names, "未经复议直接起诉", "复议后起诉"],
        names * 2,
        ["0", "4", "0", "0", "4", *"000000000", last],
    ]
    body = "\n".join("|\n" + "\n".join(f" {cell}  |" for cell in row) for row in rows)
    report = _read(f"四、政府信息公开行政复议、行政诉讼情况\n{body}\n\n五、存在的主要问题及改进情况")
    found = [cell.value for address, cell in report.cells.items() if address.startswith("litigation.")]
    assert found == read


_WRAPPED = """二、主动公开政府信息情况
第二十条第（一）项 | ||||
信息内容 |
本年新 制作数量 |
本年新 公开数量 |
对外公开总数量 | |
规章 |
0 | 0 | 0 | |
规范性文件 |
3 | 2 | 8 | |
第二十条第（五）项 | ||||
信息内容 |
上一年项目数量 |
本年增/减 |
处理决定数量 | |
行政许可 |
 | 12 | 406 | |
其他对外管理服务事项 |
7 | -1 | 35 | |
"""


def test_rows_whose_labels_stand_on_lines_of_their_own_are_rows_of_the_form_that_the_page_prints() -> None:
    """A header taken apart named one column, and the trial form's table was said to be the form's of 2021."""
    report = _read(_WRAPPED)
    assert report.layout["disclosure"] == "2019"
    cells = {key: cell for key, cell in report.cells.items() if key.startswith("disclosure.")}
    assert [
        cells[f"disclosure.normative_docs.{c}"].value for c in ("made", "newly_public", "total_public")
    ] == [3, 2, 8]
    assert [
        cells[f"disclosure.other_services.{c}"].value for c in ("items_prev", "items_delta", "decisions")
    ] == [7, -1, 35]


def test_a_bar_at_the_beginning_of_a_row_s_figures_is_behind_an_empty_cell() -> None:
    """12 stood in the first column, the last year's."""
    report = _read(_WRAPPED)
    licensing = [
        report.cells[f"disclosure.licensing.{c}"] for c in ("items_prev", "items_delta", "decisions")
    ]
    assert licensing[0].state is not CellState.NUMBER
    assert [cell.value for cell in licensing[1:]] == [12, 406]


def test_a_title_that_stands_only_among_a_page_s_particulars_is_the_report_s() -> None:
    text = (
        "| 名称 | 2025年度梧桐县云上镇人民政府信息公开工作年度报告 | ||||\n|---|---|---|---|---|---|\n"
        "| 索引号 | 0143/2026-04 | 发布日期 | 2026-01-20 | 发布机构 | 云上镇 |\n一、总体情况\n我镇认真公开。\n"
        + _WRAPPED
    )
    report = reports.read(text.encode(), "report.txt")
    assert (report.title, report.year) == ("2025年度梧桐县云上镇人民政府信息公开工作年度报告", 2025)
    assert report.agency.name == "梧桐县云上镇人民政府"


_ITEMS = """二、主动公开政府信息情况
第二十条第（一）项 | ||||
信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 | |
规章 |
{0} |
12 |
108 | |
行政规范性文件 |
3 |
{0} |
7 | |
第二十条第（八）项 | |||
信息内容 | 本年收费金额（单位：万元） | ||
行政事业性收费（万元） |
12（含工本费3项） |
"""


@pytest.mark.parametrize("blank", ["", " "])
def test_an_empty_cell_on_a_line_of_its_own_does_not_move_the_figures_after_it(blank: str) -> None:
    report = _read(_ITEMS.format(blank))
    assert [report.cells[f"disclosure.regulations.{column}"].value for column in _COLUMNS] == [None, 12, 108]
    assert [report.cells[f"disclosure.normative_docs.{column}"].value for column in _COLUMNS] == [3, None, 7]


def test_the_bar_behind_the_last_label_of_a_table_is_no_symbol_in_its_cell() -> None:
    report = _read(_ITEMS.replace(" |\n", "\n|\n").format("0"))
    assert report.cells["disclosure.admin_fees.fee_amount"].state is not CellState.SYMBOL


def test_an_empty_cell_behind_a_header_and_its_rows_does_not_lose_a_row_with_a_blank() -> None:
    """A column without a name at the right, every cell on a line of its own."""
    cells = "第二十条第（一）项 |\n||||\n信息内容 |\n本年制发件数 |\n本年废止件数 |\n现行有效件数 |\n|\n规章 |\n3 |\n|\n7 |\n|\n"
    report = _read(f"二、主动公开政府信息情况\n{cells}行政规范性文件 |\n0 |\n0 |\n0 |\n|\n")
    assert [report.cells[f"disclosure.regulations.{column}"].value for column in _COLUMNS] == [3, None, 7]

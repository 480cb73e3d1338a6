"""Labels with words to whoever fills the form in (湖北省's form of 2020): read as the form's, unless they make another of it."""

from __future__ import annotations

import pytest

import reports
from reports.model import CellState

_DELTA = "本年增/减（指2020年增加或减少的事项数，减用负值表示，如-8）"
_PAGE = """<h1>青溪县生态环境局{year}年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p><table>
<tr><td colspan=4>第二十条第（一）项</td></tr>
<tr><td>信息内容</td><td>本年新制作数量</td><td>本年新公开数量</td><td>对外公开总数量</td></tr>
<tr><td>规章（设区的市、自治州人民政府应提供相关数据）</td><td>0</td><td>0</td><td>0</td></tr>
<tr><td>规范性文件（行政机关制定发布的决定、公告、通告、意见、通知，以及标题采用“规定”“办法”等字样的公文）</td><td>2</td><td>2</td><td>19</td></tr>
<tr><td>其他主动公开文件（含以本单位名义正式签发的、除规范性文件以外的文件）</td><td>186</td><td>86</td><td>255</td></tr>
<tr><td colspan=4>第二十条第（五）项</td></tr>
<tr><td>信息内容</td><td>上一年项目数量（指2019年事项数）</td><td>{delta}</td><td>处理决定数量（指2020年办件量）</td></tr>
<tr><td>行政许可</td><td>8</td><td>-5</td><td>93</td></tr>
<tr><td>其他对外管理服务事项（指行政许可以外的事项，含行政确认、行政处罚、行政强制）</td><td>117</td><td>0</td><td>165</td></tr>
<tr><td colspan=4>第二十条第（六）项</td></tr>
<tr><td>信息内容</td><td>上一年项目数量</td><td>本年增/减</td><td>处理决定数量</td></tr>
<tr><td>{penalty}</td><td>90</td><td>1</td><td>22</td></tr></table>"""


def _read(*, year: int = 2020, delta: str = _DELTA, penalty: str = "行政处罚") -> reports.AnnualReport:
    page = _PAGE.format(year=year, delta=delta, penalty=penalty)
    return reports.read(f"<html><body>{page}</body></html>".encode(), "page.html")


def test_words_to_whoever_fills_the_form_in_do_not_hide_a_row_or_a_column() -> None:
    report = _read()
    read = {a: cell.value for a, cell in report.cells.items() if cell.value is not None}
    assert read == {
        "disclosure.regulations.made": 0,
        "disclosure.regulations.newly_public": 0,
        "disclosure.regulations.total_public": 0,
        "disclosure.normative_docs.made": 2,
        "disclosure.normative_docs.newly_public": 2,
        "disclosure.normative_docs.total_public": 19,
        "disclosure.licensing.items_prev": 8,
        "disclosure.licensing.items_delta": -5,
        "disclosure.licensing.decisions": 93,
        "disclosure.other_services.items_prev": 117,
        "disclosure.other_services.items_delta": 0,
        "disclosure.other_services.decisions": 165,
        "disclosure.penalty.items_prev": 90,
        "disclosure.penalty.items_delta": 1,
        "disclosure.penalty.decisions": 22,
    }


@pytest.mark.parametrize(
    "delta", ["本年增/减（指2018年增加或减少的事项数）", "本年增/减（指2020年比2019年增加的事项数）"]
)
def test_words_that_name_another_year_are_not_taken_for_this_one(delta: str) -> None:
    assert _read(delta=delta).cell("disclosure.licensing.items_delta").value is None


def test_a_form_of_another_year_is_not_read_as_this_years() -> None:
    assert _read(year=2019).cell("disclosure.licensing.decisions").value is None


def test_a_row_that_counts_two_rows_is_neither() -> None:
    cell = _read(penalty="行政处罚（含行政强制）").cell("disclosure.penalty.decisions")
    assert (cell.state, cell.value) == (CellState.UNREADABLE, None)


@pytest.mark.parametrize(
    "column",
    ["处理决定数量（指上年处理决定）", "采购总金额（指实际支付，单位：元）", "处理决定数量（不含简易程序）"],
)
def test_words_that_make_another_column_of_it_are_not_left_out(column: str) -> None:
    from reports.labels import bare, without_remark

    assert without_remark(bare(column)) == bare(column)


@pytest.mark.parametrize("said", ["（县级无此项）", "(乡镇不填)", "（部门不适用）"])
def test_a_row_that_the_agency_says_it_need_not_fill_in_is_still_the_forms(said: str) -> None:
    page = _PAGE.format(year=2020, delta=_DELTA, penalty="行政处罚")
    page = page.replace("规章（设区的市、自治州人民政府应提供相关数据）", f"规章{said}")
    report = reports.read(f"<html><body>{page}</body></html>".encode(), "page.html")
    assert report.cell("disclosure.regulations.made").value == 0

"""Tables as editors change them: rows and columns added, columns in another order, several tables in one, two languages."""

from __future__ import annotations

import pytest

import reports
from reports.model import CellState

_RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def _row(*cells: str, spans: str = "") -> str:
    return (
        f"<tr{spans}>{''.join(cell if cell.startswith('<') else f'<td>{cell}</td>' for cell in cells)}</tr>"
    )


def _wide(text: str, columns: int = 1, rows: int = 1) -> str:
    return f"<td colspan={columns} rowspan={rows}>{text}</td>"


def _read(*rows: str, year: int = 2023) -> reports.AnnualReport:
    title = f"<h1>青溪县教育局{year}年政府信息公开工作年度报告</h1>"
    return reports.read(
        f"<meta charset=utf-8>{title}<table border=1>{''.join(rows)}</table>".encode(), "x.html"
    )


def _states(report: reports.AnnualReport, begins: str) -> set[CellState]:
    return {cell.state for address, cell in report.cells.items() if address.startswith(begins)}


@pytest.mark.parametrize(("before", "rows"), [("（六）其他处理", 3), ("（七）总计", 2)])
def test_a_row_of_others_added_to_the_trial_form_does_not_make_the_newer_one_of_it(
    before: str, rows: int
) -> None:
    added = _row("6.其他" if rows > 2 else _wide("其他", 2), *"9990009")
    below = [
        _row(_wide("（六）其他处理", 2), *"2000002"),
        _row(_wide("（七）总计", 2), *"3000003"),
    ]
    at = next(index for index, row in enumerate(below) if before in row)
    report = _read(
        _row(_wide("", 3, 3), _wide("申请人情况", 7)),
        _row(_wide("自然人", 1, 2), _wide("法人或其他组织", 5), _wide("总计", 1, 2)),
        _row("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"),
        _row(_wide("一、本年新收政府信息公开申请数量", 3), *"3000003"),
        _row(
            _wide("三、本年度办理结果", 1, 5),
            _wide("（五）不予处理", 1, rows),
            "1.信访举报投诉类申请",
            *"1000001",
        ),
        _row("2.重复申请", *"0000000"),
        *below[:at],
        added,
        *below[at:],
        year=2020,
    )
    assert CellState.ABSENT not in _states(report, "applications.other_handling")
    assert report.layout["applications"] != "2021"


def test_a_header_that_lost_the_name_of_reviews_is_no_fault_of_the_program() -> None:
    part = ("结果纠正", "其他结果", "尚未审结", "未经复议直接起诉", "总计")
    report = _read(
        _row(_wide("行政诉讼", 5), _wide("结果维持", 10)),
        _row(*(_wide(name, 1, 2) for name in part), _wide("未经复议直接起诉", 5), _wide("存在的主要问题", 5)),
        _row(*part * 2),
        _row(*"111141111411114"),
    )
    assert CellState.NUMBER not in _states(report, "litigation.")


def test_suits_printed_before_reviews_are_not_read_as_reviews() -> None:
    figures = [str(number) for number in range(11, 26)]
    report = _read(
        _row(_wide("行政诉讼", 10), _wide("行政复议", 5)),
        _row(_wide("未经复议直接起诉", 5), _wide("复议后起诉", 5), *(_wide(name, 1, 2) for name in _RESULTS)),
        _row(*_RESULTS * 2),
        _row(*figures),
    )
    assert _states(report, "litigation.") == {CellState.UNREADABLE}


_SECOND = (
    _row(_wide("第二十条第（一）项", 4)),
    _row("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
    _row("规章", "0", "0", "0"),
    _row("行政规范性文件", "7", "1", "9"),
)


def test_a_table_four_in_parts_below_another_table_takes_no_rows_from_it() -> None:
    parts = [
        row
        for name in ("行政复议", "未经复议直接起诉", "复议后起诉")
        for row in (_row(_wide(name, 5)), _row(*_RESULTS), _row(*"10203"))
    ]
    report = _read(*_SECOND, *parts)
    found = [
        report.cell(f"disclosure.normative_docs.{name}").value for name in ("issued", "repealed", "in_force")
    ]
    assert found == [7, 1, 9]
    assert report.cell("litigation.suit_after_review.other").value == 2


@pytest.mark.parametrize("aside", ["年度", "统计口径"])
def test_a_table_four_below_another_with_a_column_of_its_own_is_not_missing(aside: str) -> None:
    report = _read(
        *_SECOND,
        _row(_wide(aside, 1, 3), _wide("行政复议", 5), _wide("行政诉讼", 10)),
        _row(*(_wide(name, 1, 2) for name in _RESULTS), _wide("未经复议直接起诉", 5), _wide("复议后起诉", 5)),
        _row(*_RESULTS * 2),
        _row("2023年", *"000000000000000"),
        _row("2022年", *"100010000000000"),
    )
    assert CellState.ABSENT not in _states(report, "litigation.")


def test_a_figure_under_a_column_without_a_name_does_not_fill_the_blank_before_it() -> None:
    text = """青溪县教育局2020年政府信息公开工作年度报告
二、主动公开政府信息情况
第二十条第（六）项 | |
信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 | |
行政处罚 | | 12 | 7 | 5 |
行政强制 | 108 | 45 | 7 | |
"""
    cells = reports.read(text.encode(), "x.txt").cells
    read = {cells[f"disclosure.penalty.{name}"].value for name in ("items_prev", "items_delta", "decisions")}
    assert read <= {None, 12, 7} and cells["disclosure.penalty.items_prev"].value is None


def test_a_row_whose_name_stands_above_a_column_is_not_missing() -> None:
    report = _read(
        _row(_wide("第二十条第（一）项", 4)),
        _row("信息内容", "规章", "行政规范性文件"),
        _row("本年制发件数", "1", "2"),
        _row("现行有效件数", "3", "4"),
        _row(_wide("第二十条第（五）项", 4)),
        _row("信息内容", _wide("本年处理决定数量", 3)),
        _row("行政许可", _wide("5", 3)),
    )
    assert CellState.ABSENT not in _states(report, "disclosure.regulations")


@pytest.mark.parametrize("more", ["小计", "上年总计"])
def test_a_column_more_in_a_line_of_text_is_no_figure_too_many(more: str) -> None:
    text = f"""青溪县教育局2023年政府信息公开工作年度报告
三、收到和处理政府信息公开申请情况
自然人 | 法人或其他组织 | 总计 |
商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | {more} |
一、本年新收政府信息公开申请数量 | 0 | 3 | 0 | 0 | 4 | 0 | 7 | 0 |
二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 2 | 0 | 2 | 3 |
四、结转下年度继续办理 | 0 | 1 | 0 | 0 | 0 | 0 | 1 | 1 |
"""
    cells = reports.read(text.encode(), "x.txt").cells
    assert cells["applications.new_received.total"].value is None


@pytest.mark.parametrize("other", ["ئۇچۇر", "ཆ་འཕྲིན", "ᠮᠡᠳᠡᠭᠡ"])
def test_a_table_in_two_languages_is_read_by_its_chinese_one(other: str) -> None:
    report = _read(
        _row(_wide(f"行政复议 {other}", 5), _wide(f"{other}<br>行政诉讼", 10)),
        _row(
            *(_wide(f"{name}<p>{other}</p>", 1, 2) for name in _RESULTS),
            _wide(f"未经复议直接起诉{other}", 5),
            _wide(f"复议后起诉{other}", 5),
        ),
        _row(*(f"{name} {other}" for name in _RESULTS * 2)),
        _row(*"100010000000022"),
    )
    assert report.cell("litigation.suit_after_review.pending").value == 2


def test_a_table_that_bears_its_heading_as_its_title_heads_no_section_twice() -> None:
    text = """青溪县教育局2023年政府信息公开工作年度报告
二、主动公开政府信息情况
二、主动公开政府信息情况 | |||
第二十条第（一）项 | |||
信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
规章 | 0 | 0 | 0 |
行政规范性文件 | 1 | 0 | 1 |
"""
    assert reports.read(text.encode(), "x.txt").sections["disclosure"].repeats == ()


_APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")


@pytest.mark.parametrize("years", [("2022年", "2023年"), ("上年", "本年"), ("2023年", "2022年")])
def test_of_two_years_under_each_name_the_first_is_not_taken_for_the_reports(years: tuple[str, str]) -> None:
    caption = _wide("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3)
    report = _read(
        _row(caption, _wide("申请人情况", 14)),
        _row(*(_wide(name, 2) for name in _APPLICANTS)),
        _row(*years * 7),
        _row(_wide("一、本年新收政府信息公开申请数量", 3), *"90000009" + "000000"),
        _row(_wide("二、上年结转政府信息公开申请数量", 3), *"10203040506000"),
    )
    assert _states(report, "applications.new_received.") == {CellState.UNREADABLE}


@pytest.mark.parametrize(
    ("printed", "hidden"),
    [
        (("1.属于国家秘密", "3.危及“三安全一稳定”", "3.危及“三安全一稳定”"), "denied_law_forbidden"),
        (("1.属于国家秘密", "1.属于国家秘密", "3.危及“三安全一稳定”"), "denied_law_forbidden"),
    ],
)
def test_a_row_with_the_label_of_a_neighbour_is_not_absent(printed: tuple[str, ...], hidden: str) -> None:
    report = _read(
        _row(_wide("", 3, 2), *_APPLICANTS),
        _row(*"0000000"),
        _row(_wide("三、本年度办理结果", 1, 4), _wide("（三）不予公开", 1, 4), printed[0], *"1000001"),
        _row(printed[1], *"0200002"),
        _row(printed[2], *"0030003"),
        _row("4.保护第三方合法权益", *"0000000"),
    )
    assert _states(report, f"applications.{hidden}.") == {CellState.UNREADABLE}


@pytest.mark.parametrize(
    "guard",
    [
        '<span style="color:#fff">7</span>1',
        "1<font style='COLOR: white'>7</font>",
        '<i style="position:absolute;left:-9999px">7</i>1',
        "<ol start=1><li></li></ol>",
    ],
)
def test_a_figure_with_others_that_are_not_seen_is_not_read_with_them(guard: str) -> None:
    report = _read(
        _row(_wide("", 3, 1), *_APPLICANTS),
        _row(_wide("一、本年新收政府信息公开申请数量", 3), f"<td>{guard}</td>", *"000001"),
    )
    assert report.cell("applications.new_received.natural_person").state is CellState.UNREADABLE
    assert report.cell("applications.new_received.business").value == 0


def test_a_table_in_white_letters_on_dark_is_read() -> None:
    white = [f'<td><span style="color:#FFFFFF">{figure}</span></td>' for figure in "1000001"]
    report = _read(
        _row(_wide("", 3, 1), *_APPLICANTS), _row(_wide("一、本年新收政府信息公开申请数量", 3), *white)
    )
    assert report.cell("applications.new_received.total").value == 1

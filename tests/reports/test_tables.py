"""Section tables: what may be read from a row, and what may never be said of one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

import reports
from reports import CellState
from tests.reports.statutory import HEADINGS

HEADER = (
    "<tr><td colspan=3 rowspan=3>（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td><td colspan=7>申请人情况</td></tr>"
    "<tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>"
    "<tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>"
)
COLUMNS = ("natural_person", "business", "research", "welfare", "legal", "other", "total")
ROWS = (
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "（一）予以公开",
    "（七）总计",
    "四、结转下年度继续办理",
)


def report(tables: str) -> reports.AnnualReport:
    title = "清河县教育局2023年政府信息公开工作年度报告"
    parts = "".join(
        f"<p>{heading}</p>{tables if heading.startswith('三') else '<p>内容。</p>'}" for heading in HEADINGS
    )
    page = f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{parts}</body></html>"
    return reports.read(page.encode(), "page.html")


def row(label: str, values: Sequence[str]) -> str:
    return f"<tr><td colspan=3>{label}</td>" + "".join(f"<td>{value}</td>" for value in values) + "</tr>"


def table(rows: dict[str, Sequence[str]]) -> str:
    whole = {label: rows.get(label, ("1", "0", "0", "0", "0", "0", "1")) for label in ROWS}
    return "<table>" + HEADER + "".join(row(label, values) for label, values in whole.items()) + "</table>"


def cells(read: reports.AnnualReport, name: str) -> list[reports.Cell]:
    return [read.cell(f"applications.{name}.{column}") for column in COLUMNS]


def test_a_sound_row_is_read_whole() -> None:
    found = cells(report(table({ROWS[1]: ("12", "3", "0", "1", "0", "2", "18")})), "carried_in")
    assert [cell.value for cell in found] == [12, 3, 0, 1, 0, 2, 18]


def test_a_blank_cell_never_becomes_zero() -> None:
    found = cells(report(table({ROWS[1]: ("12", "", "&nbsp;", "1", "0", "2", "15")})), "carried_in")
    assert [cell.state for cell in found[1:3]] == [CellState.BLANK, CellState.BLANK]
    assert found[6].value == 15


def test_a_row_that_lost_a_cell_is_not_read_with_its_neighbours_numbers() -> None:
    found = cells(report(table({ROWS[1]: ("12", "3", "1", "0", "2", "18")})), "carried_in")
    assert {cell.state for cell in found} == {CellState.UNREADABLE}
    assert 3 in found[2].candidates


def test_a_row_with_a_surplus_cell_is_not_shifted() -> None:
    found = cells(report(table({ROWS[1]: ("0", "12", "3", "0", "1", "0", "2", "18")})), "carried_in")
    assert all(cell.value is None for cell in found)


def test_a_surplus_cell_among_zeros_hides_nothing() -> None:
    found = cells(report(table({ROWS[1]: ("0",) * 8})), "carried_in")
    assert [cell.value for cell in found] == [0] * 7


@pytest.mark.parametrize("printed", ["5①", "5²", "5\ufffd", "5?", "1 2", "1,70", "<p>1</p><p>2</p>", "5、6"])
def test_what_is_not_one_number_is_unreadable(printed: str) -> None:
    found = cells(report(table({ROWS[1]: (printed, "0", "0", "0", "0", "0", "5")})), "carried_in")
    assert found[0].state is CellState.UNREADABLE


@pytest.mark.parametrize(
    ("printed", "value"),
    [("1,706", 1706), ("１，７０６", 1706), ("<span>1</span><span>2</span>", 12), ("\u200b7", 7)],
)
def test_one_number_however_printed_is_read(printed: str, value: int) -> None:
    found = cells(report(table({ROWS[1]: (printed, "0", "0", "0", "0", "0", "5")})), "carried_in")
    assert (found[0].state, found[0].value) == (CellState.NUMBER, value)


def test_a_stroke_is_a_symbol_and_no_number() -> None:
    found = cells(report(table({ROWS[1]: ("/", "—", "无", "0", "0", "0", "5")})), "carried_in")
    assert [cell.state for cell in found[:3]] == [CellState.SYMBOL] * 3


def test_columns_in_another_order_are_read_by_their_names() -> None:
    swapped = table({ROWS[1]: ("12", "3", "9", "1", "0", "2", "27")}).replace(
        "<td>商业企业</td><td>科研机构</td>", "<td>科研机构</td><td>商业企业</td>"
    )
    read = report(swapped)
    assert read.cell("applications.carried_in.research").value == 3
    assert read.cell("applications.carried_in.business").value == 9


def test_a_row_under_an_unknown_label_is_not_called_missing() -> None:
    read = report(table({}).replace(ROWS[1], "见说明"))
    assert {cell.state for cell in cells(read, "carried_in")} == {CellState.UNREADABLE}


@pytest.mark.parametrize("value", ["未发生", "按上级规定", "5"])
def test_a_row_of_table_two_under_an_unknown_label_is_not_called_missing(value: str) -> None:
    read = _items([["行政许可/件", value]])
    assert read.cell("disclosure.licensing.decisions").state is CellState.UNREADABLE


@pytest.mark.parametrize("words", ["无。", "未发生", "按上级规定", "约20", "12（含简易程序3件）"])
def test_words_below_a_columns_name_do_not_leave_their_place_to_the_next_figure(words: str) -> None:
    """A column without a name, empty, stands at the right: the figure after the words would have fitted as it stood."""
    read = _items([["行政许可", words, ""], ["行政处罚", "7", ""]], ["规章", words, "3", "9", ""])
    assert read.cell("disclosure.regulations.issued").value is None
    assert [read.cell(f"disclosure.regulations.{name}").value for name in ("repealed", "in_force")] == [3, 9]
    assert read.cell("disclosure.licensing.decisions").state not in (CellState.BLANK, CellState.NUMBER)


@pytest.mark.parametrize("words", ["见附件", "/0", "空"])
def test_words_below_the_first_column_do_not_leave_their_place_to_a_figure_behind_the_table(
    words: str,
) -> None:
    """A column of remarks stands behind 总计, and a figure in it."""
    whole = table({ROWS[1]: (words, "3", "0", "1", "0", "2", "6", "5")})
    head = "<td colspan=7>申请人情况</td>"
    found = cells(report(whole.replace(head, f"{head}<td rowspan=3>备注</td>")), "carried_in")
    assert [cell.value for cell in found] in ([None, 3, 0, 1, 0, 2, 6], [None] * 7)


def _items(
    rows: Sequence[Sequence[str]], first: Sequence[str] = ("规章", "0", "3", "9")
) -> reports.AnnualReport:
    """A page with table two; the header rows are as wide as the widest row."""
    names = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
    lines = [["第二十条第（一）项"], [*names, *[""] * (len(first) - len(names))], first]
    lines += [["第二十条第（五）项"], ["信息内容", "本年处理决定数量", *[""] * (len(rows[0]) - 2)], *rows]
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in lines)
    return report(f"<table>{body}</table>")


def test_a_row_that_is_really_not_there_is_absent() -> None:
    read = report(table({}).replace(row(ROWS[1], ("1", "0", "0", "0", "0", "0", "1")), ""))
    assert {cell.state for cell in cells(read, "carried_in")} == {CellState.ABSENT}


def test_a_page_without_tables_has_none_beside_its_particulars_too() -> None:
    read = report("<table><tr><td>索引号</td><td>无</td><td>发布机构</td><td>县教育局</td></tr></table>")
    assert {cell.state for cell in cells(read, "carried_in")} == {CellState.ABSENT}


def test_nothing_is_absent_beside_a_picture() -> None:
    read = report('<img src="/pic/table3.jpg" width=800 height=900>')
    assert {cell.state for cell in cells(read, "carried_in")} == {CellState.UNREADABLE}


def test_nothing_is_absent_where_a_file_is_attached_instead_of_the_tables() -> None:
    read = report('<p>附件：<a href="/upload/2023.docx">统计表.docx</a></p>')
    assert {cell.state for cell in cells(read, "carried_in")} == {CellState.UNREADABLE}


def test_a_group_of_the_new_form_is_not_the_row_of_the_old_one() -> None:
    group = (
        "<tr><td rowspan=3>三</td><td rowspan=3>（六）其他处理</td><td>□□</td>" + "<td>4</td>" * 7 + "</tr>"
        "<tr><td>2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请</td>"
        + "<td>0</td>"
        * 7
        + "</tr>"
        "<tr><td>3.其他</td>" + "<td>0</td>" * 7 + "</tr>"
    )
    read = report(table({}).replace("</table>", group + "</table>"))
    assert all(cell.value is None for cell in cells(read, "other_handling"))
    assert {cell.state for cell in cells(read, "other_no_correction")} == {CellState.UNREADABLE}


def test_zeros_merged_over_the_row_are_seven_zeros() -> None:
    merged = f"<tr><td colspan=3>{ROWS[1]}</td><td colspan=7>0</td></tr>"
    read = report(table({}).replace(row(ROWS[1], ("1", "0", "0", "0", "0", "0", "1")), merged))
    assert [cell.value for cell in cells(read, "carried_in")] == [0] * 7


def test_a_number_merged_over_columns_belongs_to_none_of_them() -> None:
    merged = f"<tr><td colspan=3>{ROWS[1]}</td><td colspan=6>5</td><td>5</td></tr>"
    found = cells(
        report(table({}).replace(row(ROWS[1], ("1", "0", "0", "0", "0", "0", "1")), merged)), "carried_in"
    )
    assert all(cell.value is None for cell in found[:6])
    assert found[6].value == 5


def test_a_row_printed_twice_with_different_numbers_is_not_read() -> None:
    twice = row(ROWS[1], ("2", "0", "0", "0", "0", "0", "2"))
    read = report(table({}).replace("</table>", twice + "</table>"))
    assert read.cell("applications.carried_in.natural_person").state is CellState.UNREADABLE
    assert set(read.cell("applications.carried_in.natural_person").candidates) == {1, 2}


def test_hidden_and_scripted_digits_are_not_part_of_a_number() -> None:
    printed = '5<span style="display:none">77</span><script>var n=3;</script><!-- 9 -->'
    found = cells(report(table({ROWS[1]: (printed, "0", "0", "0", "0", "0", "5")})), "carried_in")
    assert found[0].value == 5


def test_an_amount_keeps_its_digits_and_its_unit() -> None:
    part = (
        "<table><tr><td colspan=2>第二十条第（八）项</td></tr><tr><td>信息内容</td><td>本年收费金额（单位：万元）</td></tr>"
        "<tr><td>行政事业性收费</td><td>24575.930万元</td></tr></table>"
    )
    read = report(part)
    cell = read.cell("disclosure.admin_fees.fee_amount")
    assert (cell.state, cell.value, cell.unit) == (CellState.TEXT, Decimal("24575.930"), "万元")
    assert read.extra["disclosure.admin_fees.fee_amount"] == "本年收费金额（单位：万元）"


def test_an_empty_label_column_of_flattened_text_is_not_the_first_value() -> None:
    label = "三、本年度办理结果\t（七）总计\t"
    for values in ("5\t0\t0\t0\t0\t5", "0\t0\t0\t0\t0\t0"):
        text = "\n".join(
            (
                "清河县教育局2023年政府信息公开工作年度报告",
                HEADINGS[2],
                "一、本年新收政府信息公开申请数量\t\t\t5\t0\t0\t0\t0\t0\t5",
                f"{label}\t{values}",
                "四、结转下年度继续办理\t\t\t0\t0\t0\t0\t0\t0\t0",
            )
        )
        found = cells(reports.read(text.encode(), "report.txt"), "result_total")
        assert found[0].state is CellState.UNREADABLE
        assert found[1].value != 5

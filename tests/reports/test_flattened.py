"""Flattened text: what a flattening leaves certain is read, and nothing beside it."""

from __future__ import annotations

import pytest

import reports
from reports.model import CellState

_TITLE = "清源县水利局2023年政府信息公开工作年度报告\n\n二、主动公开政府信息情况\n\n"
_HEAD = (
    "\t自然人\n\t法人或其他组织\n\t总计\n\n\t商业企业\n\t科研机构\n\t社会公益组织\n\t法律服务机构\n\t其他\n\n"
)
_WHOLE = ("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开")


def _read(text: str) -> reports.AnnualReport:
    return reports.read(f"{_TITLE}{text}\n".encode(), "report.txt")


def _row(label: str, figures: str) -> str:
    return f"\t{label}\n" + "".join(f"\t{'' if each == '_' else each}\n" for each in figures.split()) + "\n"


def _stacked(*rows: tuple[str, str]) -> reports.AnnualReport:
    whole = "".join(_row(label, "1 2 0 0 0 0 3") for label in _WHOLE)
    return _read(
        "三、收到和处理政府信息公开申请情况\n\n"
        + _HEAD
        + whole
        + "".join(_row(label, figures) for label, figures in rows)
    )


def _values(report: reports.AnnualReport, row: str) -> list[object]:
    order = ("natural_person", "business", "research", "welfare", "legal", "other", "total")
    return [report.cells[f"applications.{row}.{column}"].value for column in order]


def test_a_blank_before_the_first_figure_of_a_stacked_row_does_not_lose_the_row() -> None:
    report = _stacked(("3.危及“三安全一稳定”", "_ 5 0 0 0 2 7"))
    assert _values(report, "denied_three_security") == [None, 5, 0, 0, 0, 2, 7]
    assert report.cells["applications.denied_three_security.natural_person"].state is CellState.BLANK


@pytest.mark.parametrize("figures", ["_ 5 0 0 0 2 8", "_ 5 0 0 0 7", "_ 5 0 _ 0 0 2 7"])
def test_a_stacked_row_that_may_have_lost_a_cell_is_not_read(figures: str) -> None:
    report = _stacked(("3.危及“三安全一稳定”", figures))
    assert not any(_values(report, "denied_three_security"))


def test_an_empty_cell_after_other_labels_too_leaves_the_place_of_a_first_figure_open() -> None:
    beside = [("（二）部分公开", "_ 1 0 0 0 0 0 1"), ("1.属于国家秘密", "_ 5 0 0 0 2 7")]
    assert not any(_values(_stacked(*beside), "denied_state_secret"))


def test_a_dash_that_may_be_a_one_does_not_lose_the_figures_beside_it() -> None:
    report = _stacked(("3.危及“三安全一稳定”", "42 0 一 0 9 0 52"))
    assert _values(report, "denied_three_security") == [42, 0, None, 0, 9, 0, 52]
    assert report.cells["applications.denied_three_security.research"].state is CellState.UNREADABLE


def test_a_numeral_in_words_at_the_end_of_a_bare_stack_is_no_list_mark() -> None:
    rows = [
        *_WHOLE[0:1], *"1200003", *_WHOLE[1:2], *"0000000", "7.属于行政执法案卷",
        *"2000", "无", "无", "1", "三", "8.属于行政查询事项", *"0000000",
    ]  # fmt: skip
    head = [
        "自然人",
        "法人或其他组织",
        "总计",
        "商业企业",
        "科研机构",
        "社会公益组织",
        "法律服务机构",
        "其他",
    ]
    report = _read("三、收到和处理政府信息公开申请情况\n" + "\n".join([*head, *rows]))
    assert report.cells["applications.new_received.business"].value == 2
    assert report.cells["applications.denied_case_file.total"].value != 1


def _grid(*rows: str) -> reports.AnnualReport:
    head = "（本列数据的勾稽关系）\t\t\t申请人情况\t\t\t\t\t\t\n\t\t\t自然人\t法人或其他组织\t\t\t\t\t总计\n"
    head += "\t\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t\n"
    return _read("三、收到和处理政府信息公开申请情况\n\n" + head + "\n".join(rows))


def test_a_blank_in_a_row_of_tabs_with_a_wide_label_does_not_lose_the_row() -> None:
    report = _grid(
        "四、结转下年度继续办理\t\t\t1,031\t0\t4\t0\t0\t\t1,035", "\t（二）部分公开\t\t\t0\t70\t2\t2\t0\t74"
    )
    assert _values(report, "carried_out") == [1031, 0, 4, 0, 0, None, 1035]
    assert _values(report, "partially_granted") == [None, 0, 70, 2, 2, 0, 74]


def test_a_row_of_tabs_that_was_moved_and_lost_a_cell_is_not_read() -> None:
    report = _grid("\t四、结转下年度继续办理\t\t\t1,031\t0\t4\t0\t\t1,035")
    assert not any(_values(report, "carried_out"))


_SECOND = "\t信息内容\n\t上一年项目数量\n{}\t本年增/减\n\t处理决定数量\n\n\t行政处罚\n\t1\n\t0\n\t9\n\n"


@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_stray_empty_line_in_a_header_of_section_two_does_not_lose_its_rows(gap: str) -> None:
    report = _read("\t第二十条第（六）项\n\n" + _SECOND.format(gap))
    assert report.cells["disclosure.penalty.decisions"].value == 9


def test_a_header_of_section_two_that_lost_a_column_is_not_believed() -> None:
    report = _read("\t第二十条第（六）项\n\n" + _SECOND.replace("\t本年增/减\n", "").format("\n"))
    assert report.cells["disclosure.penalty.decisions"].value is None


def test_a_year_set_into_a_column_of_a_line_with_spaces_does_not_lose_its_rows() -> None:
    text = "第二十条第（八）项\n信息内容  上一年项目数量  本年(2023)增/减\n行政事业性收费  3  -54\n"
    assert _read(text).cells["disclosure.admin_fees.items_delta"].value == -54


_RESULTS = "\t结果维持\n\t结果纠正\n\t其他结果\n\t尚未审结\n{}\t总计\n"


@pytest.mark.parametrize(
    ("groups", "gap"),
    [
        ("\t行政复议\n\t行政诉讼\n", "\n"),
        ("\t行政复议\n\n\t行政诉讼\n", ""),
        ("\t行政复议\n\t行政诉\n\n讼\n", ""),
    ],
)
def test_stray_empty_lines_in_the_headers_of_table_four_do_not_lose_it(groups: str, gap: str) -> None:
    leaves = _RESULTS.format(gap)
    heads = f"{groups}\n{leaves}\t未经复议直接起诉\n\t复议后起诉\n\n{leaves}{leaves}\n"
    figures = "".join(f"\t{figure}\n" for figure in "020021000100044")
    report = _read(f"四、政府信息公开行政复议、行政诉讼情况\n\n{heads}{figures}")
    assert report.cells["litigation.review.corrected"].value == 2
    assert report.cells["litigation.suit_after_review.pending"].value == 4


_LABELS = (
    "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "1.属于国家秘密", "2.其他法律行政法规禁止公开",
    "3.危及“三安全一稳定”", "4.保护第三方合法权益", "5.属于三类内部事务信息", "6.属于四类过程性信息", "7.属于行政执法案卷",
    "8.属于行政查询事项", "1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确",
    "1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物", "4.无正当理由大量反复申请",
    "5.要求行政机关确认或重新出具已获取信息", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "3.其他", "（七）总计", "四、结转下年度继续办理",
)  # fmt: skip


def _table_three(**changed: str) -> reports.AnnualReport:
    """Table three whole, one value a line; `changed`: the figures of rows by their place, as ``row3="1 2"``."""
    rows = [(label, changed.get(f"row{at}", "0 0 0 0 0 0 0")) for at, label in enumerate(_LABELS)]
    text = "".join(_row(label, figures) for label, figures in rows)
    return _read("三、收到和处理政府信息公开申请情况\n\n" + _HEAD + text)


def test_a_sum_that_the_agency_got_wrong_in_a_whole_table_stays_as_printed() -> None:
    report = _table_three(row2="1 2 0 0 0 0 4")
    assert _values(report, "granted") == [1, 2, 0, 0, 0, 0, 4]


def test_a_wrong_sum_beside_a_torn_row_is_not_the_agencys() -> None:
    """Blanks that a dump drops move figures from row to row: such a row looks like a wrong sum, and is none."""
    report = _table_three(row2="1 2 0 0 0 0 4", row4="5 0 3")
    assert _values(report, "granted") == [None] * 7
    assert report.cells["applications.granted.total"].state is CellState.UNREADABLE
    assert _values(report, "new_received") == [0] * 7


def test_a_figure_too_many_beside_a_row_with_too_few_makes_nothing_of_the_row_certain() -> None:
    """0 3 _ 0 0 2 5 and 3 0 … after a dump dropped the blank: the third column is no 0."""
    alone = _values(_table_three(row15="0 3 0 0 2 4 3 0"), "not_processed_petition")
    beside = _table_three(row15="0 3 0 0 2 4 3 0", row16="8")
    assert 0 in alone
    assert _values(beside, "not_processed_petition") == [None] * 7


def test_several_figures_in_one_cell_leave_no_other_of_the_row_under_its_column() -> None:
    rows = [_row(label, "0 0 0 0 0 0 0") for label in _LABELS[:-1]]
    last = ["3 8 0", "0", "0", "5 13", "0 5 0 5", "19 126", "15 3"]
    torn = f"\t{_LABELS[-1]}\n" + "".join(f"\t{each}\n" for each in last) + "\n"
    report = _read("三、收到和处理政府信息公开申请情况\n\n" + _HEAD + "".join(rows) + torn)
    assert _values(report, "carried_out") == [None] * 7


def test_a_wrong_sum_in_a_torn_table_of_unknown_layout_is_not_the_agencys_either() -> None:
    assert _values(_stacked(("3.补正后申请内容仍不明确", "8 0 0 0 1 0 0")), "unable_unclear") == [None] * 7


_TWO_LINES = """梧桐县云上镇2020年政府信息公开工作年度报告

二、主动公开政府信息情况

第二十条第（一）项

信息内容

本年新
制作数量

本年新

公开数量

对外公开总数量

规章

0

0

0

规范性文件

3

2

8

第二十条第（五）项

信息内容

上一年项目数量

本年增/减

处理决定数量

行政许可

5

0

41
"""


def test_names_of_columns_on_two_lines_of_a_bare_stack_do_not_lose_the_rows_below() -> None:
    report = reports.read(_TWO_LINES.encode(), "report.txt")
    found = [
        report.cells[f"disclosure.normative_docs.{c}"].value for c in ("made", "newly_public", "total_public")
    ]
    assert found == [3, 2, 8]


def test_one_misprinted_name_beside_two_that_are_the_form_s_does_not_lose_the_rows_of_a_bare_stack() -> None:
    text = (
        "梧桐县云上镇2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n第二十条第（一）项\n信息内容\n本年发件\n"
        "本年废止件数\n现行有效件\n规章\n0\n0\n0\n行政规范性文件\n4\n1\n9\n第二十条第（五）项\n信息内容\n本年处理决定数量\n行政许可\n5\n"
    )
    cells = reports.read(text.encode(), "report.txt").cells
    assert [cells[f"disclosure.normative_docs.{c}"].value for c in ("issued", "repealed", "in_force")] == [
        4,
        1,
        9,
    ]
    two = reports.read(text.replace("现行有效件", "现存有文件").encode(), "report.txt").cells
    assert two["disclosure.normative_docs.issued"].state is not CellState.NUMBER


_KINDS = "商业企业 科研机构 社会公益组织 法律服务机构 其他"


@pytest.mark.parametrize(
    "names",
    [
        f"总计 自然人 {_KINDS}",
        f"总计 自然人 法人或其他组织 {_KINDS}",
        f"{_KINDS} 自然人 总计",
        f"自然人 商业企业 总计 {_KINDS[5:]}",
    ],
)
@pytest.mark.parametrize("bar", ["\n", " |\n", " | "], ids=["bare", "a cell a line", "a row a line"])
def test_columns_of_flattened_text_in_another_order_are_not_taken_for_the_forms(names: str, bar: str) -> None:
    rows = [["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"], names.split()]
    rows += [[label, *"3100002"] for label in (*_WHOLE, "（二）部分公开", "1.属于国家秘密", "（七）总计")]
    text = "\n".join(bar.join([*row, ""]).rstrip("\n") for row in rows)
    report = _read(f"三、收到和处理政府信息公开申请情况\n{text}")
    assert not any(
        cell.value for address, cell in report.cells.items() if address.startswith("applications.")
    )


def test_a_sum_below_a_bare_stack_does_not_take_the_place_of_the_forms_total() -> None:
    """合计 on a line of its own makes a row, its figures another that goes on with it."""
    rows = [(label, "1 2 0 0 0 0 3") for label in _WHOLE]
    rows += [
        ("（七）总计", "1 2 0 0 0 0 3"),
        ("四、结转下年度继续办理", "0 0 0 0 0 0 0"),
        ("合计", "5 2 0 0 0 0 7"),
    ]
    text = "\n".join("\n".join([label, *figures.split()]) for label, figures in rows)
    report = _read(
        f"三、收到和处理政府信息公开申请情况\n自然人\n法人或其他组织\n总计\n{_KINDS.replace(' ', chr(10))}\n{text}"
    )
    assert report.cells["applications.new_received.natural_person"].value == 1
    assert report.cells["applications.result_total.natural_person"].state is CellState.UNREADABLE

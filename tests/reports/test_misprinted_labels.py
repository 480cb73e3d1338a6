"""Rows under labels that are misprinted: read where place and words leave one row only, else left unread."""

from __future__ import annotations

import pytest

import reports
from reports import CellState
from reports.form import forms

_COLUMNS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
_ORDER = ("natural_person", "business", "research", "welfare", "legal", "other", "total")
_ROWS = {
    "一、本年新收政府信息公开申请数量": (3, 1, 0, 0, 0, 0, 4),
    "二、上年结转政府信息公开申请数量": (1, 0, 0, 0, 0, 0, 1),
    "（一）予以公开": (2, 0, 0, 0, 0, 0, 2),
    "（二）部分公开": (0, 1, 0, 0, 0, 0, 1),
    "1.属于国家秘密": (0, 0, 0, 0, 0, 0, 0),
    "2.其他法律行政法规禁止公开": (0, 0, 0, 0, 0, 0, 0),
    "3.危及“三安全一稳定”": (0, 0, 0, 0, 0, 0, 0),
}


def _read(changed: dict[str, str]) -> reports.AnnualReport:
    head = "".join(f"<td>{name}</td>" for name in ("", *_COLUMNS))
    rows = "".join(
        f"<tr><td>{changed.get(label, label)}</td>" + "".join(f"<td>{n}</td>" for n in figures) + "</tr>"
        for label, figures in _ROWS.items()
    )
    page = (
        "<h1>梧桐县水利局2023年政府信息公开工作年度报告</h1><p>三、收到和处理政府信息公开申请情况</p>"
        f"<table><tr>{head}</tr>{rows}</table>"
    )
    return reports.read(page.encode(), "page.html")


def _row(report: reports.AnnualReport, row: str) -> list[object]:
    return [report.cell(f"applications.{row}.{column}").value for column in _ORDER]


@pytest.mark.parametrize("printed", ["（一）予已公开", "（一）予以公布", "一）子以公开"])
def test_a_misprinted_label_in_its_place_is_read(printed: str) -> None:
    report = _read({"（一）予以公开": printed})
    assert _row(report, "granted") == [2, 0, 0, 0, 0, 0, 2]
    assert any(printed in each.why for each in report.uncertain)


@pytest.mark.parametrize("printed", ["（一）不予公开", "（一）当场答复", "（一）延期答复", ""])
def test_another_label_in_its_place_is_not_read_for_it(printed: str) -> None:
    report = _read({"（一）予以公开": printed})
    assert not any(_row(report, "granted"))
    assert report.cell("applications.granted.total").state is CellState.UNREADABLE


def test_two_misprinted_labels_beside_each_other_are_not_told_apart() -> None:
    report = _read({"（一）予以公开": "（一）予已公开", "（二）部分公开": "（二）都分公升"})
    assert not any(_row(report, "granted"))


def test_a_label_printed_twice_leaves_open_which_row_the_second_is() -> None:
    twice = {"3.危及“三安全一稳定”": "2.其他法律行政法规禁止公开"}
    assert _read(twice).cell("applications.denied_three_security.total").state is CellState.UNREADABLE


@pytest.mark.parametrize(
    ("leaf", "group"), [("维持", "未经复议起诉"), ("结果维持", "未经复议直接诉讼"), ("维持结果", "直接起诉")]
)
def test_the_headers_of_table_four_in_near_words_are_known(leaf: str, group: str) -> None:
    names = f"<td>{leaf}</td><td>结果纠正</td><td>其它结果</td><td>未审结</td><td>小计</td>"
    figures = "".join(f"<td>{n}</td>" for n in (1, 0, 2, 0, 3, 4, 0, 0, 1, 5, 0, 0, 0, 0, 0))
    page = (
        "<h1>梧桐县水利局2023年政府信息公开工作年度报告</h1><p>四、政府信息公开行政复议、行政诉讼情况</p><table>"
        f"<tr><td colspan=5>行政复议</td><td colspan=5>{group}</td><td colspan=5>复议后诉讼</td></tr>"
        f"<tr>{names * 3}</tr><tr>{figures}</tr></table>"
    )
    report = reports.read(page.encode(), "page.html")
    assert [report.cell(f"litigation.{part}.total").value for part in ("review", "suit_direct")] == [3, 5]


@pytest.mark.parametrize(
    ("remark", "read"),
    [("（历史累计）", 8), ("（截至2023年底）", 8), ("(件)", 8), ("（上年）", None), ("（其中县级）", None)],
)
def test_a_remark_in_a_columns_label_loses_it_only_where_it_means_another(
    remark: str, read: int | None
) -> None:
    head = ("信息内容", "本年制发件数", "本年废止件数", f"现行有效件数{remark}")
    rows = (head, ("规章", 0, 0, 0), ("行政规范性文件", 5, 12, 8))
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    page = (
        "<h1>梧桐县水利局2023年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p>"
        f"<table><tr><td colspan=4>第二十条第（一）项</td></tr>{table}</table>"
    )
    report = reports.read(page.encode(), "page.html")
    assert report.cell("disclosure.normative_docs.in_force").value == read


@pytest.mark.parametrize("remark", ["（件）", "（2023）"])
def test_a_header_each_of_whose_labels_bears_a_remark_is_still_one(remark: str) -> None:
    head = ("信息内容", *(f"{label}{remark}" for label in ("本年制发件数", "本年废止件数", "现行有效件数")))
    rows = (head, ("规章", 0, 0, 0), ("行政规范性文件", 5, 12, 8))
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    page = f"<h1>梧桐县水利局2023年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p><table>{table}</table>"
    assert reports.read(page.encode(), "page.html").cell("disclosure.normative_docs.in_force").value == 8


@pytest.mark.parametrize("total", ["2(3)", "7‰", "见附件"])
def test_a_row_whose_total_is_no_number_is_not_called_missing(total: str) -> None:
    page = (
        "<h1>梧桐县水利局2023年政府信息公开工作年度报告</h1><p>三、收到和处理政府信息公开申请情况</p><table>"
        f"<tr><td></td>{''.join(f'<td>{name}</td>' for name in _COLUMNS)}</tr>"
        f"<tr><td>一、本年新收政府信息公开申请数量</td>{'<td>0</td>' * 7}</tr>"
        f"<tr><td>（一）予以公开</td>{'<td>0</td>' * 5}<td>2</td><td>{total}</td></tr></table>"
    )
    report = reports.read(page.encode(), "page.html")
    states = [report.cell(f"applications.granted.{column}").state for column in _ORDER]
    assert CellState.ABSENT not in states
    assert CellState.BLANK not in states


_LEAVES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_GROUPS = ("未经复议直接起诉", "复议后起诉")
_FOURTH = (1, 0, 2, 0, 3, 4, 0, 0, 1, 5, 0, 0, 0, 0, 0)


def _fourth(top: tuple[str, ...], groups: tuple[str, ...], leaves: tuple[str, ...]) -> list[object]:
    review, suits = top
    rows = [
        f"<td colspan=5>{review}</td><td colspan=10>{suits}</td>",
        "".join(f"<td rowspan=2>{name}</td>" for name in leaves[:5])
        + "".join(f"<td colspan=5>{name}</td>" for name in groups),
        "".join(f"<td>{name}</td>" for name in leaves[5:]),
        "".join(f"<td>{figure}</td>" for figure in _FOURTH),
    ]
    page = (
        "<h1>梧桐县水利局2023年政府信息公开工作年度报告</h1><p>四、政府信息公开行政复议、行政诉讼情况</p>"
        f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    )
    cells = reports.read(page.encode(), "page.html").cells
    return [(cell.state, cell.value) for address, cell in cells.items() if address.startswith("litigation.")]


@pytest.mark.parametrize(
    ("top", "groups", "leaves"),
    [
        (("行复议", "行政诉讼"), _GROUPS, _LEAVES * 3),
        (("行政复议", "行政诉讼"), ("未经复议接直起诉", "复议后起起诉"), _LEAVES * 3),
        (("行政复议", "行政诉讼"), _GROUPS, (*_LEAVES * 2, "结果唯持", *_LEAVES[1:])),
        (("行政复议", "行政诉讼"), _GROUPS, (*_LEAVES[:-1], "单计", *_LEAVES, *_LEAVES[:-1], "\ufffd")),
    ],
)
def test_a_misprinted_name_of_table_four_among_known_ones_in_order_is_read(
    top: tuple[str, ...], groups: tuple[str, ...], leaves: tuple[str, ...]
) -> None:
    assert _fourth(top, groups, leaves) == [(CellState.NUMBER, figure) for figure in _FOURTH]


@pytest.mark.parametrize(
    ("groups", "leaves"),
    [
        (_GROUPS, (*_LEAVES * 2, "结果纠正", *_LEAVES[1:])),
        (_GROUPS, (*_LEAVES * 2, "结果变更", *_LEAVES[1:])),
        (_GROUPS, (*_LEAVES * 2, *_LEAVES[:3], "\ufffd", _LEAVES[4])),
    ],
    ids=["another result's name", "a name that is not the form's", "a result's name that was not made out"],
)
def test_a_name_of_table_four_that_may_be_another_is_neither_read_nor_called_absent(
    groups: tuple[str, ...], leaves: tuple[str, ...]
) -> None:
    assert set(_fourth(("行政复议", "行政诉讼"), groups, leaves)) == {(CellState.UNREADABLE, None)}


def test_a_table_in_its_section_of_which_nothing_is_understood_leaves_no_cell_absent() -> None:
    found = _fourth(("甲", "乙"), ("丙", "丁"), ("戊", "己", "庚", "辛", "壬") * 3)
    assert set(found) == {(CellState.UNREADABLE, None)}


def _second(begins: str, *names: str) -> list[object]:
    head = "".join(f"<td>{name}</td>" for name in (begins, *names))
    row = "<td>行政处罚</td><td>12</td><td>+3</td><td>450</td>"
    page = (
        "<h1>梧桐县水利局2019年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p>"
        f"<table><tr><td colspan=4>第二十条第（六）项</td></tr><tr>{head}</tr><tr>{row}</tr></table>"
    )
    report = reports.read(page.encode(), "page.html")
    columns = ("items_prev", "items_delta", "decisions")
    return [report.cell(f"disclosure.penalty.{column}").value for column in columns]


@pytest.mark.parametrize(
    "names",
    [
        ("信息内容", "上了年项目数量", "本年增/减", "处理决定数量"),
        ("信息内容", "上一年项目数量", "本年增/减", "处理决定数数量"),
        ("息内容容", "上一年项目数量", "本年增/减", "处理决定数量"),
    ],
)
def test_a_misprinted_column_of_section_two_among_all_others_is_read(names: tuple[str, ...]) -> None:
    assert _second(*names) == [12, 3, 450]


@pytest.mark.parametrize(
    "names",
    [
        ("信息内容", "上一年项目数量", "本年增/减", "上年处理决定数量"),
        ("信息内容", "处理决定数数量", "本年增/减", "上一年项目数量"),
        ("信息内容", "上了年项目数量", "本年增/减", "决定书份数"),
        ("单位名称", "上了年项目数量", "本年增/减", "处理决定数量"),
        ("信息内容", "上一年项目数量", "本年增/减", "累计处理决定数量"),
    ],
    ids=["last year's", "in another order", "another not known", "no such header", "a sum of years"],
)
def test_a_column_of_section_two_that_may_be_another_is_not_read(names: tuple[str, ...]) -> None:
    assert _second(*names) == [None, None, None]


def test_an_amount_in_another_unit_is_no_misprint_of_the_forms() -> None:
    page = (
        "<h1>梧桐县水利局2019年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p>"
        "<table><tr><td colspan=3>第二十条第（九）项</td></tr>"
        "<tr><td>信息内容</td><td>采购项目数量</td><td>采购总金额（元）</td></tr>"
        "<tr><td>政府集中采购</td><td>3</td><td>4500000</td></tr></table>"
    )
    assert reports.read(page.encode(), "page.html").cell("disclosure.procurement.amount").value is None


_ALL = forms()["2021"].table("applications")[0].rows


def _without_totals(shift: int) -> reports.AnnualReport:
    """Table three of six columns; `shift` is added to one figure of 总计."""
    results = forms()["2021"].result_rows
    head = "".join(f"<td>{name}</td>" for name in ("", *_COLUMNS[:-1]))
    made = []
    for row in _ALL:
        figures = [2, 0, 1, 0, 0, 3] if row.id in results else [0] * 6
        if row.id in ("result_total", "new_received"):
            figures = [2 * len(results) + shift, 0, len(results), 0, 0, 3 * len(results)]
        made.append(f"<tr><td>{row.label}</td>{''.join(f'<td>{figure}</td>' for figure in figures)}</tr>")
    page = (
        "<h1>梧桐县水利局2023年政府信息公开工作年度报告</h1><p>三、收到和处理政府信息公开申请情况</p>"
        f"<table><tr>{head}</tr>{''.join(made)}</table>"
    )
    return reports.read(page.encode(), "page.html")


def test_table_three_without_a_column_of_totals_is_read_where_each_column_adds_up() -> None:
    report = _without_totals(0)
    assert [report.cell(f"applications.granted.{column}").value for column in _ORDER[:-1]] == [
        2,
        0,
        1,
        0,
        0,
        3,
    ]
    assert report.cell("applications.granted.total").value is None


def test_table_three_without_a_column_of_totals_is_not_read_where_a_column_does_not_add_up() -> None:
    report = _without_totals(1)
    assert {report.cell(f"applications.{row.id}.{column}").state for row in _ALL for column in _ORDER} == {
        CellState.UNREADABLE
    }


@pytest.mark.parametrize(("printed", "value"), [("四、结传下年继续办理", 5), ("五、其中当面申请", None)])
def test_a_misprinted_label_of_the_last_row_is_read_and_no_other(printed: str, value: int | None) -> None:
    head = "".join(f"<td>{name}</td>" for name in ("", *_COLUMNS))
    labels = [*(row.label for row in _ALL[:-1]), printed]
    rows = "".join(f"<tr><td>{label}</td>{'<td>0</td>' * 6}<td>5</td></tr>" for label in labels)
    page = (
        "<h1>梧桐县水利局2023年政府信息公开工作年度报告</h1><p>三、收到和处理政府信息公开申请情况</p>"
        f"<table><tr>{head}</tr>{rows}</table>"
    )
    cell = reports.read(page.encode(), "page.html").cell("applications.carried_out.total")
    assert (cell.state, cell.value) == (CellState.NUMBER if value else CellState.UNREADABLE, value)


def test_rows_of_figures_outside_tables_leave_no_cell_of_their_section_absent() -> None:
    page = (
        "<h1>梧桐县水利局2023年政府信息公开工作年度报告</h1><p>四、政府信息公开行政复议、行政诉讼情况</p>"
        "<p>64 0 0 0 64</p><p>五、存在的主要问题及改进情况</p><p>公开内容不够全面。</p>"
    )
    report = reports.read(page.encode(), "page.html")
    assert report.cell("litigation.review.total").state is CellState.UNREADABLE
    gone = reports.read(page.replace("<p>64 0 0 0 64</p>", "").encode(), "page.html")
    assert gone.cell("litigation.review.total").state is CellState.ABSENT

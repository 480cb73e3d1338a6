"""Text dumps of PDFs whose narrow columns broke every name: rows are told by the whole label about their line of figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

import reports
from reports import Number
from reports.form import APPLICANTS, forms

_LAYOUT = """第二十条第（一）项
信息内容  本年制发  本年废止    现行有效
      件数    件数      件数
规章    70    1       307,818
行政规范  0     81,333  7
性文件
第二十条第（五）项
信息内容  本年(2023)处理决
      定数量
行政许可  3
第二十条第（六）项
信息内容  本年处理决定数量
行政处罚  4
行政强制  5
第二十条第（八）项
信息内容  本年收费金额（单位：万
      元）
行政事业  2.5
性收费
"""
_READ = {
    "regulations.issued": 70,
    "regulations.repealed": 1,
    "regulations.in_force": 307818,
    "normative_docs.issued": 0,
    "normative_docs.repealed": 81333,
    "normative_docs.in_force": 7,
    "licensing.decisions": 3,
    "penalty.decisions": 4,
    "coercion.decisions": 5,
    "admin_fees.fee_amount": Decimal("2.5"),
}


def dump(disclosure: str, *, overview: str = "公开信息10条。", applications: str = "") -> bytes:
    return (
        f"青溪县2023年政府信息公开工作年度报告\n一、总体情况\n{overview}\n二、主动公开政府信息情况\n{disclosure}"
        f"三、收到和处理政府信息公开申请情况\n{applications}四、政府信息公开行政复议、行政诉讼情况\n无\n\f"
    ).encode()


def disclosed(text: str, **others: str) -> dict[str, Number | None]:
    cells = reports.read(dump(text, **others), "report.txt").cells
    return {name: cells[f"disclosure.{name}"].value for name in _READ}


def changed(before: str, after: str) -> str:
    assert before in _LAYOUT
    return _LAYOUT.replace(before, after)


def test_table_two_with_broken_names_is_read() -> None:
    assert disclosed(_LAYOUT) == _READ


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("行政许可  3\n", "行政许可\n3\n"),
        ("第二十条第（五）项", "第二十条第（五）\n项"),
        ("第二十条第（五）项\n", "第二十条第（五）项\n\n- 7 -\n\n"),
        ("性文件\n", "性文件\n其他主动  7  8  9\n公开文件\n"),
        ("行政规范  0     81,333  7\n性文件", "行政规\n范性文  0     81,333  7\n件"),
    ],
    ids=["beneath", "caption broken", "page's foot", "a local row", "label above"],
)
def test_table_two_is_read_however_its_cells_are_broken(before: str, after: str) -> None:
    assert disclosed(changed(before, after)) == _READ


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        ("行政事业  2.5\n性收费", "行政事业\n性收费\n2.5\n9万元", "admin_fees.fee_amount"),
        ("行政事业  2.5\n性收费", "行政事业\n性收费\n2.5\n9", "admin_fees.fee_amount"),
        ("行政处罚  4\n行政强制  5", "行政处罚\n4\n5\n行政强制", "coercion.decisions"),
        ("行政处罚  4\n行政强制  5", "行政处罚\n行政强制\n4\n5", "coercion.decisions"),
        ("  本年制发  本年废止  ", "  本年废止  本年制发  ", "regulations.issued"),
        ("规章    70    1       307,818", "规章    70    1       30781\n8", "regulations.in_force"),
        ("规章    70    1       307,818", "规章    70            307,818", "regulations.repealed"),
        ("件数      件数\n规章    70    1       307,818", "件数      件数\n70    1       307,818\n规章", "regulations.issued"),
    ],
)  # fmt: skip
def test_a_figure_of_table_two_that_may_be_another_cells_or_half_of_one_is_not_read(
    before: str, after: str, lost: str
) -> None:
    assert disclosed(changed(before, after))[lost] is None


def test_a_page_number_is_no_figure_of_a_blank_cell() -> None:
    """Pages are numbered by bare figures, and the cell of 行政许可 is empty."""
    beneath = changed("行政许可  3\n", "行政许可\n3\n")
    assert disclosed(beneath, overview="公开信息10条。\n1\n其他工作正常开展。")["licensing.decisions"] is None


def table_three(figures: dict[str, str]) -> str:
    """As pdftotext -layout writes it down: labels broken at six characters, no list marks, figures on their first line."""
    (block,) = forms()["2021"].table("applications")
    lines = ["申请人情况", "自然人  商业企业  科研机构  社会公益  法律服务  其他  总计", "组织  机构"]
    for row in block.rows:
        label = (
            row.label
            if row.id in ("new_received", "carried_in")
            else row.label.split("）")[-1].split(".")[-1]
        )
        if row.id == "partially_granted":
            label = "部分公开"
        shown = figures.get(row.id, "0  0  0  0  0  0  0")
        lines += [f"{label[:6]}  {shown}", *(label[at : at + 6] for at in range(6, len(label), 6))]
    return "\n".join(lines) + "\n"


def applied(figures: dict[str, str]) -> dict[str, list[Number | None]]:
    cells = reports.read(dump(_LAYOUT, applications=table_three(figures)), "report.txt").cells
    (block,) = forms()["2021"].table("applications")
    return {
        row.id: [cells[f"applications.{row.id}.{column}"].value for column in (*APPLICANTS, "total")]
        for row in block.rows
    }


_SUMS = {"new_received": "3  0  1  0  0  0  4", "result_total": "3  0  1  0  0  0  4"}


def test_a_row_with_an_empty_cell_does_not_take_the_others_with_it() -> None:
    found = applied({**_SUMS, "granted": "3  0  1  0  0  4"})
    assert found["new_received"] == [3, 0, 1, 0, 0, 0, 4]
    assert found["granted"] == [None] * 7
    assert found["denied_case_file"] == found["denied_admin_query"] == [0] * 7


def test_rows_are_not_told_where_one_is_lost_and_another_printed_twice() -> None:
    """There are as many lines of figures as the form has rows."""
    rows = table_three({**_SUMS, "granted": "3  0  1  0  0  4"})
    lost, twice = "属于国家秘密  0  0  0  0  0  0  0\n", "重复申请  0  0  0  0  0  0  0\n"
    assert lost in rows and twice in rows
    whole, torn = (
        reports.read(dump(_LAYOUT, applications=text), "report.txt").cells[
            "applications.denied_internal.total"
        ]
        for text in (rows, rows.replace(lost, "").replace(twice, twice + twice))
    )
    assert (whole.value, torn.value) == (0, None)


def test_a_row_that_does_not_add_up_beside_torn_ones_is_not_read() -> None:
    found = applied({**_SUMS, "granted": "3  0  1  0  0  4", "partially_granted": "1  0  0  0  0  0  2"})
    assert found["partially_granted"] == [None] * 7
    assert found["denied_internal"] == [0] * 7


def torn(before: str, after: str, figures: dict[str, str] | None = None) -> dict[str, Number | None]:
    """Totals by row, of a table three with one row's empty cell and another damage."""
    text = table_three({**_SUMS, "granted": "3  0  1  0  0  4", **(figures or {})})
    assert before in text
    cells = reports.read(dump(_LAYOUT, applications=text.replace(before, after, 1)), "report.txt").cells
    (block,) = forms()["2021"].table("applications")
    return {row.id: cells[f"applications.{row.id}.total"].value for row in block.rows}


_ZEROS = "0  0  0  0  0  0  0"


@pytest.mark.parametrize(
    ("before", "after", "unread"),
    [
        (f"属于三类内部  {_ZEROS}\n事务信息\n", f"{_ZEROS}\n", {"denied_internal"}),
        (f"属于三类内部  {_ZEROS}\n事务信息\n", "", {"denied_third_party", "denied_internal"}),
        (f"属于三类内部  {_ZEROS}\n", "属于三类内部\n", {"denied_internal"}),
        (f"属于三类内部  {_ZEROS}\n", f"属于三类内部  {_ZEROS}  0\n", {"denied_internal"}),
        (f"属于三类内部  {_ZEROS}\n", f"属于三类内部  无  {_ZEROS}\n", {"denied_internal"}),
        (f"属于三类内部  {_ZEROS}\n", f"属于三类内部  O  {_ZEROS}\n", {"denied_internal"}),
        (f"属于三类内部  {_ZEROS}\n", f"属于三类内都  {_ZEROS}\n", set()),
    ],
    ids=["label lost", "row lost", "figures lost", "a figure too many", "无", "O", "misprint"],
)
def test_a_torn_row_leaves_the_others_to_be_read(before: str, after: str, unread: set[str]) -> None:
    found = torn(before, after)
    assert {row for row, total in found.items() if total is None} == unread | {"granted"}


def test_figures_behind_a_row_that_lost_its_own_are_not_that_rows_where_the_next_label_is_lost() -> None:
    """保护第三方合法权益 lost its figures, 属于三类内部事务信息 its label: 9 is the latter's."""
    figures = {"denied_internal": "9  0  0  0  0  0  9"}
    before = f"保护第三方合  {_ZEROS}\n法权益\n属于三类内部  9  0  0  0  0  0  9\n事务信息\n"
    found = torn(before, "保护第三方合\n法权益\n9  0  0  0  0  0  9\n", figures)
    assert found["denied_third_party"] is None
    garbled = torn(before, "保护第三方合\n法权益\n屈手三奕內邵亊  9  0  0  0  0  0  9\n", figures)
    assert garbled["denied_third_party"] is None

"""Dumps of PDFs whose table three a page's end has torn: tabs between cells, another width below the tear, labels lost or
halved, a figure too many. What place, words and sums leave certain is read; nothing beside it."""

from __future__ import annotations

import pytest

import reports
from reports import CellState

_ORDER = ("natural_person", "business", "research", "welfare", "legal", "other", "total")
_ROWS = {
    "一、本年新收政府信息公开申请数量": "30 5 0 0 0 0 35",
    "二、上年结转政府信息公开申请数量": "0 0 0 0 0 0 0",
    "1.属于国家秘密": "0 0 0 0 0 0 0",
    "2.其他法律行政法规禁止公开": "8 1 0 0 0 0 9",
    "3.危及“三安全一稳定”": "4 0 2 0 0 0 6",
    "4.保护第三方合法权益": "11 0 0 0 0 3 14",
    "5.属于三类内部事务信息": "0 7 0 0 0 0 7",
}


def _text(changed: dict[str, tuple[str, str]], behind: str = "") -> str:
    """`changed`: by label, the label and figures printed for it; "_" is an empty cell, `behind` ends each row below the tear."""
    lines = []
    for label, figures in _ROWS.items():
        printed, shown = changed.get(label, (label, figures))
        cells = "\t".join("" if each == "_" else each for each in shown.split())
        lines.append(f"{printed}\t{cells}" if label[0] in "一二" else f"\t{printed}\t{cells}{behind}")
    return (
        "# 清源县水利局2023年政府信息公开工作年度报告\n\n## 三、收到和处理政府信息公开申请情况\n\n"
        "(本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和)\t申请人情况\t\t\t\t\t\t\n"
        "\t自然人\t法人或其他组织\t\t\t\t\t总计\n\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t\n"
        + "\n".join([*lines[:2], "", *lines[2:]])
        + "\n"
    )


def _read(changed: dict[str, tuple[str, str]], behind: str = "") -> reports.AnnualReport:
    return reports.read(_text(changed, behind).encode(), "report.txt")


def _values(report: reports.AnnualReport, row: str) -> list[object]:
    return [report.cell(f"applications.{row}.{column}").value for column in _ORDER]


@pytest.mark.parametrize("label", ["", "3.危及“三安", "全一稳定”", "（三）不予公开"])
def test_a_row_whose_label_a_pages_end_took_is_the_one_wanting_there(label: str) -> None:
    report = _read({"3.危及“三安全一稳定”": (label, "4 0 2 0 0 0 6")})
    assert _values(report, "denied_three_security") == [4, 0, 2, 0, 0, 0, 6]
    assert _values(report, "denied_law_forbidden") == [8, 1, 0, 0, 0, 0, 9]
    assert _values(report, "denied_third_party") == [11, 0, 0, 0, 0, 3, 14]


@pytest.mark.parametrize("label", ["（四）无法提供", "其他情形", "一稳"])
def test_other_words_in_the_place_of_a_lost_label_are_not_read_for_it(label: str) -> None:
    report = _read({"3.危及“三安全一稳定”": (label, "4 0 2 0 0 0 6")})
    assert not any(_values(report, "denied_three_security"))
    assert report.cell("applications.denied_three_security.total").state is CellState.UNREADABLE


@pytest.mark.parametrize("figures", ["4 0 2 0 0 0 7", "4 0 2 0 6", "4 0 2 0 0 0 6 6"])
def test_a_row_without_its_label_that_is_not_whole_is_not_read(figures: str) -> None:
    report = _read({"3.危及“三安全一稳定”": ("", figures)})
    assert not any(_values(report, "denied_three_security"))


def test_of_two_rows_without_labels_none_is_read() -> None:
    both = {label: ("", _ROWS[label]) for label in ("3.危及“三安全一稳定”", "4.保护第三方合法权益")}
    report = _read(both)
    assert not any(_values(report, "denied_three_security") + _values(report, "denied_third_party"))


def test_a_zero_too_many_hides_no_figure_that_the_sum_tells() -> None:
    report = _read({"4.保护第三方合法权益": ("4.保护第三方合法权益", "11 0 0 0 0 0 3 14")})
    assert _values(report, "denied_third_party") == [11, 0, 0, 0, 0, 3, 14]


def test_where_the_zero_too_many_may_stand_is_left_open() -> None:
    report = _read({"5.属于三类内部事务信息": ("5.属于三类内部事务信息", "0 0 7 0 0 0 0 7")})
    assert _values(report, "denied_internal") == [0, None, None, 0, 0, 0, 7]


@pytest.mark.parametrize(
    "figures", ["4 0 2 0 0 0 6 1", "4 0 2 0 0 0 0 7", "1 0 0 0 0 0 0 0", "0 0 0 / 0 0 0 0"]
)
def test_a_figure_other_than_zero_is_never_left_out(figures: str) -> None:
    report = _read({"3.危及“三安全一稳定”": ("3.危及“三安全一稳定”", figures)})
    assert not any(_values(report, "denied_three_security"))


def test_a_row_with_a_blank_is_read_by_where_its_neighbours_stand() -> None:
    """Each row below the tear ends with an empty cell, so that its width says nothing."""
    report = _read({"4.保护第三方合法权益": ("4.保护第三方合法权益", "_ 11 0 _ 0 3 14")}, behind="\t")
    assert _values(report, "denied_third_party") == [None, 11, 0, None, 0, 3, 14]
    assert report.cell("applications.denied_third_party.welfare").state is CellState.UNREADABLE


@pytest.mark.parametrize(
    "row",
    ["\t4.保护第三方合法权益\t11\t0\t_\t0\t3\t14\t\t", "\t\t4.保护第三方合法权益\t11\t0\t_\t0\t3\t14\t"],
)
def test_a_row_with_a_blank_that_may_have_moved_is_not_read(row: str) -> None:
    text = _text({}, behind="\t").replace(
        "\t4.保护第三方合法权益\t11\t0\t0\t0\t0\t3\t14\t", row.replace("_", "")
    )
    report = reports.read(text.encode(), "report.txt")
    assert not any(_values(report, "denied_third_party"))


def test_the_group_of_the_newer_form_without_the_labels_of_its_rows_is_not_the_older_forms_row() -> None:
    """Else the report would be told that it used last year's form."""
    rows = ("（五）不予处理\t2.重复申请", "（六）其他处理\t", "\t", "\t", "（七）总计\t")
    text = _text({}) + "".join(f"\t{row}\t1\t2\t0\t0\t0\t0\t3\n" for row in rows)
    report = reports.read(text.encode(), "report.txt")
    assert not any(address.startswith("applications.other_handling.") for address in report.cells)
    assert report.layout["applications"] is None
    assert _values(report, "result_total") == [1, 2, 0, 0, 0, 0, 3]


def test_a_sign_in_a_row_with_a_figure_too_many_is_under_no_certain_column() -> None:
    """The rows are as wide as their header, which has an empty column at its end."""
    names = "自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计"
    rows = "1.属于国家秘密\t0\t0\t0\t0\t0\t0\t0\t\n3.危及“三安全一稳定”\t0\t0\t0\t无\t0\t0\t0\t0\n"
    text = f"清源县水利局2023年政府信息公开工作年度报告\n\n三、收到和处理政府信息公开申请情况\n\n\t{names}\t\n{rows}"
    report = reports.read(text.encode(), "report.txt")
    assert _values(report, "denied_state_secret") == [0] * 7
    assert _values(report, "denied_three_security")[2:4] == [None, None]
    assert report.cell("applications.denied_three_security.welfare").state is CellState.UNREADABLE


def test_a_row_of_section_two_that_ends_before_its_header_has_no_certain_blank() -> None:
    """政府集中采购, 12, 7537.49 and an empty cell, of which one was lost."""
    head = "第二十条第（九）项\t\t\t\n信息内容\t采购项目数量\t采购总金额\t\n"
    title = "清源县水利局2020年政府信息公开工作年度报告\n\n二、主动公开政府信息情况\n\n"
    whole, lost = (
        reports.read(f"{title}{head}政府集中采购\t12\t{rest}\n".encode(), "report.txt") for rest in ("\t", "")
    )
    amount = "disclosure.procurement.amount"
    assert (whole.cell(amount).state, lost.cell(amount).state) == (CellState.BLANK, CellState.UNREADABLE)


def test_a_heading_of_the_offices_own_words_cuts_a_report_run_together() -> None:
    words = "2023年，本机关认真贯彻落实《中华人民共和国政府信息公开条例》。" * 12
    body = (
        f"一、总体情况{words}二、行政机关主动公开政府信息情况第二十条第（一）项信息内容本年制发件数规章0"
        "三、收到和处理政府信息公开申请情况四、政府信息公开行政复议、行政诉讼情况五、存在的主要问题及改进情况无。"
        "六、其他需要报告的事项无。"
    )
    report = reports.read(f"清源县水利局2023年政府信息公开工作年度报告 {body}".encode(), "report.txt")
    assert [id for id, section in report.sections.items() if not section.present] == []

"""Dumps of PDFs in which labels are torn: they are put together where that is certain, and no row takes another's figures."""

from __future__ import annotations

import reports

_HEAD = "衡山坳县水利局2020年政府信息公开工作年度报告\n\n三、收到和处理政府信息公开申请情况\n\n"
_FIRST = "一、本年新收政府信息公开申请数量\n\n4\n\n1\n\n0\n\n0\n\n0\n\n0\n\n5\n\n"
_ORDER = ("natural_person", "business", "research", "welfare", "legal", "other", "total")


def _read(rest: str) -> reports.AnnualReport:
    return reports.read((_HEAD + _FIRST + rest).encode(), "dump.txt")


def _figures(*numbers: int) -> str:
    return "".join(f"{number}\n\n" for number in numbers)


def _row(report: reports.AnnualReport, row: str) -> list[object]:
    return [report.cell(f"applications.{row}.{column}").value for column in _ORDER]


def test_a_row_does_not_take_the_figures_that_follow_the_labels_of_several_rows() -> None:
    torn = "（三）\n1.属于国家秘密\n不予公\n2.其他法律行政法规\n开\n禁止公开\n\n"
    report = _read(torn + "7.属于行政执法案\n卷宗\n\n" + _figures(0, 7, 0, 0, 0, 0, 7))
    for row in ("denied_state_secret", "denied_law_forbidden"):
        assert not any(_row(report, row)), row


def test_a_label_wrapped_over_lines_is_one_label() -> None:
    report = _read("5.要求行政机关确认\n或重新出具已获取信\n息\n\n" + _figures(2, 0, 1, 0, 0, 0, 3))
    assert _row(report, "not_processed_confirm_reissue") == [2, 0, 1, 0, 0, 0, 3]


def test_a_group_centred_beside_a_label_does_not_lose_its_row() -> None:
    report = _read("7.属于行政执法案卷\n（三）不予公开\n\n" + _figures(1, 0, 0, 0, 0, 0, 1))
    assert _row(report, "denied_case_file") == [1, 0, 0, 0, 0, 0, 1]


def test_a_wrapped_label_that_goes_on_below_ends_no_reading() -> None:
    """Its label is that of no single cell, so that where it stands must be remembered."""
    wrapped = "5.要求行政机关确认\n或重新出具已获取信\n息\n\n0\n\n（五）\n不予处\n理\n\n"
    figures = (5, 0, 5, 7, 3, 13, 5, 23, 76, 81, 0, 4, 0, 0, 149, 0, 0, 1)
    report = _read(wrapped + _figures(*figures))
    assert not any(_row(report, "not_processed_confirm_reissue"))

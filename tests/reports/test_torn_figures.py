"""Rows of flattened text in which a figure is torn in two: as many figures as columns, or more, and none is another's."""

from __future__ import annotations

import pytest

import reports
from reports.form import LITIGATION_RESULTS

_TITLE = "清源县水利局2023年政府信息公开工作年度报告\n\n"
_SUITS = """四、政府信息公开行政复议、行政诉讼情况

行政复议 行政诉讼
结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉
结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计
"""
_APPLICANTS = """三、收到和处理政府信息公开申请情况

项目 自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计
一、本年新收政府信息公开申请数量 1 2 0 0 0 0 3
二、上年结转政府信息公开申请数量 4 0 0 0 0 0 4
（一）予以公开 {}
（二）部分公开（区分处理的，只计这一情形，不计其他情形） 1 0 0 0 0 0 1
"""
_RESULTS = (*LITIGATION_RESULTS, "total")
_COLUMNS = ("natural_person", "business", "research", "welfare", "legal", "other", "total")


def _suits(figures: str) -> list[object]:
    report = reports.read(f"{_TITLE}{_SUITS}{figures}\n".encode(), "report.txt")
    rows = ("review", "suit_direct", "suit_after_review")
    return [report.cell(f"litigation.{row}.{result}").value for row in rows for result in _RESULTS]


def _granted(figures: str) -> list[object]:
    report = reports.read(f"{_TITLE}{_APPLICANTS.format(figures)}".encode(), "report.txt")
    return [report.cell(f"applications.granted.{column}").value for column in _COLUMNS]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("0 5 406 0 100 5506 0 6979 0 6979 0 0 0 0 0", "0 5406 0 100 5506 0 6979 _ 0 6979 0 0 0 0 0"),
        ("1 0 1 4269 0 4370 10 0 3 9 22 66 0 2928 2994", "101 _ 4269 0 4370 10 _ 0 3 9 22 66 0 2928 2994"),
        ("6 6 77 66 0 209 0 71 9 0 80 380 0 17 601 998", "66 77 66 0 209 0 71 9 0 80 380 0 17 601 998"),
    ],
)
def test_a_torn_figure_of_table_four_does_not_move_the_others(printed: str, meant: str) -> None:
    read = _suits(printed)
    whole = [None if each == "_" else int(each) for each in meant.split()]
    assert all(value in (None, figure) for value, figure in zip(read, whole, strict=False))


def test_a_sum_of_table_four_that_no_torn_figure_explains_stays_as_printed() -> None:
    figures = "3 1 0 0 5 0 0 0 0 0 2 0 0 0 2"
    assert _suits(figures) == [*map(int, figures.split())]


def test_a_torn_figure_beside_a_lost_blank_is_not_read_as_two() -> None:
    assert _granted("10 01 3997 77 6 66 5147")[:2] == [None, None]


def test_a_torn_figure_of_two_equal_parts_is_neither_of_them() -> None:
    assert _granted("66 66 0 0 0 0 0 6666")[:2] == [None, None]

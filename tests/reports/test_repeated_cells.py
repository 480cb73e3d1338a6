"""Merged cells whose text a program wrote in every place they cover: one cell, where all agrees."""

from __future__ import annotations

import pytest

import reports
from reports.form import forms


def _line(*cells: str) -> str:
    return f"|{'|'.join(cells)}|"


def _read(*lines: str) -> reports.AnnualReport:
    text = "\n".join(("# 青溪县水利局2023年政府信息公开工作年度报告", "二、主动公开政府信息情况", *lines))
    return reports.read(text.encode(), "report.md")


_NAMES = ("信息内容", "信息内容", "本年制发件数", "本年制发件数", "本年废止件数", "现行有效件数")
_HEAD = (_line("二、主动公开政府信息情况", *(f"Col{at}" for at in range(2, 7))), _line(*["---"] * 6))


@pytest.mark.parametrize(
    ("figures", "read"),
    [
        (("3", "3", "0", "7"), [3, 0, 7]),
        (("", "", "0", "7"), [None, 0, 7]),
        (("3", "3", "", ""), [3, None, None]),
        (("3", "5", "0", "7"), [None, None, None]),
    ],
    ids=["agree", "empty", "empty at the end", "two figures under one name"],
)
def test_a_merged_cell_written_twice_is_one_figure(figures: tuple[str, ...], read: list[object]) -> None:
    report = _read(*_HEAD, _line(*_NAMES), _line("行政规范<br>性文件", "行政规范<br>性文件", *figures))
    found = [report.cell(f"disclosure.normative_docs.{c}").value for c in ("issued", "repealed", "in_force")]
    assert found == read


def test_a_column_that_a_program_named_goes_on_under_the_name_before_it() -> None:
    """pandas and others leave the name of a merged header in its first place and number the others."""
    names = ("信息内容", "Unnamed: 1", "本年制发件数", "Col4", "本年废止件数", "现行有效件数")
    row = _line("行政规范性文件", "行政规范性文件", "3", "3", "0", "7")
    report = _read(_line(*names), _line(*["---"] * 6), row)
    found = [report.cell(f"disclosure.normative_docs.{c}").value for c in ("issued", "repealed", "in_force")]
    assert found == [3, 0, 7]


def test_a_name_that_a_program_gave_to_a_column_is_no_figure() -> None:
    """The first row of a page is taken for the header: a cell of it that is empty is called Col9."""
    (block,) = forms()["2021"].table("applications")
    rows = [
        _line(*["---"] * 9),
        *(_line("三、本年度办理结果", row.label, *"0000000") for row in block.rows[3:]),
    ]
    first = _line("三、本年度办理结果", block.rows[2].label, "0", "0", "0", "0", "0", "Col8", "0")
    report = _read("三、收到和处理政府信息公开申请情况", first, *rows)
    assert report.cell(f"applications.{block.rows[2].id}.other").value is None
    assert report.cell(f"applications.{block.rows[4].id}.other").value == 0


def test_numbers_that_pandas_gives_to_rows_and_columns_are_no_cells() -> None:
    rows = [("信息内容", "本年处理决定数量"), ("行政许可", "12"), ("行政处罚", "0")]
    report = _read(
        _line("", "0", "1"),
        _line("---:", "---", "---"),
        *(_line(str(at), *row) for at, row in enumerate(rows)),
    )
    assert [report.cell(f"disclosure.{row}.decisions").value for row in ("licensing", "penalty")] == [12, 0]


def test_two_figures_with_a_break_between_them_are_not_one() -> None:
    rows = [("信息内容", "本年处理决定数量"), ("行政许可", "1<br>2"), ("行政<br>处罚", "3")]
    report = _read(_line(*rows[0]), _line("---", "---"), *(_line(*row) for row in rows[1:]))
    assert [report.cell(f"disclosure.{row}.decisions").value for row in ("licensing", "penalty")] == [None, 3]

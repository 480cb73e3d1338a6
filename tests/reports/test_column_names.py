"""Names of section two's columns and rows that are not the form's to the letter, and those that mean something else."""

from __future__ import annotations

import pytest

import reports


def _read(names: list[str], row: str, figures: list[str], year: int) -> reports.AnnualReport:
    head = "".join(f"<td>{name}</td>" for name in ("信息内容", *names))
    page = (
        f"<h1>梧桐县水利局{year}年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>良好。</p>"
        f"<p>二、主动公开政府信息情况</p><table><tr>{head}</tr>"
        f"<tr><td>{row}</td>{''.join(f'<td>{figure}</td>' for figure in figures)}</tr></table>"
    )
    return reports.read(page.encode(), "page.html")


@pytest.mark.parametrize(
    "names",
    [
        ["本年制发文件数", "本年废止文件数", "现行有效文件数"],
        ["制发件数", "废止件数", "有效件数"],
        ["本年度制发件数", "本年度废止件数", "现行有效（件）"],
        ["今年制发（件）", "今年废止（件）", "现有有效件数"],
    ],
)
def test_a_column_under_another_name_of_the_same_is_not_left_unread(names: list[str]) -> None:
    report = _read(names, "行政规范性文件（件）", ["3", "1", "9"], 2023)
    found = [report.cell(f"disclosure.normative_docs.{c}").value for c in ("issued", "repealed", "in_force")]
    assert found == [3, 1, 9]


@pytest.mark.parametrize(
    "names",
    [["上年项目数量", "增/减", "处理决定数"], ["上一年度项目数", "本年增（减）", "本年处理决定数量（件）"]],
)
def test_a_column_of_the_trial_form_under_another_name_is_not_left_unread(names: list[str]) -> None:
    report = _read(names, "行政许可（项）", ["30", "-2", "900"], 2020)
    found = [
        report.cell(f"disclosure.licensing.{c}").value for c in ("items_prev", "items_delta", "decisions")
    ]
    assert found == [30, -2, 900]


@pytest.mark.parametrize(
    ("names", "row", "year"),
    [
        (["上年制发件数", "本年废止件数", "现行有效件数"], "行政规范性文件", 2023),
        (["本年制发件数", "累计废止件数", "现行有效件数"], "行政规范性文件", 2023),
        (["本年废止件数", "本年制发文件数", "现行有效件数"], "行政规范性文件", 2023),
        (["本年收费金额（单位：元）"], "行政事业性收费", 2023),
        (["采购项目数量", "采购总金额（元）"], "政府集中采购", 2020),
        (["本年项目数量", "本年增/减", "处理决定数量"], "行政许可", 2020),
    ],
)
def test_a_column_of_another_year_measure_order_or_unit_is_not_taken_for_the_forms(
    names: list[str], row: str, year: int
) -> None:
    report = _read(names, row, [str(8 + index) for index in range(len(names))], year)
    assert not any(cell.value for cell in report.cells.values())


def test_a_figure_beside_a_column_that_lost_its_name_is_not_called_absent() -> None:
    report = _read(["上一年项目数量", ""], "行政事业性收费", ["38", "0"], 2020)
    states = {report.cell(f"disclosure.admin_fees.items_{c}").state for c in ("prev", "delta")}
    assert states == {reports.CellState.UNREADABLE}


@pytest.mark.parametrize("words", ["持平", "无增减", "与上年持平"])
def test_words_for_no_change_do_not_lose_the_figures_beside_them(words: str) -> None:
    report = _read(["上一年项目数量", "本年增/减", "处理决定数量"], "行政许可", ["30", words, "900"], 2020)
    cells = [report.cell(f"disclosure.licensing.{c}") for c in ("items_prev", "items_delta", "decisions")]
    assert [cell.value for cell in cells] == [30, None, 900]
    assert cells[1].state is reports.CellState.TEXT


def _flattened(names: list[str], row: str, figures: list[str]) -> reports.AnnualReport:
    lines = (" | ".join((*cells, "")) for cells in (["信息内容", *names], [row, *figures]))
    text = (
        "梧桐县水利局2020年政府信息公开工作年度报告\n一、总体情况\n良好。\n二、主动公开政府信息情况\n"
        + "\n".join(lines)
    )
    return reports.read(text.encode(), "report.txt")


@pytest.mark.parametrize(
    ("names", "row", "columns"),
    [
        (["本年新", "本年新", "对外公开总数量"], "规范性文件", ["made", "newly_public", "total_public"]),
        (
            ["本年新制作数量", "本年新", "对外公开总数量"],
            "规范性文件",
            ["made", "newly_public", "total_public"],
        ),
        (
            ["上一年项目数量", "本年增/", "处理决定数量"],
            "行政许可",
            ["items_prev", "items_delta", "decisions"],
        ),
    ],
)
def test_names_that_lost_their_second_line_are_known_by_their_place(
    names: list[str], row: str, columns: list[str]
) -> None:
    report = _flattened(names, row, ["7", "5", "9"])
    id = "normative_docs" if row == "规范性文件" else "licensing"
    assert [report.cell(f"disclosure.{id}.{column}").value for column in columns] == [7, 5, 9]


@pytest.mark.parametrize(
    ("names", "row"),
    [
        (["本年新", "对外公开总数量"], "规范性文件"),
        (["本年新公开数量", "本年新", "对外公开总数量"], "规范性文件"),
        (["本年新", "本年新", "对外公开"], "规范性文件"),
        (["本年新", "本年新", "本年新"], "规范性文件"),
        (["上一年项目数量", "本年增", "处理决定数量"], "行政许可"),
        (["本年", "本年", "对外公开总数量"], "规范性文件"),
    ],
)
def test_names_of_which_too_little_is_left_name_nothing(names: list[str], row: str) -> None:
    report = _flattened(names, row, ["7", "5", "9"][: len(names)])
    assert not [
        a for a, cell in report.cells.items() if a.startswith("disclosure.") and cell.value is not None
    ]

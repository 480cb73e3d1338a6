"""Pages made to mislead, one of every kind: nothing is read that is not the report's own, nothing shown is called blank."""

from __future__ import annotations

import pytest

import reports
from benchmarks.reading import corpus, readers
from benchmarks.reading.scoring import Score


@pytest.mark.parametrize("name", corpus.TRICKS)
def test_a_page_made_to_mislead_never_makes_a_wrong_number(name: str) -> None:
    score = Score()
    for number in (31, 977):
        case = corpus.trick(number, name)
        score.add(case, readers.ours(case.data, case.name))
    assert score.examples == []


def test_the_tricks_leave_most_of_the_report_readable() -> None:
    """Reading nothing at all would pass every trick."""
    score = Score()
    for name in corpus.TRICKS[::5]:
        case = corpus.trick(55, name)
        score.add(case, readers.ours(case.data, case.name))
    assert score.right > 0.7 * score.cells


def _cell(markup: str) -> reports.Cell:
    row = "".join(f"<td>{text}</td>" for text in (markup, "0", "0", "0", "0", "0", "0"))
    page = (
        "<h1>青溪县2023年政府信息公开工作年度报告</h1><p>三、收到和处理政府信息公开申请情况</p><table>"
        f"<tr><td>一、本年新收政府信息公开申请数量</td>{row}</tr></table>"
    )
    return reports.read(page.encode(), "x.html").cell("applications.new_received.natural_person")


@pytest.mark.parametrize(
    "markup", ["<del>12</del>", "<sup>1</sup>", "<img src=7.png>", "<input value=7>", "一"]
)
def test_what_is_struck_out_raised_drawn_or_doubtful_is_neither_a_number_nor_blank(markup: str) -> None:
    assert _cell(markup).state is reports.CellState.UNREADABLE


def test_a_figure_beside_a_hidden_one_is_read_alone() -> None:
    assert _cell('12<span style="display:none">3</span>').value == 12

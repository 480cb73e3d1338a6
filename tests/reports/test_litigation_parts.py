"""Table four in parts: small tables stacked upon each other, each part with its own name, results and figures."""

from __future__ import annotations

import pytest

import reports
from reports.model import CellState

_NAMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_PARTS = ("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）")
_FIGURES = (("1", "0", "2", "0", "3"), ("0", "4", "0", "0", "4"), ("0", "0", "0", "5", "5"))
_IDS = ("review", "suit_direct", "suit_after_review")


def page(rows: list[str]) -> bytes:
    body = "<h1>青溪县2023年政府信息公开工作年度报告</h1><p>四、政府信息公开行政复议、行政诉讼情况</p>"
    return f"<meta charset=utf-8>{body}<table border=1>{''.join(rows)}</table>".encode()


def row(*cells: str) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def stacked(figures: tuple[tuple[str, ...], ...]) -> list[str]:
    made = []
    for name, numbers in zip(_PARTS, figures, strict=True):
        made += [f"<tr><td colspan=5>{name}</td></tr>", row(*_NAMES), row(*numbers)]
    return made


def litigation(rows: list[str]) -> dict[str, tuple[CellState, object]]:
    cells = reports.read(page(rows), "report.html").cells
    return {a: (cell.state, cell.value) for a, cell in cells.items() if a.startswith("litigation.")}


def test_three_parts_upon_each_other_are_read_each_under_its_own_name() -> None:
    found = litigation(stacked(_FIGURES))
    for group, numbers in zip(_IDS, _FIGURES, strict=True):
        leaves = ("upheld", "corrected", "other", "pending", "total")
        for leaf, number in zip(leaves, numbers, strict=True):
            assert found[f"litigation.{group}.{leaf}"] == (CellState.NUMBER, int(number))


@pytest.mark.parametrize(
    "broken",
    [
        [line.replace("其他结果", "别的结果") for line in stacked(_FIGURES)],
        [line for line in stacked(_FIGURES) if "复议后起诉" not in line],
        [line.replace("<td>4</td>", "", 1) for line in stacked(_FIGURES)],
    ],
    ids=["a result of no known name", "a part without its name", "a figure lost"],
)
def test_a_part_that_is_not_understood_is_never_called_absent(broken: list[str]) -> None:
    states = {state for state, _ in litigation(broken).values()}
    assert not states & {CellState.ABSENT, CellState.BLANK}

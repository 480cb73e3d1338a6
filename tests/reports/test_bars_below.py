"""Bars on lines of their own, drawn bars, and columns printed twice: read as the tables they were, no two figures as one."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal

import pytest

import reports
from benchmarks.reading import tables
from benchmarks.reading.figures import Made, Table, make
from reports.model import CellState

SEEDS = (71_000, 71_003, 71_004, 71_009)


def _bar_below(table: Table) -> list[str]:
    return [line for row in table for text, _, _ in row for line in (*text.split("\n"), "|") if line]


def _last_bar_below(table: Table) -> list[str]:
    """Set in by tabs, as a page's own source is; the bar of a row's last cell stands below it."""
    return [
        line
        for row in table
        for cell in row
        for line in (
            (f"\t\t\t{_flat(cell)}  | ",)
            if cell is not row[-1]
            else (f"\t\t\t{_flat(cell)}", "   | ", "\t\t")
        )
    ]


def _drawn(table: Table) -> list[str]:
    return [line for row in table for line in ("├────┼────┤", f"│{'│'.join(map(_flat, row))}│")]


def _wide(table: Table) -> list[str]:
    return [f"｜{'｜'.join(map(_flat, row))}｜" for row in table]


def _flat(cell: tuple[str, int, int]) -> str:
    return cell[0].replace("\n", " ")


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    "form", [_bar_below, _last_bar_below, _drawn, _wide], ids=["below", "last below", "drawn", "full width"]
)
def test_bars_that_are_not_behind_their_cell_do_not_lose_a_table(
    form: Callable[[Table], list[str]], seed: int
) -> None:
    made = make(seed)
    report = _read(made, list(map(form, _tables(made))))
    expected = {a: Decimal(e.value) for a, e in made.expected.items() if e.value is not None}
    read = {a: report.cell(a).value for a in expected}
    assert not [a for a, value in read.items() if value is not None and value != expected[a]]
    assert made.blanks or read == expected


def test_two_figures_above_one_bar_are_not_one_figure() -> None:
    made = make(SEEDS[0])
    lines = _bar_below(tables.applications(made))
    at = next(i for i, line in enumerate(lines) if line.isdigit())
    lines.insert(at, lines[at])
    report = _read(made, [[], lines, []])
    assert report.cell("applications.new_received.natural_person").state is CellState.UNREADABLE


@pytest.mark.parametrize("rows_differ", [False, True])
def test_a_column_printed_twice_is_one_unless_its_figures_differ(rows_differ: bool) -> None:
    second = "7" if rows_differ else "5"
    text = (
        "清源县水利局2020年政府信息公开工作年度报告\n\n二、主动公开政府信息情况\n\n"
        "| 第二十条第（八）项 | 第二十条第（八）项 | 第二十条第（八）项 | 第二十条第（八）项 |\n|---|---|---|---|\n"
        "| 信息内容 | 上一年项目数量 | 本年增/减 | 本年增/减 |\n"
        f"| 行政事业性收费 | 62 | 5 | {second} |\n\n三、收到和处理政府信息公开申请情况\n"
    )
    delta = reports.read(text.encode(), "report.md").cell("disclosure.admin_fees.items_delta")
    assert delta.value == (None if rows_differ else 5)


@pytest.mark.parametrize("seed", [71_003])
def test_what_is_not_made_out_in_last_years_layout_is_told(seed: int) -> None:
    """A report of 2021 with section two as of 2019: its unread cells are unreadable, not absent."""
    made = make(seed)
    lines = [" | ".join(map(_flat, row)) + " |" for row in _tables(made)[0]]
    lines = ["行政事业性收费 | 62 | 5 | 7 | 9 |" if "行政事业性收费" in line else line for line in lines]
    report = _read(made, [lines, [], []])
    assert report.layout["disclosure"] == "2019"
    assert report.year == 2021
    assert report.cells["disclosure.admin_fees.items_prev"].state is CellState.UNREADABLE


def _tables(made: Made) -> tuple[Table, Table, Table]:
    dice = random.Random(7)
    second = [row for piece in tables.disclosure(made, dice) for row in piece]
    return second, tables.applications(made), tables.litigation(made)


def _read(made: Made, printed: list[list[str]]) -> reports.AnnualReport:
    lines = [made.title, ""]
    parts = iter(printed)
    for section, heading in made.headings.items():
        lines += [heading, *(next(parts) if section in ("disclosure", "applications", "litigation") else [])]
        lines += made.words[section]
    return reports.read("\n".join(lines).encode(), "report.txt")

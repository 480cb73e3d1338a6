"""Rows that tell the groups above them in their own cell, as systems print them that know no merged cells."""

from __future__ import annotations

import random

import pytest

import reports
from benchmarks.reading import tables, tricks
from benchmarks.reading.figures import Made, Table, make
from reports.labels import labels


def _told(made: Made, join: str, first: int) -> Table:
    """Table three with one label cell a row, which tells the groups above it from the `first` on."""
    (block,) = made.blocks("applications")
    rows: Table = [[("", 1, 1), *((column.label, 1, 1) for column in block.columns)]]
    for row in block.rows:
        values = [(made.printed[f"applications.{row.id}.{column.id}"], 1, 1) for column in block.columns]
        rows.append([(join.join((*row.under[first:], row.label)), 1, 1), *values])
    return rows


@pytest.mark.parametrize("join", ["-", "——", "/", "：", " > ", ""])
@pytest.mark.parametrize("seed", [5, 11])
def test_a_label_with_its_groups_before_it_does_not_hide_its_row(join: str, seed: int) -> None:
    made = make(seed)
    for first in (0, 1):
        sheet = tricks.Sheet(made, {"applications": [_told(made, join, first)]}, {})
        report = reports.read(tricks.page(sheet), "page.html")
        (block,) = made.blocks("applications")
        for address in block.addresses():
            value = made.expected[address].value
            read = report.cell(address).value
            assert (None if read is None else str(read)) == value, address


@pytest.mark.parametrize(
    "label",
    [
        "（三）不予公开-总计", "（五）不予处理-其他", "（三）不予公开-2.没有现成信息需要另行制作", "（三）不予公开",
        "（三）不予公开（属于国家秘密）", "（三）不予公开-其中：属于国家秘密", "本年度办理结果-不予公开率", "上年（三）不予公开-1.属于国家秘密",
    ],
)  # fmt: skip
def test_a_row_behind_groups_that_are_not_its_own_is_not_taken_for_it(label: str) -> None:
    assert labels("applications").row(label) == (None, False)


def test_groups_that_stand_beside_a_row_and_are_told_again_in_it_make_no_other_of_it() -> None:
    made = make(5)
    table = tables.applications(made)
    (block,) = made.blocks("applications")
    for at, row in enumerate(block.rows):
        label = "-".join((*row.under, row.label))
        cells = table[tricks.HEAD + at]
        index = len(cells) - len(block.columns) - 1
        cells[index] = (label, *cells[index][1:])
    sheet = tricks.sheet(made, random.Random(1))
    sheet.parts["applications"] = [table]
    report = reports.read(tricks.page(sheet), "page.html")
    for address in block.addresses():
        value = made.expected[address].value
        assert value is None or str(report.cell(address).value) == value

"""Table three on its side: each figure is read where its applicant and its row cross, or not at all."""

from __future__ import annotations

import random

import pytest

import reports
from benchmarks.reading import tricks
from benchmarks.reading.figures import Made, Printed, Table, make
from benchmarks.reading.render_common import grid_of


def _turned(table: Table) -> Table:
    """The same cells with rows for columns."""
    positions = grid_of(table)
    turned: Table = []
    for column in range(len(positions[0])):
        line: list[Printed] = []
        for r, row in enumerate(positions):
            covering = row[column]
            assert covering is not None
            first = (r == 0 or positions[r - 1][column] != covering) and (
                column == 0 or row[column - 1] != covering
            )
            if first:
                text, down, across = table[covering[0]][covering[1]]
                line.append((text, across, down))
        turned.append(line)
    return turned


def _page(made: Made, *, change: tuple[str, str] = ("", "")) -> bytes:
    sheet = tricks.sheet(made, random.Random(1))
    sheet.parts["applications"] = list(map(_turned, sheet.parts["applications"]))
    return tricks.page(sheet).replace(change[0].encode(), change[1].encode(), 1)


def _sound(form: str) -> Made:
    return next(
        made
        for made in map(make, range(200))
        if made.layout["applications"] == form and not (made.blanks or made.labels)
    )


@pytest.mark.parametrize("form", ["2021", "2019"])
def test_applicants_down_the_side_do_not_hide_table_three(form: str) -> None:
    made = _sound(form)
    for _ in range(3):  # later a table is read as its like was
        report = reports.read(_page(made), "page.html")
        (block,) = made.blocks("applications")
        for address in block.addresses():
            assert str(report.cell(address).value) == made.expected[address].value, address


def test_what_a_report_with_a_turned_table_says_of_a_cell_is_where_it_is_printed() -> None:
    made = _sound("2021")
    report = reports.read(_page(made), "page.html")
    one, other = (
        report.cell(f"applications.new_received.{who}").place for who in ("natural_person", "business")
    )
    assert one is not None and other is not None
    assert (one.column, one.row) != (other.column, other.row)
    assert one.column == other.column


def test_a_turned_table_whose_applicants_are_not_all_named_is_not_read() -> None:
    made = _sound("2021")
    (block,) = made.blocks("applications")
    for change in ((">科研机构<", ">事业单位<"), (">商业企业<", ">法律服务机构<")):
        report = reports.read(_page(made, change=change), "page.html")
        assert all(report.cell(address).value is None for address in block.addresses())

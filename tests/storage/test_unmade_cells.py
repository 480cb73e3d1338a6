"""A stored report's cells are told without being made: what is told must be what would be made."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import rules
from reports import ABSENT_CELL, Cell, CellState, Number, Place
from rules.engine.draft import Draft
from storage.cells import cells_in, cells_out

CELLS = {
    "applications.new_received.natural_person": Cell(CellState.NUMBER, "12", 12, place=Place(line=3)),
    "applications.new_received.business": Cell(CellState.NUMBER, "-0", 0, place=Place(page=1, table=2)),
    "applications.new_received.research": Cell(CellState.NUMBER, "9" * 20, int("9" * 20)),
    "disclosure.admin_fees.fee_amount": Cell(CellState.NUMBER, "12.50", Decimal("12.50"), "万元"),
    "disclosure.licensing.decisions": Cell(CellState.TEXT, "3件", 3),
    "disclosure.penalty.decisions": Cell(CellState.TEXT, "若干"),
    "disclosure.coercion.decisions": Cell(CellState.BLANK, ""),
    "disclosure.regulations.issued": Cell(CellState.SYMBOL, "/"),
    "disclosure.regulations.repealed": Cell(CellState.UNREADABLE, "1?", candidates=(1, 10), why="cut"),
    "disclosure.regulations.in_force": ABSENT_CELL,
}
"""One of each kind that a page can have."""


def test_what_is_told_of_a_stored_cell_is_what_the_cell_itself_says() -> None:
    stored = cells_in(cells_out(CELLS).items())
    for address in (*CELLS, "litigation.review.upheld"):
        cell = CELLS.get(address, ABSENT_CELL)
        value = stored.number(address)
        assert (value, type(value)) == _number(cell)
        assert stored.state(address) is cell.state
        assert stored.raw(address) == cell.raw
        assert stored.line(address) == (cell.place.line if cell.place else None)
        assert stored.get(address, ABSENT_CELL) == cell
    for state in CellState:
        assert stored.those(state) == [address for address, cell in CELLS.items() if cell.state is state]


def test_a_report_is_judged_alike_whether_its_cells_are_made_or_told() -> None:
    case = Draft().case()
    report = replace(case.report, cells={**case.report.cells, **CELLS})
    stored = replace(report, cells=cells_in(cells_out(report.cells).items()))
    ruleset = rules.load()
    assert ruleset.judge(replace(case, report=stored)) == ruleset.judge(replace(case, report=report))


def _number(cell: Cell) -> tuple[Number | None, type]:
    value = cell.value if cell.state is CellState.NUMBER else None
    return value, type(value)

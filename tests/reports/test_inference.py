"""What the form's sums tell of cells that could not be read: never a value, and only where one assignment is left."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import reports
from reports import Cell, CellState
from reports.tables.identities import identities
from reports.tables.inference import distrust, infer

ROW = "applications.new_received."
PARTS = [ROW + name for name in reports.APPLICANTS]
TOTAL = ROW + "total"


def number(value: int) -> Cell:
    return Cell(CellState.NUMBER, raw=str(value), value=value)


def unclear(*candidates: int) -> Cell:
    return Cell(CellState.UNREADABLE, candidates=candidates)


def row(first: Cell, total: Cell) -> dict[str, Cell]:
    return {PARTS[0]: first, **{address: number(0) for address in PARTS[1:]}, TOTAL: total}


def test_one_assignment_that_adds_up_is_inferred_and_is_no_value() -> None:
    made = infer(row(unclear(2, 23, 230), unclear(3, 23)), "2019")
    assert (made[PARTS[0]].inferred, made[TOTAL].inferred) == (23, 23)
    assert (made[PARTS[0]].value, made[PARTS[0]].state) == (None, CellState.UNREADABLE)


def test_two_assignments_that_add_up_tell_nothing() -> None:
    made = infer(row(unclear(2, 23, 230), unclear(2, 23)), "2019")
    assert made[PARTS[0]].inferred is None


def test_no_assignment_that_adds_up_tells_nothing() -> None:
    made = infer(row(unclear(2, 230), number(23)), "2019")
    assert made[PARTS[0]].inferred is None


def test_a_sum_over_a_blank_tells_nothing() -> None:
    cells = row(unclear(2, 23), number(23)) | {PARTS[1]: Cell(CellState.BLANK)}
    assert infer(cells, "2019")[PARTS[0]].inferred is None


def test_many_open_cells_end_in_bounded_time() -> None:
    everything = {a: unclear(*range(40)) for identity in identities("2021") for a in identity.addresses}
    assert all(cell.inferred is None for cell in infer(everything, "2021").values())


def test_a_picture_whose_sum_fails_is_not_certain_of_any_of_its_figures() -> None:
    made = distrust(row(number(7), number(1)), "2019")
    assert {cell.state for cell in made.values()} == {CellState.UNREADABLE}
    assert made[TOTAL].candidates == (1,)


def test_a_picture_whose_sum_holds_stays_as_read() -> None:
    cells = row(number(7), number(7))
    assert distrust(cells, "2019") == cells


@pytest.mark.real_reports
def test_cells_that_run_together_are_inferred_only_rightly(real_reports: Path) -> None:
    read = reports.read((real_reports / "pingtan-2019.txt").read_bytes(), "pingtan-2019.txt")
    told = json.loads((real_reports / "truth" / "pingtan-2019.json").read_text(encoding="utf-8"))["tables"]
    inferred = {address: cell.inferred for address, cell in read.cells.items() if cell.inferred is not None}
    assert len(inferred) >= 7
    for address, value in inferred.items():
        table, printed_row, column = address.split(".")
        assert told[table][printed_row][column] == value
        assert read.cells[address].value is None

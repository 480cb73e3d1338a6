"""A figure beyond its row's total is misread, or another is: neither is certain where a picture was read."""

from __future__ import annotations

from reports.model import Cell, CellState
from reports.tables.inference import distrust

_KINDS = ("natural_person", "business", "research", "welfare", "legal", "other", "total")


def _row(*figures: int | None) -> dict[str, Cell]:
    cells = {
        f"applications.new_received.{kind}": Cell(CellState.UNREADABLE)
        if figure is None
        else Cell(CellState.NUMBER, str(figure), figure)
        for kind, figure in zip(_KINDS, figures, strict=True)
    }
    return cells


def test_parts_that_exceed_their_total_are_not_certain_though_one_is_unread() -> None:
    cells = distrust(_row(None, 98, 6, 2645, 2, 9, 2758), "2021")
    assert {cell.state for cell in cells.values()} == {CellState.UNREADABLE}


def test_an_unread_part_leaves_a_row_certain_that_it_may_complete() -> None:
    row = _row(None, 98, 6, 2645, 0, 9, 2800)
    assert distrust(row, "2021") == row


def test_a_row_whose_total_is_unread_stays_certain() -> None:
    row = _row(3, 98, 6, 2645, 0, 9, None)
    assert distrust(row, "2021") == row

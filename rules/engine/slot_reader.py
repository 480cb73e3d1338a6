"""How a plan's slots are filled for one case: cells in one sweep, everything else by its own loader."""

from __future__ import annotations

from dataclasses import dataclass

from reports import ABSENT_CELL, CellState
from rules.engine.case import Case
from rules.engine.cells import not_a_number
from rules.engine.compiler import Slots
from rules.engine.things import Fact

_OF_A_NUMBER: dict[str, object] = {"blank": False, "symbol": False, "found": True, "state": "数字"}
"""What these views say of a cell that holds a number: nearly every cell does."""


@dataclass(frozen=True, slots=True)
class SlotReader:
    """`cells` are (address, slot of its value or None, slots with a fixed answer for a number, facts of those slots)."""

    cells: tuple[tuple[str, int | None, tuple[tuple[int, object, Fact], ...]], ...]
    others: tuple[tuple[int, Fact], ...]
    size: int

    @classmethod
    def of(cls, slots: Slots) -> SlotReader:
        values: dict[str, int | None] = {}
        views: dict[str, list[tuple[int, object, Fact]]] = {}
        others = []
        for index, fact in enumerate(slots.facts):
            view = fact.key.rpartition(":")[2]
            if fact.address and not fact.previous and fact.key == fact.address:
                values[fact.address] = index
            elif fact.address and not fact.previous and view in _OF_A_NUMBER:
                views.setdefault(fact.address, []).append((index, _OF_A_NUMBER[view], fact))
            else:
                others.append((index, fact))
        cells = tuple((a, values.get(a), tuple(views.get(a, ()))) for a in dict.fromkeys((*values, *views)))
        return cls(cells, tuple(others), len(slots.facts))

    def fill(self, case: Case) -> list[object]:
        """Every slot's value for this case."""
        filled: list[object] = [None] * self.size
        get, number = case.report.cells.get, CellState.NUMBER
        for address, slot, views in self.cells:
            cell = get(address, ABSENT_CELL)
            if cell.state is number:
                if slot is not None:
                    filled[slot] = cell.value
                for index, answer, _ in views:
                    filled[index] = answer
            else:
                if slot is not None:
                    filled[slot] = not_a_number(address, cell.state)
                for index, _, fact in views:
                    filled[index] = fact.load(case)
        for index, fact in self.others:
            filled[index] = fact.load(case)
        return filled

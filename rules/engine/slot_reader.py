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
_ITSELF = ("number", "blank_zero")
"""Views that give a number cell's own value."""


@dataclass(frozen=True, slots=True)
class SlotReader:
    """`template` holds the answers for a report whose every cell is a number; `cells` are (address, slots of its value,
    its other facts), `others` everything that is no cell of this report."""

    template: tuple[object, ...]
    cells: tuple[tuple[str, tuple[int, ...], tuple[tuple[int, Fact], ...]], ...]
    others: tuple[tuple[int, Fact], ...]

    @classmethod
    def of(cls, slots: Slots) -> SlotReader:
        template: list[object] = [None] * len(slots.facts)
        values: dict[str, list[int]] = {}
        views: dict[str, list[tuple[int, Fact]]] = {}
        others = []
        for index, fact in enumerate(slots.facts):
            view = fact.key.partition(":")[2]
            if not fact.address or fact.previous or view not in ("", *_ITSELF, *_OF_A_NUMBER):
                others.append((index, fact))
                continue
            if view in _OF_A_NUMBER:
                template[index] = _OF_A_NUMBER[view]
            else:
                values.setdefault(fact.address, []).append(index)
            if view:
                views.setdefault(fact.address, []).append((index, fact))
            values.setdefault(fact.address, [])
        cells = tuple((a, tuple(found), tuple(views.get(a, ()))) for a, found in values.items())
        return cls(tuple(template), cells, tuple(others))

    def fill(self, case: Case) -> list[object]:
        """Every slot's value for this case."""
        filled = list(self.template)
        get, number = case.report.cells.get, CellState.NUMBER
        for address, slots, views in self.cells:
            cell = get(address, ABSENT_CELL)
            if cell.state is number:
                for slot in slots:
                    filled[slot] = cell.value
                continue
            for slot in slots:
                filled[slot] = not_a_number(address, cell.state)
            for slot, fact in views:
                filled[slot] = fact.load(case)
        for slot, fact in self.others:
            filled[slot] = fact.load(case)
        return filled

"""How a plan's slots are filled for one case: cells in one sweep, everything else by its own loader.

What a cell says in each view depends on its state alone, but for two views; so the answers are made once a state.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reports import ABSENT_CELL, AnnualReport, Cell, CellState
from rules.engine.case import Case
from rules.engine.cells import VIEWS, not_a_number, table_missing
from rules.engine.compiler import Slots
from rules.engine.things import Fact

_OF_A_NUMBER: dict[str, object] = {"blank": False, "symbol": False, "found": True, "state": "数字"}
"""What these views say of a cell that holds a number: nearly every cell does."""
_ITSELF = ("number", "blank_zero")
"""Views that give a number cell's own value."""
_NOTHING_READ = AnnualReport.__new__(AnnualReport)
"""Stands for a report in views that do not look at it."""


@dataclass(frozen=True, slots=True)
class CellSlots:
    """The slots of one cell: those that hold its value where it is a number, and all of them with their view."""

    address: str
    values: tuple[int, ...]
    views: tuple[tuple[int, str], ...]
    answers: dict[CellState, tuple[tuple[int, object], ...]] = field(default_factory=dict)
    """What the slots hold where it is no number; made when a state is first met."""

    def by_state(self, state: CellState) -> tuple[tuple[int, object], ...]:
        if state not in self.answers:
            cell = Cell(state, None)
            self.answers[state] = tuple(
                (slot, VIEWS[view][1](cell, self.address, _NOTHING_READ))
                for slot, view in self.views
                if not _looks_further(view, state)
            )
        return self.answers[state]

    def further(self, state: CellState) -> list[tuple[int, str]]:
        return [(slot, view) for slot, view in self.views if _looks_further(view, state)]


def _looks_further(view: str, state: CellState) -> bool:
    """Whether the answer needs the cell's own number, or the rest of its table."""
    return view == "number" or (view == "found" and state is CellState.ABSENT)


@dataclass(frozen=True, slots=True)
class SlotReader:
    """`template` holds the answers for a report whose every cell is a number; `others` are everything that is no cell of
    this report."""

    template: tuple[object, ...]
    cells: tuple[CellSlots, ...]
    others: tuple[tuple[int, Fact], ...]

    @classmethod
    def of(cls, slots: Slots) -> SlotReader:
        template: list[object] = [None] * len(slots.facts)
        values: dict[str, list[int]] = {}
        views: dict[str, list[tuple[int, str]]] = {}
        others = []
        for index, fact in enumerate(slots.facts):
            view = fact.key.partition(":")[2]
            if not fact.address or fact.previous or view not in ("", *_ITSELF, *_OF_A_NUMBER):
                others.append((index, fact))
                continue
            own = values.setdefault(fact.address, [])
            if view in _OF_A_NUMBER:
                template[index] = _OF_A_NUMBER[view]
            else:
                own.append(index)
            views.setdefault(fact.address, []).append((index, view or "value"))
        cells = tuple(CellSlots(a, tuple(found), tuple(views[a])) for a, found in values.items())
        return cls(tuple(template), cells, tuple(others))

    def fill(self, case: Case) -> list[object]:
        """Every slot's value for this case."""
        filled = list(self.template)
        report = case.report
        get, number = report.cells.get, CellState.NUMBER
        missing: dict[str, bool] = {}
        for one in self.cells:
            address = one.address
            cell = get(address, ABSENT_CELL)
            state = cell.state
            if state is number:
                value = cell.value
                for slot in one.values:
                    filled[slot] = value
                continue
            for slot, answer in one.answers.get(state) or one.by_state(state):
                filled[slot] = answer
            for slot, view in one.further(state):
                if view == "number":
                    filled[slot] = not_a_number(address, state) if cell.value is None else cell.value
                    continue
                table = address.split(".", 1)[0]
                if table not in missing:
                    missing[table] = table_missing(report, address)
                filled[slot] = not_a_number(address, state) if missing[table] else False
        for slot, fact in self.others:
            filled[slot] = fact.load(case)
        return filled

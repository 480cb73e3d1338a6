"""How a plan's slots are filled for one case: cells in one sweep, everything else by its own loader.

What a cell says in each view depends on its state alone, but for three views; so the answers are made once a state.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reports import ABSENT_CELL, AnnualReport, Cell, CellState, UnmadeCells
from rules.engine.case import Case, Prior
from rules.engine.cells import VIEWS, not_a_number, table_missing, without_previous
from rules.engine.compiler import Slots
from rules.engine.things import Fact

_OF_A_NUMBER: dict[str, object] = {"blank": False, "symbol": False, "found": True, "state": "数字"}
"""What these views say of a cell that holds a number: nearly every cell does."""
_ITSELF = ("value", "number", "blank_zero")
"""Views that give a number cell's own value."""
NOWHERE = -1
"""The slot after the last: takes the value of a cell that is only looked at in other ways."""
_NOTHING_READ = AnnualReport.__new__(AnnualReport)
"""Stands for a report in views that do not look at it."""


@dataclass(frozen=True, slots=True)
class CellSlots:
    """The slots of one cell, each with its view."""

    address: str
    views: tuple[tuple[int, str], ...]
    answers: dict[CellState, tuple[tuple[int, object], ...]] = field(default_factory=dict, init=False)
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
    """Whether the answer needs the cell's own number or words, or the rest of its table."""
    return view in ("number", "raw") or (view == "found" and state is CellState.ABSENT)


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one report that a plan looks at."""

    each: tuple[tuple[str, int, tuple[int, ...], CellSlots], ...]
    """(address, the slot that holds its value where it is a number, further ones, all of them): nearly every cell has one."""
    raws: tuple[tuple[str, int], ...]
    """Slots of what is printed."""

    @classmethod
    def of(cls, some: Sequence[CellSlots]) -> Cells:
        values = [[slot for slot, view in one.views if view in _ITSELF] or [NOWHERE] for one in some]
        return cls(
            tuple(
                (one.address, first, tuple(further), one)
                for one, (first, *further) in zip(some, values, strict=True)
            ),
            tuple((one.address, slot) for one in some for slot, view in one.views if view == "raw"),
        )

    def fill(self, filled: list[object], report: AnnualReport) -> None:
        """Their slots. Cells of a stored report are not made for it, but where they are odd."""
        if isinstance(report.cells, UnmadeCells):
            self._fill_unmade(filled, report, report.cells)
        else:
            self._fill_made(filled, report, report.cells)

    def _fill_unmade(self, filled: list[object], report: AnnualReport, cells: UnmadeCells) -> None:
        missing: dict[str, bool] = {}
        held = cells.number
        for address, first, further, one in self.each:
            value = held(address)
            if value is None:
                _fill_odd(filled, one, cells.state(address), report, missing)
                continue
            filled[first] = value
            for slot in further:
                filled[slot] = value
        for address, slot in self.raws:
            filled[slot] = (cells.raw(address) or "") if filled[slot] is None else filled[slot]

    def _fill_made(self, filled: list[object], report: AnnualReport, cells: Mapping[str, Cell]) -> None:
        missing: dict[str, bool] = {}
        get, number = cells.get, CellState.NUMBER
        for address, first, further, one in self.each:
            cell = get(address, ABSENT_CELL)
            if cell.state is not number:
                _fill_odd(filled, one, cell.state, report, missing)
                continue
            filled[first] = cell.value
            for slot in further:
                filled[slot] = cell.value
        for address, slot in self.raws:
            filled[slot] = (cells[address].raw or "") if filled[slot] is None else filled[slot]


@dataclass(frozen=True, slots=True)
class SlotReader:
    """`template` holds the answers for a report whose every cell is a number; `others` are everything that is no cell."""

    template: tuple[object, ...]
    cells: Cells
    previous: Cells
    """Of last year's report."""
    headers: Mapping[str, tuple[int, ...]]
    """Slots of printed headers, by the address they head: few reports have any."""
    others: tuple[tuple[int, Fact], ...]
    unseen: Mapping[Prior, tuple[tuple[int, object], ...]]
    """What the cells of last year's report are where there is none."""

    @classmethod
    def of(cls, slots: Slots) -> SlotReader:
        template: list[object] = [None] * (len(slots.facts) + 1)
        views: dict[tuple[bool, str], list[tuple[int, str]]] = defaultdict(list)
        headers: dict[str, tuple[int, ...]] = {}
        others = []
        for index, fact in enumerate(slots.facts):
            view = fact.key.partition(":")[2] or "value"
            template[index] = fact.always
            if fact.always is not None:
                continue
            if fact.address and view in (*_ITSELF, *_OF_A_NUMBER, "raw"):
                template[index] = _OF_A_NUMBER.get(view)
                views[fact.previous, fact.address].append((index, view))
            elif fact.address and view == "header" and not fact.previous:
                template[index] = ""
                headers[fact.address] = (*headers.get(fact.address, ()), index)
            else:
                others.append((index, fact))
        made = {key: CellSlots(key[1], tuple(found)) for key, found in views.items()}
        before = tuple(one for (previous, _), one in made.items() if previous)
        unseen = {
            prior: tuple((s, without_previous(one.address, v, prior)) for one in before for s, v in one.views)
            for prior in Prior
        }
        now = tuple(one for (previous, _), one in made.items() if not previous)
        return cls(tuple(template), Cells.of(now), Cells.of(before), headers, tuple(others), unseen)

    def fill(self, case: Case) -> list[object]:
        """Every slot's value for this case."""
        filled = list(self.template)
        self.cells.fill(filled, case.report)
        if case.previous is not None:
            self.previous.fill(filled, case.previous)
        else:
            for slot, answer in self.unseen[case.prior]:
                filled[slot] = answer
        for address, header in case.report.extra.items():
            for slot in self.headers.get(address, ()):
                filled[slot] = header
        for slot, fact in self.others:
            filled[slot] = fact.load(case)
        return filled


def _fill_odd(
    filled: list[object], one: CellSlots, state: CellState, report: AnnualReport, missing: dict[str, bool]
) -> None:
    """The slots of a cell that is no number. `missing` notes which tables are not there at all."""
    address = one.address
    for slot, answer in one.answers.get(state) or one.by_state(state):
        filled[slot] = answer
    for slot, view in one.further(state):
        if view != "found":
            filled[slot] = VIEWS[view][1](report.cells.get(address, ABSENT_CELL), address, report)
            continue
        table = address.split(".", 1)[0]
        if table not in missing:
            missing[table] = table_missing(report, address)
        filled[slot] = not_a_number(address, state) if missing[table] else False

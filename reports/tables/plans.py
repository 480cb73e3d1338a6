"""Which figure of known sheets is which cell: read once with the figures covered, filled in for every report after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache

from reports import values
from reports.document import Grid, Place
from reports.model import Cell, CellState
from reports.remembering import WORDS, Generations
from reports.sheets import COVERED, Looked, Sheet
from reports.tables.result import TablesRead

_ZERO = "0"
_BESIDE, _CELL = 300, 120
"""Bytes of a plan, and of each of its cells."""
_MOST = 1_500_000
"""Bytes of the plans that are remembered in each of two generations: some dozens."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`zeros` is what is read where every figure is 0; `addresses` are those of each sheet's figures, in their order."""

    zeros: TablesRead
    addresses: tuple[tuple[str | None, ...], ...]

    def filled(self, grids: Sequence[Grid]) -> TablesRead:
        """What `grids`, printed on the plan's sheets, say."""
        cells = dict(self.zeros.cells)
        for grid, addresses in zip(grids, self.addresses, strict=True):
            for address, text in zip(addresses, grid.figures, strict=True):
                if text != _ZERO and address is not None:
                    cells[address] = values.cell(text, cells[address].place)
        return replace(self.zeros, cells=cells, layout=dict(self.zeros.layout))


class _State(Enum):
    """What is known of sheets that there is no plan of."""

    ONCE = auto()
    """They were met once: most are never met again, and a plan takes time to make."""
    OPEN = auto()
    """How they are read depends on their figures."""


def _size(_: object, known: Plan | _State) -> int:
    return _BESIDE + (_CELL * len(known.zeros.cells) if isinstance(known, Plan) else 0)


_PLANS: Generations[tuple[int, ...], Plan | _State] = Generations(_MOST, _size)


def known_plan(sheets: Sequence[Sheet], read: Callable[[Sequence[Grid]], TablesRead]) -> Plan | None:
    """How tables that are printed on these sheets are read, from the second time on; `None` where that depends on their figures."""
    key = tuple([sheet.number for sheet in sheets])
    known = _PLANS.get(key)
    if known is None:
        _PLANS.put(key, _State.ONCE)
    elif known is _State.ONCE:
        known = _made(sheets, read) or _State.OPEN
        _PLANS.put(key, known)
    return known if isinstance(known, Plan) else None


def _made(sheets: Sequence[Sheet], read: Callable[[Sequence[Grid]], TablesRead]) -> Plan | None:
    try:
        return _plan_of(read([sheet.covered for sheet in sheets]), sheets)
    except Looked:
        return None


def _plan_of(covered: TablesRead, sheets: Sequence[Sheet]) -> Plan | None:
    """The plan of what was read on covered sheets; `None` where a figure would stand in something else than its own cell."""
    told = [*(each.why for each in covered.uncertain), *covered.headers.values()]
    if any(COVERED in text for text in told):
        return None
    cells: dict[str, Cell] = {}
    found: dict[Place, str] = {}
    for address, cell in covered.cells.items():
        if cell.raw is None or COVERED not in cell.raw:
            cells[address] = cell
            continue
        if (
            cell.raw != COVERED
            or cell.state is not CellState.NUMBER
            or cell.place is None
            or cell.place in found
        ):
            return None
        found[cell.place] = address
        cells[address] = _nought(cell.place)
    addresses = tuple(
        tuple(found.pop(figure.cell.place, None) for figure in sheet.figures) for sheet in sheets
    )
    return None if found else Plan(replace(covered, cells=cells), addresses)


@lru_cache(maxsize=WORDS)
def _nought(place: Place) -> Cell:
    """The same in every plan."""
    return Cell(CellState.NUMBER, _ZERO, 0, None, place)

"""From the tables as read to every cell of the format: what is absent, what may only be lost, what the sums tell."""

from __future__ import annotations

from collections.abc import Mapping

from reports.document import Document
from reports.form import forms
from reports.model import ABSENT_CELL, Cell, CellState
from reports.tables import TablesRead
from reports.tables.inference import distrust, infer

_LOST = Cell(CellState.UNREADABLE, why="its row was not recognised in the flattened text")
_HIDDEN = Cell(CellState.UNREADABLE, why="it may stand in a part that could not be read")


def all_cells(document: Document, tables: TablesRead, form: str | None) -> Mapping[str, Cell]:
    """Every cell of `form`, in its order, then what is printed beyond it.

    A cell that was not found is ABSENT where the whole document was read and its tables as tables; in flattened text it
    may only have lost its label, and beside a picture it may stand in the picture: there it is unreadable.
    """
    known = forms()[form].addresses() if form else ()
    started = {address.split(".")[0] for address in tables.cells}
    cells: dict[str, Cell] = {}
    for address in known:
        found = tables.cells.get(address)
        cells[address] = found if found is not None else _missing(document, tables, address, started)
    cells |= {address: cell for address, cell in tables.cells.items() if address not in cells}
    layout = tables.layout["applications"]
    if document.meta.get("reading") == "ocr":
        cells = distrust(cells, layout)
    return infer(cells, layout)


def _missing(document: Document, tables: TablesRead, address: str, started: set[str]) -> Cell:
    if document.unread:
        return _HIDDEN
    return ABSENT_CELL if tables.reliable or address.split(".")[0] not in started else _LOST

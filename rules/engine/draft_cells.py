"""What an author of an example writes into a cell, and the cell that it means."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from reports import Cell, CellState, Form, Number, Place, forms

BLANK, UNSEEN, ABSENT, SYMBOL = "空白", "未见", "不存在", "符号"
SPECIAL = (BLANK, UNSEEN, ABSENT, SYMBOL)
TABLES = ("disclosure", "applications", "litigation")


@cache
def orderly(form: Form | None, *printed_by: str | None) -> Mapping[str, Cell]:
    """Every cell of a form by its address, 0 or not there; each of `TABLES` as the form of this id prints it (`None`: its own)."""
    cells: dict[str, Cell] = {}
    for table, id in zip(TABLES, printed_by, strict=True):
        printed = forms().get(id or (form.id if form else ""))
        for block in printed.table(table) if printed else ():
            for address in block.addresses():
                cells[address] = Cell(CellState.NUMBER, "0", 0, place=Place(line=100 + len(cells)))
    if form:
        cells |= {address: Cell(CellState.ABSENT) for address in form.addresses() if address not in cells}
    return MappingProxyType(cells)


def made_cell(raw: object) -> Cell:
    place = Place(line=50)
    match raw:
        case "空白":
            return Cell(CellState.BLANK, "", place=place)
        case "未见":
            return Cell(CellState.UNREADABLE, place=place, why="example")
        case "不存在":
            return Cell(CellState.ABSENT)
        case "符号":
            return Cell(CellState.SYMBOL, "—", place=place)
        case bool():
            raise ValueError("单元格里不能是真假值")
        case int() | Decimal():
            return Cell(CellState.NUMBER, str(raw), raw, place=place)
        case str():
            value, unit = _leading_number(raw)
            return Cell(CellState.TEXT, raw, value, unit, place=place)
    raise ValueError(f"单元格里不能是“{raw}”")


def _leading_number(text: str) -> tuple[Number | None, str | None]:
    end = 0
    while end < len(text) and (text[end].isascii() and (text[end].isdigit() or text[end] in ".+-")):
        end += 1
    digits = text[:end]
    if not digits.strip(".+-"):
        return None, None
    return (Decimal(digits) if "." in digits else int(digits)), text[end:] or None

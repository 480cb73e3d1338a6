"""Cells as facts: their value where it is a number, and what is the matter where it is not."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from reports import ABSENT_CELL, AnnualReport, Cell, CellState, UnmadeCells, address_name
from rules.engine.case import Case, Prior
from rules.engine.things import NUMBER, TEXT, TRUTH, Fact, Type
from rules.engine.unknown import Unknown, unknown

_WHY = {
    CellState.BLANK: "为空白",
    CellState.SYMBOL: "填的是符号",
    CellState.TEXT: "不是单纯的数字",
    CellState.UNREADABLE: "未能可靠读取",
    CellState.ABSENT: "没有找到",
}
CELL_STATE_NAMES = {
    CellState.NUMBER: "数字",
    CellState.BLANK: "空白",
    CellState.SYMBOL: "符号",
    CellState.TEXT: "文字",
    CellState.UNREADABLE: "未能读取",
    CellState.ABSENT: "不存在",
}


@lru_cache(maxsize=8192)
def not_a_number(address: str, state: CellState) -> Unknown:
    """Why the cell at `address` has no number: one object for all reports, it carries no value."""
    return unknown(address, address_name(address), _WHY[state])


@lru_cache(maxsize=2048)
def no_previous(address: str, prior: Prior) -> Unknown:
    why = "不可得：上年确无报告" if prior is Prior.NONE else "不可得：上年报告未收录"
    return unknown(f"previous.{address}", f"上年{address_name(address)}", why)


def without_previous(address: str, view: str, prior: Prior) -> object:
    """What a cell of last year's report is where there is no such report, or we have not got it."""
    return False if view == "found" and prior is Prior.NONE else no_previous(address, prior)


def states_of(report: AnnualReport) -> Callable[[str], CellState]:
    """What each cell is, by address; no cell is made for that."""
    cells = report.cells
    if isinstance(cells, UnmadeCells):
        return cells.state
    return lambda address: cells.get(address, ABSENT_CELL).state


def unreadable(report: AnnualReport) -> list[str]:
    """Addresses of the cells that we could not read."""
    cells, wanted = report.cells, CellState.UNREADABLE
    if isinstance(cells, UnmadeCells):
        return cells.those(wanted)
    return [address for address, cell in cells.items() if cell.state is wanted]


def table_missing(report: AnnualReport, address: str) -> bool:
    """The whole table was not recognised: then an absent cell proves nothing."""
    table = address.split(".", 1)[0]
    return report.layout.get(table) is None and all(
        cell.state is CellState.ABSENT for at, cell in report.cells.items() if at.startswith(table + ".")
    )


def cell_value(cell: Cell, address: str) -> object:
    return cell.value if cell.state is CellState.NUMBER else not_a_number(address, cell.state)


def _blank(cell: Cell, address: str, _: AnnualReport) -> object:
    return (
        not_a_number(address, cell.state)
        if cell.state is CellState.UNREADABLE
        else cell.state is CellState.BLANK
    )


def _symbol(cell: Cell, address: str, _: AnnualReport) -> object:
    return (
        not_a_number(address, cell.state)
        if cell.state is CellState.UNREADABLE
        else cell.state is CellState.SYMBOL
    )


def _found(cell: Cell, address: str, report: AnnualReport) -> object:
    if cell.state is CellState.UNREADABLE:
        return not_a_number(address, cell.state)
    if cell.state is CellState.ABSENT:
        return not_a_number(address, cell.state) if table_missing(report, address) else False
    return True


def _state(cell: Cell, address: str, _: AnnualReport) -> object:
    return (
        not_a_number(address, cell.state)
        if cell.state is CellState.UNREADABLE
        else CELL_STATE_NAMES[cell.state]
    )


def _number(cell: Cell, address: str, _: AnnualReport) -> object:
    return not_a_number(address, cell.state) if cell.value is None else cell.value


def _raw(cell: Cell, address: str, _: AnnualReport) -> object:
    if cell.state in (CellState.UNREADABLE, CellState.ABSENT):
        return not_a_number(address, cell.state)
    return cell.raw or ""


def _unit(cell: Cell, address: str, _: AnnualReport) -> object:
    return not_a_number(address, cell.state) if cell.state is CellState.UNREADABLE else (cell.unit or "")


def _header(cell: Cell, address: str, report: AnnualReport) -> object:
    return report.extra.get(address, "")


def _blank_zero(cell: Cell, address: str, _: AnnualReport) -> object:
    return 0 if cell.state in (CellState.BLANK, CellState.SYMBOL) else cell_value(cell, address)


VIEWS: dict[str, tuple[Type, Callable[[Cell, str, AnnualReport], object]]] = {
    "value": (NUMBER, lambda cell, address, _: cell_value(cell, address)),
    "blank": (TRUTH, _blank),
    "symbol": (TRUTH, _symbol),
    "found": (TRUTH, _found),
    "state": (TEXT, _state),
    "number": (NUMBER, _number),
    "raw": (TEXT, _raw),
    "unit": (TEXT, _unit),
    "header": (TEXT, _header),
    "blank_zero": (NUMBER, _blank_zero),
}
"""Ways to look at one cell; each is a fact of its own."""


@lru_cache(maxsize=16384)
def cell_fact(address: str, view: str = "value", previous: bool = False) -> Fact:
    """The fact for one cell, of this report or of last year's, seen in one way."""
    type, look = VIEWS[view]

    def load(case: Case) -> object:
        report = case.previous if previous else case.report
        if report is None:
            return without_previous(address, view, case.prior)
        return look(report.cells.get(address, ABSENT_CELL), address, report)

    return Fact(
        key=f"{'previous.' if previous else ''}{address}{'' if view == 'value' else ':' + view}",
        type=type,
        name=("上年" if previous else "") + address_name(address),
        load=load,
        place=("previous." if previous else "") + address,
        address=address,
        previous=previous,
    )

"""Cells ↔ plain JSON, exactly, and stored cells that are made when they are asked for.

A cell is a list, its trailing nulls dropped: [state, raw, value, unit, place, candidates, inferred, why]; a place is
[page, line, table, row, column, rectangle] likewise. A Decimal is kept as the text it was printed with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeVar, overload

from reports import Cell, CellState, Number, Place, UnmadeCells

Plain = Any
_STATES = {state: state.value[0] for state in CellState}
_BY_LETTER = {letter: state for state, letter in _STATES.items()}
_PLACE = 4
"""Where a packed cell has its place, and that its line second."""
_NUMBER = _STATES[CellState.NUMBER]
assert len(_BY_LETTER) == len(CellState), "cell states must differ in their first letter"


def _trim(values: list[Plain]) -> list[Plain]:
    while values and values[-1] is None:
        values.pop()
    return values


_WIDE = 2**53
"""Integers beyond this are kept as text in a list: no JSON reader may round them."""


def number_out(value: Number | None) -> Plain:
    if value is None or (value.__class__ is int and -_WIDE < value < _WIDE):
        return value
    return str(value) if isinstance(value, Decimal) else [str(value)]


def _number_in(value: Plain) -> Number | None:
    if value is None:
        return None
    if isinstance(value, str):
        return Decimal(value)
    return int(value[0]) if isinstance(value, list) else int(value)


def place_out(place: Place | None) -> Plain:
    if place is None:
        return None
    plain: list[Plain] = [place.page, place.line, place.table, place.row, place.column]
    if place.rectangle is not None:
        plain.append(list(place.rectangle))
    return plain if plain[-1] is not None else _trim(plain)


def place_in(plain: Plain) -> Place | None:
    if plain is None:
        return None
    page, line, table, row, column, rectangle = plain + [None] * (6 - len(plain))
    return Place(page, line, table, row, column, None if rectangle is None else tuple(rectangle))


def certain_place_in(plain: Plain) -> Place:
    place = place_in(plain)
    assert place is not None
    return place


def cell_out(cell: Cell) -> Plain:
    plain = [
        cell.state[0],
        cell.raw,
        number_out(cell.value),
        cell.unit,
        place_out(cell.place),
    ]
    if cell.candidates or cell.inferred is not None or cell.why is not None:
        plain += [
            [number_out(value) for value in cell.candidates] or None,
            number_out(cell.inferred),
            cell.why,
        ]
    return plain if plain[-1] is not None else _trim(plain)


def cell_in(plain: Plain) -> Cell:
    letter, raw, value, unit, place, candidates, inferred, why = plain + [None] * (8 - len(plain))
    numbers = tuple(_number_in(value) for value in candidates or ())
    return Cell(
        _BY_LETTER[letter],
        raw,
        _number_in(value),
        unit,
        place_in(place),
        tuple(number for number in numbers if number is not None),
        _number_in(inferred),
        why,
    )


def cells_out(cells: Mapping[str, Cell]) -> dict[str, dict[str, Plain]]:
    """By table id, then by ``row.column``."""
    tables: dict[str, dict[str, Plain]] = defaultdict(dict)
    for address, cell in cells.items():
        table, _, rest = address.partition(".")
        tables[table][rest] = cell_out(cell)
    return dict(tables)


Other = TypeVar("Other")


class PackedCells(UnmadeCells):
    """The cells of a stored report, each made when it is first asked for: a rule judged again looks at few of two hundred."""

    __slots__ = ("_made", "_packed")

    def __init__(self, packed: Mapping[str, Plain]) -> None:
        self._packed = packed
        self._made: dict[str, Cell] = {}

    def __getitem__(self, address: str) -> Cell:
        found = self._made.get(address)
        if found is None:
            found = self._made[address] = cell_in(self._packed[address])
        return found

    @overload
    def get(self, address: str, default: None = None, /) -> Cell | None: ...
    @overload
    def get(self, address: str, default: Other, /) -> Cell | Other: ...
    def get(self, address: str, default: object = None, /) -> object:
        return self[address] if address in self._packed else default

    def number(self, address: str) -> Number | None:
        plain = self._packed.get(address)
        if plain is None or plain[0] != _NUMBER:
            return None
        value = plain[2]
        return value if value.__class__ is int else _number_in(value)

    def raw(self, address: str) -> str | None:
        plain = self._packed.get(address)
        return plain[1] if plain is not None and len(plain) > 1 else None

    def line(self, address: str) -> int | None:
        plain = self._packed.get(address)
        place = plain[_PLACE] if plain is not None and len(plain) > _PLACE else None
        line: int | None = place[1] if place is not None and len(place) > 1 else None
        return line

    def state(self, address: str) -> CellState:
        plain = self._packed.get(address)
        return CellState.ABSENT if plain is None else _BY_LETTER[plain[0]]

    def those(self, state: CellState) -> list[str]:
        letter = _STATES[state]
        return [address for address, plain in self._packed.items() if plain[0] == letter]

    def __contains__(self, address: object) -> bool:
        return address in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    def __repr__(self) -> str:
        return repr(dict(self))


def cells_in(tables: Iterable[tuple[str, Mapping[str, Plain]]]) -> PackedCells:
    return PackedCells(
        {f"{table}.{rest}": plain for table, packed in tables for rest, plain in packed.items()}
    )

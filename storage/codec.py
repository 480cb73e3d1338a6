"""AnnualReport ↔ plain JSON, exactly: what is rebuilt equals what was read. Cells are packed apart, by table.

A cell is a list, its trailing nulls dropped: [state, raw, value, unit, place, candidates, inferred, why]; a place is
[page, line, table, row, column, rectangle] likewise. A Decimal is kept as the text it was printed with.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeVar, overload

from reports import (
    Agency,
    AgencyLevel,
    AgencyType,
    AnnualReport,
    Attachment,
    Cell,
    CellState,
    MediaType,
    Number,
    Place,
    PublishedDate,
    ReportKind,
    Section,
    Sentence,
    Source,
    Uncertain,
    UnmadeCells,
)
from storage.database import canonical_bytes

Plain = Any
_STATES = {state: state.value[0] for state in CellState}
_BY_LETTER = {letter: state for state, letter in _STATES.items()}
_PLACE = 4
"""Where a packed cell has its place, and that its line second."""
_NUMBER = _STATES[CellState.NUMBER]
assert len(_BY_LETTER) == len(CellState), "cell states must differ in their first letter"


def digest(value: Plain) -> str:
    """sha256 of the canonical JSON."""
    return hashlib.sha256(canonical_bytes(value)).hexdigest()


def _trim(values: list[Plain]) -> list[Plain]:
    while values and values[-1] is None:
        values.pop()
    return values


_WIDE = 2**53
"""Integers beyond this are kept as text in a list: no JSON reader may round them."""


def _number_out(value: Number | None) -> Plain:
    if value is None or (value.__class__ is int and -_WIDE < value < _WIDE):
        return value
    return str(value) if isinstance(value, Decimal) else [str(value)]


def _number_in(value: Plain) -> Number | None:
    if value is None:
        return None
    if isinstance(value, str):
        return Decimal(value)
    return int(value[0]) if isinstance(value, list) else int(value)


def _place_out(place: Place | None) -> Plain:
    if place is None:
        return None
    plain: list[Plain] = [place.page, place.line, place.table, place.row, place.column]
    if place.rectangle is not None:
        plain.append(list(place.rectangle))
    return plain if plain[-1] is not None else _trim(plain)


def _place_in(plain: Plain) -> Place | None:
    if plain is None:
        return None
    page, line, table, row, column, rectangle = plain + [None] * (6 - len(plain))
    return Place(page, line, table, row, column, None if rectangle is None else tuple(rectangle))


def _certain_place_in(plain: Plain) -> Place:
    place = _place_in(plain)
    assert place is not None
    return place


def cell_out(cell: Cell) -> Plain:
    plain = [
        cell.state[0],
        cell.raw,
        _number_out(cell.value),
        cell.unit,
        _place_out(cell.place),
    ]
    if cell.candidates or cell.inferred is not None or cell.why is not None:
        plain += [
            [_number_out(value) for value in cell.candidates] or None,
            _number_out(cell.inferred),
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
        _place_in(place),
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


def _section_out(section: Section) -> Plain:
    return {
        "present": section.present,
        "heading": section.heading,
        "text": section.text,
        "place": _place_out(section.place),
        "lines": section.lines,
        "order": section.order,
        "repeats": [_place_out(place) for place in section.repeats],
        "certain": section.certain,
    }


def _section_in(plain: Plain) -> Section:
    return Section(
        plain["present"],
        plain["heading"],
        plain["text"],
        _place_in(plain["place"]),
        None if plain["lines"] is None else tuple(plain["lines"]),
        plain["order"],
        tuple(_certain_place_in(place) for place in plain["repeats"]),
        plain["certain"],
    )


def reading_out(report: AnnualReport) -> Plain:
    """Everything but the cells. What few reports have is left out where there is none: a reading keeps its digest."""
    source, agency = report.source, report.agency
    rare = {"pictures": report.pictures} if report.pictures else {}
    return {
        "source": [source.name, source.media_type.value, source.sha256, source.size],
        "kind": report.kind.value,
        "title": report.title,
        "agency": [agency.name, agency.type.value, agency.level.value, agency.division],
        "year": report.year,
        "format": report.format,
        "layout": dict(report.layout),
        "period": report.period,
        "dates": [[date.date, date.source, date.raw] for date in report.dates],
        "sections": {id: _section_out(section) for id, section in report.sections.items()},
        "section_order": list(report.sections),
        "narrative": [[s.section, s.text, _place_out(s.place)] for s in report.narrative],
        "uncertain": [[_place_out(item.place), item.why] for item in report.uncertain],
        "attachments": [[item.address, item.label] for item in report.attachments],
        "publisher": report.publisher,
        "extra": dict(report.extra),
        "reader": report.reader,
        **rare,
    }


def reading_in(plain: Plain, cells: Mapping[str, Cell]) -> AnnualReport:
    """The report again, equal to the one given to `reading_out` and `cells_out`."""
    name, media_type, sha256, size = plain["source"]
    who, type_, level, division = plain["agency"]
    return AnnualReport(
        source=Source(name, MediaType(media_type), sha256, size),
        kind=ReportKind(plain["kind"]),
        title=plain["title"],
        agency=Agency(who, AgencyType(type_), AgencyLevel(level), division),
        year=plain["year"],
        format=plain["format"],
        layout=plain["layout"],
        period=None if plain["period"] is None else (plain["period"][0], plain["period"][1]),
        dates=tuple(PublishedDate(*date) for date in plain["dates"]),
        sections={id: _section_in(plain["sections"][id]) for id in plain["section_order"]},
        cells=cells,
        narrative=tuple(Sentence(s, text, _certain_place_in(place)) for s, text, place in plain["narrative"]),
        uncertain=tuple(Uncertain(_place_in(place), why) for place, why in plain["uncertain"]),
        attachments=tuple(Attachment(address, label) for address, label in plain["attachments"]),
        pictures=tuple(plain.get("pictures", ())),
        publisher=plain["publisher"],
        extra=plain["extra"],
        reader=plain["reader"],
    )


def content_out(report: AnnualReport) -> Plain:
    """What the agency is answerable for: words, numbers and dates; nothing about where on the page they stand."""
    return {
        "title": report.title,
        "year": report.year,
        "agency": report.agency.name,
        "dates": sorted({(date.source, date.date) for date in report.dates}),
        "sections": {id: [s.present, s.heading, s.text] for id, s in report.sections.items()},
        "narrative": [sentence.text for sentence in report.narrative],
        "cells": {a: [c.state[0], c.raw, _number_out(c.value)] for a, c in report.cells.items()},
        "attachments": sorted(item.address for item in report.attachments),
    }

"""From the tables as read to every cell of the format: what is absent, what may only be lost, what the sums tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, cached_property

from reports.document import PAGED, Document, MediaType
from reports.form import TABLES, by_row, forms
from reports.labels import labels, plain
from reports.model import ABSENT_CELL, Cell, CellState
from reports.pictured import doubt_half_rows, pictured_cells
from reports.tables import TablesRead
from reports.tables.disorder import without_disorder
from reports.tables.inference import OF_GUESSED_LINES, OF_TORN_TEXT, distrust, infer
from reports.unread_tables import sections_with_unread_tables

_FLATTENED = Cell(CellState.UNREADABLE, why="it was not found in the flattened text")
_UNNAMED = Cell(CellState.UNREADABLE, why="it may be the row whose label could not be told")
_UNTABLED = Cell(CellState.UNREADABLE, why="words of its table are printed, but no table that could be read")
_NOT_UNDERSTOOD = Cell(
    CellState.UNREADABLE, why="a table with figures stands in its section, and nothing of it could be read"
)
_HIDDEN = Cell(CellState.UNREADABLE, why="it may stand in a part that could not be read")
_PICTURED = Cell(CellState.UNREADABLE, why="it may stand in a picture in the text")
_UNMADE_OUT = Cell(CellState.UNREADABLE, why="its table holds characters that cannot be made out")
_UNSEEN = Cell(CellState.UNREADABLE, why="it may be printed where OCR did not make it out")
_EMPTY = Cell(CellState.UNREADABLE, why="every cell of its table is empty: a script may fill them")
_ATTACHED = Cell(CellState.UNREADABLE, why="it may stand in a file attached to the page")
_MISSING = Cell(CellState.ABSENT)
"""Stands where a cell was not found until it is known why."""
_TELLING = 3
"""So many of a table's own labels in the text outside tables mean that the table is there, somehow."""


def all_cells(document: Document, tables: TablesRead, form: str | None) -> Mapping[str, Cell]:
    """Every cell of `form`, in its order, then what is printed beyond it: of a table in another form's layout all cells of
    that, as those not made out would otherwise not be told of.

    A cell that was not found is ABSENT where the whole document was read and its tables as tables; in flattened text it
    may only have lost its label, and beside a picture it may stand in the picture: there it is unreadable.
    """
    known = tuple(_known_addresses(form, tables.layout)) if form else ()
    read = tables.cells
    cells = {address: read.get(address, _MISSING) for address in known}
    missing = [address for address, cell in cells.items() if cell is _MISSING]
    if missing:
        proof = _Proof(document, tables)
        cells |= {address: proof.missing(address) for address in missing}
    if len(cells) != len(tables.cells) or cells.keys() != tables.cells.keys():
        cells |= {address: cell for address, cell in tables.cells.items() if address not in cells}
    if document.media_type in (MediaType.HTML, MediaType.MHTML):
        _doubt_empty_tables(cells)
    layout = tables.layout["applications"]
    if document.meta.get("reading") == "ocr":
        pictured = pictured_cells(cells, document) if document.meta.get("pictures") == "ocr" else None
        cells = doubt_half_rows(distrust(cells, layout, pictured), pictured)
    if document.media_type is MediaType.TEXT or document.lines:
        cells = distrust(_doubt_surplus(cells), layout or form or "2021", _torn(cells), OF_TORN_TEXT)
        if document.meta.get("dump"):
            cells = without_disorder(
                cells, layout or form or "2021", columns_known=document.meta["columns"] == "in order"
            )
    if document.media_type in PAGED and not tables.reliable:
        cells = distrust(cells, layout, _guessed(cells, document), OF_GUESSED_LINES)
    return infer(cells, layout)


def _guessed(cells: Mapping[str, Cell], document: Document) -> list[str]:
    """Cells that stand in tables whose lines were guessed."""
    places = {
        cell.place
        for grid in document.grids
        if grid.guessed
        for row in grid.rows
        for cell in row
        if cell is not None
    }
    return [address for address, cell in cells.items() if cell.place in places]


def _doubt_surplus(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """What remains certain of a text's rows that lost their columns: nothing.

    One has a figure too many, beside a row of table three that lost some: it may hold that one's, and a blank of its own may
    have gone, so what every way of sharing its figures out agrees on is not certain either. Another has several figures
    in one cell ("3 8 0"): those beside it stand under any column.
    """
    rows = by_row(cells)
    order = [row for row in rows if row.startswith("applications.")]
    lost = {row for row in order if any(cells[a].state is CellState.UNREADABLE for a in rows[row])}
    crowded = {
        row
        for before, row, after in zip(["", *order], order, [*order[1:], ""], strict=False)
        if (before in lost or after in lost) and any("values for" in (cells[a].why or "") for a in rows[row])
    }
    crowded |= {row for row, own in rows.items() if any(_SEVERAL.match(cells[a].raw or "") for a in own)}
    said = [a for row in crowded for a in rows[row] if cells[a].state is CellState.NUMBER]
    return {**cells, **{a: replace(_SHARED, raw=cells[a].raw, place=cells[a].place) for a in said}}


_SEVERAL = re.compile(r"\s*[-+]?\d[\d.,]*(?:\s+[-+]?\d[\d.,]*)+\s*$")
_SHARED = Cell(CellState.UNREADABLE, why="its row has figures too many: which are its own cannot be told")


def _torn(cells: Mapping[str, Cell]) -> list[str]:
    """Cells of tables of a text that hold others which could not be read: a blank that was lost moves what follows it."""
    parts = {address.split(".")[0] for address, cell in cells.items() if cell.state is CellState.UNREADABLE}
    return [address for address in cells if address.split(".")[0] in parts]


def _known_addresses(form: str, layouts: Mapping[str, str | None]) -> Iterator[str]:
    """Of the form, and of each table those of the layout that it is printed in."""
    yield from _addresses(form)
    for part, layout in layouts.items():
        if layout is not None and layout != form:
            own = frozenset(_addresses(form))
            yield from (
                address
                for address in _addresses(layout)
                if address.startswith(f"{part}.") and address not in own
            )


@cache
def _addresses(form: str) -> tuple[str, ...]:
    return forms()[form].addresses()


def _doubt_empty_tables(cells: dict[str, Cell]) -> None:
    """A table of a page whose every cell is empty may be filled by a script: its cells are not called blank."""
    if CellState.BLANK not in [cell.state for cell in cells.values()]:
        return
    for part in TABLES:
        inside = [address for address in cells if address.startswith(f"{part}.")]
        states = {cells[address].state for address in inside}
        if CellState.BLANK in states and not states & _SAYING:
            blank = [address for address in inside if cells[address].state is CellState.BLANK]
            cells |= dict.fromkeys(blank, _EMPTY)


_SAYING = {CellState.NUMBER, CellState.SYMBOL, CellState.TEXT}


def _has_unknown_glyphs(document: Document) -> bool:
    """Whether a table holds characters of which nobody knows what they are: a label may have been one."""
    return any("\ufffd" in cell.text for grid in document.grids for row in grid.rows for cell in row if cell)


def may_be_printed(cell: Cell) -> bool:
    """Whether a cell that was not found is of a table of which rows or words are printed."""
    return cell.why in (_UNTABLED.why, _NOT_UNDERSTOOD.why, _UNNAMED.why)


class _Proof:
    """Whether a cell that was not found is absent: only where everything it could stand in was read and understood."""

    def __init__(self, document: Document, tables: TablesRead) -> None:
        self._document = document
        self._tables = tables
        self._begun = {address.split(".")[0] for address in tables.cells}
        self._whole = {part: self._for_the_part(part) for part in TABLES}

    def missing(self, address: str) -> Cell:
        part, row, _ = address.split(".")
        if f"{part}.{row}" in self._tables.lost:
            return _UNNAMED
        return self._whole[part]

    def _hidden(self) -> Cell | None:
        """Why nothing can be called absent, if not every word of the document was seen."""
        if self._document.pictures:
            return _PICTURED
        if self._document.unread:
            return _HIDDEN
        if self._document.media_type in PAGED and _has_unknown_glyphs(self._document):
            return _UNMADE_OUT
        return _UNSEEN if self._document.meta.get("reading") == "ocr" else None

    def _for_the_part(self, part: str) -> Cell:
        hidden = self._hidden()
        if hidden is not None:
            return hidden
        if self._document.media_type is MediaType.TEXT or not self._tables.reliable:
            return _FLATTENED
        if part in self._begun:
            return ABSENT_CELL
        if part == "litigation" and self._tables.litigation_begun:
            return _UNTABLED
        return _ATTACHED if self._document.attachments else self._of_the_words(part)

    def _of_the_words(self, part: str) -> Cell:
        """Of a table of which no cell was found, in a document that was read whole."""
        if part in self._with_unread_tables:
            return _NOT_UNDERSTOOD
        return _UNTABLED if self._words_of(part) >= _TELLING else ABSENT_CELL

    @cached_property
    def _with_unread_tables(self) -> frozenset[str]:
        return sections_with_unread_tables(self._document, self._tables.cells)

    def _words_of(self, part: str) -> int:
        """How many different labels of this table stand in the text outside tables."""
        text = plain("".join(self._document.texts))
        known = labels(part)
        words = {*known.rows, *known.columns} - _EVERYDAY
        return sum(word in text for word in words if len(word) >= 4)


_EVERYDAY = frozenset(
    (
        "行政许可",
        "行政处罚",
        "行政强制",
        "行政复议",
        "规范性文件",
        "行政规范性文件",
        "予以公开",
        "政府集中采购",
    )
)
"""Labels that any report also says in its sentences."""

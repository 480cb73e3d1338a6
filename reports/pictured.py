"""Cells that OCR read from a picture: which they are, and what of them is doubtful where a page breaks.

A page that ends in a row leaves half of it: the figures stand on one page, and what the other shows of the row is empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from reports.document import PAGED, Document, Place
from reports.form import by_row
from reports.model import Cell, CellState
from reports.tables.identities import is_total

_HALF = Cell(CellState.UNREADABLE, why="a page of the picture ends in this row, or begins in it")
_ROWLESS = Cell(
    CellState.UNREADABLE, why="a picture shows no figure in the whole row: a page may break there"
)


def pictured_cells(cells: Mapping[str, Cell], document: Document) -> list[str] | None:
    """Cells that were read from the pictures of a document of words; `None` where that cannot be told.

    What is read from a picture has a rectangle, which words have in a PDF or OFD alone; and it has no page, which all else
    has there. One that is one part of several has lost that difference.
    """
    placed = {a: cell.place for a, cell in cells.items() if cell.place is not None and cell.place.rectangle}
    if document.media_type not in PAGED:
        return list(placed)
    return [address for address, place in placed.items() if place.page is None] or None


def doubt_half_rows(cells: Mapping[str, Cell], pictured: Sequence[str] | None) -> dict[str, Cell]:
    """`cells` without those called blank of which a page break may have taken the figures; `pictured` says which were read
    from pictures, `None` all."""
    read = list(cells if pictured is None else pictured)
    made = dict(cells)
    for row in by_row(read).values():
        if all(cells[address].state is CellState.BLANK for address in row):
            made |= {address: replace(_ROWLESS, place=cells[address].place) for address in row}
    for row in _at_page_breaks(cells, read):
        own = [made[address] for address in row]
        if any(cell.state is CellState.BLANK for cell in own) and not _adds_up(own):
            made |= {address: replace(_HALF, place=made[address].place) for address in row}
    return made


def _at_page_breaks(cells: Mapping[str, Cell], addresses: Iterable[str]) -> Iterator[list[str]]:
    """Each row at which a table goes over to the next page, or comes from the one before: where a cell of it is empty its
    figures may stand on the other page, and what dirt shows is no figure of it."""
    places = {address: at for address in addresses if (at := _on_page(cells[address].place)) is not None}
    pages: dict[str, dict[int, list[tuple[float, list[str]]]]] = {}
    for row in by_row(places).values():
        page, top = places[row[0]]
        pages.setdefault(row[0].split(".")[0], {}).setdefault(page, []).append((top, row))
    for of_table in pages.values():
        yield from (max(of_table[page])[1] for page in of_table if page < max(of_table))
        yield from (min(of_table[page])[1] for page in of_table if page > min(of_table))


def _on_page(place: Place | None) -> tuple[int, float] | None:
    """Page and upper edge; `None` where either is not known."""
    if place is None or place.page is None or place.rectangle is None:
        return None
    return place.page, place.rectangle[1]


def _adds_up(row: Sequence[Cell]) -> bool:
    """Its last figure is the sum of the others, of which there are some: then the row is whole. Of one that goes on over the
    page only what its halves make is known, and the sum says that it is that."""
    *parts, total = row
    last = total.candidates if total.value is None else (total.value,)
    figures = [cell.value for cell in parts if cell.value is not None]
    return bool(figures) and len(last) == 1 and is_total([*figures, *last])

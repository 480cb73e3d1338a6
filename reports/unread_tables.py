"""Tables with figures under a section's heading of which nothing was read: what is missing there may stand in them."""

from __future__ import annotations

from collections.abc import Container, Mapping

from reports import values
from reports.document import Document, Grid
from reports.headings import LONGEST, heading_of
from reports.model import Cell

_FIGURES = 4
"""Figures of a table that may be one of the form's."""


def sections_with_unread_tables(document: Document, cells: Mapping[str, Cell]) -> frozenset[str]:
    """Ids of the sections under whose heading such a table stands. `cells` are those that were found."""
    places = {cell.place for cell in cells.values()}
    found: set[str] = set()
    section: str | None = None
    for block in document.blocks:
        if isinstance(block, Grid):
            if section is not None and section not in found and _is_unread(block, places):
                found.add(section)
        elif len(block.text) <= LONGEST:
            heading = heading_of(block.text)
            section = heading.section if heading is not None else section
    return frozenset(found)


def _is_unread(grid: Grid, places: Container[object]) -> bool:
    figures = 0
    for cell in {id(cell): cell for row in grid.rows for cell in row if cell is not None}.values():
        if cell.place in places:
            return False
        figures += bool(cell.text.strip()) and values.is_value(cell.text)
    return figures >= _FIGURES

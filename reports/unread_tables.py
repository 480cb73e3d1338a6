"""Tables with figures under a section's heading of which nothing was read, and rows of figures outside tables: what is missing
there may stand in them."""

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
            continue
        heading = heading_of(block.text) if len(block.text) <= LONGEST else None
        section = heading.section if heading is not None else section
        if section is not None and heading is None and _is_row_of_figures(block.text):
            found.add(section)
    return frozenset(found)


def _is_row_of_figures(text: str) -> bool:
    """A line of a table that no lines set apart: hardly anything in it but figures."""
    words = text.split()
    figures = sum(word[:1].isdigit() and values.is_value(word) for word in words)
    return figures >= _FIGURES and 2 * figures >= len(words)


def _is_unread(grid: Grid, places: Container[object]) -> bool:
    figures = 0
    for cell in {id(cell): cell for row in grid.rows for cell in row if cell is not None}.values():
        if cell.place in places:
            return False
        figures += bool(cell.text.strip()) and values.is_value(cell.text)
    return figures >= _FIGURES

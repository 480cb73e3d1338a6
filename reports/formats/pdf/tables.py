"""Glyphs into the cells of a lattice. What no cell takes stays outside, for the paragraphs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from reports.formats.pdf.content import Glyph
from reports.formats.pdf.lattice import Lattice
from reports.formats.pdf.lines import cell_text, into_lines
from reports.formats.spans import squeeze

_INSIDE = 0.25
"""Share of a glyph's width by which it may reach over an edge before that is called overflow."""

_OVERFLOW = 40.0
"""Points below a table within which a cell cut open by the page's end may go on."""


def fill_lattice(lattice: Lattice, glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Put each glyph into the cell that holds its centre; returns the rest.

    A number that is printed across an edge would be cut in two by that; it is given whole to the cell it begins in, and
    the lattice is marked as not closed, for its columns can no longer be trusted.
    """
    left, top, right, bottom = lattice.rectangle
    inside: list[list[Glyph]] = [[] for _ in lattice.cells]
    outside: list[Glyph] = []
    previous: tuple[Glyph, int] | None = None
    for glyph in glyphs:
        x, y = glyph.centre, glyph.middle
        index = lattice.cell_at(x, y) if left <= x <= right and top <= y <= bottom else None
        if index is None and lattice.open_columns and bottom < y < bottom + _OVERFLOW:
            index = _open_cell(lattice, x)
        if index is None:
            outside.append(glyph)
            previous = None
            continue
        if (
            previous is not None
            and previous[1] != index
            and _runs_over(previous[0], glyph, lattice, previous[1])
        ):
            index = previous[1]
            lattice.closed = False
        inside[index].append(glyph)
        previous = (glyph, index)
    for cell, held in zip(lattice.cells, inside, strict=True):
        if held:
            text, cell.full = cell_text(into_lines(held), cell.rectangle)
            cell.text = squeeze(text)
    return outside


def _open_cell(lattice: Lattice, x: float) -> int | None:
    """The cell above a point under the table, where the page's end has cut that cell open."""
    column = bisect_right(lattice.xs, x) - 1
    return lattice.owner.get((len(lattice.ys) - 2, column)) if column in lattice.open_columns else None


def _runs_over(before: Glyph, glyph: Glyph, lattice: Lattice, index: int) -> bool:
    """Whether `glyph` goes on a number that began in cell `index` and that an edge would cut."""
    if (
        not (before.text.isdigit() and glyph.text.isdigit())
        or abs(before.middle - glyph.middle) > 0.3 * glyph.height
    ):
        return False
    edge = lattice.cells[index].rectangle[2]
    width = glyph.right - glyph.left
    cuts = before.right > edge + _INSIDE * width or glyph.left < edge - _INSIDE * width
    return cuts and -0.1 * width <= glyph.left - before.right <= _INSIDE * width

"""Strips between the cells of a table that nothing is printed in: cells set apart from each other, double lines, two
tables that nearly touch. They are no columns and no rows."""

from __future__ import annotations

from dataclasses import replace

from reports.formats.pdf.lattice import Lattice, LatticeCell

_NARROW, _LOW = 6.0, 5.5
"""Points; columns and rows below that hold no figure."""


def without_joints(lattice: Lattice) -> Lattice:
    """The lattice, its texts known, without such strips. `owner` is then of no more use."""
    columns = _strips(lattice.xs, _NARROW, {c.column for c in lattice.cells if c.columns == 1 and c.text})
    rows = _strips(lattice.ys, _LOW, {c.row for c in lattice.cells if c.rows == 1 and c.text})
    if not columns and not rows:
        return lattice
    xs, column_of = _kept(lattice.xs, columns)
    ys, row_of = _kept(lattice.ys, rows)
    cells = [
        _moved(cell, xs, ys, column_of, row_of)
        for cell in lattice.cells
        if column_of[cell.column] < column_of[cell.column + cell.columns]
        and row_of[cell.row] < row_of[cell.row + cell.rows]
    ]
    open_columns = frozenset(column_of[column] for column in lattice.open_columns if column not in columns)
    return replace(lattice, xs=xs, ys=ys, cells=cells, open_columns=open_columns)


def _strips(edges: list[float], least: float, used: set[int]) -> set[int]:
    return {
        index
        for index in range(len(edges) - 1)
        if edges[index + 1] - edges[index] < least and index not in used
    }


def _kept(edges: list[float], strips: set[int]) -> tuple[list[float], list[int]]:
    """(edges left, for each old edge the number of the new one it is now). A strip's far edge becomes its near one; the
    last strip of all gives up its near edge, so that the table keeps its width."""
    kept: list[float] = []
    now: list[int] = []
    for index, edge in enumerate(edges):
        if index - 1 in strips and kept:
            if index == len(edges) - 1:
                kept[-1] = edge
        else:
            kept.append(edge)
        now.append(len(kept) - 1)
    return kept, now


def _moved(
    cell: LatticeCell, xs: list[float], ys: list[float], column_of: list[int], row_of: list[int]
) -> LatticeCell:
    left, right = column_of[cell.column], column_of[cell.column + cell.columns]
    top, bottom = row_of[cell.row], row_of[cell.row + cell.rows]
    box = (xs[left], ys[top], xs[right], ys[bottom])
    return replace(cell, row=top, column=left, rows=bottom - top, columns=right - left, rectangle=box)

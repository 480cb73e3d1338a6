"""Glyphs into the cells of a lattice. What no cell takes stays outside, for the paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from reports.folding import squeeze
from reports.formats.pdf.cell_lines import BREAK, DOUBT, text_and_fullness, text_of_lines
from reports.formats.pdf.content import UNKNOWN, Glyph, Rectangle
from reports.formats.pdf.lattice import Lattice, LatticeCell
from reports.formats.pdf.lines import NUMBER

_TOUCH = 0.2
"""Share of a digit's width between two digits of one number."""
_SPREAD = 0.6
"""The same, where it is letter-spaced."""
_EVEN = 0.1
"""By how much the room between its digits differs, as a share of their width."""
_PAIR = 2
_NUMERALS = frozenset("一二三四五六七八九十")
"""The words of a label that is wider than its cell may end with one, in a cell beside it that is empty."""

_ONE_NUMBER = re.compile(r"^[\d.,+\-]+$")
_TWO_NUMBERS = re.compile(r"^[\d.,+\-]+ [\d.,+\-]+$")
_LISTED = re.compile(rf"^(\d)[{BREAK}{DOUBT}](?=[.．]\s*[^\W\d_])")
"""The number of a label in a column that is one letter wide, its point in the next line: no figure is broken there."""
_OF_NUMBERS = " ".join(NUMBER)
_OVERFLOW = 40.0
"""Points below a table within which a cell cut open by the page's end may go on."""


def fill_lattice(lattice: Lattice, glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Put each glyph into the cell that holds its centre; returns the rest.

    A number that is printed across an edge would be cut in two by that: neither of its cells can be known then.
    """
    over: set[int | None] = set()
    left, top, right, bottom = lattice.rectangle
    inside: list[list[Glyph]] = [[] for _ in lattice.cells]
    outside: list[Glyph] = []
    held: int | None = None
    put = outside.append
    xs, ys, owner = lattice.xs, lattice.ys, lattice.owner.get
    lowest = bottom + _OVERFLOW if lattice.open_columns else bottom
    low_x = low_y = high_x = high_y = 0.0
    for glyph in glyphs:
        x0, y0, x1, y1, _, _ = glyph
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        if low_x <= x < high_x and low_y <= y < high_y:
            put(glyph)
            continue
        if held is None and not top <= y <= lowest:
            outside.append(glyph)
            continue
        inner = left <= x <= right and top <= y <= bottom
        index = owner((bisect_right(ys, y) - 1, bisect_right(xs, x) - 1)) if inner else None
        if index is None and lattice.open_columns and bottom < y < bottom + _OVERFLOW:
            index = _open_cell(lattice, x)
        earlier = outside if held is None else inside[held]
        if held != index and earlier and _runs_over(earlier, glyph):
            over |= {held, index}
            index = index if held is None else held
        held = index
        if index is None:
            outside.append(glyph)
            low_x, high_x = 0.0, 0.0
            continue
        put = inside[index].append
        put(glyph)
        if lattice.closed:
            low_x, low_y, high_x, high_y = lattice.cells[index].rectangle
    _write(lattice, inside)
    _settle_breaks(lattice.cells)
    for index in over:
        if index is None:
            continue
        cell = lattice.cells[index]
        cell.text, cell.candidates = UNKNOWN, (cell.text,) if cell.text else ()
    return outside


def _write(lattice: Lattice, inside: Sequence[list[Glyph]]) -> None:
    """The text of each cell. Whether its last line is full is asked only where the page may end in it."""
    last = len(lattice.ys) - 1
    for cell, held in zip(lattice.cells, inside, strict=True):
        if not held:
            continue
        if cell.row + cell.rows < last:
            cell.text = held[0].text if len(held) == 1 else text_of_lines(held, cell.rectangle)
        else:
            cell.text, cell.full = text_and_fullness(held, cell.rectangle)


def mark_written(lattice: Lattice, shapes: Sequence[Rectangle]) -> None:
    """A cell with an outline in it that may be a figure is not empty, and a figure beside that may be part of one."""
    for x0, y0, x1, y1 in shapes:
        held = lattice.cell_at((x0 + x1) / 2, (y0 + y1) / 2)
        if held is not None and not lattice.cells[held].text.strip(_OF_NUMBERS):
            lattice.cells[held].text = UNKNOWN


def mark_pictured(lattice: Lattice, pictures: Sequence[Rectangle]) -> None:
    """A cell that holds nothing but a picture, or lies under one, is not empty: what it shows cannot be known."""
    for x0, y0, x1, y1 in pictures:
        held = lattice.cell_at((x0 + x1) / 2, (y0 + y1) / 2)
        for index, cell in enumerate(lattice.cells):
            left, top, right, bottom = cell.rectangle
            under = x0 <= (left + right) / 2 <= x1 and y0 <= (top + bottom) / 2 <= y1
            if not cell.text and (under or index == held):
                cell.text = UNKNOWN


def _settle_breaks(cells: list[LatticeCell]) -> None:
    """A number over two lines is one number where its row has plain numbers too, and no cell that two rows share.

    Elsewhere the line between two rows may only be missing: such a cell cannot be known.
    """
    broken = any(BREAK in cell.text for cell in cells)
    plain = {cell.row for cell in cells if _ONE_NUMBER.match(cell.text)} if broken else set()
    stacked = {cell.row for cell in cells if _TWO_NUMBERS.match(cell.text)} if broken else set()
    for cell in cells:
        if DOUBT in cell.text or BREAK in cell.text:
            cell.text = _LISTED.sub(r"\1", cell.text)
        if DOUBT in cell.text:
            whole = squeeze(cell.text.replace(BREAK, "").replace(DOUBT, ""))
            cell.text, cell.candidates = UNKNOWN, (whole,)
        elif BREAK in cell.text:
            whole = squeeze(cell.text.replace(BREAK, ""))
            if cell.row in plain and cell.row not in stacked:
                cell.text = whole
            else:
                cell.text, cell.candidates = UNKNOWN, (whole,)
        else:
            cell.text = squeeze(cell.text)


def _open_cell(lattice: Lattice, x: float) -> int | None:
    """The cell above a point under the table, where the page's end has cut that cell open."""
    column = bisect_right(lattice.xs, x) - 1
    return lattice.owner.get((len(lattice.ys) - 2, column)) if column in lattice.open_columns else None


def _runs_over(earlier: Sequence[Glyph], glyph: Glyph) -> bool:
    """Whether `glyph` goes on a number that `earlier`, glyphs of another cell, end with, or stands upon its end: figures of
    two cells never touch. In a number that is letter-spaced there is as much room between the two as before them.
    """
    before = earlier[-1]
    gap, width = glyph[0] - before[2], glyph[2] - glyph[0]
    if glyph[0] < before[0] or gap > _SPREAD * width:
        return False
    one, other = before.text, glyph.text
    if other in _NUMERALS and not one.isascii():
        return abs(gap) <= _TOUCH * width and glyph.space == 0 and abs(before.middle - glyph.middle) < 1.0
    if not (one in NUMBER and other in NUMBER and (one.isdigit() or other.isdigit())):
        return False
    if abs(before.middle - glyph.middle) > 0.3 * max(before.height, glyph.height):
        return False
    if gap <= _TOUCH * width or len(earlier) < _PAIR:
        return gap <= _TOUCH * width
    return abs(gap - (before.left - earlier[-_PAIR].right)) <= _EVEN * width

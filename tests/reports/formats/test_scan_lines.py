"""Rulings of a scan: strokes of the type in a table's cells are none, and make none longer."""

from __future__ import annotations

import pytest

cv2 = pytest.importorskip("cv2")
np = pytest.importorskip("numpy")

from reports.formats.pdf.lattice import find_lattices  # noqa: E402 - after the check for the extra
from reports.formats.scan.lines import find_lines  # noqa: E402 - as above

_POINTS = 72 / 200
_STROKE, _GAP = 24, 5
"""Pixels of a glyph's stroke at 200 dpi and between it and the next glyph's."""


def _table(strokes: bool) -> object:
    """Two narrow columns under a head over both, as table four has them; the row of the head is 43 pixels (15.5 pt)."""
    page = np.full((400, 600), 255, np.uint8)
    for y in (60, 103, 270, 313):
        cv2.line(page, (80, y), (480, y), 0, 2)
    for x, top in ((80, 60), (280, 103), (480, 60)):
        cv2.line(page, (x, top), (x, 313), 0, 2)
    if strokes:
        for glyph in range(8):  # the upper strokes of 未经复议直接起诉, in one line
            left = 150 + glyph * (_STROKE + _GAP)
            page[71:73, left : left + _STROKE] = 0
        cv2.line(page, (280, 72), (280, 98), 0, 2)  # the stem of a glyph right above a ruling
    return page


@pytest.mark.parametrize("strokes", [False, True])
def test_strokes_of_glyphs_are_no_rulings(strokes: bool) -> None:
    (lattice,) = find_lattices(*find_lines(_table(strokes), _POINTS), 1)
    assert (len(lattice.ys) - 1, len(lattice.xs) - 1) == (3, 2)
    assert [(cell.row, cell.column, cell.columns) for cell in lattice.cells] == [
        (0, 0, 2), (1, 0, 1), (1, 1, 1), (2, 0, 1), (2, 1, 1),
    ]  # fmt: skip


def _columns(stroke: tuple[int, int] | None, gap: bool) -> object:
    """Three rows of two columns, the middle one (（六）其他处理, 12.6 pt high) undivided but for a stroke of a glyph."""
    page = np.full((400, 600), 255, np.uint8)
    for y in (60, 160, 195, 295):
        cv2.line(page, (80, y), (480, y), 0, 2)
    for x in (80, 480):
        cv2.line(page, (x, 60), (x, 295), 0, 2)
    for top, bottom in ((60, 160), (195, 295)):
        cv2.line(page, (280, top), (280, bottom), 0, 2)
    if stroke:
        cv2.line(page, (280, stroke[0]), (280, stroke[1]), 0, 2)
    if gap:  # a ruling of dashes
        for top in (100, 120, 140, 220, 240, 260):
            page[top : top + 3, 276:286] = 255
    return page


@pytest.mark.parametrize(
    ("stroke", "gap", "cells"),
    [(None, False, 5), ((166, 188), False, 5), ((160, 195), False, 6), ((166, 188), True, 6)],
)
def test_a_glyph_that_fills_a_low_row_carries_no_ruling_through_it(
    stroke: tuple[int, int] | None, gap: bool, cells: int
) -> None:
    """A ruling that is broken elsewhere too is one that dust or dots break: it stays."""
    lattices = find_lattices(*find_lines(_columns(stroke, gap), _POINTS), 1)
    assert [len(lattice.cells) for lattice in lattices] == [cells]

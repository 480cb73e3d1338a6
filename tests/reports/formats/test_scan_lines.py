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

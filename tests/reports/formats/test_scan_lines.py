"""Rulings of a scan: strokes of the type in a table's cells are none, and make none longer."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

cv2 = pytest.importorskip("cv2")
np = pytest.importorskip("numpy")

from reports.formats.pdf.lattice import find_lattices  # noqa: E402 - after the check for the extra
from reports.formats.scan.lines import find_lines  # noqa: E402 - as above
from reports.formats.scan.runs import long_runs  # noqa: E402 - as above

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


@pytest.mark.parametrize(
    ("marks", "cells"),
    [
        (((165, 191), (200, 226)), 4),
        (((165, 191), (200, 230)), 4),
        (((160, 195), (195, 230)), 6),
        (((160, 191), (200, 230)), 6),
    ],
    ids=["stems", "stems, one down to its ruling", "a ruling", "a ruling with a gap where it meets another"],
)
def test_stems_of_glyphs_in_rows_above_each_other_are_no_ruling(
    marks: tuple[tuple[int, int], ...], cells: int
) -> None:
    """第二十条 above 行政事业性收费: the rows lost their labels to a column that is not there."""
    page = np.full((400, 600), 255, np.uint8)
    for y in (60, 160, 195, 230, 295):
        cv2.line(page, (80, y), (480, y), 0, 2)
    for x in (80, 480):
        cv2.line(page, (x, 60), (x, 295), 0, 2)
    for top, bottom in marks:
        cv2.line(page, (280, top), (280, bottom), 0, 2)
    (lattice,) = find_lattices(*find_lines(page, _POINTS), 1)
    assert len(lattice.cells) == cells


@pytest.mark.parametrize(
    ("inked", "cells"),
    [(((4, 33),), 34), (((0, 35),), 51), (tuple((at, at + 3) for at in range(0, 35, 6)), 51)],
    ids=["stems", "a ruling", "a dotted ruling"],
)
def test_first_glyphs_of_many_rows_are_no_ruling(inked: tuple[tuple[int, int], ...], cells: int) -> None:
    """亻, 彳 and 第 begin at one distance from the ruling: in a copy of a copy a whole table lost its labels to a column
    of 8 points. One row has two lines."""
    page = np.full((800, 600), 255, np.uint8)
    for row in range(19):
        if row != 9:
            page[60 + 35 * row : 62 + 35 * row, 80:480] = 0
        for top, bottom in inked if row < 18 else ():
            page[60 + 35 * row + top : 60 + 35 * row + bottom, 110:113] = 0
    for x in (80, 280, 480):
        page[60:692, x : x + 2] = 0
    (lattice,) = find_lattices(*find_lines(page, _POINTS), 1)
    assert len(lattice.cells) == cells


def test_stems_above_each_other_between_double_rulings_are_no_ruling() -> None:
    """Each cell has a border of its own, as a page's table without a style has them: the first figures of a column of zeros
    made a line, and the far half of the next ruling was read as a 1 (45 as 451)."""
    page = np.full((800, 600), 255, np.uint8)
    for row in range(20):
        for column in range(4):
            left, top = 80 + 100 * column, 60 + 27 * row
            cv2.rectangle(page, (left, top), (left + 97, top + 24), 0, 1)
            if column:
                page[top + 5 : top + 20, left + 7 : left + 9] = 0
    points = 72 / 170
    (lattice,) = find_lattices(*find_lines(page, points), 1)
    assert len(lattice.cells) == 80
    assert [round(x / points) for x in lattice.xs[1:-1]] == pytest.approx([178, 278, 378], abs=1)


@pytest.mark.parametrize(
    ("ends", "cells"),
    [((287, 393), 6), ((300, 396), 6), ((280, 400), 7)],
    ids=["strokes", "strokes to the right", "a ruling"],
)
def test_strokes_of_a_label_that_fills_its_cell_are_no_ruling(ends: tuple[int, int], cells: int) -> None:
    """其他结果 at the height of a ruling that begins further right: its label was cut in two, and table four was lost."""
    page = np.full((400, 600), 255, np.uint8)
    for y in (60, 160, 230):
        cv2.line(page, (80, y), (560, y), 0, 2)
    for x in (80, 280, 400, 480, 560):
        cv2.line(page, (x, 60 if x in (80, 560) else 160), (x, 230), 0, 2)
    cv2.line(page, (480, 195), (560, 195), 0, 2)
    cv2.line(page, (ends[0], 195), (ends[1], 195), 0, 2)
    (lattice,) = find_lattices(*find_lines(page, _POINTS), 1)
    assert len(lattice.cells) == cells


@pytest.mark.parametrize(
    ("across", "stems", "cells"),
    [((200, 255, 169), ((169, 190), (199, 225)), 8), ((80, 300, 110), (), 9), ((300, 480, 110), (), 9)],
    ids=["strokes", "a ruling", "a ruling to the open side"],
)
def test_a_stroke_and_the_stem_under_it_make_no_corner_of_a_cell(
    across: tuple[int, int, int], stems: tuple[tuple[int, int], ...], cells: int
) -> None:
    """性 above 十: the stroke bore out the stem, and the stem the stroke, and 规范性文件 was lost."""
    page = np.full((400, 600), 255, np.uint8)
    for y in (60, 160, 195, 230, 295):
        cv2.line(page, (80, y), (480, y), 0, 2)
    for x in (80, 300):
        cv2.line(page, (x, 60), (x, 295), 0, 2)
    left, right, at = across
    cv2.line(page, (left, at), (right, at), 0, 2)
    for top, bottom in stems:
        cv2.line(page, (right, top), (right, bottom), 0, 2)
    (lattice,) = find_lattices(*find_lines(page, _POINTS), 1)
    assert len(lattice.cells) == cells


_STEMS = (
    *((0, 36 * row, 30) for row in range(7)),
    *((10, 36 * row + 6, 30) for row in range(7)),
    (5, 72, 50),
)
"""Pixels (from the left, from the top, long): what stands under each other in seven rows, no row inked all the way by one."""


@pytest.mark.parametrize(
    ("strokes", "runs"),
    [([(0, 0, 252)], 1), ([(at, 63 * at, 63) for at in range(4)], 1), (_STEMS, 0)],
    ids=["a ruling", "one that leans", "stems"],
)
def test_stems_that_stand_a_little_beside_each_other_are_no_ruling(
    strokes: Sequence[tuple[int, int, int]], runs: int
) -> None:
    """第二十条 above 信息, 处罚, 强制 and 事业: seven rows of a fax lost their labels to a column that is not there."""
    ink = np.zeros((400, 200), np.uint8)
    for left, top, long in strokes:
        ink[60 + top : 60 + top + long, 100 + left : 103 + left] = 1
    assert len(long_runs(ink, 50, _POINTS, horizontal=False)) == runs

"""Dust on a scan: specks are taken off, and never what may be a decimal point, a stroke or a ruling."""

from __future__ import annotations

from typing import Any

import pytest

cv2 = pytest.importorskip("cv2", reason="the extra ocr is not installed: pip install -e '.[ocr]'")
np = pytest.importorskip("numpy", reason="the extra ocr is not installed: pip install -e '.[ocr]'")
POINTS = 72 / 200


def _paper(height: int = 200, width: int = 300) -> Any:
    return np.full((height, width), 245, np.uint8)


def test_a_speck_alone_goes_and_a_decimal_point_stays() -> None:
    from reports.formats.scan.dust import cleaned, without_dust

    page = _paper()
    page[80:104, 50:62] = page[80:104, 74:86] = 20  # two figures
    page[101:104, 66:69] = 20  # the point between them
    page[40:42, 200:202] = page[150, 100:103] = 20  # dust
    made = without_dust(page, POINTS)
    assert (made[40:42, 200:202] > 200).all()
    assert (made[150, 100:103] > 200).all()
    assert (made[78:106, 48:88] == page[78:106, 48:88]).all()
    line = page[80:104, 50:86].copy()
    line[2:4, 16:18] = 20  # a speck above the line's foot
    line[10, 5] = 245  # and one of paper in the ink
    tidy = cleaned(line).crop[3:-3, 3:-3]
    assert (tidy[2:4, 16:18] > 200).all()
    assert tidy[10, 5] < 60
    assert (tidy[21:24, 16:19] < 60).all()


def test_a_pair_of_specks_below_a_figure_is_no_second_line() -> None:
    from reports.formats.scan.ink import _without_strays

    figure, point, dust, dash = (
        [50, 80, 14, 23, 200],
        [66, 100, 3, 3, 9],
        [70, 200, 2, 7, 10],
        [90, 92, 8, 2, 16],
    )
    assert _without_strays([figure, point, dust, dash]) == [figure, point, dash]
    assert _without_strays([[50, 80, 20, 2, 40]]) == [[50, 80, 20, 2, 40]]
    assert _without_strays([]) == []


def _two_figures(dot: int) -> Any:
    """Two bars of 24 pixels as figures, and at the foot between them a dot of `dot` pixels a side."""
    line = _paper(28, 60)
    line[2:26, 8:12] = line[2:26, 40:44] = 20
    line[26 - dot : 26, 22 : 22 + dot] = 20
    return line


@pytest.mark.parametrize(("dot", "taken", "points"), [(1, 1, 0), (2, 1, 0), (3, 0, 1), (5, 0, 1)])
def test_a_speck_at_the_foot_of_a_number_is_no_point_and_a_point_is_no_speck(
    dot: int, taken: int, points: int
) -> None:
    """77 with dust was unknown as 7.7; and 7.7 must never become 77."""
    from reports.formats.scan.dust import cleaned

    clean = cleaned(_two_figures(dot))
    assert (clean.taken, clean.points) == (taken, points)
    assert (clean.crop[3:-3, 3:-3][20:26, 22:27] < 60).any() == bool(points)
    assert clean.explains("7.7", "77") == bool(taken)
    assert not clean.explains("7.8", "77")
    assert not clean.explains("7.7.", "77")


def test_a_dot_among_figures_too_small_to_measure_stays() -> None:
    from reports.formats.scan.dust import cleaned

    small = _paper(14, 40)
    small[2:11, 8:10] = small[2:11, 24:26] = small[10, 16] = 20
    assert cleaned(small).points == 1


def test_a_wrapped_number_is_told_in_spite_of_specks() -> None:
    from reports.formats.scan.dust import cleaned
    from reports.formats.scan.figures import wrapped_lines

    column = _paper(90, 60)
    for top, count in ((20, 3), (50, 1)):
        for at in range(count):
            column[top : top + 22, 16 + 12 * at : 20 + 12 * at] = 20
    column[45, 30] = column[60:62, 38:40] = 20
    crop = column[20:72, 16:44]
    assert not wrapped_lines(crop, (0, 0, 28, 52), POINTS)
    clean = cleaned(crop).crop
    assert wrapped_lines(clean, (0, 0, *clean.shape[::-1]), POINTS) == [(3, 3, 31, 25), (3, 33, 7, 55)]


@pytest.mark.parametrize(("inside", "full"), [(111, True), (113, False)])
def test_a_line_of_wide_figures_is_full_where_no_other_of_them_fits(inside: int, full: bool) -> None:
    """2095 over 5, in wide type: 18 pixels a figure, and 30 of the cell's own margins; the cell may be 5 * 18 + 22 wide."""
    from reports.formats.scan.figures import are_full, wrapped_lines

    column = _paper(80, 120)
    for top, count in ((10, 4), (45, 1)):
        for at in range(count):
            column[top : top + 23, 20 + 18 * at : 34 + 18 * at] = 20
    lines = wrapped_lines(column, (20, 10, 88, 68), POINTS)
    assert len(lines) == 2
    margins = (2 * 5.4 + 1) / POINTS - 22
    assert are_full(column, lines, ("2095", "5"), (inside + margins - 0.5) * POINTS, POINTS) is full


@pytest.mark.parametrize(("height", "gaps", "found"), [(86, 0, 4), (86, 2, 4), (86, 12, 3)])
def test_a_short_ruling_with_white_dust_still_parts_two_cells(height: int, gaps: int, found: int) -> None:
    """The rest of a broken header had two columns as one, which cost the whole table."""
    from reports.formats.scan.lines import find_lines

    page = _paper(300, 700)
    for y in (100, 100 + height):
        page[y : y + 2, 100:602] = 30
    for x in (100, 250, 400, 600):
        page[100 : 102 + height, x : x + 2] = 30
    for gap in range(gaps):
        page[106 + 6 * gap : 108 + 6 * gap, 248:256] = 240
    _, down = find_lines(page, POINTS)
    assert len(down) == found


def test_a_wrapped_number_is_not_searched_for_lines_of_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking for text in one cell took 0.8 s of the processor (four of them 3.3 s of 8.8)."""
    from reports.formats.pdf.lattice import LatticeCell
    from reports.formats.scan import cells

    page = _paper(120, 160)
    for top, count in ((30, 4), (65, 1)):
        for at in range(count):
            page[top : top + 23, 40 + 18 * at : 54 + 18 * at] = 20
    cell = LatticeCell(0, 0, 1, 1, (25 * POINTS, 20 * POINTS, 136 * POINTS, 100 * POINTS))
    wide = iter([*[("", 0.0)] * 2, *[("2095", 1.0), ("5", 1.0)] * 2])
    monkeypatch.setattr(cells, "read_crops", lambda crops: [next(wide) for _ in crops])
    monkeypatch.setattr(cells, "see_page", lambda image: pytest.fail("its lines were looked for"))
    cells._settle([cells._Print(cell, (40, 30, 108, 88), "", 0.0)], page, POINTS)
    assert cell.text == "20955"

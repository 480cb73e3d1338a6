"""Pages as they come: leaning, in shade, pale, behind a watermark, two side by side; print close to its rulings. No OCR."""

from __future__ import annotations

from typing import Any

import pytest

cv2 = pytest.importorskip("cv2", reason="the extra ocr is not installed: pip install -e '.[ocr]'")
Pillow = pytest.importorskip("PIL.Image", reason="the extra ocr is not installed: pip install -e '.[ocr]'")
np = pytest.importorskip("numpy", reason="the extra ocr is not installed: pip install -e '.[ocr]'")
POINTS = 72 / 200


def _ruled(height: int = 1100, width: int = 850) -> Any:
    """A page with a table of 12 rows and 6 columns."""
    page = np.full((height, width), 250, np.uint8)
    for y in range(200, 801, 50):
        page[y : y + 2, 100:701] = 30
    for x in range(100, 701, 100):
        page[200:801, x : x + 2] = 30
    return page


def _leans(page: Any) -> float:
    """The steepest of its lines, in degrees."""
    from reports.formats.scan.straight import _long_lines

    ink = (page < 128).astype(np.uint8) * 255
    slopes = [
        abs(y1 - y0) / abs(x1 - x0)
        for lines in (_long_lines(ink), _long_lines(np.ascontiguousarray(ink.T)))
        for x0, y0, x1, y1 in lines.tolist()
    ]
    assert len(slopes) >= 12
    return float(np.degrees(np.arctan(max(slopes))))


@pytest.mark.parametrize(
    "corners",
    [
        [(14, 0), (850, 14), (836, 1100), (0, 1086)],  # turned
        [(40, 20), (815, 5), (850, 1100), (0, 1090)],  # held before a telephone
    ],
)
def test_a_page_held_askew_before_a_lens_lies_straight_afterwards(corners: list[tuple[int, int]]) -> None:
    from reports.formats.scan.straight import straightening, warped

    flat = np.array([(0, 0), (850, 0), (850, 1100), (0, 1100)], np.float32)
    bend = cv2.getPerspectiveTransform(flat, np.array(corners, np.float32))
    page = cv2.warpPerspective(_ruled(), bend, (850, 1100), flags=cv2.INTER_CUBIC, borderValue=250)
    assert _leans(page) > 0.5
    matrix = straightening(page)
    assert matrix is not None
    assert _leans(warped(page, matrix)) < 0.1
    assert straightening(_ruled()) is None


def test_a_shade_goes_and_pale_print_becomes_dark() -> None:
    from reports.formats.scan.tone import deepened, evened

    page = _ruled()
    light = np.linspace(0.6, 1, page.shape[1])[None, :]
    made = evened((page * light).astype(np.uint8))
    paper = made[900:1000]
    assert np.ptp(np.percentile(paper, (2, 98))) < 25, "it was 100"
    pale = np.where(page < 128, 150, 250).astype(np.uint8)
    assert np.percentile(deepened(pale)[page < 128], 50) < 80
    assert (deepened(page) == page).all()


def test_a_watermark_goes_and_thin_strokes_and_rulings_stay() -> None:
    from reports.formats.scan.tone import without_watermark

    page = _ruled()
    page[300:301, 230:260] = 170  # the stroke of a 一, printed thin
    page[320:340, 240:246] = 40
    assert (without_watermark(page) == page).all(), "thin strokes beside print are no watermark"
    marked = page.copy()
    for at in range(5):
        cv2.putText(marked, "GOV", (120 + 90 * at, 900 - 130 * at), cv2.FONT_HERSHEY_SIMPLEX, 3, 190, 12)
    marked = np.minimum(marked, page)
    made = without_watermark(marked)
    assert (made[(marked == 190) & (page > 200)] > 200).mean() > 0.8, "what is left hems the rulings"
    assert (made[page < 60] < 60).all()


def test_two_pages_side_by_side_are_told_from_one_wide_table() -> None:
    from reports.formats.scan.facing import gap_between_pages

    two = np.hstack([_ruled(), _ruled()])
    cut = gap_between_pages(two)
    assert cut is not None
    assert abs(cut - 850) < 80
    assert gap_between_pages(_ruled()) is None
    wide = np.full((850, 1200), 250, np.uint8)
    for y in range(200, 700, 50):
        wide[y : y + 2, 100:1100] = 30
    assert gap_between_pages(wide) is None


def _cell(gap: int) -> tuple[Any, tuple[float, float, float, float]]:
    """A figure of 20 by 12 pixels, `gap` pixels from the ruling at its left, in a cell with rulings of 3 pixels."""
    page = np.full((120, 200), 250, np.uint8)
    page[20:23, 20:180] = page[60:63, 20:180] = 20
    page[20:63, 20:23] = page[20:63, 177:180] = 20
    left = 23 + gap
    page[31:51, left : left + 3] = page[31:51, left + 9 : left + 12] = 20
    page[31:34, left : left + 12] = page[48:51, left : left + 12] = 20
    return page, (22 * POINTS, 22 * POINTS, 179 * POINTS, 62 * POINTS)


@pytest.mark.parametrize("gap", [1, 2, 3, 6])
def test_a_figure_beside_a_ruling_keeps_its_side(gap: int) -> None:
    """An 8 without its left side is a 3."""
    from reports.formats.scan.ink import find_ink
    from reports.formats.scan.inside import inside_of

    page, rectangle = _cell(gap)
    inside = inside_of(rectangle, page, POINTS)
    found = find_ink(inside.box, page, POINTS)
    assert found is not None
    assert 23 <= found[0] <= 23 + gap
    assert found[2] >= 35 + gap
    assert not inside.touched


def test_the_inner_line_of_a_double_ruling_is_no_print() -> None:
    """Every cell of a table with double lines held a frame, of which nothing could be read."""
    from reports.formats.scan.ink import find_ink
    from reports.formats.scan.inside import inside_of

    page = np.full((120, 200), 250, np.uint8)
    for at in (20, 24):
        page[at : at + 3, 20:181] = page[84 - at : 87 - at, 20:181] = 20
        page[20:67, at : at + 3] = page[20:67, 201 - at : 204 - at] = 20
    rectangle = (23.5 * POINTS, 23.5 * POINTS, 180 * POINTS, 63.5 * POINTS)
    assert find_ink(inside_of(rectangle, page, POINTS).box, page, POINTS) is None
    page[34:54, 90:94] = 20
    found = find_ink(inside_of(rectangle, page, POINTS).box, page, POINTS)
    assert found is not None and found[0] > 80 and found[2] < 110, "the print is still found"


def test_a_figure_that_touches_a_ruling_is_known_to() -> None:
    from reports.formats.scan.inside import inside_of

    page, rectangle = _cell(0)
    assert inside_of(rectangle, page, POINTS).touched


def test_pale_print_is_no_bare_paper() -> None:
    from reports.formats.scan.ink import find_ink

    page = np.full((60, 120), 250, np.uint8)
    assert find_ink((0, 0, 120, 60), page, POINTS) is None
    page[20:40, 50:53] = page[20:40, 59:62] = 215
    page[20:23, 50:62] = page[37:40, 50:62] = 215
    assert find_ink((0, 0, 120, 60), page, POINTS) is not None
    noise = np.random.default_rng(1).normal(250, 9, (60, 120)).clip(0, 255).astype(np.uint8)
    assert find_ink((0, 0, 120, 60), noise, POINTS) is None


def test_a_number_shorter_than_its_print_is_not_believed() -> None:
    """Read from left to right, 111 may come out as 11."""
    from reports.formats.scan.figures import are_full, holds_more, wrapped_lines

    page = np.full((60, 120), 250, np.uint8)
    for left in (20, 34, 48):
        page[20:42, left : left + 4] = 20
    box = (20, 20, 52, 42)
    assert holds_more(page, box, "1")
    assert not holds_more(page, box, "111")
    column = np.full((90, 60), 250, np.uint8)
    for top, count in ((20, 3), (50, 1)):
        for at in range(count):
            column[top : top + 22, 16 + 12 * at : 20 + 12 * at] = 20
    lines = wrapped_lines(column, (16, 20, 44, 72), POINTS)
    assert lines == [(16, 20, 44, 42), (16, 50, 20, 72)]
    assert are_full(column, lines, ("111", "1"), 50 * POINTS, POINTS)
    assert not are_full(column, lines, ("111", "1"), 120 * POINTS, POINTS), "there was room for more figures"


@pytest.mark.parametrize("figures", ["482", "0", "7744", "2255"])
def test_a_number_that_was_struck_out_is_known_to_be(figures: str) -> None:
    """A figure corrected by pen: 22 with a stroke through it and 96 beside it was read as 2296."""
    from reports.formats.scan.figures import is_struck

    page = np.full((60, 200), 250, np.uint8)
    for at, figure in enumerate(figures):
        cv2.putText(page, figure, (40 + 26 * at, 42), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 20, 2, cv2.LINE_AA)
    page = cv2.resize(page, (120, 60), interpolation=cv2.INTER_AREA)  # as narrow as figures are printed
    dark = np.argwhere(page < 128)
    (top, left), (bottom, right) = dark.min(0).tolist(), dark.max(0).tolist()
    box, inside = (left, top, right + 1, bottom + 1), (4, 4, 116, 56)
    assert not is_struck(page, box, inside, POINTS)
    for fall in (3, -6, 7):
        struck = page.copy()
        cv2.line(struck, (left - 4, 32 - fall // 2), (right + 5, 32 + fall // 2), 20, 2, cv2.LINE_AA)
        assert is_struck(struck, box, inside, POINTS)


def test_a_lone_figure_in_a_wide_cell_is_not_struck_out_by_the_noise_of_its_paper() -> None:
    from reports.formats.scan.figures import is_struck

    page = np.random.default_rng(3).normal(252, 1.5, (60, 900)).clip(0, 255).astype(np.uint8)
    cv2.ellipse(page, (450, 30), (7, 11), 0, 0, 360, 20, 2, cv2.LINE_AA)
    assert not is_struck(page, (442, 18, 459, 43), (4, 4, 896, 56), POINTS)


def test_a_table_cut_into_two_pictures_is_one_again_and_two_tables_stay_two() -> None:
    from reports.formats.scan.stitched import stitched

    page = np.full((300, 400), 250, np.uint8)
    for y in (20, 100, 180, 260):
        page[y : y + 2, 30:370] = 20
    for x in (30, 130, 250, 368):
        page[20:262, x : x + 2] = 20
    cv2.putText(page, "482", (150, 155), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 20, 2)
    colour = cv2.cvtColor(page, cv2.COLOR_GRAY2BGR)
    (whole,) = stitched([colour[:148], colour[148:]])
    assert (whole == colour).all()
    assert len(stitched([colour[:102], colour[102:]])) == 1, "cut below a line"
    assert len(stitched([colour, colour])) == 2, "paper between them"
    assert len(stitched([colour[:262], colour[20:]])) == 2, "each has its own frame"
    assert len(stitched([colour[:148], colour[148:, :390]])) == 2, "not as wide"
    assert len(stitched([colour[:148], np.roll(colour, 40, axis=1)[148:]])) == 2, "other columns"


def test_a_stroke_in_a_label_of_glyphs_does_not_cross_it_out() -> None:
    """3.其他 has strokes as long as a figure is high: its row was lost; 廿25 is a figure struck out with another beside it."""
    from reports.formats.scan import cells

    page = np.full((60, 120), 250, np.uint8)
    struck = cells._Print(None, (20, 20, 100, 42), "", 0.0, struck=True)  # type: ignore[arg-type] # no cell is asked for
    assert cells._may_be("3.其他", page, struck)
    assert not cells._may_be("廿25", page, struck)
    assert not cells._may_be("365", page, struck)
    struck.struck = False
    assert not cells._may_be("心", page, struck)
    assert cells._may_be("25件", page, struck)
    assert cells._may_be("无", page, struck)
    struck.at_end = True
    assert cells._may_be("结", page, struck), "what a page's end left of 结果维持"


@pytest.mark.parametrize("ending", [".png", ".webp"])
def test_print_on_nothing_is_print_on_paper(ending: str) -> None:
    """Black ink on a transparent ground was black on black: the whole report was lost."""
    from reports.formats.scan.images import decode

    drawn = np.zeros((40, 40, 4), np.uint8)
    drawn[10:20, 10:20, 3] = 255
    (page,) = decode(bytes(cv2.imencode(ending, drawn)[1].tobytes()), f"report{ending}")
    assert page.shape == (40, 40, 3)
    assert page[15, 15].tolist() == [0, 0, 0]
    assert page[5, 5].tolist() == [255, 255, 255]


@pytest.mark.parametrize("sample", [np.uint8, np.uint16])
def test_a_grey_picture_has_its_levels(sample: Any) -> None:
    from reports.formats.scan.images import decode

    most = np.iinfo(sample).max
    drawn = np.full((40, 40), most, sample)
    drawn[10:20] = 0
    (page,) = decode(bytes(cv2.imencode(".png", drawn)[1].tobytes()), "report.png")
    assert (page.dtype, page.shape) == (np.uint8, (40, 40, 3))
    assert page[15, 15].tolist() == [0, 0, 0]
    assert page[5, 5].tolist() == [255, 255, 255]

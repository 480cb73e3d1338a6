"""PDF as people see it: what is hidden is not read, what is struck out or printed upon something else is not known, and
cells may be told by dots or by filled boxes."""

from __future__ import annotations

import math

import pytest

from reports.formats.pdf import load_pdf
from tests.reports.formats.pdf_maker import HEIGHT, SIZE, Page, pdf
from tests.reports.formats.test_pdf import ROWS, XS, only_grid, read, simple, texts

UNKNOWN = "\ufffd"


def cell(page: Page) -> str | None:
    """What is read where the table of `ROWS` shows 3001."""
    return texts(only_grid(read(page)))[0][1]


def middle(text: str) -> tuple[float, float]:
    """Where `simple` prints the second cell of the first row."""
    return (XS[1] + XS[2]) / 2 - 0.25 * SIZE * len(text), 110 + 0.35 * SIZE


@pytest.mark.parametrize("hide", ["1 g", "1 1 1 rg", "0 0 0 0 k"])
def test_a_figure_printed_in_the_colour_of_paper_is_not_read(hide: str) -> None:
    assert cell(simple(ROWS).raw(hide).text(205, 113, "77")) == "3001"


def test_a_white_figure_on_a_dark_cell_is_read() -> None:
    rows = [["Label A", "", "53", "0"], *ROWS[1:]]
    page = Page().raw("0.1 0.2 0.5 rg").bar(XS[1], 100, XS[2], 120).raw("0 g")
    page.commands += simple(rows).commands
    assert cell(page.raw("1 g").text(225, 113, "77")) == "77"


def test_a_white_figure_on_a_picture_of_unknown_brightness_is_unknown() -> None:
    rows = [["Label A", "", "53", "0"], *ROWS[1:]]
    page = Page().raw("0.85 g").bar(XS[1], 100, XS[2], 120).raw("0 g")
    page.commands += simple(rows).commands
    assert cell(page.raw("1 g").text(225, 113, "7")) == UNKNOWN


def test_a_figure_without_ink_in_a_page_of_ink_is_not_read() -> None:
    page = simple([["Label A", "3001", "53", "0"], *[["Label B", "34", "", "7"]] * 12])
    for row in range(6):
        page.text(205, 113 + 20 * row, "77", mode=3)
    assert cell(page) == "3001"


def test_a_figure_that_is_struck_out_is_unknown() -> None:
    x, baseline = middle("3001")
    page = simple(ROWS).line(x - 1, baseline - 3.2, x + 21, baseline - 3.2)
    assert set(cell(page) or "") == {UNKNOWN}
    underlined = simple(ROWS).line(x - 1, baseline + 1, x + 21, baseline + 1)
    assert cell(underlined) == "3001"


def test_two_figures_printed_upon_each_other_are_unknown() -> None:
    x, baseline = middle("3001")
    read_ = cell(simple(ROWS).text(x, baseline, "4877"))
    assert read_ is not None
    assert not read_.replace(UNKNOWN, "").isdigit()
    assert read_.count(UNKNOWN) == 4


def test_a_footnotes_mark_is_no_digit_of_the_figure_beside_it() -> None:
    x, baseline = middle("3001")
    assert (
        "".join((cell(simple(ROWS).text(x + 22, baseline - 3, "2", size=6)) or "").split())
        == f"3001{UNKNOWN}"
    )


def dotted(page: Page, xs: list[float], ys: list[float]) -> Page:
    """Rulings as browsers draw them: a small square for each dot."""
    for y in ys:
        for step in range(int((xs[-1] - xs[0]) / 1.5) + 1):
            page.bar(xs[0] + 1.5 * step, y, xs[0] + 1.5 * step + 0.75, y + 0.75)
    for x in xs:
        for step in range(int((ys[-1] - ys[0]) / 1.5) + 1):
            page.bar(x, ys[0] + 1.5 * step, x + 0.75, ys[0] + 1.5 * step + 0.75)
    return page


def words(page: Page, rows: list[list[str]], xs: list[float], ys: list[float]) -> Page:
    for row, top in zip(rows, ys, strict=False):
        for text, left in zip(row, xs, strict=False):
            if text:
                page.text(left + 4, top + 13, text)
    return page


YS = [100.0, 120, 140, 160]


def test_a_dotted_ruling_is_a_ruling() -> None:
    made = only_grid(read(words(dotted(Page(), list(map(float, XS)), YS), ROWS, list(map(float, XS)), YS)))
    assert made.reliable
    assert texts(made) == ROWS


def tiles(page: Page, shade: str, cells: list[tuple[int, int]]) -> Page:
    page.raw(shade)
    for row, column in cells:
        page.bar(XS[column] + 0.5, YS[row] + 0.5, XS[column + 1] - 0.5, YS[row + 1] - 0.5)
    return page.raw("0 g")


ALL = [(row, column) for row in range(3) for column in range(4)]


@pytest.mark.parametrize("ground", [False, True])
def test_cells_told_by_filled_boxes_alone_are_cells(ground: bool) -> None:
    page = Page()
    if ground:
        page.bar(XS[0], YS[0], XS[-1], YS[-1])
    made = only_grid(read(words(tiles(page, "0.95 g", ALL), ROWS, list(map(float, XS)), YS)))
    assert made.reliable
    assert texts(made) == ROWS


def test_boxes_that_shade_only_some_cells_make_no_table_of_their_own() -> None:
    shaded = [place for place in ALL if place not in {(1, 2), (2, 1)}]
    document = read(words(tiles(Page(), "0.95 g", shaded), ROWS, list(map(float, XS)), YS))
    assert not any(grid.reliable for grid in document.grids)


def test_a_head_that_recurs_on_both_pages_does_not_cut_their_table() -> None:
    pages = [
        simple([[f"{number}.row", "1", "2", "3"]] * 3, top=100).text(200, 40, "Some county")
        for number in (1, 2)
    ]
    assert len(only_grid(read(*pages)).rows) == 6


def picture(page: Page) -> Page:
    """An opaque grey picture over the whole page."""
    return page.raw("q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 80> EI Q")


def test_text_under_a_picture_of_the_page_is_a_scanners_and_not_believed() -> None:
    document = read(picture(simple(ROWS * 3)))
    assert not document.blocks
    assert [place.rectangle for place in document.unread] == [None]


def test_text_upon_a_picture_of_the_page_is_read() -> None:
    page = picture(Page())
    page.commands += simple([ROWS[0], ROWS[2]]).commands
    assert texts(only_grid(read(page))) == [ROWS[0], ROWS[2]]


def test_what_lies_beside_a_shorter_row_is_no_blank_cell() -> None:
    page = simple([["Label A", "1", "2", "3"]])
    page.commands += simple([["Label B", "4", "5", "6"]], top=120).commands
    for y in (120, 140):
        page.line(380, y, 440, y)
    page.line(440, 120, 440, 140).text(400, 133, "7")
    assert texts(only_grid(read(page))) == [["Label A", "1", "2", "3", None], ["Label B", "4", "5", "6", "7"]]


def test_the_room_between_cells_set_apart_is_no_column() -> None:
    page = Page()
    for row in range(3):
        for column in range(3):
            left, top = 100 + 60 * column, 100 + 25 * row
            right, bottom = left + 55.2, top + 20.2
            page.line(left, top, right, top).line(left, bottom, right, bottom)
            page.line(left, top, left, bottom).line(right, top, right, bottom)
            page.text(left + 10, top + 14, str(10 * row + column))
    for at in (97, 278):
        page.line(at, 97, at, 173)
    for at in (97, 173):
        page.line(97, at, 278, at)
    made = only_grid(read(page))
    assert made.reliable
    assert texts(made) == [["0", "1", "2"], ["10", "11", "12"], ["20", "21", "22"]]


def test_two_short_lines_of_digits_are_not_certainly_one_number() -> None:
    xs, ys = [70.0, 82, 300], [100.0, 130]
    page = words(Page(), [], xs, ys)
    for x in xs:
        page.line(x, 100, x, 130)
    for y in ys:
        page.line(70, y, 300, y)
    page.text(70.5, 112, "23").text(70.5, 124, "24").text(90, 118, "7")
    (one, _), *_ = texts(only_grid(read(page)))
    assert one == UNKNOWN


@pytest.mark.parametrize(
    ("first", "second", "whole"), [("3,", "612", "3,612"), ("3,612,", "045", "3,612,045")]
)
def test_a_number_broken_at_its_thousands_separator_is_one_number(
    first: str, second: str, whole: str
) -> None:
    x, baseline = middle(first)
    rows = [["Label A", "", "53", "0"], *ROWS[1:]]
    assert (
        cell(simple(rows).text(x, baseline - 6, first, size=8).text(x, baseline + 4, second, size=8)) == whole
    )


_DUMB = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Own /Encoding /Identity-H /DescendantFonts [<< /Type /Font "
    "/Subtype /CIDFontType2 /BaseFont /ABCDEF+Own /DW 500 /CIDToGIDMap /Identity /CIDSystemInfo << /Registry (Adobe) "
    "/Ordering (Identity) /Supplement 0 >> >>] >>"
)
"""A font of the file's own, of whose codes nothing says what they mean."""


@pytest.mark.parametrize("code", ["0035", "002d", "0013"])
def test_a_code_that_means_nobody_knows_what_is_no_figure(code: str) -> None:
    rows = [["Label A", "", "53", "0"], *ROWS[1:]]
    page = simple(rows).raw(f"BT /F3 10 Tf 225 {HEIGHT - 113} Td <{code}> Tj ET")
    data = pdf(page, more=(_DUMB,)).replace(b"/F2 4 0 R >>", b"/F2 4 0 R /F3 5 0 R >>")
    assert texts(only_grid(load_pdf(data, "report.pdf")))[0][1] == UNKNOWN


@pytest.mark.parametrize(
    ("before", "after", "hidden"),
    [
        ("1 g", "0 g", True),
        ("1 g", "0 g BT /F1 10 Tf 208 730 Td (77) Tj ET", True),
        ("q 0 0 9 9 re W n 1 g", "Q", False),
    ],
    ids=["box", "another figure upon it", "box that is cut away"],
)
def test_a_figure_that_a_box_was_painted_over_is_not_known(before: str, after: str, hidden: bool) -> None:
    found = cell(simple(ROWS).raw(before).bar(XS[1] + 2, 102, XS[2] - 2, 118).raw(after)) or ""
    assert (UNKNOWN in found, "3001" in found) == (hidden, not hidden)


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("degrees", [30, 45, 315])
def test_a_watermark_across_the_table_takes_no_figure_away(degrees: int, first: bool) -> None:
    turn = math.radians(degrees)
    across, up = math.cos(turn), math.sin(turn)
    matrix = f"{across:.3f} {up:.3f} {-up:.3f} {across:.3f} 205 {HEIGHT - 113:.2f}"
    mark = f"q 0.8 g BT /F1 48 Tf {matrix} Tm (2023) Tj ET Q"
    page = Page().raw(mark) if first else Page()
    page.commands += simple(ROWS).commands
    assert cell(page if first else page.raw(mark)) == "3001"


def test_a_large_figure_upon_a_figure_that_stands_straight_leaves_neither_known() -> None:
    x, baseline = middle("3001")
    assert cell(simple(ROWS).text(x, baseline, "8", 30)) != "3001"


def test_a_figure_that_an_unseen_layer_says_otherwise_is_not_made_longer() -> None:
    """PDFium leaves out what is printed twice in one place: of an unseen 30017 over 3001 it gives the last figure alone."""
    page = Page()
    for line in range(27):
        page.text(60, 300 + 15 * line, "政府信息公开工作年度报告主动公开依申请公开")
    page.commands += simple(ROWS).commands
    x, baseline = middle("3001")
    assert cell(page.text(x + 0.3, baseline + 0.3, "30017", mode=3)) == "3001"


def outlined(page: Page, x: float, baseline: float, letters: int = 1, width: float = 4.4) -> Page:
    """Letters turned into curves, as programs print a font that they may not put into a file."""
    for at in range(letters):
        left, low, right, high = (
            x + 1.2 * width * at,
            HEIGHT - baseline,
            x + (1.2 * at + 1) * width,
            HEIGHT - baseline + 6.4,
        )
        corners = [
            (left, low),
            (right, low),
            (right, high),
            (left, high),
            (left, low + 2),
            (left + 1, low + 2),
            (left + 1, low + 1),
        ]
        start, *others = (f"{across:.2f} {up:.2f}" for across, up in corners)
        page.raw(f"{start} m {' '.join(f'{point} l' for point in others)} h f")
    return page


@pytest.mark.parametrize("width", [4.4, 2.2], ids=["0", "1"])
def test_a_cell_whose_figure_is_an_outline_is_not_blank(width: float) -> None:
    """One of them stood alone in its cell and was called blank: only where a page had many close together were they seen."""
    rows = [["Label A", "", "53", "0"], *ROWS[1:]]
    assert cell(simple(rows)) == ""
    assert cell(outlined(simple(rows), 228, 113, width=width)) == UNKNOWN


def test_an_outline_over_a_blank_at_a_pages_head_does_not_make_the_row_s_other_blanks_sure() -> None:
    upper = simple([["Name", "A", "B", "C"], ["1.First", "1", "2", "3"], ["2.Short", "4", "5", "6"]], top=700)
    lower = simple([["other row", "", "", ""], ["9.Last", "7", "8", "9"]], top=60)
    made = only_grid(read(upper, outlined(lower, 350, 73)))
    assert texts(made)[3] == ["other row", UNKNOWN, UNKNOWN, UNKNOWN]


def test_a_figure_beside_an_outline_may_be_part_of_one() -> None:
    assert cell(outlined(simple(ROWS), 243, 113)) == UNKNOWN


def test_one_heading_in_outlines_leaves_its_page_unread() -> None:
    """Section six was called missing."""
    page = simple(ROWS).text(70, 300, "words below")
    (place,) = read(outlined(page, 70, 250, letters=11, width=9.0)).unread
    assert place.page == 1
    assert place.rectangle is not None


def test_bullets_and_an_emblem_in_outlines_leave_the_page_read() -> None:
    page = simple(ROWS)
    for line in range(8):
        outlined(page, 70, 250 + 20 * line).text(85, 250 + 20 * line, "words of a line")
    for row in range(3):
        outlined(page, 300, 500 + 7 * row, letters=3, width=5.0)
    assert read(page).unread == ()


@pytest.mark.parametrize("shift", [0.3, 1.2, 2.5])
def test_a_figure_with_its_shadow_is_printed_once(shift: float) -> None:
    """3001 was read as 33000011."""
    x, baseline = middle("3001")
    assert cell(simple(ROWS).text(x + shift, baseline + 0.4, "3001")) == "3001"


@pytest.mark.parametrize("leaning", [False, True])
def test_the_small_letters_of_a_slanted_watermark_are_left_out_and_those_of_an_italic_are_read(
    leaning: bool,
) -> None:
    x, baseline = middle("3001")
    rows = [["Label A", "", "53", "0"], *ROWS[1:]]
    turn = "1 0 0.33 1" if leaning else "0.866 0.5 -0.5 0.866"
    page = simple(rows).raw(f"BT /F1 10 Tf {turn} {x:.2f} {HEIGHT - baseline:.2f} Tm (3001) Tj ET")
    assert cell(page) == ("3001" if leaning else "")


def _askew(text: str, degrees: float, x: float = 40, y: float = 300) -> str:
    turn = math.radians(degrees)
    matrix = f"{math.cos(turn):.4f} {math.sin(turn):.4f} {-math.sin(turn):.4f} {math.cos(turn):.4f}"
    return f"BT /F2 10 Tf {matrix} {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET"


@pytest.mark.parametrize(
    ("words", "degrees", "unread"),
    [
        ("六、其他需要报告的事项", 90, True),
        ("六、其他需要报告的事项", 270, True),
        ("六、其他需要报告的事项", 40, True),
        ("六、其他需要报告的事项", 0, False),
        ("青溪县人民政府", 40, False),
        ("第3页", 90, False),
    ],
)
def test_a_heading_that_stands_askew_is_not_called_missing(words: str, degrees: float, unread: bool) -> None:
    page = Page().text(60, 60, "一、总体情况").text(60, 80, "本年度主动公开情况良好，没有其他情况。" * 2)
    page.text(60, 100, "本机关没有其他需要报告的事项。")
    assert bool(read(page.raw(_askew(words, degrees))).unread) is unread


def test_sections_printed_upright_around_a_table_that_lies_on_its_side_are_not_called_missing() -> None:
    page = Page().text(60, 60, "三、收到和处理政府信息公开申请情况").text(60, 80, "五、存在的主要问题")
    for at in range(12):
        page.raw(_askew(f"{1234 + at}", 90, 100 + 20 * at, 100))
    assert read(page).unread


def test_letters_that_nobody_sees_do_not_move_what_is_asked_of_those_that_stand_askew() -> None:
    """Each of them counts among the characters of the page."""
    page = simple([["Label A", "3001", "53", "0"], *[["Label B", "34", "", "7"]] * 12])
    for row in range(6):
        page.text(205, 113 + 20 * row, "770000", mode=3)
    assert not read(page.text(60, 500, "六、其他需要报告的事项")).unread
    assert read(page.raw(_askew("六、其他需要报告的事项", 90, 20))).unread

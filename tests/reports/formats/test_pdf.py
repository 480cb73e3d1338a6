"""PDF with text: every figure in its cell whatever draws the lines, and nothing read that may be otherwise."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.document import Document, Grid, GridCell
from reports.formats.pdf import load_pdf
from tests.reports.formats.pdf_maker import HEIGHT, Page, grid, pdf

XS = [70, 200, 260, 320, 380]


def read(*pages: Page, info: str = "") -> Document:
    return load_pdf(pdf(*pages, info=info), "report.pdf")


def texts(made: Grid) -> list[list[str | None]]:
    return [[c.text if c else None for c in row] for row in made.rows]


def only_grid(document: Document) -> Grid:
    (made,) = document.grids
    return made


def simple(rows: list[list[str]], top: float = 100, height: float = 20) -> Page:
    ys = [top + height * i for i in range(len(rows) + 1)]
    return grid(
        Page(), XS, ys, [(r, c, 1, 1, text) for r, row in enumerate(rows) for c, text in enumerate(row)]
    )


ROWS = [["Label A", "3001", "53", "0"], ["Label B", "34", "", "7"], ["Label C", "0", "61", "3119"]]


def test_cells_are_read_where_they_stand_and_a_blank_stays_blank() -> None:
    made = only_grid(read(simple(ROWS)))
    assert texts(made) == ROWS
    assert made.reliable
    cell = made.rows[1][3]
    assert isinstance(cell, GridCell)
    assert (cell.place.page, cell.place.row, cell.place.column) == (1, 2, 4)
    assert cell.place.rectangle == (320.0, 120.0, 380.0, 140.0)


def test_rulings_may_be_thin_boxes_and_backgrounds_are_no_rulings() -> None:
    page = Page().raw("0.9 g").bar(70, 100, 380, 120).raw("0 g")
    for x in (70, 260, 380):
        page.bar(x - 0.4, 100, x + 0.4, 140)
    for y in (100, 120, 140):
        page.bar(70, y - 0.4, 380, y + 0.4)
    for text, x, y in (("a", 100, 115), ("1", 300, 115), ("b", 100, 135), ("2", 300, 135)):
        page.text(x, y, text)
    assert texts(only_grid(read(page))) == [["a", "1"], ["b", "2"]]


def test_merged_cells_are_one_cell_over_all_they_cover() -> None:
    cells = [
        (0, 0, 2, 1, "Group"),
        (0, 1, 1, 3, "Head"),
        (1, 1, 1, 1, "1"),
        (1, 2, 1, 1, "2"),
        (1, 3, 1, 1, "3"),
    ]
    made = only_grid(read(grid(Page(), XS, [100, 120, 140], cells)))
    assert texts(made) == [["Group", "Head", "Head", "Head"], ["Group", "1", "2", "3"]]
    assert made.rows[0][1] is made.rows[0][3]
    assert made.rows[0][0] is made.rows[1][0]


def test_a_table_without_outer_borders_is_closed() -> None:
    page = Page()
    for x in (200, 260):
        page.line(x, 100, x, 140)
    for y in (100, 120, 140):
        page.line(70, y, 320, y)
    for text, x, y in (
        ("a", 90, 115),
        ("1", 220, 115),
        ("2", 280, 115),
        ("b", 90, 135),
        ("3", 220, 135),
        ("4", 280, 135),
    ):
        page.text(x, y, text)
    assert texts(only_grid(read(page))) == [["a", "1", "2"], ["b", "3", "4"]]


def test_digits_set_apart_evenly_are_one_number_and_two_numbers_stay_two() -> None:
    page = grid(Page(), XS, [100, 120], [(0, c, 1, 1, "") for c in range(4)])
    page.text(80, 115, "Label").text(205, 115, "3119", spacing=4.0).text(265, 115, "12 34").text(
        325, 115, "5 6"
    )
    assert texts(only_grid(read(page))) == [["Label", "3119", "12 34", "5 6"]]


def test_a_number_printed_over_an_edge_is_not_cut_in_two() -> None:
    page = grid(
        Page(), XS, [100, 120], [(0, 0, 1, 1, "Label"), (0, 1, 1, 1, ""), (0, 2, 1, 1, ""), (0, 3, 1, 1, "")]
    )
    page.text(238, 114, "4472281")
    begins, ends = only_grid(read(page)).rows[0][1:3]
    assert begins is not None
    assert ends is not None
    assert (begins.text, begins.candidates) == ("\ufffd", ("4472281",))
    assert ends.text == "\ufffd", "nor is the cell it runs into known to be blank"


def test_a_number_that_runs_out_of_its_table_or_begins_in_another_cell_with_one_digit_is_not_cut() -> None:
    page = grid(
        Page(), XS, [100, 120], [(0, 0, 1, 1, "Label"), (0, 1, 1, 1, ""), (0, 2, 1, 1, ""), (0, 3, 1, 1, "")]
    )
    page.text(255, 114, "1,490").text(364, 114, "98152")
    *_, first, begins, ends = only_grid(read(page)).rows[0]
    assert [cell and cell.text for cell in (first, begins, ends)] == ["\ufffd"] * 3


def test_a_letter_spaced_number_that_reaches_over_a_wall_is_not_cut_and_figures_near_a_wall_are_read() -> (
    None
):
    cells = [(0, 0, 1, 1, "Label"), (0, 1, 1, 1, ""), (0, 2, 1, 1, ""), (0, 3, 1, 1, "")]
    page = grid(Page(), XS, [100, 120], cells).text(239.5, 114, "1697", spacing=1.5).text(290, 114, "245")
    assert [cell and cell.text for cell in only_grid(read(page)).rows[0][1:3]] == ["\ufffd", "\ufffd"]
    near = grid(Page(), XS, [100, 120], cells).text(236.5, 114, "1697").text(261.5, 114, "245")
    assert [cell and cell.text for cell in only_grid(read(near)).rows[0][1:3]] == ["1697", "245"]


def test_names_of_columns_turned_on_their_side_do_not_turn_the_page() -> None:
    page = simple([["Label A", "3001", "53", "0"], ["Label B", "34", "7", "7"]])
    for x in range(100, 160, 15):
        page.raw(f"BT /F1 10 Tf 0 -1 1 0 {x} 600 Tm (a name that goes down the page) Tj ET")
    assert texts(only_grid(read(page)))[0] == ["Label A", "3001", "53", "0"]


def test_a_word_drawn_twice_for_boldness_counts_once() -> None:
    page = simple(ROWS)
    page.text(340, 114, "9").text(340.3, 114, "9")
    assert only_grid(read(page)).rows[0][3].text in ("09", "90", "9")  # type: ignore[union-attr]  # the cell is there
    twice = grid(Page(), XS, [100, 120], [(0, c, 1, 1, "") for c in range(4)])
    twice.text(210, 114, "3119").text(210.3, 114, "3119").text(80, 114, "Label")
    assert texts(only_grid(read(twice)))[0][:2] == ["Label", "3119"]


def test_a_page_turned_on_its_side_reads_the_same() -> None:
    for rotate in (0, 90, 180, 270):
        page = simple(ROWS)
        page.rotate = rotate
        upright = texts(only_grid(read(page)))
        assert {t for row in upright for t in row if t} == {t for row in ROWS for t in row if t}, rotate
        assert upright == ROWS, rotate


def test_a_table_laid_sideways_on_the_page_reads_the_same() -> None:
    for matrix in ("0 1 -1 0 842 0", "0 -1 1 0 0 842", "-1 0 0 -1 595 842"):
        page = simple(ROWS)
        page.commands.insert(0, f"q {matrix} cm")
        page.media = (0, 0, 842, 842)
        assert texts(only_grid(read(page))) == ROWS, matrix


def test_a_page_whose_box_does_not_begin_at_zero_reads_the_same() -> None:
    page = simple(ROWS)
    page.media = (30, 20, 595, 842)
    assert texts(only_grid(read(page))) == ROWS


def seam(last: list[str], first: list[str], *, between: str = "") -> Document:
    head = [["Name", "A", "B", "C"], ["1.First", "1", "2", "3"]]
    upper, lower = simple([*head, last], top=700), simple([first, ["9.Last", "7", "8", "9"]], top=60)
    lower.text(290, 820, "2")
    if between:
        lower.text(80, 40, between)
    return read(upper, lower)


def test_a_table_goes_on_over_the_page_past_its_number() -> None:
    made = only_grid(seam(["2.Second", "4", "5", "6"], ["3.Third", "0", "0", "0"]))
    assert [row[0] for row in texts(made)] == ["Name", "1.First", "2.Second", "3.Third", "9.Last"]
    assert [row[0].place.page for row in made.rows if row[0]] == [1, 1, 1, 2, 2]


def test_words_between_two_tables_keep_them_apart() -> None:
    document = seam(
        ["2.Second", "4", "5", "6"], ["3.Third", "0", "0", "0"], between="Section four of the report"
    )
    assert len(list(document.grids)) == 2


def test_repeated_headers_are_not_rows() -> None:
    made = only_grid(seam(["2.Second", "4", "5", "6"], ["Name", "A", "B", "C"]))
    assert [row[0] for row in texts(made)] == ["Name", "1.First", "2.Second", "9.Last"]


def test_a_row_cut_by_the_page_is_one_row_only_where_its_label_wraps() -> None:
    full = "2.A very long label of type"
    made = only_grid(seam([full, "4", "5", "6"], ["wraps here", "", "", ""]))
    assert texts(made)[2] == [full + " wraps here", "4", "5", "6"]
    short = only_grid(seam(["2.Short", "4", "5", "6"], ["other row", "", "", ""]))
    assert [row[0] for row in texts(short)][2:4] == ["2.Short", "other row"]


def test_the_blanks_of_a_row_that_may_be_a_tail_are_not_called_blank() -> None:
    made = only_grid(seam(["2.Short", "4", "5", "6"], ["other row", "", "", ""]))
    assert texts(made)[3] == ["other row", "\ufffd", "\ufffd", "\ufffd"]
    marked = only_grid(seam(["2.Short", "4", "5", "6"], ["3.Other", "", "", ""]))
    assert texts(marked)[3] == ["3.Other", "", "", ""]


def test_a_row_cut_by_the_page_is_one_row_where_the_name_of_its_group_stands_below() -> None:
    full = "2.A very long label"
    xs = [70, 120, 215, 300, 380]
    head = [(0, 0, 1, 1, "Group"), (0, 1, 1, 1, "Name"), (0, 2, 1, 1, "A"), (0, 3, 1, 1, "B")]
    row = [(1, 0, 1, 1, ""), (1, 1, 1, 1, full), (1, 2, 1, 1, "4"), (1, 3, 1, 1, "5")]
    upper = grid(Page(), xs, [740, 760, 780], head + row)
    rest = [(0, 0, 2, 1, "3.Whole"), (0, 1, 1, 1, "wraps"), (0, 2, 1, 1, ""), (0, 3, 1, 1, "")]
    next_row = [(1, 1, 1, 1, "3.Next"), (1, 2, 1, 1, "6"), (1, 3, 1, 1, "7")]
    lower = grid(Page(), xs, [60, 80, 100], rest + next_row)
    assert texts(only_grid(read(upper, lower)))[1:] == [
        ["3.Whole", f"{full} wraps", "4", "5"],
        ["3.Whole", "3.Next", "6", "7"],
    ]


def test_the_number_of_a_label_in_a_column_one_letter_wide_is_no_broken_figure() -> None:
    page = Page()
    xs, ys = [70, 84, 140], [100, 170, 190]
    for y in ys:
        page.line(70, y, 140, y)
    for x in xs:
        page.line(x, 100, x, 190)
    for index, letter in enumerate("1.属于国"):
        page.text(72, 112 + 12 * index, letter)
    page.text(100, 140, "8")
    page.text(72, 184, "其")
    page.text(100, 184, "3")
    assert texts(only_grid(read(page))) == [["1.属于国", "8"], ["其", "3"]]


def test_the_rests_of_wrapped_figures_beside_the_rest_of_a_label_are_no_row() -> None:
    made = only_grid(seam(["2.Short", "4", "77", "6"], ["other row", "", "5", ""]))
    assert texts(made)[2:4] == [["2.Short", "4", "\ufffd", "6"], ["other row", "\ufffd", "\ufffd", "\ufffd"]]


def test_the_blanks_of_a_tail_below_a_header_that_is_not_the_tables_own_are_not_called_blank() -> None:
    upper = simple([["Name", "A", "B", "C"], ["1.First", "1", "2", "3"], ["2.Short", "4", "5", "6"]], top=700)
    lower = simple(
        [
            ["Names", "A", "B", "C"],
            ["other row", "", "", ""],
            ["3.Third", "", "", ""],
            ["9.Last", "7", "8", "9"],
        ],
        top=60,
    )
    made = texts(only_grid(read(upper, lower)))
    assert made[4] == ["other row", "\ufffd", "\ufffd", "\ufffd"]
    assert made[5] == ["3.Third", "", "", ""]


def test_a_number_that_goes_on_over_the_page_beside_the_name_of_its_group_is_never_half_a_number() -> None:
    xs = (70, 110, 200, 300, 400)
    upper = grid(Page(), xs, [700, 720, 740], [
        (0, 0, 1, 1, "G"), (0, 1, 1, 1, "Name"), (0, 2, 1, 1, "A"), (0, 3, 1, 1, "B"),
        (1, 0, 1, 1, "Group"), (1, 1, 1, 1, "1.First"), (1, 2, 1, 1, "233"), (1, 3, 1, 1, "7"),
    ])  # fmt: skip
    lower = grid(Page(), xs, [60, 80, 100], [
        (0, 0, 2, 1, "goes"), (0, 1, 1, 1, ""), (0, 2, 1, 1, "9"), (0, 3, 1, 1, ""),
        (1, 1, 1, 1, "2.Second"), (1, 2, 1, 1, "4"), (1, 3, 1, 1, "5"),
    ])  # fmt: skip
    made = texts(only_grid(read(upper, lower)))
    assert made[1][1:] == ["1.First", "\ufffd", "7"]
    assert made[-1][1:] == ["2.Second", "4", "5"]


def test_two_rows_of_figures_never_become_one_at_a_seam() -> None:
    made = only_grid(seam(["2.A very long label of type", "4", "5", "6"], ["other", "1", "1", "1"]))
    assert texts(made)[2:4] == [["2.A very long label of type", "4", "5", "6"], ["other", "1", "1", "1"]]


def test_a_number_cut_by_the_page_is_never_half_a_number() -> None:
    made = only_grid(
        seam(["2.A very long label of type", "1872765432", "5", "6"], ["wraps here", "7", "", ""])
    )
    cell = made.rows[2][1]
    assert isinstance(cell, GridCell)
    assert (cell.text, cell.candidates) == ("\ufffd", ("18727654327",))


def test_a_number_whose_end_alone_stands_on_the_next_page_is_never_half_a_number() -> None:
    made = only_grid(seam(["2.Second", "1872765432", "5", "6"], ["", "7", "", ""]))
    cell = made.rows[2][1]
    assert isinstance(cell, GridCell)
    assert (cell.text, cell.candidates) == ("\ufffd", ("18727654327",))
    assert texts(made)[2][2:] == ["5", "6"]
    assert len(made.rows) == 4


def test_a_scanners_hidden_text_is_not_believed() -> None:
    page = Page().text(80, 100, "Total 3119", mode=3)
    assert not read(page).blocks


def test_a_table_without_rulings_is_only_a_guess() -> None:
    page = Page()
    for row, cells in enumerate([["Name", "A", "B"], ["first", "1", "23"], ["second", "456", "7"]]):
        for column, text in enumerate(cells):
            page.text(80 + 120 * column, 100 + 20 * row, text)
    made = only_grid(read(page))
    assert not made.reliable
    assert texts(made)[1:] == [["first", "1", "23"], ["second", "456", "7"]]


def test_an_authors_name_stays_in_the_file() -> None:
    info = "/Author (Wang Someone) /Title (report.doc) /CreationDate (D:20250225100250+08'00')"
    document = read(simple(ROWS), info=info)
    assert "Someone" not in repr(document)
    assert document.titles == ()
    assert [date.date for date in document.dates] == ["2025-02-25"]


figures = st.one_of(st.just(""), st.integers(0, 99_999).map(str))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(figures, min_size=3, max_size=3), min_size=2, max_size=8), st.integers(16, 40))
def test_any_table_of_figures_comes_back_as_printed(rows: list[list[str]], height: int) -> None:
    printed = [[f"{number}.row", *row] for number, row in enumerate(rows, 1)]
    assert texts(only_grid(read(simple(printed, height=height)))) == printed


def test_what_a_browser_prints_in_the_margins_does_not_cut_a_sentence() -> None:
    def printed(number: int, *lines: str) -> Page:
        page = Page()
        page.text(24, 20, "2024/1/31 10:05")
        page.text(24, HEIGHT - 14, f"https://www.example.gov.cn/zwgk/t1.html {number}/2")
        for index, line in enumerate(lines):
            page.text(50, 60 + 16 * index, line)
        return page

    above = "全年主动公开政府信息共一千二百条，其中通过门户网站公开的政府信息占绝大多数，并且"
    document = load_pdf(pdf(printed(1, above, above, above), printed(2, "逐年增加。")), "print.pdf")
    assert [paragraph.text for paragraph in document.paragraphs] == [above * 3 + "逐年增加。"]


def test_the_blanks_of_a_label_that_begins_a_pages_table_without_its_row_are_not_called_blank() -> None:
    rows = [["of a label", "", "", ""], ["9.Last", "7", "8", "9"]]
    assert texts(only_grid(read(Page(), simple(rows))))[0] == ["of a label", "\ufffd", "\ufffd", "\ufffd"]
    assert texts(only_grid(read(simple(rows))))[0] == ["of a label", "", "", ""], "no page is before it"


def test_only_a_cell_that_the_pages_end_cuts_open_goes_on_below_its_table() -> None:
    page = Page()
    for x in (70, 200, 260):
        page.line(x, 100, x, 140)
    for x, y in ((70, 100), (70, 120), (200, 140)):  # no line under the label at the end
        page.line(x, y, 260, y)
    for x, y, text in ((90, 115, "Label A"), (90, 135, "Label B"), (90, 150, "ends")):
        page.text(x, y, text)
    for y, text in ((115, "1"), (135, "2"), (150, "9")):
        page.text(225, y, text)
    assert texts(only_grid(read(page))) == [["Label A", "1"], ["Label B ends", "2"]]


def test_double_lines_that_hold_no_cell_are_no_table_at_the_head_of_a_page() -> None:
    lower = Page()
    for y in (60, 65.2):
        lower.line(XS[0], y, XS[-1], y)
    for x in XS:
        lower.line(x, 60, x, 65.2)
    assert texts(only_grid(read(simple(ROWS, top=700), lower))) == ROWS


def test_pages_side_by_side_on_a_sheet_have_no_order() -> None:
    """Two of an article on one sheet: a line goes on beside itself. Words and tables that run across the middle are of one page."""
    sheet = Page(media=(0, 0, 842, 595))
    for row in range(6):
        sheet.text(60, 300 + 20 * row, "words of the page to the left 123").text(
            480, 300 + 20 * row, "those of the other 456"
        )
    assert read(sheet).meta["sheets"] == "parted"
    assert "sheets" not in read(sheet.text(330, 430, "and words that run across the middle of it")).meta
    assert "sheets" not in read(simple(ROWS * 6)).meta

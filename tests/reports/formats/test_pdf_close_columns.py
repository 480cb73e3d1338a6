"""Table three without rulings, its columns set as close as they go: names of columns wrapped in two lines that touch, figures
a thin space apart, names of groups beside those of rows."""

from __future__ import annotations

from reports import AnnualReport, read
from tests.reports.formats.pdf_maker import Page, pdf

SIZE = 9.0
FIRST = 360
PITCH = 29
NAMES = ("自然|人", "商业企|业", "科研机|构", "社会公|益组织", "法律服|务机构", "其他", "总计")
Row = tuple[str, tuple[int | str, ...]]
ROWS: tuple[Row, ...] = (
    ("一、本年新收政府信息公开申请数量", (44, 71, 43, 64, 35, 12300)),
    ("二、上年结转政府信息公开申请数量", (2, 2, 4, 3, 1, 4)),
    ("（一）予以公开", (5, 3, 1, 1, 5, 2)),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", (5, 11, 0, 3, 2, 0)),
    ("1.属于国家秘密", (0, 11, 11, 0, 0, 1)),
)


def _total(figures: tuple[int | str, ...]) -> int:
    return sum(figure for figure in figures if isinstance(figure, int))


def _middle(page: Page, column: int, baseline: float, text: str) -> None:
    width = (0.556 if text.isascii() else 1.0) * SIZE * len(text)
    page.text(FIRST + PITCH * column - width / 2, baseline, text, SIZE)


def _report(rows: tuple[Row, ...] = ROWS, groups: tuple[tuple[int, str], ...] = ()) -> AnnualReport:
    """`groups`: the half lines below the first row on which a name stands left of those of the rows."""
    page = Page()
    page.text(60, 50, "青溪县人民政府2024年政府信息公开工作年度报告", 14)
    page.text(60, 90, "三、收到和处理政府信息公开申请情况", 11)
    for column, name in enumerate(NAMES):
        for line, part in enumerate(name.split("|")):
            _middle(page, column, 120 + 11 * line, part)
    for at, (name, figures) in enumerate(rows):
        baseline = 150 + 22 * at
        width = SIZE * len(name)
        page.text(max(90.0, 210 - width / 2), baseline, name, SIZE)
        for column, figure in enumerate((*figures, _total(figures))):
            _middle(page, column, baseline, str(figure))
    for half, group in groups:
        page.text(45, 150 + 11 * half, group, SIZE)
    return read(pdf(page), "report.pdf")


def _row(report: AnnualReport, row: str) -> list[object]:
    columns = ("natural_person", "business", "research", "welfare", "legal", "other", "total")
    return [report.cells[f"applications.{row}.{column}"].value for column in columns]


def test_wrapped_names_of_columns_that_touch_are_told_apart_by_the_figures_below() -> None:
    report = _report()
    for row, (_, figures) in zip(("carried_in", "granted", "partially_granted"), ROWS[1:], strict=False):
        assert _row(report, row) == [*figures, _total(figures)]


def test_figures_a_thin_space_apart_are_two_where_other_rows_have_two_columns() -> None:
    assert _row(_report(), "new_received") == [44, 71, 43, 64, 35, 12300, 12557]


def test_figures_that_do_not_add_up_are_not_read_however_they_are_cut() -> None:
    rows = (("一、本年新收政府信息公开申请数量", (44, 71, 43, 64, 35, "12300")), *ROWS[1:])
    assert _row(_report(rows), "new_received") == [None] * 7


def test_the_name_of_a_group_beside_a_row_is_no_part_of_its_name() -> None:
    groups = ((4, "三、本"), (6, "年度"), (8, "（三）不"), (9, "予公开"))
    report = _report(groups=groups)
    for row, (_, figures) in zip(("granted", "denied_state_secret"), (ROWS[2], ROWS[4]), strict=True):
        assert _row(report, row) == [*figures, _total(figures)]


def test_a_sign_for_nothing_holds_its_column_in_a_table_without_rulings() -> None:
    rows = (*ROWS[:2], ("（一）予以公开", (5, "/", 1, "/", 5, 2)), *ROWS[3:])
    report = _report(rows)
    assert _row(report, "granted") == [5, None, 1, None, 5, 2, 13]
    assert report.cells["applications.granted.business"].state == "symbol"

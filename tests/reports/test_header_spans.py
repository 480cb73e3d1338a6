"""Headers whose spans are wrong by one: no figure goes under another column's name, and no table is lost to an empty cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

import reports

_ORDER = ("natural_person", "business", "research", "welfare", "legal", "other", "total")
_ROWS = {
    "一、本年新收政府信息公开申请数量": ("new_received", (9, 5, 0, 0, 2, 1, 17)),
    "二、上年结转政府信息公开申请数量": ("carried_in", (1, 0, 0, 0, 0, 0, 1)),
    "（一）予以公开": ("granted", (4, 2, 0, 0, 1, 1, 8)),
}
_MIDDLE = "".join(f"<td>{n}</td>" for n in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"))


def _read(body: str) -> reports.AnnualReport:
    title = "<h1>梧桐县水利局2023年政府信息公开工作年度报告</h1><p>三、收到和处理政府信息公开申请情况</p>"
    return reports.read(f"{title}<table>{body}</table>".encode(), "page.html")


def _applications(corner: str, organisations: int, *, first: str = "自然人") -> reports.AnnualReport:
    head = (
        f"<tr><td {corner}>（本列数据的勾稽关系）</td><td colspan=7>申请人情况</td></tr>"
        f"<tr><td rowspan=2>{first}</td><td colspan={organisations}>法人或其他组织</td><td rowspan=2>总计</td></tr>"
        f"<tr>{_MIDDLE}</tr>"
    )
    rows = "".join(
        f"<tr><td colspan=3>{label}</td>" + "".join(f"<td>{n}</td>" for n in figures) + "</tr>"
        for label, (_, figures) in _ROWS.items()
    )
    return _read(head + rows)


@pytest.mark.parametrize("organisations", [4, 5, 6])
@pytest.mark.parametrize("corner", ["rowspan=3 colspan=3", "rowspan=2 colspan=3", "rowspan=3 colspan=2", ""])
def test_no_figure_goes_under_a_column_that_a_wrong_span_moved(corner: str, organisations: int) -> None:
    report = _applications(corner, organisations)
    for row, figures in _ROWS.values():
        for column, figure in zip(_ORDER, figures, strict=True):
            assert report.cell(f"applications.{row}.{column}").value in (figure, None)


def test_a_header_in_its_right_place_is_read_whole() -> None:
    report = _applications("rowspan=3 colspan=3", 5)
    assert report.cell("applications.granted.total").value == 8


_HEAD = (
    "<tr><td colspan=5>行政复议</td><td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr><tr>"
    + "<td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td>" * 3
    + "</tr>"
)
_FIGURES = "".join(f"<td>{n}</td>" for n in (1, 0, 2, 0, 3, 4, 0, 0, 1, 5, 2, 2, 2, 2, 8))


@pytest.mark.parametrize(
    ("before", "after"),
    [("<td></td>", ""), ("", "<td></td>"), ("<td></td>", "<td></td>"), ("<td>件数</td>", "")],
)
def test_a_cell_beside_the_fifteen_figures_does_not_lose_table_four(before: str, after: str) -> None:
    report = _read(f"{_HEAD}<tr>{before}{_FIGURES}{after}</tr>")
    assert report.cell("litigation.suit_after_review.total").value == 8
    assert report.cell("litigation.review.upheld").value == 1


def test_fifteen_figures_that_do_not_add_up_beside_an_empty_cell_are_not_read() -> None:
    report = _read(f"{_HEAD}<tr><td></td>{_FIGURES.replace('<td>3</td>', '<td>7</td>')}</tr>")
    assert report.cell("litigation.review.total").value is None


def test_a_header_over_two_figures_does_not_move_the_rest_of_table_four() -> None:
    report = _read(_HEAD.replace("<td>总计</td>", "<td colspan=2>总计</td>", 1) + f"<tr>{_FIGURES}</tr>")
    assert report.cell("litigation.suit_after_review.total").value in (8, None)
    assert report.cell("litigation.suit_after_review.other").value in (2, None)


@pytest.mark.parametrize("lost", ["上一年项目数量", "本年增/减", "处理决定数量"])
def test_a_lost_header_of_table_two_does_not_move_the_figures(lost: str) -> None:
    head = (
        "<tr><td>信息内容</td><td>上一年项目数量</td><td colspan=2>本年增/减</td><td>处理决定数量</td></tr>"
    )
    row = "<tr><td>行政许可</td><td colspan=2>67</td><td>4</td><td>3893</td></tr>"
    page = f"<h1>梧桐县水利局2020年政府信息公开工作年度报告</h1><table>{head.replace(lost, '')}{row}</table>"
    report = reports.read(page.encode(), "page.html")
    printed = {"items_prev": 67, "items_delta": 4, "decisions": 3893}
    for column, figure in printed.items():
        assert report.cell(f"disclosure.licensing.{column}").value in (figure, None)


def _row_of(cells: str) -> reports.AnnualReport:
    whole = "".join(
        f"<tr><td colspan=3>{label}</td>" + "".join(f"<td>{n}</td>" for n in figures) + "</tr>"
        for label, (_, figures) in _ROWS.items()
    )
    names = f"<tr><td colspan=3></td><td>自然人</td>{_MIDDLE}<td>总计</td></tr>"
    return _read(f"{names}{whole}<tr><td colspan=3>2.重复申请</td>{cells}</tr>")


def test_a_merged_zero_is_no_figure_where_the_row_does_not_add_up_with_it() -> None:
    cells = "<td>4</td><td colspan=2>0</td><td>0</td><td>0</td><td>0</td><td>9</td>"
    repeated = _row_of(cells)
    assert repeated.cell("applications.not_processed_repeated.business").value is None
    assert repeated.cell("applications.not_processed_repeated.natural_person").value == 4
    right = _row_of(cells.replace("9", "4"))
    assert right.cell("applications.not_processed_repeated.business").value == 0


@pytest.mark.parametrize("twice", range(15))
def test_a_result_named_twice_moves_no_figure_of_table_four(twice: int) -> None:
    leaves = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3
    leaves.insert(twice, leaves[twice])
    groups = (
        "<tr><td colspan=5>行政复议</td><td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>"
    )
    figures = (1, 0, 2, 0, 3, 4, 0, 0, 1, 5, 2, 2, 2, 2, 8)
    header = "".join(f"<td>{leaf}</td>" for leaf in leaves)
    report = _read(f"{groups}<tr>{header}</tr><tr>" + "".join(f"<td>{n}</td>" for n in figures) + "</tr>")
    printed = iter(figures)
    for group in ("review", "suit_direct", "suit_after_review"):
        for leaf in ("upheld", "corrected", "other", "pending", "total"):
            assert report.cell(f"litigation.{group}.{leaf}").value in (next(printed), None)


_NAMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_GROUPS = ("行政复议", "未经复议直接起诉", "复议后起诉")
_COUNTS = ((1, 0, 2, 0, 3), (4, 0, 0, 1, 5), (2, 2, 2, 2, 8))
_IDS = ("upheld", "corrected", "other", "pending", "total")


def _cells(texts: Iterable[object]) -> str:
    return "".join(f"<td>{text}</td>" for text in texts)


def _litigation(report: reports.AnnualReport) -> list[tuple[object, ...]]:
    groups = ("review", "suit_direct", "suit_after_review")
    return [tuple(report.cell(f"litigation.{group}.{id}").value for id in _IDS) for group in groups]


def test_table_four_with_its_groups_down_the_side_is_read() -> None:
    suits = "<td rowspan=2>行政诉讼</td>"
    rows = [
        f"<tr><td colspan=2></td>{_cells(_NAMES)}</tr>",
        f"<tr><td colspan=2>行政复议</td>{_cells(_COUNTS[0])}</tr>",
    ]
    rows += [
        f"<tr>{suits}<td>{_GROUPS[1]}</td>{_cells(_COUNTS[1])}</tr>",
        f"<tr><td>{_GROUPS[2]}</td>{_cells(_COUNTS[2])}</tr>",
    ]
    assert _litigation(_read("".join(rows))) == list(_COUNTS)


def test_table_four_in_two_tables_is_read() -> None:
    first = f"<tr><td colspan=5>行政复议</td></tr><tr>{_cells(_NAMES)}</tr><tr>{_cells(_COUNTS[0])}</tr>"
    heads = "<tr><td colspan=10>行政诉讼</td></tr><tr><td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>"
    second = f"{heads}<tr>{_cells(_NAMES * 2)}</tr><tr>{_cells((*_COUNTS[1], *_COUNTS[2]))}</tr>"
    assert _litigation(_read(f"{first}</table><table>{second}")) == list(_COUNTS)


@pytest.mark.parametrize("wrong", [("结果纠正", "结果维持"), ("结果维持", "结果维持"), ("结果维持", "驳回")])
def test_names_that_changed_places_move_no_figure_of_a_turned_table_four(wrong: tuple[str, str]) -> None:
    names = (*wrong, *_NAMES[2:])
    counts = ((1, 5, 2, 0, 3), (4, 0, 0, 1, 6), (2, 2, 2, 2, 9))
    rows = [f"<tr><td></td>{_cells(names)}</tr>"]
    rows += [
        f"<tr><td>{group}</td>{_cells(figures)}</tr>" for group, figures in zip(_GROUPS, counts, strict=True)
    ]
    assert _litigation(_read("".join(rows))) == [(None,) * 5] * 3


_DOWN = ("natural_person", "business", "research", "welfare", "legal", "other", "total")
_APPLICANTS = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")


def _without(column: str, total: int) -> reports.AnnualReport:
    left = [name for name in _APPLICANTS if name != column]
    head = (
        "<tr><td rowspan=3>（本列数据的勾稽关系）</td><td colspan=6>申请人情况</td></tr>"
        "<tr><td rowspan=2>自然人</td><td colspan=4>法人或其他组织</td><td rowspan=2>总计</td></tr>"
        f"<tr>{_cells(left)}</tr>"
    )
    labels = [row.label for row in reports.forms()["2021"].table("applications")[0].rows]
    rows = "".join(f"<tr><td>{label}</td>{_cells((3, 1, 0, 0, 2, total))}</tr>" for label in labels)
    return _read(head + rows)


@pytest.mark.parametrize("column", _APPLICANTS)
def test_a_column_that_is_left_out_is_absent_and_the_others_are_read(column: str) -> None:
    report = _without(column, 6)
    gone = _DOWN[1 + _APPLICANTS.index(column)]
    kept = [id for id in _DOWN if id != gone]
    assert [report.cell(f"applications.carried_in.{id}").value for id in kept] == [3, 1, 0, 0, 2, 6]
    assert str(report.cell(f"applications.carried_in.{gone}").state) == "absent"


def test_no_column_is_left_out_where_the_figures_do_not_make_the_totals() -> None:
    report = _without("科研机构", 7)
    assert {str(report.cell(f"applications.carried_in.{id}").state) for id in _DOWN} == {"unreadable"}


def test_the_item_of_the_law_may_stand_beside_its_rows_in_table_two() -> None:
    head = "<tr><td rowspan=3>第二十条第（一）项</td><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
    first = "<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr><tr><td>行政规范性文件</td><td>4</td><td>1</td><td>9</td></tr>"
    second = (
        "<tr><td rowspan=2>第二十条第（五）项</td><td>信息内容</td><td colspan=3>本年处理决定数量</td></tr>"
    )
    report = _read(f"{head}{first}{second}<tr><td>行政许可</td><td colspan=3>77</td></tr>")
    assert report.cell("disclosure.normative_docs.in_force").value == 9
    assert report.cell("disclosure.licensing.decisions").value == 77


def _framed(words: object) -> str:
    return f"<table><tr><td>{words}</td></tr></table>"


@pytest.mark.parametrize(
    ("frame", "behind"), [(_framed, ""), (str, '<input type="hidden" value="9">')], ids=["table", "field"]
)
def test_what_stands_about_a_figure_unseen_is_no_doubt_about_it(
    frame: Callable[[object], str], behind: str
) -> None:
    labels = [row.label for row in reports.forms()["2021"].table("applications")[0].rows]
    lines = [("项目", "自然人", *_APPLICANTS, "总计"), *((label, 3, 1, 0, 0, 2, 4, 10) for label in labels)]
    cells = (_cells(frame(text) + behind for text in line) for line in lines)
    report = _read("".join(f"<tr>{each}</tr>" for each in cells))
    assert [report.cell(f"applications.carried_in.{id}").value for id in _DOWN] == [3, 1, 0, 0, 2, 4, 10]

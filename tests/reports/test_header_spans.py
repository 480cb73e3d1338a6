"""Headers whose spans are wrong by one: no figure goes under another column's name, and no table is lost to an empty cell."""

from __future__ import annotations

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

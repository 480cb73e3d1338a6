"""Tables and reports of a county's departments on one page with its own: never mixed with it, never in its way."""

from __future__ import annotations

import pytest

import reports
from tests.reports.statutory import HEADINGS

_COLUMNS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
_OWN, _THEIRS = 40, 7
_TITLE = "<h1>梧桐县2023年政府信息公开工作年度报告</h1>"


def _table(received: int, first: str = "") -> str:
    head = "".join(f"<td>{name}</td>" for name in ("", *_COLUMNS))
    rows = {"一、本年新收政府信息公开申请数量": received, "（一）予以公开": received - 2}
    body = "".join(
        f"<tr><td>{label}</td><td>{n}</td>{'<td>0</td>' * 5}<td>{n}</td></tr>" for label, n in rows.items()
    )
    caption = f"<tr><td colspan='8'>{first}</td></tr>" if first else ""
    return f"<table>{caption}<tr>{head}</tr>{body}</table>"


def _report(received: int, below: str = "", above: str = "") -> str:
    parts = [f"<p>{heading}</p>" for heading in HEADINGS]
    parts[2] += above + _table(received) + below
    return "<p>下列数据自2023年1月1日起至12月31日止。</p>" + "<p>情况良好。</p>".join(parts) + "<p>无。</p>"


def _read(page: str) -> reports.AnnualReport:
    return reports.read(page.encode(), "page.html")


@pytest.mark.parametrize(
    "page",
    [
        _report(_OWN) + "<p>县教育局</p>" + _table(_THEIRS) + "<p>县公安局</p>" + _table(_THEIRS + 1),
        _report(_OWN) + "<p>附件1：县教育局2023年政府信息公开工作年度报告数据表</p>" + _table(_THEIRS),
        _report(_OWN) + "<p>填报单位：东河镇人民政府</p>" + _table(_THEIRS),
        _report(_OWN) + _table(_THEIRS, "县教育局"),
        _report(_OWN, below="<p>其中：县政府办公室</p>" + _table(_THEIRS)),
        _report(_OWN, above="<p>县公安局</p>" + _table(_THEIRS) + "<p>全县汇总</p>"),
        _report(_OWN) + "<h2>县教育局2023年政府信息公开工作年度报告</h2>" + _report(_THEIRS),
        _report(_OWN) + "<p>县教育局</p>" + _report(_THEIRS),
    ],
)
def test_a_departments_table_on_the_page_neither_becomes_nor_hides_the_countys_own(page: str) -> None:
    report = _read(_TITLE + page)
    assert report.cell("applications.new_received.total").value == _OWN
    assert report.cell("applications.granted.natural_person").value == _OWN - 2


def test_a_departments_whole_report_below_gives_its_county_no_second_headings() -> None:
    report = _read(_TITLE + _report(_OWN) + "<p>县教育局</p>" + _report(_THEIRS))
    assert not any(section.repeats for section in report.sections.values())


def test_tables_under_a_name_are_the_reports_own_where_no_other_stands_there() -> None:
    page = _report(_OWN, above="<p>县政府办公室</p>")
    assert _read(_TITLE + page).cell("applications.new_received.total").value == _OWN


def test_a_table_that_only_a_department_has_is_not_the_countys() -> None:
    own = _report(_OWN).replace(_table(_OWN), "")
    page = own + "<table><tr><td>行政规范性文件</td><td>3</td></tr></table><p>县教育局</p>" + _table(_THEIRS)
    report = _read(_TITLE + page)
    assert report.cell("applications.new_received.total").state is reports.CellState.UNREADABLE


def test_a_list_of_departments_does_not_leave_the_countys_row_unread() -> None:
    names = "".join(f"<td>{name}</td>" for name in ("单位", "新收", "上年结转", "予以公开", "结转下年度"))
    listed = (
        f"<table><tr>{names}</tr><tr><td>县教育局</td><td>3</td><td>0</td><td>2</td><td>1</td></tr></table>"
    )
    report = _read(_TITLE + _report(_OWN) + "<p>附：各部门办理情况</p>" + listed)
    assert report.cell("applications.granted.total").value == _OWN - 2


def test_a_caption_element_says_whose_and_of_which_year_its_table_is() -> None:
    captioned = _table(_THEIRS).replace("<table>", "<table><caption>县教育局</caption>")
    older = _table(_THEIRS).replace("<table>", "<table><caption>2022年度</caption>")
    for below in (captioned, older):
        report = _read(_TITLE + _report(_OWN, below=below))
        assert report.cell("applications.new_received.total").value == _OWN


def test_a_heading_in_a_caption_element_is_a_heading() -> None:
    page = _report(_OWN).replace(f"<p>{HEADINGS[2]}</p><table>", f"<table><caption>{HEADINGS[2]}</caption>")
    assert _read(_TITLE + page).sections["applications"].present

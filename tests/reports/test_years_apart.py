"""Whole reports of several years on one page: the one that the page or its list names is read, never another year's."""

from __future__ import annotations

import pytest

import reports
from tests.reports.statutory import HEADINGS

_RECEIVED = {2021: 5, 2022: 11, 2023: 29}
_COLUMNS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")


def _report(year: int, name: str = "梧桐县水务局") -> str:
    head = "".join(f"<td>{column}</td>" for column in ("", *_COLUMNS))
    zeros, number = "<td>0</td>" * 5, _RECEIVED[year]
    row = f"<tr><td>一、本年新收政府信息公开申请数量</td><td>{number}</td>{zeros}<td>{number}</td></tr>"
    parts = [f"<p>{heading}</p><p>{year}年的{heading[2:]}良好。</p>" for heading in HEADINGS]
    parts[2] += f"<table><tr>{head}</tr>{row}</table>"
    return f"<p>{name}{year}年政府信息公开工作年度报告</p>{''.join(parts)}"


def _read(
    title: str, *years: int, listed: str | None = None, name: str = "梧桐县水务局"
) -> reports.AnnualReport:
    bodies = "".join(_report(year, name) for year in years)
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{bodies}</body></html>"
    return reports.read(page.encode(), "page.html", listed_title=listed)


@pytest.mark.parametrize(
    "years", [(2022, 2023), (2023, 2022), (2021, 2022, 2023), (2023, 2021), (2022, 2023, 2021)]
)
@pytest.mark.parametrize("name", ["梧桐县水务局", ""])
def test_the_year_of_the_pages_title_is_read_wherever_it_stands(years: tuple[int, ...], name: str) -> None:
    report = _read("梧桐县水务局2023年政府信息公开工作年度报告", *years, name=name)
    assert report.year == 2023
    assert report.cell("applications.new_received.total").value == _RECEIVED[2023]
    assert not any("2022年的" in said.text or "2021年的" in said.text for said in report.narrative)
    assert all(not section.repeats for section in report.sections.values())


def test_the_list_decides_where_the_page_names_no_year() -> None:
    for year in (2022, 2023):
        listed = f"梧桐县水务局{year}年政府信息公开工作年度报告"
        report = _read("政府信息公开年报", 2022, 2023, listed=listed)
        assert report.cell("applications.new_received.total").value == _RECEIVED[year]


@pytest.mark.parametrize("title", ["政府信息公开年报", "2022年、2023年政府信息公开工作年度报告"])
def test_two_years_of_which_none_is_named_are_never_mixed(title: str) -> None:
    report = _read(title, 2022, 2023)
    assert (
        len({year for year in (2022, 2023) for said in report.narrative if f"{year}年的" in said.text}) == 1
    )
    assert report.cell("applications.new_received.total").value in (None, _RECEIVED[report.year or 2022])


def test_a_mention_of_last_years_report_is_no_report() -> None:
    page = _report(2023).replace(
        "<p>六、", "<p>梧桐县水务局2022年政府信息公开工作年度报告</p><p>已按时公布。</p><p>六、"
    )
    report = reports.read(
        f"<title>梧桐县水务局2023年政府信息公开工作年度报告</title>{page}".encode(), "page.html"
    )
    assert report.cell("applications.new_received.total").value == _RECEIVED[2023]
    assert all(section.present for section in report.sections.values())

"""Labels with a year in the place of 本年 and 上年: the form's own in a report of that year, nobody's in any other."""

from __future__ import annotations

import pytest

import reports

_COLUMNS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
_ORDER = ("natural_person", "business", "research", "welfare", "legal", "other", "total")


def _page(received: str, carried_in: str, issued: str, year: int) -> bytes:
    rows = {
        received: (3, 1, 0, 0, 0, 0, 4),
        carried_in: (1, 0, 0, 0, 0, 0, 1),
        "（一）予以公开": (4, 0, 0, 0, 0, 0, 4),
    }
    head = "".join(f"<td>{name}</td>" for name in ("", *_COLUMNS))
    lines = "".join(
        f"<tr><td>{label}</td>{''.join(f'<td>{n}</td>' for n in figures)}</tr>"
        for label, figures in rows.items()
    )
    return (
        f"<h1>梧桐县水利局{year}年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p>"
        f"<table><tr><td>信息内容</td><td>{issued}</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
        "<tr><td>行政规范性文件</td><td>5</td><td>1</td><td>9</td></tr></table>"
        f"<p>三、收到和处理政府信息公开申请情况</p><table><tr>{head}</tr>{lines}</table>"
    ).encode()


def _row(report: reports.AnnualReport, row: str) -> list[object]:
    return [report.cell(f"applications.{row}.{column}").value for column in _ORDER]


@pytest.mark.parametrize(
    ("received", "carried_in", "issued"),
    [
        (
            "一、2023年新收政府信息公开申请数量",
            "二、2022年结转政府信息公开申请数量",
            "2023年制发件数",
        ),
        (
            "一、本年（2023年）新收政府信息公开申请数量",
            "二、上年（2022）结转政府信息公开申请数量",
            "本年(2023)制发件数",
        ),
        (
            "一、本年（202<br>3年）新收政府信息公开申请数量",
            "二、上年（2<br>022）结转政府信息公开申请数量",
            "本年(2<br>023)制发件数",
        ),
        (
            "一、2023年度新收政府信息公开申请数量",
            "二、2022年度结转政府信息公开申请数量",
            "本年制发件数（2023年）",
        ),
    ],
)
def test_a_year_in_the_place_of_this_year_does_not_leave_a_row_unread(
    received: str, carried_in: str, issued: str
) -> None:
    report = reports.read(_page(received, carried_in, issued, 2023), "page.html")
    assert _row(report, "new_received") == [3, 1, 0, 0, 0, 0, 4]
    assert _row(report, "carried_in") == [1, 0, 0, 0, 0, 0, 1]
    assert report.cell("disclosure.normative_docs.issued").value == 5


def test_figures_of_a_year_that_is_not_the_reports_are_not_taken_for_its_own() -> None:
    page = _page(
        "一、2022年新收政府信息公开申请数量",
        "二、2021年结转政府信息公开申请数量",
        "本年（2022）制发件数",
        2023,
    )
    report = reports.read(page, "page.html")
    assert not any(report.cell(f"applications.{row}.total").value for row in ("new_received", "granted"))
    assert report.cell("disclosure.normative_docs.issued").value is None
    assert any("another year" in each.why for each in report.uncertain)


def test_a_wrong_year_of_what_was_carried_over_leaves_only_its_row_unread() -> None:
    page = _page(
        "一、本年新收政府信息公开申请数量", "二、2023年结转政府信息公开申请数量", "本年制发件数", 2023
    )
    report = reports.read(page, "page.html")
    assert _row(report, "carried_in") == [None] * 7
    assert _row(report, "new_received") == [3, 1, 0, 0, 0, 0, 4]


def test_a_remembered_sheet_does_not_carry_its_year_into_another_reports() -> None:
    labels = (
        "一、2022年新收政府信息公开申请数量",
        "二、2021年结转政府信息公开申请数量",
        "2022年制发件数",
    )
    for _ in range(3):
        assert _row(reports.read(_page(*labels, 2022), "page.html"), "new_received")[0] == 3
    assert _row(reports.read(_page(*labels, 2023), "page.html"), "new_received") == [None] * 7

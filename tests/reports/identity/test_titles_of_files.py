"""Titles as attachments, lists and breadcrumbs spell them: the agency is named without what stands around it."""

from __future__ import annotations

import pytest

from reports import ReportKind, recognise

_TITLE = "梧桐县财政局2023年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    "title",
    [
        f"（12）{_TITLE}",
        f"12-{_TITLE}.pdf",
        f"001{_TITLE}",
        f"1{_TITLE}",
        f"①{_TITLE}",
        f"20240119{_TITLE}.docx",
        f"更正：{_TITLE}",
        f"公示：{_TITLE}",
        f"点击查看{_TITLE}",
        f"{_TITLE}（附统计表）",
        f"2023年1月发布的{_TITLE.replace('2023', '2022')}",
    ],
)
def test_what_stands_around_a_title_is_no_part_of_the_agency(title: str) -> None:
    found = recognise(title)
    assert found.kind is ReportKind.ANNUAL_REPORT
    assert found.agency.name == "梧桐县财政局"


def test_a_street_number_in_a_name_stays() -> None:
    assert recognise("12345热线管理办公室2023年政府信息公开工作年度报告").agency.name == "12345热线管理办公室"


@pytest.mark.parametrize("head", ["解读｜", "H5｜", "一张图看懂", "图解|", "一图看懂"])
def test_a_picture_about_a_report_is_not_the_report(head: str) -> None:
    assert recognise(head + _TITLE).kind is ReportKind.OTHER


@pytest.mark.parametrize(
    "title",
    ["梧桐县财政局2023年报.pdf", "2023年度报告-梧桐县财政局.pdf", "2023年度报告（梧桐县财政局）"],
)
def test_a_finance_bureau_s_short_title_is_not_thrown_away(title: str) -> None:
    found = recognise(title)
    assert (found.kind, found.year) == (ReportKind.UNSURE, 2023)


@pytest.mark.parametrize("title", ["梧桐县财政预算2023年报", "梧桐县2023年度环境质量年报"])
def test_another_yearly_document_is_still_another(title: str) -> None:
    assert recognise(title).kind is ReportKind.OTHER


@pytest.mark.parametrize("title", ["2023年县直部门政府信息公开年报", "2023年各乡镇政府信息公开工作年度报告"])
def test_a_folder_of_many_agencies_is_no_report_of_one(title: str) -> None:
    assert recognise(title).kind is ReportKind.UNSURE


def test_an_agency_behind_the_title_is_named() -> None:
    assert recognise("2023年政府信息公开工作年度报告-梧桐县水利局").agency.name == "梧桐县水利局"


def test_a_breadcrumb_before_a_title_is_no_agency() -> None:
    assert recognise("梧桐县人民政府 > 财政局 > 2023年政府信息公开工作年度报告").agency.name is None


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("阿拉善盟行政公署2022年政府信息公开工作年度报告", "government"),
        ("大兴安岭地区行政公署办公室2023年政府信息公开工作年度报告", "gov_office"),
        ("衡阳市人民政府驻广州办事处2022年政府信息公开工作年度报告", "unsure"),
        ("驻马店市人民政府办公室2022年政府信息公开工作年度报告", "gov_office"),
        ("横琴粤澳深度合作区执行委员会2022年政府信息公开工作年度报告", "zone"),
        ("凤凰县凤凰古城管理处2022年政府信息公开工作年度报告", "unsure"),
    ],
)
def test_no_body_gets_the_deadline_of_a_department_that_is_none(title: str, kind: str) -> None:
    assert str(recognise(title).agency.type) == kind

"""The six sections under the words that offices give them: none is called missing because its heading reads differently."""

from __future__ import annotations

import pytest

import reports
from tests.reports.statutory import HEADINGS

_IDS = ("overview", "disclosure", "applications", "litigation", "problems", "other_matters")
_TEXTS = (
    "全年在县政府网站公开各类信息。",
    "按条例规定公开。",
    "按条例规定办理。",
    "按条例规定应诉。",
    "解读形式偏少，今后多用图表。",
    "无。",
)


def _read(heads: tuple[str, ...], texts: tuple[str, ...] = _TEXTS) -> reports.AnnualReport:
    parts = "".join(
        f"<p><b>{head}</b></p>{text if text.startswith('<') else f'<p>{text}</p>'}"
        for head, text in zip(heads, texts, strict=True)
        if head
    )
    page = f"<html><body><h1>梧桐县水利局2023年政府信息公开工作年度报告</h1>{parts}</body></html>"
    return reports.read(page.encode(), "page.html")


def _with(position: int, head: str) -> reports.AnnualReport:
    return _read((*HEADINGS[:position], head, *HEADINGS[position + 1 :]))


_VARIANTS = {
    0: "一、基本情况概述 一、工作总体情况 一、总体概况 一、政务公开工作总体情况 壹、总体情况 一总体情况 （一、）总体情况 ◆总体情况 —、总体情况 －、总体情况 一、年度总体情况"
    " 一、总体公开情况 一、工作总体推进情况 一、本年度政务信息总体公开情况 一、信息公开总体情况 一、政务信息公开情况概述 一、工作概述 一、基本情况 一、工作开展情况 【一、总体情况】 一、概况",
    1: "二、政府信息主动公开情况 二、主动公开情况 二、主动公开政府信息工作情况 二、全年主动公开政府信息情况 二、主动公开政府信息 二、信息主动公开情况",
    2: "三、收到及处理政府信息公开申请情况 三、收到和办理政府信息公开申请情况 三、依申请公开情况 三、收到、处理政府信息公开申请情况"
    " 三、政府信息公开申请收到和处理情况 三、收到和处理政府信息公开申请 三、收到和处理政府信息情况",
    3: "四、政府信息公开行政复议、诉讼情况 四、行政复议诉讼情况 四、行政复议和诉讼情况 四、因政府信息公开申请行政复议、提起行政诉讼的情况"
    " 四、政府信息公开行政复议、行政诉讼",
    4: "五、工作中存在的主要问题及改进措施 五、主要问题及改进情况 五、存在的主要问题及下一步改进措施 五、存在的不足及改进措施 五、存在的问题和下一步工作打算"
    " 五、存在的主要问题、改进情况 五、目前存在的主要问题及改进情况 五、主要存在问题及改进情况",
    5: "六、其它需要报告的事项 六、其他需报告的事项 六、其他需要汇报事项 六、其他需要说明的事项 六、其他事项 六、其他"
    " 六、其他需要报告的情况 六、需要报告的事项 六、其他需要报告的事宜 六、其他需要说明的问题",
}


@pytest.mark.parametrize(
    ("position", "head"), [(at, head) for at, heads in _VARIANTS.items() for head in heads.split()]
)
def test_a_section_under_other_words_is_found(position: int, head: str) -> None:
    section = _with(position, head).sections[_IDS[position]]
    assert section.present
    assert section.text == _TEXTS[position]


@pytest.mark.parametrize(
    ("position", "head"),
    [(0, "一、工作回顾"), (2, "三、群众来函来访办理情形"), (4, "五、今后努力方向"), (5, "六、补充说明")],
)
def test_a_chapter_in_the_place_of_a_section_leaves_open_whether_it_is_missing(
    position: int, head: str
) -> None:
    section = _with(position, head).sections[_IDS[position]]
    assert not section.present
    assert not section.certain


@pytest.mark.parametrize("position", range(6))
def test_a_section_that_is_nowhere_is_certainly_missing(position: int) -> None:
    section = _with(position, "").sections[_IDS[position]]
    assert not section.present
    assert section.certain


def test_a_section_whose_table_is_printed_is_not_missing() -> None:
    table = "<table><tr><td>一、本年新收政府信息公开申请数量</td>" + "<td>0</td>" * 7 + "</tr></table>"
    report = _read((*HEADINGS[:2], "", *HEADINGS[3:]), (_TEXTS[0], table, *_TEXTS[2:]))
    assert not report.sections["applications"].present
    assert not report.sections["applications"].certain


def test_a_section_whose_heading_a_table_took_in_or_lost_glyphs_may_hide_is_not_missing() -> None:
    swallowed = f"<table><tr><td>0</td><td>{HEADINGS[2]}<br>{'全年收到申请三件。' * 9}</td></tr></table>"
    for hiding in (swallowed, "<p>\ue123\ue456情况</p>", "<p>三、\ufffd\ufffd\ufffd</p>"):
        report = _read((*HEADINGS[:2], "", *HEADINGS[3:]), (_TEXTS[0], hiding, *_TEXTS[2:]))
        assert not report.sections["applications"].present
        assert not report.sections["applications"].certain


def test_points_numbered_like_chapters_are_no_second_heading() -> None:
    points = "<p>一、存在的问题</p><p>公开不够及时。</p><p>二、改进措施</p><p>加强培训。</p>"
    problems = _read(HEADINGS, (*_TEXTS[:4], points, _TEXTS[5])).sections["problems"]
    assert not problems.repeats
    assert "加强培训" in problems.text


def test_a_heading_printed_twice_is_still_seen_twice() -> None:
    twice = f"<p><b>{HEADINGS[0]}</b></p><p>{_TEXTS[0]}</p>"
    assert _read(HEADINGS, (twice, *_TEXTS[1:])).sections["overview"].repeats


def test_a_column_of_the_site_named_like_an_unnumbered_heading_is_no_second_heading() -> None:
    bare = tuple(head.partition("、")[2] for head in HEADINGS)
    site = f"<ul><li><a href='/1/'>首页</a></li><li><a href='/2/'>{bare[0]}</a></li></ul>"
    report = _read((f"{site}<p>{bare[0]}", *bare[1:]))
    assert report.sections["overview"].present
    assert not report.sections["overview"].repeats


def test_the_title_of_a_table_that_says_its_heading_again_is_no_second_heading() -> None:
    table = f"<table><tr><td colspan='2'>{HEADINGS[2]}</td></tr><tr><td>总计</td><td>0</td></tr></table>"
    report = _read(HEADINGS, (*_TEXTS[:2], table, *_TEXTS[3:]))
    assert report.sections["applications"].present
    assert not report.sections["applications"].repeats


def test_a_heading_in_a_table_below_a_point_of_the_same_words_begins_its_section() -> None:
    point = f"<p>（二）{HEADINGS[1].partition('、')[2]}</p><p>公开信息12条。</p>"
    table = f"<table><tr><td colspan='2'>{HEADINGS[1]}</td></tr><tr><td>规章</td><td>0</td></tr></table>"
    page = "".join(
        f"<p><b>{head}</b></p><p>{text}</p>" for head, text in zip(HEADINGS[2:], _TEXTS[2:], strict=True)
    )
    title = "<h1>梧桐县水利局2023年政府信息公开工作年度报告</h1>"
    report = reports.read(
        f"<html><body>{title}<p><b>{HEADINGS[0]}</b></p>{point}{table}{page}</body></html>".encode(),
        "page.html",
    )
    assert report.sections["disclosure"].present
    assert "公开信息12条" in report.sections["overview"].text


@pytest.mark.parametrize(
    "page_number",
    [
        "……{}",
        "\t{}",
        "……错误！未定义书签。",
        "\tError! Bookmark not defined.",
        " Error: Reference source not found",
    ],
)
def test_a_table_of_contents_is_no_second_set_of_headings(page_number: str) -> None:
    """Nor one whose page numbers Word or LibreOffice lost."""
    contents = "".join(f"<p>{head}{page_number.format(page)}</p>" for page, head in enumerate(HEADINGS, 1))
    page = _read((f"目录</b></p>{contents}<p><b>{HEADINGS[0]}", *HEADINGS[1:]))
    assert not any(section.repeats for section in page.sections.values())
    assert page.sections["overview"].text == _TEXTS[0]


def test_text_after_a_colon_belongs_to_the_section() -> None:
    section = _with(5, "六、其它需报告的事项：本机关没有。").sections["other_matters"]
    assert section.present
    assert section.text.startswith("本机关没有。")


@pytest.mark.parametrize("position", [4, 5])
@pytest.mark.parametrize("said", ["：无。", "：无", "：公开不够及时，今后加强培训。"])
def test_what_a_closing_heading_says_behind_its_colon_is_its_text(position: int, said: str) -> None:
    report = _read(
        (*HEADINGS[:position], HEADINGS[position] + said, *HEADINGS[position + 1 :]),
        (*_TEXTS[:position], "", *_TEXTS[position + 1 :]),
    )
    texts = [one.text for one in report.narrative if one.section == _IDS[position]]
    assert texts == [said[1:]]


def test_points_of_a_section_with_a_colon_are_no_second_heading() -> None:
    report = _read(
        HEADINGS,
        (*_TEXTS[:4], "<p>一、存在的问题：公开不够及时。</p><p>二、改进措施：加强培训。</p>", _TEXTS[5]),
    )
    assert not any(section.repeats for section in report.sections.values())


def _with_another(title: str) -> reports.AnnualReport:
    other = f"<h1>{title}</h1>" + "".join(f"<p><b>{head}</b></p><p>另一份的内容。</p>" for head in HEADINGS)
    return _read(HEADINGS, (*_TEXTS[:5], f"<p>无。</p>{other}"))


@pytest.mark.parametrize(
    "title",
    [
        "双溪镇人民政府2023年政府信息公开工作年度报告",
        "梧桐县水利局2022年政府信息公开工作年度报告",
        "附件：梧桐县水利局2022年政府信息公开工作年度报告",
        "附2 梧桐县水利局2022年政府信息公开工作年度报告",
    ],
)
def test_another_report_below_is_neither_a_second_heading_nor_text_of_this_one(title: str) -> None:
    report = _with_another(title)
    assert not any(section.repeats for section in report.sections.values())
    assert all("另一份" not in sentence.text for sentence in report.narrative)


def test_the_same_report_pasted_twice_is_still_seen_twice() -> None:
    assert _with_another("梧桐县水利局2023年政府信息公开工作年度报告").sections["overview"].repeats


def test_question_marks_of_a_lost_encoding_before_a_heading_are_no_part_of_it() -> None:
    report = _with(0, "????一、总体情况")
    assert report.sections["overview"].present
    assert report.sections["overview"].heading == "一、总体情况"

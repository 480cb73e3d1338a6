"""Markup that closes an element too early, or a table between the rows of another, leaves a part of the report outside the
element that holds its headings. What stands there is not called missing."""

from __future__ import annotations

import json
from datetime import date

import pytest

import reports
import rules
from reports.model import AnnualReport, CellState
from tests.reports.statutory import HEADINGS

_RULES = rules.load()
_TITLE = "梧桐县水利局2024年政府信息公开工作年度报告"
_SENTENCE = "本机关按照条例规定办理，全年没有其他情况。"
_T1 = "<table border=1><tr><td colspan=4>第二十条第（一）项</td></tr><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr><tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr><tr><td>行政规范性文件</td><td>1</td><td>0</td><td>3</td></tr></table>"
_RESULTS = "<td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td>"
_T4 = f"<table border=1><tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr><tr>{_RESULTS.replace('<td>', '<td rowspan=2>')}<td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr><tr>{_RESULTS * 2}</tr><tr>{'<td>1</td>' * 4}<td>4</td>{'<td>0</td>' * 10}</tr></table>"


def _page(*, above: str = "", inside: str = "", last: str = f"<p>{_SENTENCE}</p>", below: str = "") -> str:
    """A report whose six headings stand in one element; `inside` follows its fourth heading, `last` its sixth."""
    parts = [f"<p>{heading}</p><p>{_SENTENCE}</p>" for heading in HEADINGS[:5]]
    parts[1] += _T1
    parts[3] += inside
    return f"<html><body><h1>{_TITLE}</h1>{above}<div>{''.join(parts)}<p>{HEADINGS[5]}</p>{last}</div>{below}</body></html>"


def _read(page: str) -> AnnualReport:
    return reports.read(page.encode(), "page.html")


def _told(report: AnnualReport) -> set[str]:
    judged = _RULES.judge(rules.Case(report, date(2026, 11, 1), agency=rules.agency_facts(report)))
    return {one.rule for one in judged if one.outcome is rules.Outcome.FAIL}


@pytest.mark.parametrize("where", ["above", "below"])
def test_a_table_outside_the_article_is_not_missing(where: str) -> None:
    report = _read(_page(**{where: _T4}))
    assert report.cell("litigation.review.upheld").state is CellState.UNREADABLE
    assert "STR-TBL-MISSING" not in _told(report)


def test_a_table_that_the_page_shows_nowhere_is_missing() -> None:
    report = _read(_page())
    assert report.cell("litigation.review.upheld").state is CellState.ABSENT
    assert "STR-TBL-MISSING" in _told(report)


def test_a_table_that_is_read_whole_in_the_article_is_not_doubted_for_its_like_outside() -> None:
    report = _read(_page(inside=_T4, below=_T4.replace("<td>4</td>", "<td>9</td>")))
    assert report.cell("litigation.review.total").value == 4
    assert not [one for one in report.uncertain if "outside" in one.why]


_SIXTH = HEADINGS[5]


@pytest.mark.parametrize(
    "below",
    [
        f"<p>{_SIXTH}。{_SENTENCE * 12}</p>",
        f"<div><div><p>{_SIXTH}。{_SENTENCE * 12}</p></div></div>",
        f"<table><tr><td>{_SIXTH}</td></tr><tr><td>无。</td></tr></table>",
    ],
    ids=["a long line", "a long line deeper", "a table"],
)
def test_a_section_whose_heading_stands_outside_is_not_missing(below: str) -> None:
    page = _page(below=below).replace(f"<p>{_SIXTH}</p><p>{_SENTENCE}</p></div>", "</div>")
    assert not {"STR-SEC-MISSING", "STR-SEC-EMPTY"} & _told(_read(page))


@pytest.mark.parametrize(
    "below", ["<p>无。</p>", "<div><p>无</p></div>", "<img src=/a.png width=600>", _T4], ids=str
)
def test_a_section_whose_words_follow_outside_is_not_empty(below: str) -> None:
    assert "STR-SEC-EMPTY" not in _told(_read(_page(last="", below=below)))


@pytest.mark.parametrize("below", ["", "<p>上一篇：没有了</p>", "<div>主办：梧桐县人民政府办公室</div>"])
def test_a_section_with_nothing_but_the_site_below_it_is_empty(below: str) -> None:
    assert "STR-SEC-EMPTY" in _told(_read(_page(last="", below=below)))


def test_a_section_that_stands_nowhere_is_missing_whatever_the_site_prints_below() -> None:
    page = _page(below="<p>上一篇：没有了</p><div>网站标识码：3200000000</div>")
    assert "STR-SEC-MISSING" in _told(_read(page.replace(f"<p>{_SIXTH}</p><p>{_SENTENCE}</p>", "")))


def test_words_that_go_on_outside_may_say_what_seems_unsaid() -> None:
    report = _read(_page(below="<p>本机关没有收取信息处理费。</p>"))
    assert not all(section.certain for section in report.sections.values())


def test_a_preamble_above_the_element_of_the_headings_is_read() -> None:
    report = _read(_page(above="<p>发布时间：2025-01-20</p><p>统计期限为2024年1月1日至2024年12月31日。</p>"))
    assert report.period == ("2024-01-01", "2024-12-31")
    assert [one.text for one in report.narrative if one.section is None] == [
        "统计期限为2024年1月1日至2024年12月31日。"
    ]


def test_an_abstract_above_a_report_with_a_preamble_of_its_own_is_no_second_one() -> None:
    preamble = "根据条例编制本报告。"
    page = _page(above=f"<p>{preamble}</p>").replace("<div><p>", f"<div><p>{preamble}</p><p>", 1)
    assert [one.text for one in _read(page).narrative].count(preamble) == 1


_REST = f"<p>{HEADINGS[4]}</p><p>{_SENTENCE}</p><p>{_SIXTH}</p><p>{_SENTENCE}</p>"
_FOLDS = {
    "folded up": "<div style='display:none'>{}</div>",
    "with its own attribute": "<div hidden>{}</div>",
    "unseen": "<div style='visibility:hidden'>{}</div>",
    "template": "<template>{}</template>",
    "without scripts": "<noscript>{}</noscript>",
    "editor": "<textarea>{}</textarea>",
    "script": "<script type='text/html'>{}</script>",
}


def _folded(how: str, what: str) -> AnnualReport:
    page = _page()
    assert what in page
    return _read(page.replace(what, _FOLDS[how].format(what), 1))


@pytest.mark.parametrize("how", _FOLDS)
def test_sections_that_are_shown_once_something_is_clicked_are_not_missing(how: str) -> None:
    assert not {"STR-SEC-MISSING", "STR-SEC-EMPTY"} & _told(_folded(how, _REST))


@pytest.mark.parametrize("how", _FOLDS)
def test_a_table_that_is_shown_once_something_is_clicked_is_not_missing(how: str) -> None:
    assert "STR-TBL-MISSING" not in _told(_folded(how, _T1))


def test_a_table_in_the_data_of_a_script_is_not_missing() -> None:
    data = json.dumps({"table": _T1})
    assert "STR-TBL-MISSING" not in _told(_read(_page().replace(_T1, f"<script>var data = {data};</script>")))


def test_a_table_that_was_commented_out_is_missing() -> None:
    assert "STR-TBL-MISSING" in _told(_read(_page(inside=_T4).replace(_T1, f"<!-- {_T1} -->")))


@pytest.mark.parametrize("how", ["folded up", "with its own attribute", "unseen"])
def test_a_section_of_which_only_the_heading_is_shown_is_not_empty(how: str) -> None:
    page = _page(last=_FOLDS[how].format(f"<p>{_SENTENCE}</p>"))
    assert "STR-SEC-EMPTY" not in _told(_read(page))


def test_what_is_hidden_and_shown_elsewhere_casts_no_doubt() -> None:
    report = _read(_page(inside=f"<div style='display:none'><p>{_SENTENCE}</p><p>关闭</p></div>"))
    assert all(section.certain for section in report.sections.values())


@pytest.mark.parametrize(
    "pager",
    [
        "<div>1 <a href='t2025_1.html'>2</a></div>",
        "<div><a href='t2025_1.html'>2</a> <a href='t2025_2.html'>3</a></div>",
        "<script>createPageHTML(3, 0, 't2025', 'html');</script>",
        "<script>createPageHTML('page_div', 3, 1, 't2025', 'html', 30);</script>",
    ],
)
def test_sections_that_may_stand_on_a_further_page_are_not_missing(pager: str) -> None:
    assert "STR-SEC-MISSING" not in _told(_read(_page(below=pager).replace(_REST, "")))


def test_a_pager_of_one_page_excuses_nothing() -> None:
    pager = "<script>createPageHTML(1, 0, 't2025', 'html');</script>"
    assert "STR-SEC-MISSING" in _told(_read(_page(below=pager).replace(_REST, "")))


def test_a_section_of_whose_table_words_are_printed_is_not_missing() -> None:
    heads = f"{_T4.partition('<tr><td>1</td>')[0]}</table>"
    lost = f"<p>{HEADINGS[3]}</p><p>{_SENTENCE}</p>"
    assert "STR-SEC-MISSING" in _told(_read(_page(inside="").replace(lost, "", 1)))
    assert "STR-SEC-MISSING" not in _told(_read(_page(inside=heads).replace(lost, "", 1)))


def test_a_section_of_whose_table_the_columns_could_not_be_told_is_not_missing() -> None:
    head = "<tr><td colspan=2>项目</td>" + "".join(f"<td>第{at}类</td>" for at in "甲乙丙丁戊己庚") + "</tr>"
    group = "<td rowspan=3>（六）其他处理</td>"
    labels = (
        f"{group}<td>1.申请人无正当理由逾期不补正</td>",
        "<td>2.申请人逾期未按收费通知要求缴纳费用</td>",
        "<td>3.其他</td>",
        "<td colspan=2>（七）总计</td>",
        "<td colspan=2>四、结转下年度继续办理</td>",
    )
    rows = "".join(f"<tr>{label}{'<td>0</td>' * 7}</tr>" for label in labels)
    lost = f"<p>{HEADINGS[2]}</p><p>{_SENTENCE}</p>"
    page = _page(inside=_T4).replace(lost, f"<table border=1>{head}{rows}</table>", 1)
    assert "STR-SEC-MISSING" not in _told(_read(page))

"""What a site prints around a report changes nothing of what the report says: contents, columns, counters, imprint."""

from __future__ import annotations

from dataclasses import replace

import pytest

import reports
from benchmarks.reading import corpus
from reports.headings import headings_among

_HEADS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
_NUMBERED = tuple(f"{mark}、{words}" for mark, words in zip("一二三四五六", _HEADS, strict=True))
_TABLE = "<table><tr><td>一、本年新收政府信息公开申请数量</td>" + "<td>0</td>" * 7 + "</tr></table>"


def _links(names: tuple[str, ...]) -> str:
    return (
        "<ul>" + "".join(f"<li><a href='/{at}/'>{name}</a></li>" for at, name in enumerate(names)) + "</ul>"
    )


_AROUND = {
    "columns": _links(("首页", "总体情况", "依申请公开", "政府信息公开年报")),
    "contents": _links(_NUMBERED),
    "contents without numbers": _links(_HEADS),
    "contents in lines": "<div>" + "".join(f"<div>{head}</div>" for head in _NUMBERED) + "</div>",
    "contents in one line": "<div>" + " ".join(f"<span>{head}</span>" for head in _NUMBERED) + "</div>",
    "half of the contents": _links(_NUMBERED[:3]),
    "one heading": _links(_NUMBERED[:1]),
    "last heading": _links(_NUMBERED[5:]),
    "letters": "<div>来信统计：收到来信125件，办结120件</div><div>依申请公开：收到申请18件，已答复17件</div>",
    "counters": "<div>您是第1234567位访问者 今日访问：125</div><div>您觉得本页面内容有帮助吗？ 有帮助 无帮助</div>",
    "imprint": "<div>主办：梧桐县人民政府办公室 联系电话：0931-1234567</div><div>陇ICP备05000001号</div>",
}


def _page(above: str = "", below: str = "", *, heads: tuple[str, ...] = _NUMBERED, tab: str = "") -> bytes:
    texts = (
        "全年公开信息12条。",
        "见政府网站。",
        _TABLE,
        "没有复议和诉讼。",
        "公开不够及时。",
        "没有收取信息处理费。",
    )
    parts = "".join(f"<p><b>{head}</b></p><div>{text}</div>" for head, text in zip(heads, texts, strict=True))
    title = "<h1>梧桐县水利局2023年政府信息公开工作年度报告</h1>"
    return f"<html><body>{above}<div{tab}>{title}<div>{parts}</div></div>{below}</body></html>".encode()


def _said(page: bytes) -> object:
    report = reports.read(page, "page.html")
    cells = {address: (cell.state, cell.value) for address, cell in report.cells.items()}
    return report.sections, report.narrative, cells


@pytest.mark.parametrize("heads", [_NUMBERED, _HEADS], ids=["numbered", "bare"])
@pytest.mark.parametrize("around", _AROUND)
def test_what_a_site_prints_around_a_report_is_no_part_of_it(around: str, heads: tuple[str, ...]) -> None:
    alone = _said(_page(heads=heads))
    assert _said(_page(above=_AROUND[around], heads=heads)) == alone
    assert _said(_page(below=_AROUND[around], heads=heads)) == alone


@pytest.mark.parametrize("around", ["contents", "contents in lines"])
def test_a_report_in_a_tab_is_read_although_its_contents_are_shown(around: str) -> None:
    page = _page(above=_AROUND[around], tab=" style='display:none'")
    assert _said(page) == _said(_page())


@pytest.mark.parametrize("around", ["contents", "contents in lines", "contents without numbers"])
def test_a_page_that_shows_only_a_list_of_the_parts_accuses_nobody(around: str) -> None:
    page = f"<html><body><h1>梧桐县水利局2023年政府信息公开工作年度报告</h1>{_AROUND[around]}<p>正在加载</p></body></html>"
    report = reports.read(page.encode(), "page.html")
    assert not any(section.certain for section in report.sections.values())


@pytest.mark.parametrize("below", [True, False])
def test_contents_within_the_article_are_no_second_headings(below: bool) -> None:
    inside = "".join(f"<p>{head}</p>" for head in _NUMBERED)
    page = _page().decode()
    mark = "</div></div></body>" if below else "<div><p><b>"
    assert mark in page
    with_list = page.replace(mark, inside + mark if below else mark.replace("<p><b>", inside + "<p><b>"), 1)
    report = reports.read(with_list.encode(), "page.html")
    assert not any(section.repeats for section in report.sections.values())
    alone = reports.read(_page(), "page.html").sections
    told_of = [
        id for id in alone if id != "other_matters" or not below
    ]  # below it the list stands in the last section
    assert [report.sections[id].text for id in told_of] == [alone[id].text for id in told_of]


@pytest.mark.parametrize("number", range(0, 160, 8))
def test_the_headings_that_a_page_is_told_by_are_those_its_sections_begin_with(number: int) -> None:
    page = reports.load(corpus.case(number).data, "page.html")
    if page.headed is not None:
        assert page.headed == headings_among(page.blocks)
    assert replace(page, blocks=page.blocks[1:]).headed is None


def test_most_pages_are_searched_for_headings_once() -> None:
    assert reports.load(_page(above=_AROUND["contents"], below=_AROUND["imprint"]), "page.html").headed

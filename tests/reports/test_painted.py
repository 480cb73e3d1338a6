"""A cell that shows something else than its text is not read as its text, and its agency is not told of what we did not see."""

from __future__ import annotations

import pytest

import reports
from reports.model import CellState

_TABLE = (
    "<table><tr><td colspan=4>第二十条第（一）项</td></tr>"
    "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
    "<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr>"
    "<tr><td>行政规范性文件</td>{cell}<td>2</td><td>3</td></tr></table>"
)


def _cell(cell: str, style: str = "", *, copies: int = 1) -> reports.Cell:
    style = f"<style>{style}</style>" if style else ""
    page = (
        f"<html><head>{style}</head><body><h1>梧桐县水利局2023年政府信息公开工作年度报告</h1>"
        f"<p>二、主动公开政府信息情况</p>{_TABLE.format(cell=cell)}</body></html>"
    )
    for _ in range(copies):
        found = reports.read(page.encode(), "page.html").cell("disclosure.normative_docs.issued")
    return found


@pytest.mark.parametrize(
    ("cell", "style"),
    [
        ("<td><i class=a></i></td>", ".a::before{content:'37'}"),
        ("<td><i class=a>3</i></td>", "td .a:after { content: \"7\" }"),
        ("<td><i class=a>3</i></td>", "@media screen{.a::after{content:'\\37 '}}"),
        ("<td class=a>3</td>", ".a::after{color:red;content:attr(data-x)}"),
        ("<td data-x=37></td>", "[data-x]::before{content:attr(data-x)}"),
    ],
)  # fmt: skip
def test_a_figure_painted_by_a_style_sheet_is_neither_blank_nor_what_stands_beside_it(
    cell: str, style: str
) -> None:
    found = _cell(cell, style)
    assert (found.state, found.value) == (CellState.UNREADABLE, None)


@pytest.mark.parametrize(
    "style",
    [
        ".a::before{content:'\\e601'}",
        ".a::before{content:''}",
        ".b::before{content:'9'}",
        ".a{content:'9'}",
    ],
)
def test_icons_and_other_elements_paint_no_figures(style: str) -> None:
    assert _cell("<td><i class=a>37</i></td>", style).value == 37


@pytest.mark.parametrize(
    "cell",
    [
        "<td><span class=timer data-to='37'>0</span></td>",
        '<td data-value="-5">0</td>',
        "<td><span class='sr-only'>9</span>37</td>",
        "<td><span style='unicode-bidi:bidi-override;direction:rtl'>73</span></td>",
        "<td><span style='display:flex;flex-direction:row-reverse'><i>7</i><i>3</i></span></td>",
    ],
)
def test_a_figure_counted_up_hidden_or_turned_round_is_not_read_as_it_stands_in_the_source(cell: str) -> None:
    found = _cell(cell, copies=4)  # a table that was met before is read by what is remembered of it
    assert (found.state, found.value) == (CellState.UNREADABLE, None)


@pytest.mark.parametrize(
    "cell",
    [
        "<td data-value='1234'>1,234</td>",
        "<td data-row=3 data-col=2>1234</td>",
        "<td><span class='sr-only'></span>1234</td>",
    ],
)
def test_attributes_that_say_the_same_or_something_else_change_nothing(cell: str) -> None:
    assert _cell(cell, copies=4).value == 1234


@pytest.mark.parametrize("name", ["{{ item.made }}", "${made}", "<%= made %>"])
def test_a_name_that_a_script_is_to_fill_in_is_not_told_as_what_the_agency_wrote(name: str) -> None:
    assert _cell(f"<td>{name.replace('<', '&lt;')}</td>").state is CellState.UNREADABLE


def _passage(inside: str, style: str = "", around: str = "{}") -> str:
    words = (
        f"<h1>梧桐县水利局2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>全年主动公开政府信息{inside}条。</p>"
        "<p>二、主动公开政府信息情况</p><p>" + "按规定公开。" * 200 + "</p>"
    )
    page = f"<html><head><style>{style}</style></head><body>{around.format(words)}</body></html>"
    return "".join(each.text for each in reports.read(page.encode(), "page.html").narrative)


@pytest.mark.parametrize(
    "inside",
    [
        "<img src=37.gif>",
        "<b><input value=37></b>",
        "<select><option>37</select>",
        "<svg><text>37</text></svg>",
        "<script>document.write(37)</script>",
        "<span data-to=37>0</span>",
        "<i class=a></i>",
    ],
)
def test_a_count_that_is_shown_and_is_no_text_is_not_told_as_left_out(inside: str) -> None:
    style = ".a::before{content:'37'}"
    assert "政府信息[…]条" in _passage(inside, style)
    assert "政府信息[…]条" in _passage(inside, style, around="<table><tr><td>{}</td></tr></table>")


@pytest.mark.parametrize(
    "inside", ["", "37", "<b></b>", "<input type=hidden value=3>", "<span data-to=37>37</span>"]
)
def test_a_count_that_is_printed_or_left_out_stays_as_it_is(inside: str) -> None:
    assert "[…]" not in _passage(inside)

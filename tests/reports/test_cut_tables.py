"""A page whose tables and plain paragraphs were cut out before it was parsed says what it says when it is parsed whole."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from reports.document import Document
from reports.markup.cut_page import Cut, whole
from reports.markup.cutting import cut
from reports.markup.nodes import rare_nodes
from reports.markup.page import read_source
from reports.markup.slices import Whole

_FIGURE = re.compile(rb"(?<=>)(\s*)\d{1,4}(\s*)(?=<)")
_CAPTION = re.compile('<table \U00100935="(\\d+)"([^>]*)><caption [^>]*>[^<]*</caption></table>')

_CELLS = st.sampled_from([
    "<td>5</td>", "<td>甲</td>", "<td colspan=2>乙</td>", "<td>12<td>7", "<td rowspan='2'> 3 </td>", "<td></td>", "<td>&nbsp;0</td>",
    "<td><p>一<span>二</span></p></td>", "<td><b>6</td>", "<td><b>1</b><i>2</i></td>", "<td><p>4<p>5</td>", "<th>丙</th>", "<th>8</th><th>9",
    "<td>2021</td>", "<td>1,234</td>", "<td>第<b>3</b>条</td>", "<td><br>7</td>", "<td><div>9</div></td>", "<td>5<br>6</td>",
    "<td><o:p>8</o:p></td>", "<td class=hide>5</td>", "<td class='bt_title'>一二三四五</td>", "<td style='display:none'>1</td>",
    "<td><span style='text-decoration:line-through'>4</span></td>", "<td><s>4</s>5</td>", "<td>5<sup>2</sup></td>", "<td>5<!-- 6 --></td>", "<!--[if !x]><td>9</td><![endif]-->", "<!-->", "<td><a href='#_ftn1'>5</a></td>",
    "<td><a href='a.doc'>5</a></td>", "<td><![if !x]>7<![endif]></td>", "<!-- <td>5</td> --!> 6 -->", "<td title='<!--'>5</td><td>6--></td>",
])  # fmt: skip
_ROWS = st.sampled_from(
    [
        "<tr>",
        "</tr>",
        "</tr><tr>",
        "</tr>\n<tr class=hide>",
        "<tr id=a>",
        "</tr></tbody><tbody><tr>",
        "</tr></thead>",
        "<tbody>",
    ]
)
_BROKEN = st.sampled_from([
    "</p>", "</b>", "</div>", "<b>", "<p>", "text", "</td>", "<td title=\"", "\"", "'", "<!--", "-->", "<script>", "</script>",
    "<select>", "</select>", "<textarea>", "</textarea>", "<svg>", "</svg>", "<table>", "</table>", "<form>", "</form>", "<a href=x.doc>",
    "</a>", "<template>", "</template>", "<td <table>", "<tr <table>", "<caption>", "</caption>", "<col>", "</html>", "<title>", "</title>",
    "<input type=hidden>", "<img src=a.png>", "<style>", "</style>", "<noscript>", "<plaintext>", "<frameset>", "<pre>\n", "<li>", "<option>",
    "<math>", "<![CDATA[", "]]>", "<h1>", "</h1>", "<nobr>", "<button>", "</body>", "\x00", "\r", "<del>", "</del>", "<td", "<", ">", "=",
    "<div style='display:none'>", "<div hidden>", "<span style='vertical-align:super'>", "</span>", "<style>.hide{display:none}</style>",
    "<style>#a td{display:none}</style>", "&#1050933;", "&#x100935;0", "<td <table x='", "<body>", "<p><table>", "<TABLE>", "</TABLE>",
])  # fmt: skip
_OPENINGS = st.sampled_from(
    [
        "<table>",
        "<table border=1>",
        "<table class='hide'>",
        '<table style="display:none">',
        "<table\n>",
        "<table title='>'>",
    ]
)


@st.composite
def _tables(draw: st.DrawFn) -> str:
    some = draw(st.lists(st.one_of(_CELLS, _CELLS, _CELLS, _ROWS), min_size=1, max_size=8))
    if draw(st.integers(0, 3)) == 0:
        some.insert(draw(st.integers(0, len(some))), draw(_BROKEN))
    return (
        draw(_OPENINGS)
        + draw(
            st.sampled_from(
                [
                    "",
                    "<tr>",
                    "\n<tbody><tr>",
                    "<caption>题</caption><tr>",
                    "<caption>5",
                    "<colgroup><col></colgroup><tr>",
                    "<thead></thead>",
                ]
            )
        )
        + "<td>表</td>"
        + "".join(some)
        + "</table>"
    )


_HEADS = st.sampled_from([
    "<p>", "<p style='text-indent:2em'>", "<p class=MsoNormal>", "<p\n style='font-family:&quot;x&quot;'>", "<p class=hide>", "<p hidden>",
    "<p style='display:none'>", "<p class='bt_title'>", "<p id=a>", "<p title='>'>", "<p/>", "<pre>", "<p title=\"", "<P>", "<p class='&#97;'>",
])  # fmt: skip
_WORDS = st.sampled_from([
    "词", "一、总体情况", "三、收到和处理政府信息公开申请情况", " 空 格 ", "", "a&nbsp;b", "&lt;p&gt;", "&copy;", "两\n行", "回\r\n车\r", "５ > 3", "发布日期：2024-01-05",
    "来源：某县", "</span>", "<b>粗</b>", "<br>", "<span>", "2023年政府信息公开工作年度报告", "长" * 90, "\u200b", "上一篇：甲", "<!-- 注 -->", "<p>",
])  # fmt: skip
_AROUND = st.sampled_from([
    "", "", "<div>", "<h2>", "<h1>", "<div class='bt_title'>", "<b>", "<p><strong>", "<i><u>", "<s>", "<a href=x.doc>", "<td>", "<table><tr><td>", "<table>",
    "<pre>", "<div hidden>", "<div style='display:none'>", "<svg>", "<button>", "<select>", "<textarea>", "<!--", "<li>", "<caption>", "<template>", "<p>开", "<span>",
    "<div title='", "<object>", "<style>p{display:none}</style>", "<style>.a .MsoNormal{display:none}</style>", "<frameset>", "<noscript>", "<math>", "<font>", "<del>",
])  # fmt: skip


@st.composite
def _runs(draw: st.DrawFn) -> str:
    """Paragraphs that are built alike, but for some."""
    span, end, gap = draw(
        st.sampled_from(
            [
                ("", "", ""),
                ("<span style='x'>", "</span>", ""),
                ("<span>", "</span>", "\n"),
                ("<span>", "", ""),
            ]
        )
    )
    head = draw(_HEADS) + span
    words = draw(st.lists(_WORDS, min_size=1, max_size=4))
    lines = [
        words[index % len(words)] + str(index) * (index % 2) for index in range(draw(st.integers(7, 12)))
    ]
    odd = draw(st.integers(0, len(lines)))
    parts = [f"{head}{line}{end}</p>" for line in lines]
    if odd < len(lines):
        parts[odd] = draw(st.one_of(_HEADS, _BROKEN)) + lines[odd]
    return draw(_AROUND) + gap.join(parts)


_PAGES = st.lists(
    st.one_of(
        _tables(),
        _tables(),
        _runs(),
        _BROKEN,
        st.sampled_from(["词", "<p>", "</p>", "<td>", "<tr>", "<div>", "</div>", "发布日期：2024-01-05"]),
    ),
    max_size=9,
)


def _read(source: Cut) -> Document | None:
    try:
        return read_source(source, "")
    except Whole:
        return None


@settings(max_examples=250, deadline=None)
@given(_PAGES)
def test_a_cut_page_says_what_the_whole_page_says(parts: list[str]) -> None:
    page = "".join(parts).encode()
    other = _FIGURE.sub(rb"\g<1>41\2", page)
    for again in (page, page, page, other):
        read = _read(cut(again))
        assert read is None or read == _read(whole(again))


@settings(max_examples=150, deadline=None)
@given(_PAGES)
def test_the_tree_around_a_cut_table_is_the_tree_around_the_table(parts: list[str]) -> None:
    source = cut("".join(parts).encode())
    if source.runs:
        return  # which are no elements of their own
    tree = LexborHTMLParser(source.source)
    try:
        source.find(tree, rare_nodes(tree), ())
    except Whole:
        return

    def put_back(found: re.Match[str]) -> str:
        alone = LexborHTMLParser(b"<!doctype html><table>%b</table>" % source.tables[int(found[1])].source)
        (table,) = alone.css("table")
        assert alone.body is not None
        assert list(alone.body.iter(include_text=True)) == [table]
        return (table.html or "").replace("<table>", f"<table{found[2]}>", 1)

    assert _CAPTION.sub(put_back, tree.html or "") == LexborHTMLParser("".join(parts).encode()).html


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(_runs(), _runs(), _BROKEN, _AROUND), min_size=1, max_size=4))
@example([
    "<p>一、总体情况</p><b>三、收到和处理政府信息公开申请情况"
    + "".join(f"<p>一、总体情况</p><p>三、收到和处理政府信息公开申请情况{n}</p>" for n in range(8)),
    "<p>词<p>词1</p><p>词</p>",
])  # fmt: skip
def test_a_page_without_its_plain_paragraphs_says_what_the_whole_page_says(parts: list[str]) -> None:
    page = "".join(parts).encode()
    read = _read(cut(page))
    assert read is None or read == _read(whole(page))


def test_plain_paragraphs_are_cut_where_they_may_be() -> None:
    """Else the test above would prove nothing."""
    line = "<p style='text-indent:2em'><span>本机关公开信息。</span></p>\n"
    for before in ("", "<div><b>", "<h2>", "<p><strong>", "<ul><li>", "甲<p>乙"):
        page = f"<body>{before}{line * 40}".encode()
        source = cut(page)
        assert len(source.runs) == 1
        assert len(source.source) < 100
        assert _read(source) == _read(whole(page)) is not None
    for before in (
        "<h2>",
        "<table><tr><td>",
        "<pre>",
        "<a href=x.doc>",
        "<div class='x bt_title'>",
        "<svg><title>",
    ):
        assert _read(cut(f"<body>{before}{line * 9}".encode())) is None or before.startswith("<table>")

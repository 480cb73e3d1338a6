"""A list that the server, a cache or the page itself says is not the whole one of today proves no absence; what only sounds
like it changes nothing. One kind of report that no title rule knows is opened and not passed over."""

from __future__ import annotations

import pytest

from scrapers import Listing, Obstacle, read_column
from tests.scrapers.conftest import Reply, Web, listing, portal
from tests.scrapers.test_columns import COLUMN, HOST, column, row

ROWS = [row(number, name) for number, name in enumerate(("教育局", "民政局", "财政局"), 10)]
ARTICLE = "./202501/t20250111_3203006.html"
LAST = "</ul>"
"""The end of the rows in `listing`."""


async def read(web: Web, fetcher_for, page: str, **headers: str) -> Listing:
    web.page(COLUMN, Reply(page, headers=headers))
    return await read_column(portal(), column(), fetcher_for(web.settings("www.qingxi.example")))


@pytest.mark.parametrize(
    "part",
    [
        "[an error occurred while processing this directive]",
        "<p>Microsoft OLE DB Provider for ODBC Drivers 错误 '80004005'</p>",
        "<br /><b>Warning</b>: mysql_fetch_array() expects parameter 1 to be resource in <b>/www/list.php</b>",
        "<pre>java.lang.NullPointerException\n\tat com.cms.List.next(List.java:77)</pre>",
        "<font color=red>【WCM置标解析错误】TRS_DOCUMENTS</font>",
        "<li>{$vo.title}</li>",
        '<!--#include virtual="/list/2024.html" -->',
        '<div id="more"></div><script>$("#more").load("/list/more.html")</script>',
        '<script>window.location.href="/zwgk/xxgknb2024/";</script>',
        "<p>注：因网站改版，部分单位年报正在迁移中。</p>",
        "<p>2024年度起，县财政局年报请访问该局网站。</p>",
        "<p>系统维护升级中，部分栏目内容暂时无法显示</p>",
        f'<select onchange="go(this)"><option value="{ARTICLE}">石桥镇</option></select>',
        f"<button onclick=\"location.href='{ARTICLE}'\">石桥镇2024年报</button>",
        '<a href="/bmnb/">县直部门年报请点此查看</a>',
        f'<iframe srcdoc="&lt;a href=&quot;{ARTICLE}&quot;&gt;石桥镇&lt;/a&gt;"></iframe>',
        '<div hx-get="/list/2" hx-trigger="revealed"></div>',
        '<div>按首字母：<a href="#" onclick="f(1)">C</a> <a href="#" onclick="f(2)">J</a></div>',
        '<a href="/zjqx/">走进青溪</a><a href="/xwzx/">新闻中心</a><a href="/hdjl/">互动交流</a><p>共6条记录</p>',
        '<span class="next" onclick="go(2)">&gt;</span>',
        '<a href="javascript:go(2)">后12条</a>',
    ],
)
async def test_a_list_that_shows_signs_of_more_is_not_whole_and_what_it_holds_is_read(
    web: Web, fetcher_for, part: str
) -> None:
    got = await read(web, fetcher_for, listing(ROWS, more=part))
    assert len(got.reports) == 3
    assert (got.complete, got.obstacle) == (False, Obstacle.PAGINATION_INCOMPLETE), got.detail


async def test_a_row_that_is_only_a_picture_may_be_anybodys(web: Web, fetcher_for) -> None:
    page = listing(ROWS)
    assert page.count(LAST) == 1
    got = await read(
        web, fetcher_for, page.replace(LAST, f'<li><a href="{ARTICLE}"><img src="/i/7.png"></a></li>{LAST}')
    )
    assert (got.complete, got.obstacle) == (False, Obstacle.PAGINATION_INCOMPLETE), got.detail


async def test_a_copy_that_a_cache_kept_for_days_is_not_the_list_of_today(web: Web, fetcher_for) -> None:
    """A report that was published since is not in it."""
    got = await read(web, fetcher_for, listing(ROWS), Age="2592000")
    assert (got.complete, len(got.reports)) == (False, 3), got.detail
    assert "30 days" in got.detail
    got = await read(web, fetcher_for, listing(ROWS), Age="3600")
    assert got.complete, got.detail


@pytest.mark.parametrize(
    ("status", "name", "value", "whole"),
    [
        (200, "Warning", '110 proxy "Response is stale"', False),
        (200, "Warning", '199 proxy "x", 111 proxy "Revalidation failed"', False),
        (200, "Warning", '214 proxy "Transformation applied"', False),
        (200, "Warning", '299 - "Deprecated API 110"', True),
        (203, "X-None", "", False),
        (202, "X-None", "", False),
        (200, "Date", "Mon, 01 Jan 2024 00:00:00 GMT", False),
        (200, "Date", "Thu, 01 Jan 2099 00:00:00 GMT", True),
        (200, "X-Cache-Status", "STALE", False),
        (200, "X-Cache", "HIT from cdn-7", True),
        (200, "Cache-Status", "cdn; hit; ttl=-864000", False),
        (200, "Cache-Status", "cdn; fwd=stale; fwd-status=200; ttl=60", True),
    ],
)
async def test_a_copy_that_says_it_is_stale_or_changed_is_not_the_servers_list(
    web: Web, fetcher_for, status: int, name: str, value: str, whole: bool
) -> None:
    """Nor is what a server answers to the request itself."""
    web.page(COLUMN, Reply(listing(ROWS), status, {name: value}))
    got = await read_column(portal(), column(), fetcher_for(web.settings("www.qingxi.example")))
    assert (got.complete, len(got.reports)) == (whole, 3), got.detail


async def test_a_part_of_a_page_that_nobody_asked_for_is_no_page(web: Web, fetcher_for) -> None:
    web.page(COLUMN, Reply(listing(ROWS), 206, {"Content-Range": "bytes 0-900/1900"}))
    got = await read_column(portal(), column(), fetcher_for(web.settings("www.qingxi.example")))
    assert not got.complete
    assert got.obstacle is Obstacle.MALFORMED


async def test_a_visitor_is_followed_where_the_servers_header_sends_him(web: Web, fetcher_for) -> None:
    web.page(COLUMN, Reply(listing(ROWS), headers={"Refresh": "0; url=/new/"}))
    web.page(f"{HOST}/new/", listing([*ROWS, row(14, "审计局")]))
    got = await read_column(portal(), column(), fetcher_for(web.settings("www.qingxi.example")))
    assert len(got.reports) == 4


async def test_behind_a_first_page_with_an_open_end_its_parts_are_read(web: Web, fetcher_for) -> None:
    parts = '<a href="bm/">县直部门</a><p>部分单位年报正在迁移中。</p>'
    web.page(f"{COLUMN}bm/", listing([row(14, "审计局")]))
    got = await read(web, fetcher_for, listing(ROWS, more=parts))
    assert {report.title for report in got.reports} >= {row(14, "审计局")[1]}
    assert not got.complete


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("青溪县各部门2024年政府信息公开年度报告", "/zwgk/hb.html"),
        ("czj2024nb.pdf", "/files/czj2024nb.pdf"),
        ("附件6", "/files/fj6.docx"),
    ],
)
async def test_a_row_whose_words_do_not_say_whose_report_it_is_is_opened(
    web: Web, fetcher_for, title: str, address: str
) -> None:
    page = listing(ROWS).replace(
        LAST, f'<li><a href="{address}">{title}</a><span>2025-01-20</span></li>{LAST}'
    )
    got = await read(web, fetcher_for, page)
    assert [report.certain for report in got.reports if report.title == title] == [False]


@pytest.mark.parametrize(
    "part",
    [
        '<script>$("#top").load("/common/header.html");$(".f").load("/public/footer.html")</script>',
        '<!--#include virtual="/include/foot.html" -->',
        '<script>if(/mobile/i.test(navigator.userAgent)) window.location.href="/m/";</script>',
        "<p>2019年、2020年年度报告因网站迁移正在整理。</p>",
        '<a href="/xw/t20250301_9.html">全县政务服务系统完成升级，部分事项正在迁移</a>',
        '<a href="/gzbb/">政府网站工作年度报表</a><a href="/xxgk/zn/">部门信息公开指南</a>',
        f'<a href="#" onclick="share(\'{COLUMN}\')">分享</a>',
        '<select><option value="http://jyt.example/">省教育厅</option><option value="/about/">关于我们</option></select>',
        "<p>共3条记录</p>",
        '<span class="next disabled">&gt;</span>',
        '<a href="/xw/t20250301_8.html"><img src="/i/float.png"></a>',
    ],
)
async def test_what_stands_around_every_page_leaves_the_list_whole(web: Web, fetcher_for, part: str) -> None:
    got = await read(web, fetcher_for, listing(ROWS, more=part))
    assert got.complete, got.detail
    assert len(got.reports) == 3

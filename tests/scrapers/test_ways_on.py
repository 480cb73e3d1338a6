"""Rows behind every way on that a visitor would take are read, or the column is not whole: pagers, "more", frames, other folders."""

from __future__ import annotations

import pytest

from scrapers import Listing, Obstacle, read_column
from tests.scrapers.conftest import Web, listing, portal
from tests.scrapers.test_columns import COLUMN, HOST, column, row

ROWS = [row(number, name) for number, name in enumerate(("教育局", "民政局", "财政局"), 10)]
BEHIND = listing([row(20, "审计局")])


async def read(web: Web, fetcher_for, more: str, pages: dict[str, str], **described: object) -> Listing:
    web.page(COLUMN, listing(ROWS, more=more))
    for address, text in pages.items():
        web.page(address if address.startswith("http") else COLUMN + address, text)
    return await read_column(
        portal(**described), column(), fetcher_for(web.settings("www.qingxi.example", "xxgk.qingxi.example"))
    )


@pytest.mark.parametrize(
    "pager",
    [
        '<div><b>1</b> <a href="index_1.html">2</a></div>',
        '<ul><li class="on"><a href="./">1</a></li><li><a href="index_1.html">2</a></li></ul>',
        '<p>[<span>1</span>] <a href="index_1.html">[2]</a></p>',
        '<a href="index_1.html">下一页 &rarr;</a>',
        '<a href="index_1.html">[下一页]</a>',
        '<a href="index_1.html">【下页】</a>',
        '<a href="index_1.html">下一页(2)</a>',
        '<a href="index_1.html">下一頁</a>',
        '<a href="index_1.html">Next Page &raquo;</a>',
        '<a href="index_1.html"><img src="/images/next.gif"></a>',
        '<a class="icon-next" href="index_1.html"></a>',
        '<map><area href="index_1.html" alt="下一页"></map>',
    ],
)
async def test_the_next_page_is_followed_however_it_is_called(web: Web, fetcher_for, pager: str) -> None:
    got = await read(web, fetcher_for, pager, {"index_1.html": BEHIND})
    assert (got.complete, len(got.reports)) == (True, 4), got.detail


async def test_pages_that_only_have_numbers_are_read_to_the_last(web: Web, fetcher_for) -> None:
    def numbers(present: int) -> str:
        places = {1: "./", 2: "index_1.html", 3: "index_2.html"}
        return "".join(f"<b>{n}</b> " if n == present else f'<a href="{places[n]}">{n}</a> ' for n in places)

    pages = {
        "index_1.html": listing([row(20, "审计局")], more=numbers(2)),
        "index_2.html": listing([row(21, "司法局")], more=numbers(3)),
    }
    got = await read(web, fetcher_for, numbers(1), pages)
    assert (got.complete, len(got.reports)) == (True, 5), got.detail


async def test_a_number_without_a_page_before_it_is_no_pager(web: Web, fetcher_for) -> None:
    got = await read(web, fetcher_for, '<p>今日访问 <a href="/tj/">2</a> 人次</p>', {})
    assert (got.complete, len(got.reports)) == (True, 3), got.detail


@pytest.mark.parametrize(
    ("part", "address"),
    [
        ('<div><h3>县政府部门 <a href="./bm/">更多&gt;&gt;</a></h3></div>', "bm/"),
        ('<iframe src="./bm.html" width="100%" height="800"></iframe>', "bm.html"),
        ('<iframe src="http://xxgk.qingxi.example/bm.html"></iframe>', "http://xxgk.qingxi.example/bm.html"),
        ('<object type="text/html" data="./bm.html" width="100%"></object>', "bm.html"),
        ('<map name="m"><area shape="rect" href="./bm/" alt="县政府部门"></map>', "bm/"),
        ('<a href="/gongkai/xznb.html">乡镇政府信息公开年报</a>', f"{HOST}/gongkai/xznb.html"),
    ],
)
async def test_what_stands_behind_a_part_is_read_with_the_column(
    web: Web, fetcher_for, part: str, address: str
) -> None:
    hosts = ["www.qingxi.example", "xxgk.qingxi.example"]
    got = await read(web, fetcher_for, part, {address: BEHIND}, hosts=hosts)
    assert (got.complete, len(got.reports)) == (True, 4), got.detail


async def test_a_part_that_is_not_had_leaves_the_column_open(web: Web, fetcher_for) -> None:
    got = await read(web, fetcher_for, '<iframe src="./bm.html" width="100%"></iframe>', {})
    assert (got.complete, got.obstacle) == (False, Obstacle.HTTP_4XX)


async def test_more_beside_a_report_is_read_and_more_beside_the_news_is_not(web: Web, fetcher_for) -> None:
    town = '<li><a href="/x/t20250119_77.html">青溪县石桥镇2024年政府信息公开工作年度报告</a></li>'
    boxes = (
        f'<div><h3>乡镇街道<a href="/zwgk/xznb/">更多</a></h3><ul>{town}</ul></div>'
        '<div><h3>政务要闻<a href="/xw/">更多</a></h3><ul><li><a href="/xw/t20250119_8.html">全县工作会议召开</a></li></ul></div>'
    )
    got = await read(web, fetcher_for, boxes, {f"{HOST}/zwgk/xznb/": BEHIND})
    assert (got.complete, len(got.reports)) == (True, 5), got.detail
    assert "/xw/" not in web.targets()


async def test_a_list_elsewhere_that_has_a_description_of_its_own_is_left_to_it(
    web: Web, fetcher_for
) -> None:
    columns = [
        {"id": "all", "url": COLUMN},
        {"id": "towns", "scope": "townships", "url": f"{HOST}/gongkai/xznb.html"},
    ]
    got = await read(
        web, fetcher_for, '<a href="/gongkai/xznb.html">乡镇政府信息公开年报</a>', {}, columns=columns
    )
    assert (got.complete, len(got.reports)) == (True, 3), got.detail


async def test_a_column_of_frames_is_read_in_its_frames(web: Web, fetcher_for) -> None:
    web.page(
        COLUMN,
        '<html><head><title>政府信息公开年报</title></head><frameset cols="20%,80%"><frame src="left.html">'
        '<frame src="right.html"></frameset></html>',
    )
    web.page(COLUMN + "left.html", listing([], more='<a href="right.html">2024年</a>'))
    web.page(COLUMN + "right.html", listing(ROWS))
    got = await read_column(portal(), column(), fetcher_for(web.settings()))
    assert (got.complete, len(got.reports)) == (True, 3), got.detail

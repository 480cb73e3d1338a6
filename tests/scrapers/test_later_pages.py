"""A list's further pages and parts are held against the same signs as its first one: what is none of them ends no list."""

from __future__ import annotations

import pytest

from scrapers import Listing, Obstacle, read_column
from tests.scrapers.conftest import Reply, Web, listing, portal
from tests.scrapers.test_columns import COLUMN, HOST, column, row

FIRST = [row(number, name) for number, name in enumerate(("教育局", "民政局", "财政局"), 10)]
SECOND = [row(number, name) for number, name in enumerate(("审计局", "水利局", "统计局"), 20)]
NEXT = '<div class="page"><a href="index_2.html">下一页</a></div>'
BACK = '<div class="page"><a href="./">上一页</a></div>'
MENU = "".join(f'<a href="/c{number}/">栏目{number}信息</a>' for number in range(50))
WHOLE = listing(SECOND, more=BACK)
TORN = WHOLE[: WHOLE.index("水利局")]


def other(words: str) -> str:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>提示</title></head><body>{words}</body></html>'


async def read(web: Web, fetcher_for) -> Listing:
    web.page(f"{HOST}/", other(MENU * 2))
    web.page(f"{HOST}/login/", other(f"{MENU}<p>请登录</p>"))
    return await read_column(portal(), column(), fetcher_for(web.settings("www.qingxi.example")))


@pytest.mark.parametrize(
    ("second", "why"),
    [
        (other("<p>您的访问过于频繁，请稍后再试。</p>"), Obstacle.RATE_LIMITED),
        (other(f"{MENU}<p>您的访问过于频繁，请稍后再试。</p>"), Obstacle.RATE_LIMITED),
        (other("<p>您访问的页面不存在</p>"), Obstacle.PAGINATION_INCOMPLETE),
        (other("<p>系统繁忙，请稍后再试</p>"), Obstacle.PAGINATION_INCOMPLETE),
        (other(f"{MENU}<p>用户登录</p>"), Obstacle.PAGINATION_INCOMPLETE),
        (
            other(f'{MENU}<ul><li><a href="/xw/t20250101_99.html">县领导调研</a></li></ul>'),
            Obstacle.PAGINATION_INCOMPLETE,
        ),
        (Reply(""), Obstacle.PAGINATION_INCOMPLETE),
        (Reply("", 204), Obstacle.PAGINATION_INCOMPLETE),
        (Reply("", 302, {"Location": "/"}), Obstacle.PAGINATION_INCOMPLETE),
        (Reply("", 302, {"Location": "/login/"}), Obstacle.PAGINATION_INCOMPLETE),
        (
            Reply('{"code":500,"msg":"系统异常"}', headers={"Content-Type": "application/json"}),
            Obstacle.PAGINATION_INCOMPLETE,
        ),
    ],
)
async def test_a_refusal_in_place_of_the_second_page_is_not_the_end_of_the_list(
    web: Web, fetcher_for, second: str | Reply, why: Obstacle
) -> None:
    web.page(COLUMN, listing(FIRST, more=NEXT))
    web.page(f"{COLUMN}index_2.html", second)
    got = await read(web, fetcher_for)
    assert (got.complete, got.obstacle, len(got.reports)) == (False, why, 3), got.detail


@pytest.mark.parametrize(
    ("second", "seen"),
    [
        (TORN, 4),
        (WHOLE.replace("</ul>", "</ul>[an error occurred while processing this directive]"), 6),
        (WHOLE.replace("</ul>", "</ul><p>注：部分单位年报正在迁移中。</p>"), 6),
        (Reply(WHOLE, 203), 6),
        (Reply(WHOLE, headers={"Age": "2592000"}), 6),
    ],
)
async def test_a_second_page_that_is_torn_old_or_says_more_leaves_the_list_open(
    web: Web, fetcher_for, second: str | Reply, seen: int
) -> None:
    web.page(COLUMN, listing(FIRST, more=NEXT))
    web.page(f"{COLUMN}index_2.html", second)
    got = await read(web, fetcher_for)
    assert (got.complete, got.obstacle, len(got.reports)) == (False, Obstacle.PAGINATION_INCOMPLETE, seen)


async def test_a_second_page_of_the_list_makes_it_whole(web: Web, fetcher_for) -> None:
    web.page(COLUMN, listing(FIRST, more=NEXT))
    web.page(f"{COLUMN}index_2.html", WHOLE)
    got = await read(web, fetcher_for)
    assert (got.complete, len(got.reports)) == (True, 6), got.detail


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        (listing(SECOND, title="乡镇年报_青溪县"), True),
        (listing([], title="乡镇年报_青溪县"), True),
        (Reply("", 302, {"Location": "/"}), False),
        (Reply("", 302, {"Location": "/login/"}), False),
        (Reply(listing(SECOND), 203), False),
    ],
)
async def test_what_a_part_of_a_column_answers_with_must_be_a_part(
    web: Web, fetcher_for, part: str | Reply, whole: bool
) -> None:
    """The townships' reports behind a log-in are not missing."""
    web.page(COLUMN, listing(FIRST, more='<ul><li><a href="xz/">乡镇年报</a></li></ul>'))
    web.page(f"{COLUMN}xz/", part)
    got = await read(web, fetcher_for)
    assert got.complete is whole, got.detail

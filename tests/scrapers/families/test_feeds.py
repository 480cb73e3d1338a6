"""Lists that are XML are read; one that does not say how many there are is never taken for whole."""

from __future__ import annotations

import pytest

from scrapers import Column, Listing, Obstacle, read_column
from tests.scrapers.conftest import Reply, Web, portal

COLUMN = "http://www.qingxi.example/nb/list.xml"
NAMES = ("教育局", "民政局", "财政局")
TITLES = [f"青溪县{name}2024年政府信息公开工作年度报告" for name in NAMES]
ADDRESSES = [f"http://www.qingxi.example/art/2025/art_1_{n}.html" for n in range(len(NAMES))]
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def rss(total: str = "") -> str:
    items = "".join(
        f"<item><title><![CDATA[{title}]]></title><link>/art/2025/art_1_{n}.html</link>"
        "<pubDate>Mon, 20 Jan 2025 08:00:00 +0800</pubDate></item>"
        for n, title in enumerate(TITLES)
    )
    return f'{HEAD}<rss version="2.0"><channel><title>年报</title><link>http://www.qingxi.example/</link>{total}{items}</channel></rss>'


def atom(total: str = "") -> str:
    entries = "".join(
        f'<entry><title type="html">{title}</title><link rel="alternate" href="../art/2025/art_1_{n}.html?a=1&amp;b=2"/>'
        f"<id>urn:uuid:{n}</id><published>2025-01-20T08:00:00+08:00</published></entry>"
        for n, title in enumerate(TITLES)
    )
    return f'{HEAD}<feed xmlns="http://www.w3.org/2005/Atom"><title>年报</title>{total}{entries}</feed>'


def styled(total: str = "") -> str:
    """A site's own records; a stylesheet makes a page of them."""
    docs = "".join(
        f"<doc><docTitle>{title}</docTitle><docPubUrl>/art/2025/art_1_{n}.html</docPubUrl><operTime>2025-01-20 09:10:11</operTime></doc>"
        for n, title in enumerate(TITLES)
    )
    return f'{HEAD}\n<?xml-stylesheet type="text/xsl" href="list.xsl"?>\n<!-- 列表 -->\n<docs>{total}{docs}</docs>'


def hanweb(total: str = "") -> str:
    records = "".join(
        f'<record><![CDATA[<li><a href="/art/2025/art_1_{n}.html" title="{title}">{title[:9]}…</a><span>2025-01-20</span></li>]]></record>'
        for n, title in enumerate(TITLES)
    )
    return f"{HEAD}<datastore>{total}<recordset>{records}</recordset></datastore>"


async def read(web: Web, fetcher_for, body: str, kind: str = "text/xml; charset=utf-8") -> Listing:
    web.page(COLUMN, Reply(body, headers={"Content-Type": kind}))
    column = Column.model_validate({"id": "all", "url": COLUMN})
    return await read_column(portal(), column, fetcher_for(web.settings()))


@pytest.mark.parametrize("written", [rss, atom, styled, hanweb])
async def test_the_rows_are_read_and_without_a_total_the_list_is_not_whole(
    web: Web, fetcher_for, written
) -> None:
    got = await read(web, fetcher_for, written())
    assert [one.title for one in got.reports] == TITLES
    assert [one.url.partition("?")[0] for one in got.reports] == ADDRESSES
    assert {one.date for one in got.reports} == {"2025-01-20"}
    assert not got.complete
    assert got.obstacle is Obstacle.PAGINATION_INCOMPLETE


@pytest.mark.parametrize("written", [rss, atom, styled, hanweb])
@pytest.mark.parametrize(("total", "whole"), [(3, True), (4, False)])
async def test_a_total_tells_whether_it_is_whole(
    web: Web, fetcher_for, written, total: int, whole: bool
) -> None:
    names = {
        rss: "opensearch:totalResults",
        atom: "os:totalResults",
        styled: "totalcount",
        hanweb: "totalrecord",
    }
    got = await read(web, fetcher_for, written(f"<{names[written]}>{total}</{names[written]}>"))
    assert (got.complete, len(got.reports)) == (whole, 3)


@pytest.mark.parametrize("kind", ["application/rss+xml", "application/octet-stream", "text/plain"])
async def test_a_feed_is_known_by_its_beginning_where_its_type_says_nothing(
    web: Web, fetcher_for, kind: str
) -> None:
    assert len((await read(web, fetcher_for, rss(), kind)).reports) == 3


@pytest.mark.parametrize(
    "body",
    [
        f"{HEAD}<Error><Code>NoSuchKey</Code></Error>",
        f"{HEAD}<rss><channel><total>0</total></channel></rss>",
        f"{HEAD}<docs><total>1</total><doc><docTitle>{TITLES[0]}</docTitle></doc></docs>",
        f"{HEAD}<docs>{'<doc>' * 20_000}",
    ],
)
async def test_an_answer_without_rows_proves_nothing(web: Web, fetcher_for, body: str) -> None:
    got = await read(web, fetcher_for, body)
    assert (got.complete, got.reports) == (False, ())


async def test_a_page_with_an_xml_declaration_is_a_page(web: Web, fetcher_for) -> None:
    rows = "".join(
        f'<li><a href="{url}">{title}</a></li>' for url, title in zip(ADDRESSES, TITLES, strict=True)
    )
    page = f'{HEAD}\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd">\n<html><head><title>政府信息公开年报_青溪县人民政府</title></head><body><ul>{rows}</ul>{"<p>青溪县人民政府主办，欢迎访问本站。</p>" * 20}</body></html>'
    got = await read(web, fetcher_for, page, "application/xhtml+xml")
    assert got.complete, got.detail
    assert len(got.reports) == 3

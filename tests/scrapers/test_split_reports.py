"""A report in several pages or files is brought home whole or not at all: a part that is missing is never a part that is absent."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable

import pytest

import reports
from scrapers import (
    Fetcher,
    ListedReport,
    Obstacle,
    Portal,
    ReportCaptured,
    Trouble,
    Validators,
    Vanished,
    Visit,
    fetch_report,
    patrol,
)
from scrapers.values import FetchFailed, PartFailed
from tests.scrapers.conftest import Reply, Web, portal

HOST = "www.qingxi.example"
FIRST = f"http://{HOST}/zwgk/t20250120_31.html"
LISTED = ListedReport(FIRST, "青溪县教育局2024年政府信息公开工作年度报告", "2025-01-20", "nb")
HEADS = ("一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
         "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项")  # fmt: skip
SITE = "青溪县人民政府"


def article(*heads: int, pager: str = "") -> str:
    text = "".join(f"<p>{HEADS[n]}</p><p>{'本机关依法办理有关事项。' * 12}第{n}段</p>" for n in heads)
    return (
        f"<html><head><title>年报 {SITE}</title></head><body><div id=zoom>{text}</div>{pager}</body></html>"
    )


def visit_of(web: Web, fetcher: Fetcher, **more: object) -> Visit:
    where: Portal = portal(hosts=[HOST], health={"site_name": [SITE]})
    return Visit(where, fetcher, **more)  # type: ignore[arg-type]  # a Visit's own keywords


Fetching = Callable[..., Fetcher]


@pytest.mark.parametrize(
    ("pager", "parts"),
    [
        ('<script>createPageHTML(3, 0, "t20250120_31", "html");</script>', ["_1", "_2"]),
        ("<script>createPageHTML('page',3, 1,'t20250120_31','html',3);</script>", ["_2", "_3"]),
        ('<a href="t20250120_31_1.html">2</a><a href="t20250120_31_2.html">3</a>', ["_1", "_2"]),
        ('<a href="t20250120_31_2.html">[2]</a><a href="t20250120_31_3.html">尾页</a>', ["_2", "_3"]),
        ('<a href="t20250120_31-2.html">第2页</a><a href="t20250120_31-3.html">第三页</a>', ["-2", "-3"]),
        ('<a href="t20250120_31/2.html">2</a><a href="t20250120_31/3.html">3</a>', ["/2", "/3"]),
    ],
)
async def test_every_page_of_a_split_report_is_joined_in_order(
    web: Web, fetcher_for: Fetching, pager: str, parts: list[str]
) -> None:
    web.page(FIRST, article(0, 1, pager=pager))
    for suffix, heads in zip(parts, ((2, 3), (4, 5)), strict=True):
        web.page(FIRST.replace(".html", f"{suffix}.html"), article(*heads))
    got = await fetch_report(visit_of(web, fetcher_for(web.settings())), LISTED)
    text = got.body.decode()
    assert [text.index(head) for head in HEADS] == sorted(text.index(head) for head in HEADS)
    assert [one.asked for one in got.parts] == [FIRST.replace(".html", f"{suffix}.html") for suffix in parts]


async def test_next_pages_are_followed_one_from_another(web: Web, fetcher_for: Fetching) -> None:
    """Each page links the next one only, by a page parameter; the last leads back to the first."""
    url = f"http://{HOST}/show?id=31"
    nexts = {
        "/show?id=31": "?id=31&page=2",
        "/show?id=31&page=2": "?id=31&page=3",
        "/show?id=31&page=3": "?id=31&page=1",
    }
    texts = {
        "/show?id=31": (0, 1),
        "/show?id=31&page=1": (0, 1),
        "/show?id=31&page=2": (2, 3),
        "/show?id=31&page=3": (4, 5),
    }
    for target, heads in texts.items():
        more = nexts.get(target, "?id=31&page=2")
        web.page(
            f"http://{HOST}{target}",
            article(*heads, pager=f'<a href="/show{more}">下一页</a><a href="?id=32">下一篇</a>'),
        )
    got = await fetch_report(
        visit_of(web, fetcher_for(web.settings())), ListedReport(url, LISTED.title, None, "nb")
    )
    assert all(got.body.decode().count(f"<p>{head}</p>") == 1 for head in HEADS)
    assert "id=32" not in " ".join(web.targets())


async def test_the_next_article_is_no_next_page(web: Web, fetcher_for: Fetching) -> None:
    pager = (
        '<a href="t20250120_32.html">下一页</a><a href="t20250120_33.html">下一篇</a><a href="?page=x">2</a>'
    )
    web.page(FIRST, article(*range(6), pager=pager))
    got = await fetch_report(visit_of(web, fetcher_for(web.settings())), LISTED)
    assert got.parts == () and len(web.targets()) == 1


PAGER = '<script>createPageHTML(2, 0, "t20250120_31", "html");</script>'
CAPTCHA = f"<html><head><title>{SITE}</title></head><body><script src='/captcha/slider.js'></script>请完成安全验证 拖动滑块</body></html>"


@pytest.mark.parametrize(
    "second",
    [
        None,
        Reply("busy", 503),
        CAPTCHA,
        Reply("%PDF-1.4", headers={"Content-Type": "application/pdf"}),
        "<html></html>",
    ],
)
async def test_a_part_that_is_not_had_leaves_the_whole_report_unread(
    web: Web, fetcher_for: Fetching, second: object
) -> None:
    web.page(FIRST, article(0, 1, 2, pager=PAGER))
    if second is not None:
        web.page(FIRST.replace(".html", "_1.html"), second)
    with pytest.raises(PartFailed):
        await fetch_report(visit_of(web, fetcher_for(web.settings())), LISTED)


@pytest.mark.parametrize(
    "pager",
    [
        "<a href='javascript:turn(2)'>下一页</a>",
        '<script>createPageHTML(40, 0, "t20250120_31", "html");</script>',
    ],
)
async def test_an_article_that_goes_on_where_we_cannot_follow_is_not_read_as_a_whole_one(
    web: Web, fetcher_for: Fetching, pager: str
) -> None:
    web.page(FIRST, article(0, 1, 2, 3, pager=pager))
    with pytest.raises(FetchFailed) as failure:
        await fetch_report(visit_of(web, fetcher_for(web.settings())), LISTED)
    assert failure.value.obstacle is Obstacle.PAGINATION_INCOMPLETE
    web.page(FIRST, article(*range(6), pager="<a href='javascript:turn(2)'>下一页</a>"))
    whole = await fetch_report(visit_of(web, fetcher_for(web.settings())), LISTED)
    assert whole.parts == ()


COLUMN = f"http://{HOST}/nb/"
LIST = f"<html><head><title>政府信息公开年报 {SITE}</title></head><body><h1>政府信息公开年报</h1><p>{{words}}</p><ul>{{rows}}</ul></body></html>"
ROW = f'<li><a href="{FIRST}">{LISTED.title}</a><span>2025-01-20</span></li>'


@pytest.mark.parametrize(
    "body", [article(0, 1, 2, pager=PAGER), article(pager='<a href="a.pdf">2024年年度报告.pdf</a>')]
)
async def test_a_missing_part_is_no_sign_that_the_report_was_taken_away(
    web: Web, fetcher_for: Fetching, body: str
) -> None:
    web.page(COLUMN, LIST.format(rows=ROW, words="本栏目按年度公开各单位的年度报告。" * 5))
    web.page(FIRST, body)
    where = portal(hosts=[HOST], health={"site_name": [SITE]}, columns=[{"id": "nb", "url": COLUMN}])
    steps = [one async for one in patrol(where, fetcher=fetcher_for(web.settings()), before=[LISTED])]
    assert not [one for one in steps if isinstance(one, Vanished)]
    (trouble,) = [one for one in steps if isinstance(one, Trouble)]
    assert (trouble.where, trouble.url, trouble.obstacle) == ("report", FIRST, Obstacle.HTTP_4XX)


@pytest.mark.parametrize("kind", ["split", "attached"])
async def test_unchanged_parts_cost_a_304_each(web: Web, fetcher_for: Fetching, kind: str) -> None:
    other = FIRST.replace(".html", "_1.html") if kind == "split" else f"http://{HOST}/zwgk/a.pdf"
    front = (
        article(0, 1, 2, pager=PAGER)
        if kind == "split"
        else article(pager='<a href="a.pdf">年度报告.pdf</a>')
    )
    web.page(FIRST, Reply(front, etag='"1"'))
    web.page(other, Reply(article(3, 4, 5), etag='"2"'))
    kept: dict[str, bytes] = {}
    known: dict[str, Validators] = {}

    async def once() -> ReportCaptured:
        got = await fetch_report(
            visit_of(web, fetcher_for(web.settings()), known=known.get, recall=kept.get), LISTED
        )
        for one in (got.capture, *got.parts):
            if not one.unchanged:
                kept[one.sha256] = one.body
                known[one.asked] = Validators(one.headers["etag"], None, one.sha256)
        return got

    first, second = await once(), await once()
    assert not first.unchanged and second.unchanged
    assert (second.sha256, second.body) == (first.sha256, first.body)
    assert [one.status for one in (second.capture, *second.parts)] == [304, 304]


PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)
DRAWN = '<p><img src="./W020250120.png" width="600"></p><p><img src="/images/icon.png" width="16" height="16"></p>'


def drawn(*heads: int) -> str:
    return article(*heads).replace("第1段</p>", f"第1段</p>{DRAWN}")


async def test_a_table_shown_as_a_picture_comes_home_with_its_page(web: Web, fetcher_for: Fetching) -> None:
    web.page(FIRST, drawn(*range(6)))
    web.page(f"http://{HOST}/zwgk/W020250120.png", Reply(PICTURE, headers={"Content-Type": "image/png"}))
    got = await fetch_report(visit_of(web, fetcher_for(web.settings())), LISTED)
    assert [one.asked for one in got.parts] == [f"http://{HOST}/zwgk/W020250120.png"]
    assert b64encode(PICTURE) in got.body and "icon.png" not in " ".join(web.targets())
    assert b"W020250120.png" not in got.body and got.body.count(b"<img") == 2


@pytest.mark.parametrize("answer", [None, Reply("<html>not here</html>"), Reply("busy", 503)])
async def test_a_picture_that_is_not_had_leaves_its_cells_unread_and_none_absent(
    web: Web, fetcher_for: Fetching, answer: object
) -> None:
    web.page(FIRST, drawn(*range(6)))
    if answer is not None:
        web.page(f"http://{HOST}/zwgk/W020250120.png", answer)
    got = await fetch_report(visit_of(web, fetcher_for(web.settings())), LISTED)
    assert got.parts == ()
    report = reports.read(got.body, got.name, url=FIRST, listed_title=LISTED.title)
    assert {cell.state for cell in report.cells.values()} == {reports.CellState.UNREADABLE}


async def test_no_picture_is_asked_for_where_the_tables_are_text(web: Web, fetcher_for: Fetching) -> None:
    words = (
        "<table><tr><td>信息内容</td><td>本年新收政府信息公开申请数量</td><td>结果<br>维持</td></tr></table>"
    )
    web.page(FIRST, drawn(*range(6)).replace("第2段", words))
    got = await fetch_report(visit_of(web, fetcher_for(web.settings())), LISTED)
    assert got.parts == () and web.targets() == ["/zwgk/t20250120_31.html"]

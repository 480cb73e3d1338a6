"""The polite guest: robots, pace, conditional requests, redirects, cookies, schemes."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import platform
from datetime import UTC, datetime, timedelta

import pytest

from scrapers import FetchFailed, Obstacle, Validators
from scrapers.heap import keep_freed_memory
from tests.scrapers.conftest import Reply, Web, portal, report

HOST = "http://www.qingxi.example"


class Time:
    """A clock that only moves when someone sleeps."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.sleeps: list[float] = []

    def clock(self) -> float:
        return self.passed

    def now(self) -> datetime:
        return datetime(2026, 1, 20, 14, 0, tzinfo=UTC) + timedelta(seconds=self.passed)

    async def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.passed += seconds


def world(time: Time) -> dict[str, object]:
    return {"clock": time.clock, "now": time.now, "sleep": time.sleep}


async def failure(fetcher, url, described) -> FetchFailed:
    with pytest.raises(FetchFailed) as caught:
        await fetcher.get(url, portal=described)
    return caught.value


async def test_a_capture_says_what_was_asked_what_answered_and_its_digest(web: Web, fetcher_for) -> None:
    web.page(f"{HOST}/old", Reply(status=301, headers={"Location": "/new"}))
    web.page(f"{HOST}/new", "青溪")
    fetcher = fetcher_for(web.settings())
    capture = await fetcher.get(f"{HOST}/old", portal=portal())
    assert (capture.asked, capture.final, capture.redirects) == (
        f"{HOST}/old",
        f"{HOST}/new",
        (f"{HOST}/new",),
    )
    assert capture.sha256 == hashlib.sha256("青溪".encode()).hexdigest()
    assert capture.remote_address == "127.0.0.1"
    assert capture.fetched_at.tzinfo is not None


async def test_an_unchanged_page_costs_one_304(web: Web, fetcher_for) -> None:
    web.page(f"{HOST}/a", Reply("青溪", etag='"1"'))
    fetcher = fetcher_for(web.settings())
    first = await fetcher.get(f"{HOST}/a", portal=portal())
    again = await fetcher.get(
        f"{HOST}/a", portal=portal(), validators=Validators(first.headers["etag"], None, first.sha256)
    )
    assert again.unchanged and again.sha256 == first.sha256 and again.body == b""


async def test_two_requests_to_a_host_are_never_closer_than_its_pause_nor_at_once(
    web: Web, fetcher_for
) -> None:
    time = Time()
    web.page(f"{HOST}/a", "a")
    fetcher = fetcher_for(web.settings(interval=None), **world(time))
    described = portal(politeness={"min_interval_s": 5, "jitter": 0.2})
    await asyncio.gather(*(fetcher.get(f"{HOST}/a", portal=described) for _ in range(5)))
    assert len(time.sleeps) == 5  # robots.txt came first
    assert all(5 <= one <= 6 for one in time.sleeps)
    assert web.most_open["www.qingxi.example"] == 1


async def test_crawl_delay_lengthens_the_pause(web: Web, fetcher_for) -> None:
    time = Time()
    web.page(f"{HOST}/robots.txt", "User-agent: *\nCrawl-delay: 30\n")
    web.page(f"{HOST}/a", "a")
    fetcher = fetcher_for(web.settings(interval=None), **world(time))
    for _ in range(2):
        await fetcher.get(f"{HOST}/a", portal=portal())
    assert time.sleeps[-1] >= 30


@pytest.mark.parametrize(
    ("reply", "obstacle"),
    [
        (Reply("User-agent: *\nDisallow: /"), Obstacle.ROBOTS_DISALLOWED),
        (
            Reply("User-agent: NianbaoWatch\nDisallow: /a\n\nUser-agent: *\nAllow: /"),
            Obstacle.ROBOTS_DISALLOWED,
        ),
        (Reply(status=403), Obstacle.ROBOTS_DISALLOWED),
        (Reply(status=500), Obstacle.ROBOTS_UNAVAILABLE),
        (Reply(status=404), None),
        (Reply("User-agent: *\nDisallow: /private"), None),
        (Reply("<!DOCTYPE html><html>页面不存在 Disallow: /</html>"), None),
    ],
)
async def test_robots_txt_is_obeyed_as_rfc_9309_says(
    web: Web, fetcher_for, reply: Reply, obstacle: Obstacle | None
) -> None:
    web.page(f"{HOST}/robots.txt", reply)
    web.page(f"{HOST}/a", "a")
    fetcher = fetcher_for(web.settings())
    if obstacle is None:
        assert (await fetcher.get(f"{HOST}/a", portal=portal())).status == 200
    else:
        assert (await failure(fetcher, f"{HOST}/a", portal())).obstacle is obstacle
        assert web.targets() == []


async def test_a_page_packed_twice_is_unpacked_twice(web: Web, fetcher_for) -> None:
    body = gzip.compress(gzip.compress("青溪县".encode()))
    web.page(f"{HOST}/a", Reply(body, headers={"Content-Encoding": "gzip, gzip"}))
    assert (await fetcher_for(web.settings()).get(f"{HOST}/a", portal=portal())).body == "青溪县".encode()


async def test_a_short_retry_after_is_waited_for_and_a_long_one_ends_the_fetch(web: Web, fetcher_for) -> None:
    time = Time()
    replies = [Reply(status=429, headers={"Retry-After": "40"}), Reply("now")]
    web.page(f"{HOST}/a", lambda asked: replies.pop(0))
    web.page(f"{HOST}/b", Reply(status=429, headers={"Retry-After": "3600"}))
    fetcher = fetcher_for(web.settings(interval=None, retries=1), **world(time))
    assert (await fetcher.get(f"{HOST}/a", portal=portal())).body == b"now"
    assert time.sleeps[-1] == pytest.approx(40, abs=1)
    assert (await failure(fetcher, f"{HOST}/b", portal())).obstacle is Obstacle.RATE_LIMITED


async def test_the_allow_list_holds_across_redirects(web: Web, fetcher_for) -> None:
    web.page(f"{HOST}/a", Reply(status=302, headers={"Location": "http://mirror.example/a"}))
    web.page("http://mirror.example/a", report("青溪县2024年政府信息公开工作年度报告"))
    fetcher = fetcher_for(web.settings())
    assert (await failure(fetcher, f"{HOST}/a", portal())).obstacle is Obstacle.OFF_SITE_REDIRECT
    assert web.targets("mirror.example") == []


async def test_cookies_stay_with_their_host(web: Web, fetcher_for) -> None:
    web.page(f"{HOST}/a", Reply("a", headers={"Set-Cookie": "JSESSIONID=1; Path=/"}))
    web.page(f"{HOST}/b", "b")
    web.page("http://xxgk.qingxi.example/c", "c")
    described = portal(hosts=["www.qingxi.example", "xxgk.qingxi.example"])
    fetcher = fetcher_for(web.settings())
    for url in (f"{HOST}/a", f"{HOST}/b", "http://xxgk.qingxi.example/c"):
        await fetcher.get(url, portal=described)
    cookies = {one.target: one.headers.get("cookie") for one in web.asked}
    assert cookies["/b"] == "JSESSIONID=1" and cookies["/c"] is None


async def test_a_dead_scheme_is_tried_once_the_other_way_and_remembered(web: Web, fetcher_for) -> None:
    web.page(f"{HOST}/a", "a")
    web.page(f"{HOST}/b", "b")
    fetcher = fetcher_for(web.settings())
    secure = HOST.replace("http:", "https:")
    first = await fetcher.get(f"{secure}/a", portal=portal())
    assert (first.asked, first.final) == (f"{secure}/a", f"{HOST}/a")
    assert fetcher.schemes == {"www.qingxi.example": "http"}
    spent = fetcher.asked
    await fetcher.get(f"{secure}/b", portal=portal())
    assert fetcher.asked == spent + 1
    strict = portal(scheme="https_only", home=f"{secure}/")
    assert (await failure(fetcher, f"{secure}/a", strict)).obstacle is Obstacle.TLS


async def test_the_day_has_a_cap_and_hours_are_kept(web: Web, fetcher_for) -> None:
    time = Time()  # 22:00 in China
    web.page(f"{HOST}/a", "a")
    fetcher = fetcher_for(web.settings(interval=None), **world(time))
    capped = portal(politeness={"daily_cap": 2})
    await fetcher.get(f"{HOST}/a", portal=capped)  # with robots.txt: two
    assert (await failure(fetcher, f"{HOST}/a", capped)).obstacle is Obstacle.POSTPONED
    night = portal(politeness={"hours": "23:00-07:00"})
    assert (await failure(fetcher, f"{HOST}/a", night)).obstacle is Obstacle.POSTPONED


async def test_the_visitor_says_who_it_is(web: Web, fetcher_for) -> None:
    web.page(f"{HOST}/a", "a")
    fetcher = fetcher_for(web.settings(contact="mailto:ops@office.example"))
    await fetcher.get(f"{HOST}/a", portal=portal())
    agent = web.asked[-1].headers["user-agent"]
    assert "NianbaoWatch" in agent and "mailto:ops@office.example" in agent and "Mozilla" not in agent


async def test_a_connection_the_server_closed_meanwhile_is_no_failure(web: Web, fetcher_for) -> None:
    async def closing(asked: object, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1\r\n\r\na")
        await writer.drain()
        writer.close()

    web.page(f"{HOST}/a", closing)
    fetcher = fetcher_for(web.settings())
    for _ in range(5):
        assert (await fetcher.get(f"{HOST}/a", portal=portal())).body == b"a"


def test_freed_memory_is_kept_where_the_c_library_can() -> None:
    assert keep_freed_memory() == (platform.libc_ver()[0] == "glibc")

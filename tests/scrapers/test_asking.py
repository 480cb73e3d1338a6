"""What goes over the wire for one request."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.asking import _PLAIN, Ask, _by_httpx, sent

FIELDS = {"User-Agent": "N", "Accept": "*/*", "Accept-Encoding": "gzip, deflate", "Connection": "keep-alive"}
HOSTS = st.from_regex(r"\A[a-z0-9-]{1,8}(\.[a-z0-9-]{1,8}){0,3}\Z")
PATHS = st.from_regex(r"\A(/[\w.~+% -]{0,6}){0,4}\Z")
QUERIES = st.from_regex(r"\A(\?[\w.~+=&/:;%'\[\] -]{0,12})?\Z")


@given(st.sampled_from(["http", "https"]), HOSTS, PATHS, QUERIES)
def test_the_short_way_sends_nothing_that_httpx_would_write_otherwise(
    scheme: str, host: str, path: str, query: str
) -> None:
    ask = Ask(f"{scheme}://{host}{path}{query}")
    if _PLAIN.fullmatch(ask.url):
        assert sent(ask, FIELDS, httpx.Cookies()) == _by_httpx(ask, FIELDS, httpx.Cookies())


def test_most_addresses_of_a_portal_go_the_short_way() -> None:
    for url in (
        "http://www.qingxi.example/zwgk/nb/202401/t20240130_1.html",
        "https://a.example/list?id=3&page=2",
    ):
        assert _PLAIN.fullmatch(url)


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("http://a.example/年报 2023.html", b"/%E5%B9%B4%E6%8A%A5%202023.html"),
        ("http://a.example/a/../b.html", b"/b.html"),
        ("http://a.example", b"/"),
        ("http://a.example/?名=值", b"/?%E5%90%8D=%E5%80%BC"),
    ],
)
def test_an_address_that_must_be_quoted_is_not_sent_raw(url: str, target: bytes) -> None:
    assert sent(Ask(url), FIELDS, httpx.Cookies()).url.target == target


def test_a_kept_cookie_is_sent_only_where_it_belongs() -> None:
    cookies = httpx.Cookies()
    cookies.set("session", "1", domain="a.example")
    assert sent(Ask("http://a.example/x"), FIELDS, cookies).fields()["cookie"] == "session=1"
    assert "cookie" not in sent(Ask("http://b.example/x"), FIELDS, cookies).fields()


def test_a_form_is_posted_whole() -> None:
    what = sent(Ask("http://a.example/list", form={"page": "2"}), FIELDS, httpx.Cookies())
    assert (what.method, what.body, what.fields()["content-length"]) == ("POST", b"page=2", "6")
    assert urlsplit("http://a.example/list").path.encode() == what.url.target

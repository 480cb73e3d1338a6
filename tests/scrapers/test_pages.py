"""Bytes become the right text, links the right addresses, dates the right days."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import squeeze
from scrapers import Capture, Obstacle
from scrapers.links import resolve
from scrapers.obstacles import of_answer
from scrapers.page import Page, decode, iso_date, texts

BASE = "http://www.qingxi.example/zwgk/zfxxgknb/index.html"
WORDS = "青溪县硚口镇人民政府政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (WORDS.encode(), "text/html; charset=gbk"),
        (WORDS.encode("gb18030"), "text/html; charset=utf-8"),
        (WORDS.encode("gb18030"), ""),
        (b'<meta charset="utf-8">' + WORDS.encode("gb18030"), ""),
        (b"\xef\xbb\xbf" + WORDS.encode(), "text/html; charset=gb2312"),
        (WORDS.encode("utf-16"), ""),
    ],
)
def test_text_is_decoded_by_what_it_is_and_not_by_what_is_said(body: bytes, content_type: str) -> None:
    assert decode(body, content_type).endswith(WORDS)


def test_a_utf8_text_cut_in_a_character_stays_utf8() -> None:
    assert decode(WORDS.encode()[:-1], "").startswith(WORDS[:-1])


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("./202501/t1.html", "http://www.qingxi.example/zwgk/zfxxgknb/202501/t1.html"),
        ("../a.html", "http://www.qingxi.example/zwgk/a.html"),
        ("/a/b.html", "http://www.qingxi.example/a/b.html"),
        ("//xxgk.qingxi.example/a", "http://xxgk.qingxi.example/a"),
        ("\\a\\b.html", "http://www.qingxi.example/a/b.html"),
        ("/附件 1.docx", "http://www.qingxi.example/附件%201.docx"),
        ("http://www.qingxi.example:80/a#top", "http://www.qingxi.example/a"),
        ("https://www.qingxi.example:8443/a", "https://www.qingxi.example:8443/a"),
        ("/a;jsessionid=0A?JSESSIONID=1f&id=7&PHPSESSID=x", "http://www.qingxi.example/a?id=7"),
        ("/pdfjs/web/viewer.html?file=%2Ff%2F1.pdf", "http://www.qingxi.example/f/1.pdf"),
        ("/pdfjs/web/viewer.html?v=2&file=../../f/1.pdf#page=1", "http://www.qingxi.example/f/1.pdf"),
        ("/pdfjs/web/viewer.html?id=7", "http://www.qingxi.example/pdfjs/web/viewer.html?id=7"),
        ("javascript:void(0)", None),
        ("mailto:a@b.example", None),
        ("#top", None),
        ("", None),
        ("http://[::1", None),
        ("http://a.example:port/", None),
    ],
)
def test_an_address_is_resolved_as_a_browser_would(href: str, address: str | None) -> None:
    assert resolve(BASE, href) == address


@given(st.from_regex(r"/[a-z0-9_.%/~+-]{0,30}", fullmatch=True))
def test_the_short_way_resolves_as_the_long_one(path: str) -> None:
    assert resolve(BASE, path) == resolve(BASE, urljoin(BASE, path))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-01-20", "2025-01-20"),
        ("[2025.1.5]", "2025-01-05"),
        ("2025年1月5日", "2025-01-05"),
        ("2025/01/20 17:18", "2025-01-20"),
        ("2025-13-20", None),
        ("2025-02-30", None),
        ("202020年12月31日", None),
        ("电话 0871-2025-0120", None),
    ],
)
def test_only_a_possible_day_is_a_date(text: str, day: str | None) -> None:
    assert iso_date(text) == day


def page(html: str | bytes, content_type: str = "text/html") -> Page:
    body = html.encode() if isinstance(html, str) else html
    return Page(
        Capture(
            "p", BASE, BASE, 200, {"content-type": content_type}, datetime.now(UTC), "0" * 64, len(body), body
        ),
        body,
    )


LONG = "青溪县人民政府门户网站提供政务公开、办事服务、互动交流等服务。" * 8


@pytest.mark.parametrize(
    ("html", "obstacle"),
    [
        ("", Obstacle.JS_SHELL),
        ("<html><script>location='x'</script></html>", Obstacle.JS_SHELL),
        ("<html><body>抱歉，您访问的页面不存在</body></html>", Obstacle.SOFT404),
        ("<html><body>不合法的参数</body></html>", Obstacle.UA_REFUSED),
        ("<html><body>您的访问过于频繁，请稍后再试</body></html>", Obstacle.RATE_LIMITED),
        ("<html><body>本服务仅限中国大陆用户访问</body></html>", Obstacle.NETWORK_POSITION),
        (f"<html><body>公告：本网站已迁移至县政府门户网站。{LONG}</body></html>", Obstacle.MIGRATED),
        (f"<html><body>公告：本栏目已迁移至新地址。{LONG}</body></html>", Obstacle.COLUMN_MOVED),
        (f"<html><body>{LONG}{chr(0xFFFD) * 40}</body></html>", Obstacle.CHARSET),
        (f"<html><body>{LONG}<a href='/a'>本站已将版面调整</a></body></html>", None),
        (f"<html><body>{LONG}</body></html>", None),
    ],
)
def test_a_page_with_status_200_is_looked_at_before_it_is_believed(
    html: str, obstacle: Obstacle | None
) -> None:
    found = page(html).obstacle(60)
    assert (found[0] if found else None) is obstacle


CHALLENGE = "<html><script>$_ts=window['$_ts'];</script><script r='m'></script></html>"


@pytest.mark.parametrize(
    ("status", "headers", "body", "obstacle"),
    [
        (412, {}, CHALLENGE, Obstacle.WAF_CHALLENGE),
        (521, {"set-cookie": "__jsluid_s=1"}, "", Obstacle.WAF_CHALLENGE),
        (468, {}, "", Obstacle.WAF_CHALLENGE),
        (400, {"set-cookie": "__jsluid_s=1"}, "", Obstacle.WAF_CHALLENGE),
        (200, {}, CHALLENGE, Obstacle.WAF_CHALLENGE),
        (200, {}, "<html>请稍候…<div class='puzzle-vcode'></div></html>", Obstacle.CAPTCHA),
        (405, {}, "<html><title>405</title>电信云堤</html>", Obstacle.WAF_CHALLENGE),
        (403, {}, "<html><script>1</script></html>", Obstacle.WAF_CHALLENGE),
        (422, {}, "denied", Obstacle.WAF_CHALLENGE),
        (405, {}, "", Obstacle.WAF_CHALLENGE),
        (200, {}, "<html>您的访问被拦截</html>", Obstacle.WAF_CHALLENGE),
        (400, {}, "不合法的参数", Obstacle.UA_REFUSED),
        (403, {}, "您的访问过于频繁", Obstacle.RATE_LIMITED),
        (429, {}, "", Obstacle.RATE_LIMITED),
        (503, {"retry-after": "9"}, "", Obstacle.RATE_LIMITED),
        (451, {}, "", Obstacle.NETWORK_POSITION),
        (403, {}, "境外访问受限", Obstacle.NETWORK_POSITION),
        (404, {}, "", Obstacle.HTTP_4XX),
        (403, {}, "Forbidden", Obstacle.HTTP_4XX),
        (502, {}, "", Obstacle.HTTP_5XX),
        (200, {}, f"<html>{LONG}</html>", None),
        (200, {}, f"<html>{'<a href=x>云堤</a>' * 20}{LONG}</html>", None),
    ],
)
def test_every_refusal_has_its_own_name(
    status: int, headers: dict[str, str], body: str, obstacle: Obstacle | None
) -> None:
    found = of_answer(status, headers, body.encode())
    assert (found[0] if found else None) is obstacle


@given(st.binary(max_size=400), st.text(max_size=30))
def test_no_bytes_make_a_page_fall_over(body: bytes, content_type: str) -> None:
    opened = page(body, content_type)
    assert len(opened.visible) <= len(opened.text)
    assert all(link.url for link in opened.links)
    opened.obstacle(60)


_MARKS = ("script", "style", "noscript", "title", "template", "svg", "p", "textarea", "table", "td", "select")
_PIECES = st.sampled_from(
    [f"<{mark}>" for mark in _MARKS]
    + [f"</{mark}>" for mark in _MARKS]
    + ["<!-- 注 -->", "正文", "var x=1", "&nbsp;"]
)


@given(st.lists(_PIECES, max_size=25))
def test_what_a_visitor_reads_is_the_same_taken_at_once_and_piece_by_piece(pieces: list[str]) -> None:
    opened = page(f"<html><head><title>题</title></head><body>{''.join(pieces)}</body></html>".encode(), "")
    assert opened.tree.body is not None
    slowly = squeeze(" ".join(texts(opened.tree.body)))
    assert sorted(opened.visible.split()) == sorted(slowly.split())

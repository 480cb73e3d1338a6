"""Archived pages can do nothing: what acts or loads is taken out, and their policy forbids it once more."""

from __future__ import annotations

import pytest

from dashboard.headers import INERT_POLICY
from dashboard.pages.evidence import inert, is_page

HOSTILE = """<html><head><meta http-equiv="refresh" content="0;url=http://evil.example/"><base href="http://evil.example/">
<link rel="stylesheet" href="http://evil.example/a.css"><style>@import url(http://evil.example/b.css);</style></head>
<body onload="alert(1)"><script>alert(1)</script><a href="javascript:alert(1)" onclick="x()">年报</a>
<img src="http://evil.example/p.png" srcset="x 2x"><iframe src="http://evil.example"></iframe><svg onload="x()"><script>1</script></svg>
<form action="http://evil.example"><input name="q"></form><table background="http://evil.example/t.gif"><tr><td style="background:url(http://evil.example/c)" colspan="2">12</td></tr></table>
<object data="http://evil.example"></object><template><script>1</script></template></body></html>"""


def test_nothing_of_a_hostile_page_acts_or_loads() -> None:
    shown = inert(HOSTILE.encode(), "text/html; charset=utf-8").lower()
    for word in (
        "evil.example",
        "script",
        "onload",
        "onclick",
        "href",
        "src",
        "http-equiv",
        "<form",
        "<iframe",
        "url(",
    ):
        assert word not in shown, word
    assert "年报" in shown
    assert '<td colspan="2">12</td>' in shown


@pytest.mark.parametrize("encoding", ["gb2312", "gbk", "gb18030", "utf-8"])
def test_a_page_of_any_chinese_encoding_is_shown_in_its_own_words(encoding: str) -> None:
    page = f'<html><head><meta charset="{encoding}"></head><body>政府信息公开</body></html>'
    assert "政府信息公开" in inert(page.encode(encoding), "text/html")


@pytest.mark.parametrize("named", ["undefined", "idna", "punycode", "unicode_escape", "zlib"])
def test_no_page_chooses_a_codec_that_never_ends_or_raises(named: str) -> None:
    page = b'<html><head><meta charset="%s"></head><body>a-b9c</body></html>' % named.encode()
    assert "a-b9c" in inert(page, "text/html")
    assert "a-b9c" in inert(page, f"text/html; charset={named}\udcff")


def test_a_page_that_says_utf_8_and_is_none_is_shown_in_the_words_that_were_read() -> None:
    page = '<html><head><meta charset="utf-8"></head><body>政府信息公开</body></html>'
    assert "政府信息公开" in inert(page.encode("gbk"), "text/html; charset=utf-8")


def test_its_policy_is_a_sandbox_that_allows_nothing() -> None:
    assert INERT_POLICY.startswith("sandbox; default-src 'none'")
    assert "allow-" not in INERT_POLICY
    assert "script-src" not in INERT_POLICY


def test_a_pdf_is_never_shown_as_a_page() -> None:
    assert not is_page(b"%PDF-1.7 <html>"[:9] + b"\x00" * 100)
    assert is_page(b"\xef\xbb\xbf\r\n<!DOCTYPE html><html>")

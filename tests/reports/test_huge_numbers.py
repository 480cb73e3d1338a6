"""Numbers of thousands of digits, which no count has: no reader and no rule stumbles over them."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

import reports
from rules.texts.sums import listed_sums
from scrapers.page import count_of

_HUGE = "9" * 5_000
_TITLE = "<h1>梧桐县水利局2023年政府信息公开工作年度报告</h1><p>一、总体情况</p>"


@pytest.mark.parametrize(
    "written",
    [
        "<p style='color:red&#{0};'>公开信息。</p>",
        "<p>&#{0};公开信息。</p>",
        "<textarea>&#x{0};</textarea>",
        "<table><tr><td>规章</td><td>{0}</td></tr></table>",
        "<p>全年公开信息{0}条。</p>",
    ],
)
def test_a_page_with_a_huge_number_is_read(written: str) -> None:
    report = reports.read(f"<html><body>{_TITLE}{written.format(_HUGE)}</body></html>".encode(), "page.html")
    assert report.year == 2023


def test_references_beyond_unicode_are_resolved_as_browsers_do() -> None:
    for text in ("&#26376;1", "&#x6708;1", f"&#{_HUGE};1", "&#0;1", "&amp;1"):
        shown = LexborHTMLParser(f"<p>{text}</p>").css_first("p").text()  # type: ignore[union-attr]  # the paragraph is there
        assert reports.unescaped(text) == shown


def test_a_listing_of_huge_numbers_is_no_sum() -> None:
    text = f"全年公开信息{_HUGE}条，其中网站{_HUGE}条，微博1条。收到留言5条，其中网站3条，微信1条。"
    report = reports.read(f"<html><body>{_TITLE}<p>{text}</p></body></html>".encode(), "page.html")
    assert [one.total for one in listed_sums(report)] == [5]


@pytest.mark.parametrize(
    ("told", "count"), [("86", 86), ("²", None), ("", None), (_HUGE, None), ("-1", None)]
)
def test_what_a_page_tells_of_its_rows_is_a_count_or_nothing(told: str, count: int | None) -> None:
    assert count_of(told) == count

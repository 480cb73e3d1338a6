"""A page's own tags and letters are told only of a page that was read whole."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

import pytest

from scrapers import Capture, PageFacts
from scrapers.page import Link, Page
from scrapers.page_facts import page_facts

TAGS = '<meta name="articletitle" content="年报"><meta name="PubDate" content=" 2025-01-20 "><meta name="Author" content="张三">'
DEED = '<a href="/files/report.doc">青溪县水利局2024年政府信息公开工作年度报告.doc</a>'


def page(
    head: str, body: str, end: str = "</body></html>", encoding: str = "utf-8", status: int = 200
) -> Page:
    data = f"<!DOCTYPE html><html><head>{head}</head><body>{body}{end}".encode(encoding)
    address = "http://www.qingxi.example/art.html"
    capture = Capture(
        "qingxi",
        address,
        address,
        status,
        {"content-type": f"text/html; charset={encoding}"},
        datetime(2025, 2, 1, tzinfo=UTC),
        sha256(data).hexdigest(),
        len(data),
        data,
    )
    return Page(capture, data)


def of_attachment(body: str) -> PageFacts | None:
    shown = page(TAGS, body)
    return page_facts(shown, [link for link in shown.links if link.url.endswith(".doc")])


def test_standard_tags_are_kept_by_their_names_and_no_persons() -> None:
    assert page_facts(page(TAGS, "正文")) == PageFacts({"ArticleTitle": "年报", "PubDate": "2025-01-20"})
    assert page_facts(page(TAGS, "正文", encoding="gb18030")) == page_facts(page(TAGS, "正文"))


def test_a_whole_page_without_tags_has_none_and_that_is_known() -> None:
    assert page_facts(page('<meta name="PubDate" content="">', "正文")) == PageFacts({})


@pytest.mark.parametrize("end", ["", "</div>", "</bod"])
def test_of_a_page_that_was_cut_short_nothing_is_said(end: str) -> None:
    assert page_facts(page(TAGS, "正文", end)) is None


def test_of_a_page_that_could_not_be_decoded_nothing_is_said() -> None:
    cut = page(TAGS, "正文")
    damaged = Page(cut.capture, cut.body.replace("正文".encode(), b"\xe6\xad\xa3\xff\xfe\xfd"))
    assert "\ufffd" in damaged.text
    assert page_facts(damaged) is None


def test_of_a_file_nothing_is_said() -> None:
    shown = page(TAGS, "正文")
    assert page_facts(Page(shown.capture, b"")) is None
    plain = Page(shown.capture, b"%PDF-1.7 </html>")
    plain.capture.headers["content-type"] = "application/pdf"  # type: ignore[index] # a plain dict here
    assert page_facts(plain) is None


def test_letters_are_those_of_the_article_without_links_and_chrome() -> None:
    menu = '<div class="nav">' + "<a href='/x'>栏目</a>说明" * 200 + "</div>"
    found = of_attachment(f'{menu}<div class="TRS_Editor"><p>现予公布。</p><p>附件：{DEED}</p></div>')
    assert found is not None
    assert found.letters == len("现予公布。附件：")


@pytest.mark.parametrize(
    "article",
    [
        f'<div class="somewhere">见附件{DEED}</div>',
        f'<div id="zoom"></div><p>{DEED}</p>',
        f'<div id="zoom"><img src="/a.png">{DEED}</div>',
        f'<div id="zoom"><iframe src="/viewer"></iframe>{DEED}</div>',
    ],
    ids=["an article nobody knows", "a body brought by a script", "pictures", "a viewer in the page"],
)
def test_letters_are_not_counted_where_the_article_may_be_elsewhere(article: str) -> None:
    found = of_attachment(article)
    assert found is not None
    assert found.letters is None


def test_a_page_read_itself_has_no_letters_counted() -> None:
    found = page_facts(page(TAGS, f'<div id="zoom">全文{DEED}</div>'))
    assert found is not None
    assert found.letters is None


def test_the_widest_article_around_the_link_counts() -> None:
    found = of_attachment(f'<div id="zoom">{"全文" * 300}<div class="view">{DEED}</div></div>')
    assert found is not None
    assert found.letters == 600


def test_links_of_another_page_prove_nothing() -> None:
    shown = page(TAGS, f'<div id="zoom">{DEED}</div>')
    foreign = Link("http://www.qingxi.example/other.doc", "", "", shown.links[0].node)
    found = page_facts(shown, [foreign])
    assert found is not None
    assert found.letters is None

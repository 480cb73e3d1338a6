"""A report that its page carries as data for a script is read; what the script may leave out is not called missing."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape

import pytest

import reports
from tests.reports.statutory import HEADINGS

_TITLE = "梧桐县水利局2023年政府信息公开工作年度报告"
_TABLE = (
    '<table border="1"><tr><td>信息内容</td><td colspan="3">本年处理决定数量</td></tr>'
    '<tr><td>行政许可</td><td colspan="3">77</td></tr></table>'
)
_WORDS = "按照条例规定公开、办理，并接受监督。" * 12
_ARTICLE = "".join(f"<p>{head}</p><p>{_WORDS}</p>{_TABLE if '二、' in head else ''}" for head in HEADINGS[:5])


def _answer() -> str:
    return json.dumps({"code": 200, "data": {"title": _TITLE, "content": _ARTICLE}})


def _state() -> str:
    data = json.dumps({"detail": {"title": _TITLE, "content": _ARTICLE}}).replace("</", "<\\/")
    return f"<html><body><div id=app></div><script>window._CONFIG = {data};</script></body></html>"


def _single() -> str:
    text = _ARTICLE.replace("'", "\\'")
    return f"<html><head><title>{_TITLE}</title></head><body><script>show('{text}')</script></body></html>"


def _area() -> str:
    return f"<html><body><h1>{_TITLE}</h1><textarea hidden>{escape(_ARTICLE)}</textarea></body></html>"


def _framed() -> str:
    inner = escape(f"<html><body>{_ARTICLE}</body></html>")
    return f'<html><body><h1>{_TITLE}</h1><iframe width="100%" srcdoc="{inner}"></iframe></body></html>'


@pytest.mark.parametrize("way", [_answer, _state, _single, _area, _framed])
def test_an_article_that_a_script_shows_is_read(way: Callable[[], str]) -> None:
    report = reports.read(way().encode(), "page.html")
    assert (str(report.kind), report.year, report.agency.name) == ("annual_report", 2023, "梧桐县水利局")
    assert report.cell("disclosure.licensing.decisions").value == 77
    assert not report.sections["other_matters"].present
    assert not report.sections["other_matters"].certain


def test_a_page_that_shows_a_report_is_not_read_from_its_script() -> None:
    other = _ARTICLE.replace("77", "88")
    page = f"<html><body><h1>{_TITLE}</h1>{_ARTICLE}<script>var old = {json.dumps(other)};</script></body></html>"
    assert reports.read(page.encode(), "page.html").cell("disclosure.licensing.decisions").value == 77


@pytest.mark.parametrize(
    "page",
    [
        "<script>" + '"\\' * 300_000,
        "<textarea>" * 30_000,
        '{"a":' * 5_000,
        "<script>var a='" + 'a\\"' * 200_000,
        "<iframe srcdoc='" * 30_000,
    ],
)
def test_strings_without_an_end_are_passed_over_once(page: str) -> None:
    assert str(reports.read(page.encode(), "page.html").kind) != "annual_report"

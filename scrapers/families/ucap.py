"""ucap (开普云): static lists with a script pager, and lists that only the search interface hands out as JSON."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from reports import squeeze
from scrapers.asking import Ask
from scrapers.families import generic
from scrapers.families.base import ListPage, Progress, Row, Signs
from scrapers.families.scripted import (
    at,
    json_of,
    labelled_word,
    may_go_on,
    query_of,
    whole_number,
    with_query,
)
from scrapers.families.trs import Pager, script_pager
from scrapers.links import resolve
from scrapers.page import Page, iso_date
from scrapers.portal_column import Column

_ADDRESS = re.compile(
    r"/c\d{4,7}(?:niandu\d+)?/(?:\d{6}/)?[\w]*\.shtml$|/c\d{4,7}/\d{6}/[0-9a-f]{32}\.s?html$"
)
_MARKS = ("UCAPCONTENT", "UCAP-CONTENT", "UCAPTITLE", "page_div", "/common/search/", "getChannelList")
_SEARCH = re.compile(
    r"""["'(]([^"'()\s]*/(?:common/search|search|searchList)/[0-9a-f]{6,40}(?:\?[^"'\s]*)?)["']"""
)
_JOINED = re.compile(
    r"""["']([^"'\s]*/(?:search|searchList)/)["']\s*\+\s*(\w+)(?:\s*\+\s*["'](\?[^"'\s]*)["'])?"""
)
_CHANNEL = re.compile(r"""["']([^"'\s]*/common/getChannelList\?[^"'\s]*)["']""")


class Ucap:
    name = "ucap"

    def signs(self, page: Page) -> Signs:
        address = next((path for path in page.paths if _ADDRESS.search(path)), None)
        return Signs(address, next((mark for mark in _MARKS if mark in page.text), None))

    def read(self, page: Page, column: Column, progress: Progress) -> ListPage:
        if _search_address(page.text) or _CHANNEL.search(page.text) or json_of(page) is not None:
            return UcapJson().read(page, column, progress)
        pager = script_pager(page)
        if pager is None:
            return generic.Generic().read(page, column, progress)
        stem = re.sub(
            r"_\d+$", "", urlsplit(progress.first_url or page.url).path.rsplit("/", 1)[-1].rpartition(".")[0]
        )
        own = Pager(
            pager.total, pager.current, pager.name if pager.named else stem or "index", pager.extension
        )
        _, rows = generic.declared(page)
        onward = own.onward(page, progress) if progress.number < own.total else ()
        return ListPage(generic.rows_of(page, column), onward, own.total, rows)


class UcapJson:
    """The search interface: ``data.results`` with ``data.total`` and ``data.rows`` (rows a page)."""

    name = "ucap_json"

    def signs(self, page: Page) -> Signs:
        data = json_of(page)
        if isinstance(at(data, "data", "results"), list):
            return Signs(page.url, "data.results")
        found = _search_address(page.text)
        path = urlsplit(page.url).path
        return Signs(path if _ADDRESS.search(path) else None, found) if found else Signs()

    def read(self, page: Page, column: Column, progress: Progress) -> ListPage:
        data = json_of(page)
        if data is None:
            return self._shell(page)
        results = at(data, "data", "results")
        if isinstance(results, list):
            return self._results(page, data, results)
        children = at(data, "results", "children")
        if isinstance(children, list):
            return self._channels(page, children)
        return ListPage((), doubt="the search interface answers in an unknown form")

    @staticmethod
    def _shell(page: Page) -> ListPage:
        search = _search_address(page.text)
        if search is not None:
            query = {
                "_isAgg": "true",
                "_isJson": "true",
                "_pageSize": "20",
                "_template": "index",
                "page": "1",
            }
            url = urljoin(page.url, search)
            given = query_of(url)
            return ListPage(
                (), (Ask(with_query(url, **{k: given.get(k) or v for k, v in query.items()})),), is_shell=True
            )
        channel = _CHANNEL.search(page.text)
        if channel is not None:
            return ListPage(
                (), (Ask(urljoin(page.url, channel.group(1).replace("&amp;", "&"))),), is_shell=True
            )
        return ListPage((), doubt="no search interface and no channel on the page")

    @staticmethod
    def _channels(page: Page, children: list[Any]) -> ListPage:
        named = [(str(at(one, "displayName") or ""), at(one, "channelId")) for one in children]
        fitting = [channel for name, channel in named if channel and re.search(r"年报|年度报告", name)] or [
            channel for _, channel in named if channel
        ]
        if len(fitting) != 1:
            return ListPage((), doubt=f"{len(fitting)} channels could be the column's")
        url = urljoin(
            page.url,
            f"/common/search/{fitting[0]}?_isAgg=true&_isJson=true&_pageSize=20&_template=index&page=1",
        )
        return ListPage((), (Ask(url),), is_shell=True)

    @staticmethod
    def _results(page: Page, data: Any, results: list[Any]) -> ListPage:
        rows = tuple(row for one in results if (row := _row(page, one)) is not None)
        total = whole_number(at(data, "data", "total"))
        size = (
            whole_number(at(data, "data", "rows"))
            or whole_number(query_of(page.url).get("_pageSize"))
            or len(results)
        )
        number = whole_number(query_of(page.url).get("page")) or 1
        more = number * size < total if total is not None else may_go_on(len(results), size)
        more = more and size > 0 and bool(results)
        onward = (Ask(with_query(page.url, page=str(number + 1))),) if more else ()
        pages = -(-total // size) if total is not None and size else None
        return ListPage(rows, onward, pages, total)


def _search_address(text: str) -> str | None:
    """The search interface's address as the page's script has it, whole or put together from a variable."""
    whole = _SEARCH.search(text)
    if whole is not None:
        return whole.group(1).replace("&amp;", "&")
    joined = _JOINED.search(text)
    channel = labelled_word(text, joined.group(2)) if joined is not None else None
    if joined is None or not channel or not re.fullmatch(r"[0-9a-f]{6,40}", channel):
        return None
    return joined.group(1) + channel + (joined.group(3) or "")


def _row(page: Page, one: Any) -> Row | None:
    url = resolve(page.url, str(at(one, "url") or at(one, "link") or ""))
    title = squeeze(re.sub(r"<[^>]*>", "", str(at(one, "title") or "")))
    if url is None or not title:
        return None
    return Row(url, title, iso_date(str(at(one, "publishedTimeStr") or at(one, "pubtime") or "")))

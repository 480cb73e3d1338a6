"""The further pages of one article that an editor broke into several: all of them, or the article is not had.

A report with a page missing would seem to lack sections and tables. So a page that says it goes on where we cannot follow,
that declares more pages than an article has, or of which one answers with anything but a page of the site, makes the whole
report one that could not be read today, never one with parts that are not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from reports import squeeze
from scrapers.asking import Ask
from scrapers.families.pagers import goes_on
from scrapers.health import is_home, of_site, section_count
from scrapers.lists import Visit
from scrapers.page import Link, Page
from scrapers.values import FetchFailed, Obstacle, PartFailed

MAX_PARTS = 12
"""Pages of one split report; the longest seen has five."""
_ALL_SECTIONS = 6

_TURNING = re.compile(
    r"^[\[【(（<«‹]?\s*(\d{1,2}|(下|后)一?页|(尾|末|最后一?)页|第?\s*[\d一二三四五六七八九十]{1,3}\s*页|next|>{1,2}|»|›)\s*[\]】)）>»›]?$",
    re.IGNORECASE,
)
_PAGE_KEYS = (
    "page",
    "pageindex",
    "page_index",
    "pageno",
    "pagenum",
    "page_no",
    "currentpage",
    "curpage",
    "p",
    "pn",
)
_SCRIPT = re.compile(
    r"""createPageHTML\s*\(\s*(?:['"][\w-]*['"]\s*,\s*)?(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,\s*['"]([^'"]*)['"])?""",
    re.IGNORECASE,
)


_AS_PRINTED = re.compile(r"[\w.-]+", re.ASCII)
"""File names that are printed as they are resolved."""


async def further_pages(visit: Visit, first: Page) -> list[Page]:
    """Pages two and on, in order; empty where the article is on one page. Raises `PartFailed` where one is not had."""
    shape = _Shape(first)
    waiting = dict(shape.counted())
    waiting |= shape.linked(first)
    asked: set[str] = set()
    pages: dict[int, Page] = {}
    while waiting:
        if len(asked) + len(waiting) > MAX_PARTS:
            detail = f"an article of more than {MAX_PARTS} pages"
            raise PartFailed(Obstacle.PAGINATION_INCOMPLETE, first.url, detail, first.capture)
        url, number = min(waiting.items(), key=lambda item: item[1])
        del waiting[url]
        asked.add(url)
        page = await _part(visit, first, url)
        pages.setdefault(number, page)
        waiting |= {more: n for more, n in shape.linked(page) if more not in asked and n not in pages}
    seen = {first.visible}
    fresh = []
    for _, page in sorted(pages.items()):
        if (
            page.visible not in seen
        ):  # a pager may lead back to the first page, and a system show the last again
            seen.add(page.visible)
            fresh.append(page)
    if not fresh:
        _believe_one_page(first)
    return fresh


async def _part(visit: Visit, first: Page, url: str) -> Page:
    try:
        page = await visit.page(Ask(url), referer=first.url)
    except FetchFailed as failure:
        detail = f"a further page of the report: {failure.detail}"
        raise PartFailed(failure.obstacle, failure.url, detail, failure.capture) from failure
    wrong = of_site(page, visit.portal) if page.is_html else (Obstacle.LAYOUT_CHANGED, "no page")
    if is_home(page.url, visit.portal):
        wrong = Obstacle.SOFT404, "the home page"
    if wrong is not None:
        raise PartFailed(wrong[0], url, f"a further page of the report: {wrong[1]}", page.capture)
    return page


def _believe_one_page(first: Page) -> None:
    """Refuse a page that says there is another and does not hold the whole report. Raises `PartFailed`."""
    if section_count(first.visible) >= _ALL_SECTIONS:
        return
    words = goes_on(first)
    if words:
        detail = f"{words!r} leads on, nobody here knows where"
        raise PartFailed(Obstacle.PAGINATION_INCOMPLETE, first.url, detail, first.capture)


class _Shape:
    """How the addresses of an article's further pages are made from that of its first."""

    def __init__(self, first: Page) -> None:
        self._first = first
        self._stem, _, self._extension = first.url.rpartition(".")
        parts = urlsplit(first.url)
        if "/" in self._extension or not re.fullmatch(r"[a-z]{3,5}", self._extension):
            self._stem, self._extension = "", ""
        self._name = self._stem.rpartition("/")[2]
        self._place = (parts.scheme, parts.netloc, parts.path)
        self._query = dict(parse_qsl(parts.query))
        self._printed = (self._name, "?") if self._stem and _AS_PRINTED.fullmatch(self._name) else ("",)
        """What an address of a further page cannot be printed without."""

    def counted(self) -> Iterator[tuple[str, int]]:
        """(address, number) of every page that the first one's script counts, from 0 or from 1 as it numbers itself."""
        if not self._stem or not _counts_pages(self._first.body):
            return
        for found in _SCRIPT.finditer(self._first.text):
            total, current, name = int(found[1]), int(found[2]), found[3]
            if current in (0, 1) and (
                name is None or name in (self._name, f"{self._name}.{self._extension}")
            ):
                for number in range(1, total) if current == 0 else range(2, total + 1):
                    yield f"{self._stem}_{number}.{self._extension}", number

    def linked(self, page: Page) -> Iterator[tuple[str, int]]:
        """(address, number) of every page of this article that a page links."""
        for link in page.links_with(*self._printed):
            number = self._numbered(link)
            if number is not None:
                yield link.url, number

    def _numbered(self, link: Link) -> int | None:
        """The number in the address of a further page: behind the article's own name, or as the one added page parameter."""
        if self._stem:
            rest = link.url.removeprefix(self._stem) if link.url.startswith(self._stem) else ""
            found = re.fullmatch(rf"([_/-])(\d{{1,2}})\.{self._extension}", rest)
            if found is not None and (found[1] == "_" or _turns(link)):
                return int(found[2])
        parts = urlsplit(link.url)
        if (parts.scheme, parts.netloc, parts.path) != self._place or not _turns(link):
            return None
        query = dict(parse_qsl(parts.query))
        added = [key for key, value in query.items() if self._query.get(key) != value]
        same = all(query.get(key) == value for key, value in self._query.items() if key not in added)
        if (
            len(added) == 1
            and same
            and added[0].lower() in _PAGE_KEYS
            and re.fullmatch(r"\d{1,2}", query[added[0]])
        ):
            return int(query[added[0]])
        return None


def _counts_pages(body: bytes) -> bool:
    """Whether the script that counts pages may be on it: in bytes, since to lower a text of Chinese is dear."""
    return b"createpagehtml" in (body.replace(b"\0", b"") if b"\0" in body else body).lower()


def _turns(link: Link) -> bool:
    """Whether a link's words are a pager's: a number, 下一页, 尾页. 下一篇 is another article."""
    return any(_TURNING.match(squeeze(words)) for words in (link.text, link.title) if words)

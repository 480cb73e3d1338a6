"""From the home page to the annual-report column, in at most three hops."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from reports import ReportKind
from scrapers.asking import Ask
from scrapers.health import of_site
from scrapers.links import resolve
from scrapers.lists import Visit
from scrapers.page import Page
from scrapers.portal import Portal
from scrapers.portal_column import Column
from scrapers.titles import kind_of_row, looks_like_article
from scrapers.values import FetchFailed, Obstacle, Trouble

MAX_PAGES = 25
"""Pages opened in one search; three hops over the few links that match need far fewer."""

_SCRIPTED = re.compile(
    r"""(?:location(?:\.href)?\s*=|window\.open\s*\(|location\.replace\s*\()\s*['"]([^'"]{1,300})['"]"""
)


@dataclass(frozen=True, slots=True)
class Found:
    """A column found from the home page: its address, the words of the link, and the way there."""

    url: str
    words: str
    way: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """What a search brought: columns, best first; the home page; what stood in the way where there is no column."""

    columns: tuple[Found, ...]
    home: Page | None
    trouble: Trouble | None = None


async def discover_columns(visit: Visit) -> Search:
    """Look for annual-report columns from the home page. Never raises `FetchFailed`."""
    portal = visit.portal
    try:
        home = await visit.open_through(Ask(portal.home))
    except FetchFailed as failure:
        trouble = Trouble(portal.id, "home", portal.home, failure.obstacle, failure.detail, failure.capture)
        return Search((), None, trouble)
    wrong = of_site(home, portal)
    if wrong is not None:
        return Search((), home, Trouble(portal.id, "home", portal.home, wrong[0], wrong[1], home.capture))
    found, failures = await _search(visit, home)
    if found:
        return Search(tuple(found), home)
    if failures:
        return Search((), home, failures[0])
    detail = f"no link to an annual-report column within {portal.discover.max_hops} hops of the home page"
    return Search((), home, Trouble(portal.id, "home", portal.home, Obstacle.COLUMN_NOT_FOUND, detail))


async def _search(visit: Visit, home: Page) -> tuple[list[Found], list[Trouble]]:
    rules = visit.portal.discover
    waiting: list[tuple[Page, tuple[str, ...]]] = [(home, (home.url,))]
    seen, found, failures = {home.url}, {}, []  # type: set[str], dict[str, Found], list[Trouble]
    opened = 1
    while waiting:
        page, way = waiting.pop(0)
        for url, words in _matching(page, visit.portal, rules.include, rules.exclude):
            column = not looks_like_article(url) and kind_of_row(words) is not ReportKind.ANNUAL_REPORT
            if column or _is_column_words(words):
                found.setdefault(url, Found(url, words, way))
        if found or len(way) >= rules.max_hops:
            continue
        for url, _ in _matching(page, visit.portal, rules.via, rules.exclude):
            if url in seen or opened >= MAX_PAGES or looks_like_article(url):
                continue
            seen.add(url)
            opened += 1
            try:
                waiting.append((await visit.open_through(Ask(url)), (*way, url)))
            except FetchFailed as failure:
                failures.append(
                    Trouble(
                        visit.portal.id, "discovery", url, failure.obstacle, failure.detail, failure.capture
                    )
                )
    return list(found.values()), failures


def _is_column_words(words: str) -> bool:
    """Whether link words name a column and no single report: no year in them."""
    return re.search(r"(19|20)\d{2}", words) is None


def _matching(
    page: Page, portal: Portal, include: tuple[str, ...], exclude: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    """Links of the page on the allow-list whose words match, in the order of `include`, then of the page."""
    wanted, unwanted = [re.compile(one) for one in include], [re.compile(one) for one in exclude]
    links = [(link.url, link.title or link.text) for link in page.links]
    links.extend((link.url, link.text) for link in page.links if link.text and link.text != link.title)
    links.extend(_scripted_links(page))
    done: set[str] = set()
    for pattern in wanted:
        for url, words in links:
            fits = (
                pattern.search(words) and len(words) <= 40 and not any(one.search(words) for one in unwanted)
            )
            if fits and url not in done and portal.allows(url):
                done.add(url)
                yield url, words


def _scripted_links(page: Page) -> Iterator[tuple[str, str]]:
    """Links that only a script opens: ``javascript:if(confirm(…))window.location='…'``, onclick."""
    for node in page.tree.css('a[href^="javascript:"], [onclick]'):
        code = (node.attributes.get("href") or "") + " " + (node.attributes.get("onclick") or "")
        target = _SCRIPTED.search(code)
        url = resolve(page.base, target.group(1)) if target is not None else None
        words = (node.attributes.get("title") or node.text() or "").strip()
        if url is not None and words:
            yield url, words


def as_columns(found: tuple[Found, ...]) -> tuple[Column, ...]:
    """Found columns as a description would name them."""
    return tuple(
        Column(id=f"found-{number}", scope="all", url=one.url)
        for number, one in enumerate(found, 1)
        if _plain(one.url)
    )


def _plain(url: str) -> bool:
    return "{" not in url and bool(urlsplit(url).hostname)

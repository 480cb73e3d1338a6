"""The lists below a column: its years and levels, its agencies, its frames, and what stands behind a "more"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from selectolax.lexbor import LexborNode

from reports import squeeze
from scrapers.links import resolve
from scrapers.list_read import ListRead, no_page_of_it
from scrapers.lists import Visit, read_list
from scrapers.obstacles import Finding
from scrapers.page import Page, links_in
from scrapers.portal import Portal
from scrapers.portal_column import Column
from scrapers.rows import is_report
from scrapers.titles import is_annual_part, is_subcolumn, looks_like_article, subcolumn_year
from scrapers.twins import identity
from scrapers.unseen import frames
from scrapers.values import Obstacle

MAX_PARTS = 120
"""Lists below one column: a county has 40-60 agencies, and a few years of each."""
MAX_DEPTH = 2
_MORE = re.compile(
    r"^[\[【+\s]*(?:查看|显示|浏览)?(?:更多|全部|more)(?:年报|内容|信息|报告)?[\]】>»›.…+\s]*$", re.IGNORECASE
)


async def read_parts(visit: Visit, column: Column, year: int | None, top: ListRead) -> list[ListRead]:
    """Every list below `top`, which was read for one report year or (`None`) for all. A part that is itself a report is no list."""
    done = {top.url} | ({top.first.url} if top.first else set())
    waiting = list(_below(visit.portal, column, year, top, 1))
    framed = _framed(visit.portal, top)
    parts: list[ListRead] = []
    while waiting:
        url, depth = waiting.pop(0)
        if url in done:
            continue
        done.add(url)
        if len(parts) >= MAX_PARTS:
            why = Obstacle.PAGINATION_INCOMPLETE, f"more than {MAX_PARTS} parts"
            parts.append(ListRead(url, "", failure=why))
            break
        part = await read_list(visit, column, url)
        part.failure = part.failure or _no_part(visit.portal, top, part, framed=url in framed)
        parts.append(part)
        if not part.is_report:
            framed |= _framed(visit.portal, part)
            waiting.extend(_below(visit.portal, column, year, part, depth + 1))
    return parts


def _framed(portal: Portal, read: ListRead) -> set[str]:
    return set(frames(read.first, portal)) if read.first is not None else set()


def _no_part(portal: Portal, top: ListRead, part: ListRead, *, framed: bool) -> Finding | None:
    """Why what a part's address answered with is no list of the column's; what a frame shows need not call itself one."""
    page = part.first
    if page is None or part.is_report:
        return None
    if not page.is_html and not part.rows:
        return Obstacle.PAGINATION_INCOMPLETE, "holds a file and no list"
    return None if framed else no_page_of_it(top, page, tuple(part.rows.values()), portal)


def _below(
    portal: Portal, column: Column, year: int | None, read: ListRead, depth: int
) -> Iterator[tuple[str, int]]:
    """Addresses of the lists below this one, with their depth; a frame is as deep as its page."""
    page = read.first
    if page is None:
        return
    for url in frames(page, portal):
        yield url, depth - 1
    if depth > MAX_DEPTH:
        return
    links = [(link.url, link.text or link.title) for link in page.links]
    for url, text in (*links, *_choices(page)):
        named = is_subcolumn(text, url, page.url) or _named_elsewhere(portal, column, text, url)
        told = subcolumn_year(text)
        # a folder is named after the report year or after the year of publication
        if named and (year is None or told is None or told in (year, year + 1)):
            yield url, depth
    for url in _more(read, page):
        yield url, depth


def _choices(page: Page) -> Iterator[tuple[str, str]]:
    """Years or levels to choose from, whose values are addresses: ``<option value="/nb/2023.html">2023年``."""
    for node in page.tree.css("option[value]"):
        value = node.attributes.get("value") or ""
        url = resolve(page.base, value) if "/" in value or "." in value else None
        if url is not None:
            yield url, squeeze(node.text())


def _named_elsewhere(portal: Portal, column: Column, text: str, url: str) -> bool:
    """Whether a column that is described as the only one links to the annual reports of a year or a level that lie
    elsewhere on the portal (乡镇街道政府信息公开年报), and no description names that address."""
    if column.scope != "all" or not is_annual_part(text) or looks_like_article(url) or not portal.allows(url):
        return False
    described = {
        identity(urljoin(portal.home, address), portal)
        for one in portal.columns
        for address in (one.url, *one.years.values())
    }
    return identity(url, portal) not in described


def _more(read: ListRead, page: Page) -> Iterator[str]:
    """What stands behind a "more" beside reports of this page."""
    reports = {url for url, row in read.rows.items() if is_report(row)}
    for link in page.links:
        if _MORE.match(link.text or link.title) and _is_beside(link.node, page.base, reports):
            yield link.url


def _is_beside(node: LexborNode, base: str, reports: set[str]) -> bool:
    """Whether the nearest box around the link that holds articles at all holds a report."""
    box = node.parent
    while box is not None and box.tag not in ("body", "html"):
        held = {link.url for link in links_in(box.css("a[href]"), base)}
        if any(looks_like_article(url) for url in held):
            return bool(held & reports)
        box = box.parent
    return False

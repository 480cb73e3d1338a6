"""Reading a column whole, or saying that it was not: every page, every declared total, every part below it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from reports import china_day, code_digest
from scrapers.asking import Ask
from scrapers.families import ListFamily, ListPage, Progress, detect, family_named
from scrapers.fetcher import Fetcher
from scrapers.forwarding import forwarded
from scrapers.health import is_report_page
from scrapers.list_read import ListRead, expects_more, no_page_of_it, open_end, paged, short, unseen
from scrapers.obstacles import Finding
from scrapers.page import Page
from scrapers.portal import Portal
from scrapers.portal_column import Column
from scrapers.unlisted import unlisted_title
from scrapers.unseen import is_frameset
from scrapers.values import Capture, FetchFailed, Obstacle, Validators

MAX_PAGES = 400
LIST_DAYS, REPORT_DAYS = 0, 30
"""Days for which "not modified" is believed without the body. A server that says so whatever changed would otherwise hide
a report for ever: each day that is to prove an absence needs its list whole; a correction may wait for a month.
"""
Known = Callable[[str], Validators | None]
Recall = Callable[[str], bytes | None]


def nothing_known(url: str) -> Validators | None:
    return None


def nothing_kept(sha256: str) -> bytes | None:
    return None


@cache
def _our_code() -> str:
    return code_digest(sorted(Path(__file__).parent.rglob("*.py")))


@dataclass(slots=True)
class Visit:
    """One portal being read: who fetches, what was kept before, and every answer so far."""

    portal: Portal
    fetcher: Fetcher
    known: Known = nothing_known
    recall: Recall = nothing_kept
    captures: list[Capture] = field(default_factory=list)
    _homes: list[Page | None] = field(default_factory=list)
    _look: str = ""

    def look(self) -> str:
        """Hash of all that decides, besides its bytes, what is found on a page: this room's code, the portal's description."""
        if not self._look:
            described = self.portal.model_dump_json()
            self._look = hashlib.sha256(f"{_our_code()}{described}".encode()).hexdigest()
        return self._look

    async def open(self, ask: Ask, referer: str | None = None) -> Page:
        """Fetch one list page; its answer is kept with those of the column. Raises `FetchFailed`."""
        page = await self.page(ask, referer)
        self.captures.append(page.capture)
        return page

    async def page(self, ask: Ask, referer: str | None = None) -> Page:
        """Fetch one page, asking conditionally where the former answer can be recalled. Raises `FetchFailed`."""
        validators = self.believed(ask.url, LIST_DAYS) if ask.method == "GET" else None
        body = self.recall(validators.sha256) if validators is not None and validators.sha256 else None
        capture = await self.fetcher.send(
            ask, portal=self.portal, validators=validators if body is not None else None, referer=referer
        )
        return Page(capture, body if capture.unchanged and body is not None else capture.body)

    def believed(self, url: str, days: int) -> Validators | None:
        """What is known of an address whose whole body was had in the last `days` days; `None` where it is to be had anew."""
        known = self.known(url)
        if known is None or known.answered_on is None:
            return known
        return known if (china_day(self.fetcher.now()) - known.answered_on).days <= days else None

    async def open_through(self, ask: Ask) -> Page:
        """As `open`, with forwarding shells followed inside the allow-list. Raises `FetchFailed`."""
        page = await self.open(ask)
        for _ in range(3):
            target = forwarded(page) if page.is_html else None
            if target is None or target == page.url:
                break
            if not self.portal.allows(target):
                raise FetchFailed(
                    Obstacle.OFF_SITE_REDIRECT, ask.url, f"forwards to {target[:300]}", page.capture
                )
            page = await self.open(Ask(target), referer=page.url)
        return page

    async def home(self) -> Page | None:
        """The home page, fetched once a visit; `None` where it cannot be had. Not among the captures of a column."""
        if not self._homes:
            before = list(self.captures)
            try:
                self._homes.append(await self.open(Ask(self.portal.home)))
            except FetchFailed:
                self._homes.append(None)
            self.captures = before
        return self._homes[0]


async def read_list(visit: Visit, column: Column, url: str) -> ListRead:
    """Read one list from its first page to its last. Never raises `FetchFailed`: a failure is in the answer."""
    read = ListRead(url, column.family or visit.portal.family)
    try:
        page = await visit.open_through(Ask(url))
    except FetchFailed as failure:
        read.failure = (failure.obstacle, failure.detail)
        if failure.capture is not None:
            visit.captures.append(failure.capture)
        return read
    read.first = page
    read.started = page.capture.fetched_at
    blocked = page.obstacle(visit.portal.health.min_body_chars) if page.is_html else None
    if blocked is not None and not is_frameset(page):
        read.failure = blocked
        return read
    if page.is_html and is_report_page(page):
        read.is_report, read.pages = True, 1
        return read
    family = detect(page)[0] if read.family == "auto" else family_named(read.family)
    read.family = family.name
    await _Walk(visit, column, family, read, Progress(first_url=page.url)).from_page(page)
    if read.failure is None:
        read.failure = short(read) or unseen(read, page) or paged(read, page, column)
    return read


@dataclass(slots=True)
class _Walk:
    """From the first page of a list to its last."""

    visit: Visit
    column: Column
    family: ListFamily
    read: ListRead
    progress: Progress
    asked: set[str] = field(default_factory=set)

    async def from_page(self, page: Page) -> None:
        read = self.read
        self.asked = {page.url, read.url}
        following: Page | None = page
        while following is not None:
            page = following
            found = self.family.read(page, self.column, self.progress)
            _take(read, found)
            read.unlisted = read.unlisted or (page.is_html and unlisted_title(page, read.rows.values())) or ""
            if page is not read.first:
                read.left_open = read.left_open or open_end(read, page)
            self.progress.rows = len(read.rows)
            read.is_report = found.is_report
            onward = [ask for ask in found.onward if _key(ask) not in self.asked]
            if found.doubt and not found.onward:
                read.failure = (Obstacle.PAGINATION_INCOMPLETE, found.doubt)
            elif read.pages >= MAX_PAGES or (found.onward and not onward and expects_more(read)):
                read.failure = (
                    Obstacle.PAGINATION_INCOMPLETE,
                    f"stopped after {read.pages} pages at {page.url}",
                )
            following = (
                await self._next(onward) if onward and read.failure is None and not read.is_report else None
            )
            self.progress.number += 1

    async def _next(self, onward: list[Ask]) -> Page | None:
        """The first of the alternative addresses that answers with rows not seen before; sets `failure` where none does."""
        failure: Finding | None = None
        number = self.progress.number + 1
        for ask in onward:
            self.asked.add(_key(ask))
            try:
                page = await self.visit.open(ask, referer=self.read.url)
            except FetchFailed as problem:
                failure = failure or (
                    _paging_obstacle(problem.obstacle),
                    f"page {number}, {problem.url}: {problem.detail}",
                )
                continue
            ahead = replace(self.progress, number=number, notes=dict(self.progress.notes))
            trial = self.family.read(page, self.column, ahead)
            if not trial.is_shell:
                strange = no_page_of_it(self.read, page, trial.rows, self.visit.portal)
                if strange is not None:
                    failure = failure or (
                        _paging_obstacle(strange[0]),
                        f"page {number}, {ask.url}: {strange[1]}",
                    )
                    continue
            if trial.is_shell or any(row.url not in self.read.rows for row in trial.rows):
                return page
            if not trial.rows and not trial.doubt and not expects_more(self.read) and not self._declared():
                return None  # an empty page ends a list that tells no total
            repeats = f"page {number} at {ask.url} holds nothing that the pages before did not"
            failure = failure or (Obstacle.PAGINATION_INCOMPLETE, trial.doubt or repeats)
        satisfied = self._declared() and not expects_more(self.read)
        if failure is not None and (failure[0] is not Obstacle.PAGINATION_INCOMPLETE or not satisfied):
            self.read.failure = failure
        return None

    def _declared(self) -> bool:
        return self.read.declared_rows is not None or self.read.declared_pages is not None


def _key(ask: Ask) -> str:
    return ask.url if ask.method == "GET" else f"{ask.url} {ask.form} {ask.json}"


def _paging_obstacle(obstacle: Obstacle) -> Obstacle:
    """A later page that is not there makes the list incomplete; a challenge or an outage keeps its own name."""
    absent = (Obstacle.HTTP_4XX, Obstacle.SOFT404, Obstacle.JS_SHELL)
    return Obstacle.PAGINATION_INCOMPLETE if obstacle in absent else obstacle


def _take(read: ListRead, found: ListPage) -> None:
    read.pages += not found.is_shell
    read.declared_pages = read.declared_pages if found.declared_pages is None else found.declared_pages
    read.declared_rows = read.declared_rows if found.declared_rows is None else found.declared_rows
    for row in found.rows:
        read.rows.setdefault(row.url, row)

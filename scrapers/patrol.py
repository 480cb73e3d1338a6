"""One portal walked from its columns to its reports, step by step, so that whoever drives can keep, stop and resume."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from urllib.parse import urlsplit

from scrapers.articles import fetch_report
from scrapers.columns import Errand, errands, read_errand
from scrapers.discovery import as_columns, discover_columns
from scrapers.fetcher import Fetcher
from scrapers.gone import why_unsure
from scrapers.health import is_home
from scrapers.lists import Known, Recall, Visit, nothing_kept, nothing_known
from scrapers.page import Page
from scrapers.portal import Portal
from scrapers.portal_column import Column
from scrapers.second_hand import no_news, old_copy
from scrapers.twins import identity
from scrapers.values import (
    FetchFailed,
    ListedReport,
    Listing,
    Obstacle,
    PartFailed,
    Step,
    Trouble,
    Vanished,
)

STALE = (
    Obstacle.HTTP_4XX,
    Obstacle.SOFT404,
    Obstacle.LAYOUT_CHANGED,
    Obstacle.COLUMN_MOVED,
    Obstacle.OFF_SITE_REDIRECT,
)
"""What a column that moved in January looks like: the home page is asked where it went."""
DEAD = (Obstacle.DNS, Obstacle.CONNECT, Obstacle.TLS, Obstacle.TIMEOUT, Obstacle.WAF_CHALLENGE, Obstacle.CAPTCHA,
        Obstacle.UA_REFUSED, Obstacle.NETWORK_POSITION, Obstacle.ROBOTS_UNAVAILABLE, Obstacle.ADDRESS_REFUSED,
        Obstacle.POSTPONED, Obstacle.RATE_LIMITED)  # fmt: skip
"""After one of these from a host, nothing more is asked of that host in this patrol."""

GONE = (404, 410)
"""Status of an address whose page was taken away; whatever else is refused may still be there."""


async def patrol(
    portal: Portal,
    *,
    fetcher: Fetcher,
    known: Known = nothing_known,
    recall: Recall = nothing_kept,
    years: Sequence[int] = (),
    before: Sequence[ListedReport] = (),
) -> AsyncIterator[Step]:
    """Every column as a `Listing`, every report listed there as a `ReportCaptured`, and a `Trouble` for what failed.

    `known` gives the validators of an address captured before, `recall` a body by its digest: with both, what did not
    change costs one 304. `years` fill the addresses that are made by report year. A column that is gone is looked for
    from the home page. `before` are the reports that earlier patrols found: one that is gone is asked for once more and told
    as `Vanished`, but only where every column was read whole. An unreachable portal yields a Trouble and ends; nothing is raised.
    """
    visit = Visit(portal, fetcher, known, recall)
    walk = _Patrol(visit, tuple(years), before)
    try:
        async for step in walk.steps():
            yield step
    finally:
        await fetcher.forget(portal)


class _Patrol:
    def __init__(self, visit: Visit, years: tuple[int, ...], before: Sequence[ListedReport]) -> None:
        self._visit = visit
        self._before = {identity(one.url, visit.portal): one for one in before}
        self._whole = True
        self._years = years
        self._done: set[str] = set()
        self._dead: set[str] = set()
        self._shown: list[ListedReport] = []
        self._not_there: list[tuple[ListedReport, FetchFailed]] = []
        """Reports of earlier patrols that answer "no such page" where a column still lists them."""

    async def steps(self) -> AsyncIterator[Step]:
        described = list(self._errands(self._visit.portal.columns))
        stale = not described
        for errand in described:
            async for step in self._column(errand):
                stale = stale or (isinstance(step, Listing) and step.obstacle in STALE)
                yield step
        if stale and not self._is_dead(self._visit.portal.home):
            async for step in self._discovered({errand.url for errand in described}):
                yield step
        for listed, failure in self._not_there:
            yield await self._listed_and_gone(listed, failure)
        if self._whole and self._done:
            for key, report in self._before.items():
                if key not in self._done and not self._is_dead(report.url):
                    yield await self._unlisted(report)

    def _errands(self, columns: Sequence[Column]) -> Iterator[Errand]:
        seen: set[str] = set()
        for column in columns:
            for year in self._years or (None,):
                for errand in errands(self._visit.portal, column, year):
                    if errand.url not in seen:
                        seen.add(errand.url)
                        yield errand

    async def _discovered(self, tried: set[str]) -> AsyncIterator[Step]:
        self._visit.captures = []
        search = await discover_columns(self._visit)
        if search.trouble is not None:
            yield search.trouble
            return
        known = {identity(url, self._visit.portal) for url in tried}
        fresh = tuple(
            found for found in search.columns if identity(found.url, self._visit.portal) not in known
        )
        for errand in self._errands(as_columns(fresh)):
            async for step in self._column(errand):
                yield step

    async def _column(self, errand: Errand) -> AsyncIterator[Step]:
        portal = self._visit.portal
        if self._is_dead(errand.url):
            return
        listing = await read_errand(self._visit, errand)
        self._whole = self._whole and (listing.complete or listing.obstacle in STALE)
        yield listing
        if listing.obstacle is not None:
            self._mourn(listing.url, listing.obstacle)
            yield Trouble(portal.id, listing.column, listing.url, listing.obstacle, listing.detail)
        for listed in listing.reports:
            key = identity(listed.url, portal)
            if key not in self._done and not self._is_dead(listed.url):
                self._done.add(key)
                step = await self._report(listed, listing.url)
                if step is not None:
                    yield step

    async def _report(self, listed: ListedReport, referer: str) -> Step | None:
        """What became of a listed report; `None` where that can only be told at the end of the walk."""
        portal = self._visit.portal
        if not portal.allows(listed.url):
            return Trouble(
                portal.id,
                "report",
                listed.url,
                Obstacle.OFF_SITE_REDIRECT,
                "listed here, lies on another host",
            )
        try:
            found = await fetch_report(self._visit, listed, referer)
        except FetchFailed as failure:
            self._mourn(failure.url, failure.obstacle)
            gone = _says_gone(failure) and not isinstance(failure, PartFailed)
            if gone and identity(listed.url, portal) in self._before:
                self._not_there.append((listed, failure))
                return None
            return Trouble(portal.id, "report", listed.url, failure.obstacle, failure.detail, failure.capture)
        for capture in (found.capture, *found.parts):
            if why := no_news(capture, self._visit.known(capture.asked)):
                return Trouble(portal.id, "report", listed.url, Obstacle.MALFORMED, why)
        self._shown.append(listed)
        return found

    async def _listed_and_gone(self, listed: ListedReport, failure: FetchFailed) -> Step:
        """Gone by the portal's own word, or nobody knows: then the answer is no evidence of anything, and is not kept."""
        assert failure.capture is not None, "who says that there is no such page has answered"
        unsure = await why_unsure(self._visit, failure.capture, self._shown)
        portal = self._visit.portal.id
        if unsure:
            return Trouble(portal, "report", listed.url, failure.obstacle, f"{failure.detail}; {unsure}")
        return Vanished(portal, listed, True, failure.obstacle, failure.detail, failure.capture)

    async def _unlisted(self, report: ListedReport) -> Step:
        """What became of a report that no column lists any more."""
        portal = self._visit.portal
        try:
            capture = await self._visit.fetcher.get(report.url, portal=portal)
        except FetchFailed as failure:
            self._mourn(failure.url, failure.obstacle)
            if _says_gone(failure):
                return Vanished(portal.id, report, False, failure.obstacle, failure.detail, failure.capture)
            return Trouble(portal.id, "report", report.url, failure.obstacle, failure.detail, failure.capture)
        page = Page(capture, capture.body)
        blocked = page.obstacle(0) if page.is_html or page.xml_root else None
        if is_home(capture.final, portal) and not is_home(report.url, portal):
            blocked = Obstacle.SOFT404, "the address leads to the home page"
        if blocked is not None and blocked[0] is not Obstacle.SOFT404:
            return Trouble(portal.id, "report", report.url, blocked[0], blocked[1], capture)
        detail = blocked[1] if blocked else "no column lists it any more; its page still answers"
        return Vanished(portal.id, report, False, blocked[0] if blocked else None, detail, capture)

    def _mourn(self, url: str, obstacle: Obstacle) -> None:
        if obstacle in DEAD:
            self._dead.add(urlsplit(url).hostname or "")

    def _is_dead(self, url: str) -> bool:
        return (urlsplit(url).hostname or "") in self._dead


def _says_gone(failure: FetchFailed) -> bool:
    """Whether the portal says that there is no such page: not that it refuses us, asks for a login, or stammers, nor that a
    cache remembers what it once said."""
    if failure.capture is not None and old_copy(failure.capture):
        return False
    told = failure.capture is not None and failure.capture.status in GONE
    return failure.obstacle is Obstacle.SOFT404 or (failure.obstacle is Obstacle.HTTP_4XX and told)

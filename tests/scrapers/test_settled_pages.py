"""A page that was seen to be the whole report is not looked at again while its bytes, our code and the description are the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scrapers import ListedReport, Portal, ReportCaptured, Validators, Visit, fetch_report
from tests.scrapers.conftest import Reply, Web, portal
from tests.scrapers.test_split_reports import FIRST, HOST, LISTED, PAGER, SITE, Fetching, article

WHOLE = article(0, 1, 2, 3, 4, 5)


class Patrols:
    """One report fetched again and again, each time with what the time before left behind."""

    def __init__(self, web: Web, fetcher_for: Fetching) -> None:
        self._web = web
        self._fetcher_for = fetcher_for
        self._known: dict[str, Validators] = {}
        self._kept: dict[str, bytes] = {}
        self.recalled = 0

    def _recall(self, sha256: str) -> bytes | None:
        self.recalled += 1
        return self._kept.get(sha256)

    async def once(self, where: Portal | None = None, listed: ListedReport = LISTED) -> ReportCaptured:
        where = where or portal(hosts=[HOST], health={"site_name": [SITE]})
        fetcher = self._fetcher_for(self._web.settings())
        got = await fetch_report(Visit(where, fetcher, self._known.get, self._recall), listed)
        for one in (got.capture, *got.parts):
            if not one.unchanged:
                self._kept[one.sha256] = one.body
                self._known[one.asked] = Validators(one.headers["etag"], None, one.sha256)
        url = got.capture.asked
        self._known[url] = replace(self._known[url], settled_by=got.settled_by)
        self.recalled, recalled = 0, self.recalled
        self.looked = recalled > 0
        return got


@pytest.fixture
def patrols(web: Web, fetcher_for: Fetching) -> Patrols:
    web.page(FIRST, Reply(WHOLE, etag='"1"'))
    return Patrols(web, fetcher_for)


async def test_a_settled_page_is_told_unchanged_without_being_opened(patrols: Patrols) -> None:
    first, second = await patrols.once(), await patrols.once()
    assert first.settled_by and second.settled_by == first.settled_by
    assert second.unchanged and not patrols.looked
    assert (second.sha256, second.name, second.parts) == (first.sha256, first.name, ())


async def test_an_edit_of_a_settled_page_is_seen(web: Web, patrols: Patrols) -> None:
    await patrols.once()
    web.page(FIRST, Reply(WHOLE.replace("</body>", "<p>更正</p></body>"), etag='"2"'))
    second = await patrols.once()
    assert not second.unchanged and b"\xe6\x9b\xb4\xe6\xad\xa3" in second.body


async def test_another_description_looks_at_the_page_again(patrols: Patrols) -> None:
    """A host allowed since may hold the report's further pages or pictures."""
    await patrols.once()
    await patrols.once(portal(hosts=[HOST, f"img.{HOST}"], health={"site_name": [SITE]}))
    assert patrols.looked


async def test_a_report_of_several_pages_is_never_settled_by_its_first(web: Web, patrols: Patrols) -> None:
    web.page(FIRST, Reply(article(0, 1, 2, 3, pager=PAGER), etag='"a"'))
    web.page(FIRST.replace(".html", "_1.html"), Reply(article(4, 5), etag='"b"'))
    first, second = await patrols.once(), await patrols.once()
    assert first.parts and first.settled_by is None
    assert patrols.looked and second.body == first.body


async def test_a_page_whose_title_left_doubts_is_looked_at_again(patrols: Patrols) -> None:
    """Its pictures were not asked for: under a better title they will be."""
    assert (await patrols.once(listed=replace(LISTED, title="2024年工作情况"))).settled_by is None


async def test_a_page_that_is_not_seen_to_be_a_report_is_looked_at_again(web: Web, patrols: Patrols) -> None:
    web.page(FIRST, Reply(article(0, 1), etag='"s"'))
    assert (await patrols.once()).settled_by is None

"""Our fetcher, all of it: robots.txt, allow-list, address guard, pace (set to zero), caps, obstacles, WARC evidence."""

from __future__ import annotations

import asyncio
import sys

import reports
from benchmarks.crawl.job import Job, Tally
from scrapers import Archive, Capture, Fetcher, FetchFailed, FetchSettings, Portal, Validators
from scrapers.page import Page

BASKET = 20
"""Pages of one portal kept at once, as a patrol does (flows/patrolling.py)."""


class Client:
    """`store` is ``files`` (bodies by digest), ``warc`` (the evidence archive) or ``patrol`` (that, and each report read)."""

    def __init__(self, job: Job, fetcher: Fetcher, store: str) -> None:
        self._fetcher = fetcher
        self._store = store
        self._archive = Archive(job.folder, durable=False)
        self._limit = asyncio.Semaphore(job.at_once)
        self._seen: dict[str, Validators] = {}
        self.tally = Tally()

    async def host(self, name: str, paths: list[str]) -> None:
        described = {"id": name.replace(".", "-"), "name": name, "division": "990000", "hosts": [name]}
        portal = Portal.model_validate({**described, "home": f"http://{name}/"})
        basket: list[Capture] = []
        for path in paths:
            async with self._limit:
                capture = await self._one(portal, f"http://{name}{path}")
            if capture is not None and self._store != "files":
                basket.append(capture)
            if len(basket) == BASKET:
                self._archive.store_all(basket)
                basket = []
        self._archive.store_all(basket)
        await self._fetcher.forget(portal)

    async def _one(self, portal: Portal, url: str) -> Capture | None:
        try:
            capture = await self._fetcher.get(url, portal=portal, validators=self._seen.get(url))
        except FetchFailed:
            self.tally.failed += 1
            return None
        if self._store == "files" and not capture.unchanged:
            self._archive.keep(capture.body, capture.sha256)
        if capture.unchanged:
            self.tally.add("", 0, 0)
            return capture
        page = Page(capture, capture.body)
        self.tally.add(page.title, len(page.links), capture.size)
        if self._store == "patrol":
            reports.read(capture.body, "report.html", url=url)
        etag, changed = capture.headers.get("etag"), capture.headers.get("last-modified")
        self._seen[url] = Validators(etag, changed, capture.sha256)
        return capture


async def crawl(job: Job, store: str) -> None:
    """Two rounds over the same pages: the second asks conditionally."""
    hosts = job.hosts()
    resolve = {host: (pages[0][0], pages[0][1]) for host, pages in hosts.items()}
    async with Fetcher(FetchSettings(resolve=resolve, interval=0.0, retries=0)) as fetcher:
        client = Client(job, fetcher, store)
        for number in (1, 2):
            client.tally = Tally()
            await asyncio.gather(
                *(client.host(name, [path for _, _, path in pages]) for name, pages in hosts.items())
            )
            client.tally.tell(round=number, requests=fetcher.asked)


if __name__ == "__main__":
    asyncio.run(crawl(Job.read(), sys.argv[1]))

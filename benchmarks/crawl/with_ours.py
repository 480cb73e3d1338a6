"""Our fetcher, all of it: robots.txt, allow-list, address guard, pace (set to zero), caps, obstacles, WARC evidence."""

from __future__ import annotations

import asyncio
import sys

from benchmarks.crawl.job import Job, Tally
from scrapers import Archive, Fetcher, FetchFailed, FetchSettings, Portal, Validators
from scrapers.page import Page


async def crawl(job: Job, store: str) -> None:
    hosts = job.hosts()
    resolve = {host: (pages[0][0], pages[0][1]) for host, pages in hosts.items()}
    archive = Archive(job.folder, durable=False)
    limit = asyncio.Semaphore(job.at_once)
    async with Fetcher(FetchSettings(resolve=resolve, interval=0.0, retries=0)) as fetcher:
        for again in (False, True):
            tally = Tally()

            async def host(name: str, paths: list[str]) -> None:
                portal = Portal.model_validate(
                    {
                        "id": name.replace(".", "-"),
                        "name": name,
                        "division": "990000",
                        "hosts": [name],
                        "home": f"http://{name}/",
                    }
                )
                for path in paths:
                    async with limit:
                        await one(portal, f"http://{name}{path}", tally, again=again)  # noqa: B023
                await fetcher.forget(portal)

            async def one(portal: Portal, url: str, tally: Tally, *, again: bool) -> None:
                try:
                    capture = await fetcher.get(
                        url, portal=portal, validators=seen.get(url) if again else None
                    )
                except FetchFailed:
                    tally.failed += 1
                    return
                if store == "warc":
                    archive.store(capture)
                elif not capture.unchanged:
                    archive.keep(capture.body)
                if capture.unchanged:
                    tally.add("", 0, 0)
                    return
                page = Page(capture, capture.body)
                tally.add(page.title, len(page.links), capture.size)
                seen[url] = Validators(
                    capture.headers.get("etag"), capture.headers.get("last-modified"), capture.sha256
                )

            if not again:
                seen: dict[str, Validators] = {}
            await asyncio.gather(
                *(host(name, [path for _, _, path in pages]) for name, pages in hosts.items())
            )
            tally.tell(round=1 + again, requests=fetcher.asked)


if __name__ == "__main__":
    asyncio.run(crawl(Job.read(), sys.argv[1]))

"""Bare httpx used the best way measured: one small client a host, the TLS context shared; selectolax for title and links."""

from __future__ import annotations

import asyncio
import hashlib
import ssl
from urllib.parse import urljoin

import httpx
from selectolax.lexbor import LexborHTMLParser

from benchmarks.crawl.job import Job, Tally


async def crawl(job: Job) -> None:
    tally, context = Tally(), ssl.create_default_context()
    limit = asyncio.Semaphore(job.at_once)
    job.folder.mkdir(parents=True, exist_ok=True)

    async def host(name: str, pages: list[tuple[str, int, str]]) -> None:
        limits = httpx.Limits(max_connections=1, max_keepalive_connections=1)
        async with httpx.AsyncClient(
            verify=context, limits=limits, headers={"Host": name}, trust_env=False, timeout=120.0
        ) as client:
            for address, port, path in pages:
                async with limit:
                    answer = await client.get(f"http://{address}:{port}{path}")
                text = answer.content.decode("utf-8", "replace")
                tree = LexborHTMLParser(text)
                title = tree.css_first("title")
                links = [
                    urljoin(f"http://{name}{path}", node.attributes["href"] or "")
                    for node in tree.css("a[href]")
                ]
                (job.folder / hashlib.sha256(answer.content).hexdigest()).write_bytes(answer.content)
                tally.add(title.text() if title else None, len(links), len(answer.content))

    await asyncio.gather(*(host(name, pages) for name, pages in job.hosts().items()))
    tally.tell()


if __name__ == "__main__":
    asyncio.run(crawl(Job.read()))

"""Scrapy with its politeness off: title and links by its own selectors. Run by an interpreter that has it.

Stores what ours stores when asked for ``warc``: response and request records with warcio, the usual writer beside Scrapy, into
one file for the whole run (the cheapest way it can be used), at our gzip level; otherwise each body to a file of its own.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import scrapy
from scrapy.crawler import CrawlerProcess
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from benchmarks.crawl.job import Job, Tally

SETTINGS = {
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_DELAY": 0,
    "RANDOMIZE_DOWNLOAD_DELAY": False,
    "ROBOTSTXT_OBEY": False,
    "AUTOTHROTTLE_ENABLED": False,
    "LOG_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "COOKIES_ENABLED": True,
    "RETRY_ENABLED": False,
    "HTTPCACHE_ENABLED": False,
    "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
}


LEVEL = 4
"""scrapers/warc.py's; warcio's own 9 would cost Scrapy more."""


class Files:
    """Each body a file, named by its digest."""

    def __init__(self, folder):
        self._folder = folder

    def add(self, response):
        (self._folder / hashlib.sha256(response.body).hexdigest()).write_bytes(response.body)


class Warc:
    def __init__(self, folder):
        self._fields, self._file = StatusAndHeaders, (folder / "pages.warc.gz").open("ab")
        self._plain = io.BytesIO()
        self._writer = WARCWriter(self._plain, gzip=False, warc_version="WARC/1.1")

    def add(self, response):
        headers = [(k.decode(), b", ".join(v).decode("latin-1")) for k, v in response.headers.items()]
        asked = [(k.decode(), b", ".join(v).decode("latin-1")) for k, v in response.request.headers.items()]
        digest = {"WARC-Payload-Digest": f"sha256:{hashlib.sha256(response.body).hexdigest()}"}
        for kind, body, fields in (
            ("response", response.body, self._fields(f"{response.status} OK", headers, protocol="HTTP/1.1")),
            ("request", b"", self._fields("GET / HTTP/1.1", asked, is_http_request=True)),
        ):
            record = self._writer.create_warc_record(
                response.url,
                kind,
                payload=io.BytesIO(body),
                length=len(body),
                http_headers=fields,
                warc_headers_dict=digest if kind == "response" else {},
            )
            self._writer.write_record(record)
            self._file.write(gzip.compress(self._plain.getvalue(), LEVEL, mtime=0))
            self._plain.seek(0)
            self._plain.truncate()


class Pages(scrapy.Spider):
    name = "pages"
    job: Job
    tally: Tally
    store: Files | Warc

    async def start(self):
        for host, address, port, path in self.job.pages:
            yield scrapy.Request(
                f"http://{address}:{port}{path}", headers={"Host": host}, callback=self.parse
            )

    def parse(self, response):
        title = response.css("title::text").get()
        links = [response.urljoin(href) for href in response.css("a::attr(href)").getall()]
        self.store.add(response)
        self.tally.add(title, len(links), len(response.body))


if __name__ == "__main__":
    job = Job.read()
    job.folder.mkdir(parents=True, exist_ok=True)
    process = CrawlerProcess({**SETTINGS, "CONCURRENT_REQUESTS": job.at_once})
    Pages.job, Pages.tally = job, Tally()
    Pages.store = (Warc if sys.argv[1:] == ["warc"] else Files)(job.folder)
    process.crawl(Pages)
    process.start()
    Pages.tally.tell()

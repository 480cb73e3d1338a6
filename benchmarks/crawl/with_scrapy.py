"""Scrapy with its politeness off: title and links by its own selectors, bodies to files. Run by an interpreter that has it."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import scrapy
from scrapy.crawler import CrawlerProcess

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


class Pages(scrapy.Spider):
    name = "pages"
    job: Job
    tally: Tally

    async def start(self):
        for host, address, port, path in self.job.pages:
            yield scrapy.Request(
                f"http://{address}:{port}{path}", headers={"Host": host}, callback=self.parse
            )

    def parse(self, response):
        title = response.css("title::text").get()
        links = [response.urljoin(href) for href in response.css("a::attr(href)").getall()]
        (self.job.folder / hashlib.sha256(response.body).hexdigest()).write_bytes(response.body)
        self.tally.add(title, len(links), len(response.body))


if __name__ == "__main__":
    job = Job.read()
    job.folder.mkdir(parents=True, exist_ok=True)
    process = CrawlerProcess({**SETTINGS, "CONCURRENT_REQUESTS": job.at_once})
    Pages.job, Pages.tally = job, Tally()
    process.crawl(Pages)
    process.start()
    Pages.tally.tell()

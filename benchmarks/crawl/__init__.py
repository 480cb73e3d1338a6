"""How fast our fetcher is beside bare httpx and Scrapy, on the same pages, in one run."""

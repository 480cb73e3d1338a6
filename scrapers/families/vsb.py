"""VSB (博达): page 2 of eleven is ``10.htm`` and the last is ``1.htm``, so the next page is followed, never computed."""

from __future__ import annotations

import re

from reports import squeeze
from scrapers.asking import Ask
from scrapers.families import generic
from scrapers.families.base import ListPage, Progress, Signs
from scrapers.families.onward import next_link
from scrapers.page import Page, count_of, links_in
from scrapers.portal_column import Column

_ARTICLE = re.compile(r"/info/\d+/\d+\.html?$")
_MARKS = ("vsb_content", "v_news_content", "_showDynClicks", "p_pages", "p_next")
_TOTAL = re.compile(r"共\s*(\d{1,6})\s*条")


class Vsb:
    name = "vsb"

    def signs(self, page: Page) -> Signs:
        address = next(
            (
                link.url
                for link, path in zip(page.links, page.paths[1:], strict=True)
                if _ARTICLE.search(path) or "wbnewsid=" in link.url
            ),
            None,
        )
        return Signs(address, next((mark for mark in _MARKS if mark in page.text), None))

    def read(self, page: Page, column: Column, progress: Progress) -> ListPage:
        total_node = page.tree.css_first(".p_t")
        total = _TOTAL.search(squeeze(total_node.text()) if total_node is not None else page.visible)
        return ListPage(
            generic.rows_of(page, column),
            self._next(page) or next_link(page, progress.number),
            self._pages(page) if progress.number == 1 else None,
            int(total.group(1)) if total else None,
        )

    @staticmethod
    def _next(page: Page) -> tuple[Ask, ...]:
        for link in links_in(page.tree.css(".p_next a[href], a.Next[href]"), page.base):
            if link.url != page.url:
                return (Ask(link.url),)
        return ()

    @staticmethod
    def _pages(page: Page) -> int | None:
        told = [count_of(squeeze(node.text())) for node in page.tree.css(".p_no, .p_no_d")]
        numbers = [number for number in told if number is not None]
        return max(numbers) if numbers else None

"""eportal (older sites of Hebei and Beijing): every page is ``/eportal/ui?pageId=…``, the list's page a field of the query."""

from __future__ import annotations

import re

from scrapers.asking import Ask
from scrapers.families import generic
from scrapers.families.base import ListPage, Progress, Signs
from scrapers.families.onward import next_link
from scrapers.families.pagers import unfollowed
from scrapers.families.scripted import labelled_number, labelled_word, query_of, with_query
from scrapers.page import Page, count_of
from scrapers.portal_column import Column

_ADDRESS = re.compile(r"/eportal/ui\?\S*pageId=", re.IGNORECASE)


class Eportal:
    name = "eportal"

    def signs(self, page: Page) -> Signs:
        addresses = [page.url, *(link.url for link in page.links)]
        address = next((one for one in addresses if _ADDRESS.search(one)), None)
        mark = next((mark for mark in ("easysite", "moduleId", "/eportal/") if mark in page.text), None)
        return Signs(address, mark if address else None)

    def read(self, page: Page, column: Column, progress: Progress) -> ListPage:
        pages, total = generic.declared(page)
        pages = pages or labelled_number(page.text, "totalPage", "pageCount", "totalPages")
        rows = generic.rows_of(page, column)
        if pages is None:
            return ListPage(rows, next_link(page, progress.number), None, total, unfollowed(page))
        present = query_of(page.url).get("currentPage", "")
        number = progress.number if (told := count_of(present)) is None else told
        if number >= pages:
            return ListPage(rows, (), pages, total)
        module = query_of(page.url).get("moduleId") or labelled_word(page.text, "moduleId")
        fields = {"currentPage": str(number + 1), **({"moduleId": module} if module else {})}
        return ListPage(rows, (Ask(with_query(progress.first_url or page.url, **fields)),), pages, total)

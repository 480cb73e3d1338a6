"""The Anhui family (龙讯 and "openness"): the pager is a script call, the page number a query field."""

from __future__ import annotations

import re

from scrapers.asking import Ask
from scrapers.families import generic
from scrapers.families.base import ListPage, Progress, Signs
from scrapers.families.scripted import query_of, with_query
from scrapers.page import Page, count_of
from scrapers.portal_column import Column

_ADDRESS = re.compile(r"/public/column/|/content/column/|/site/tpl/|/openness/|/Xxgknb/", re.IGNORECASE)
_PAGER = re.compile(r"Ls\.pagination\s*\(\s*\{([^{}]{0,800})", re.DOTALL)


class Longxun:
    name = "longxun"

    def signs(self, page: Page) -> Signs:
        address = next((path for path in page.paths if _ADDRESS.search(path)), None)
        marks = ("Ls.pagination", "j-fontContent", "xxgk_nav_list", "OpennessAnnualReport")
        return Signs(address, next((mark for mark in marks if mark in page.text), None))

    def read(self, page: Page, column: Column, progress: Progress) -> ListPage:
        call = _PAGER.search(page.text)
        if call is None:
            return generic.Generic().read(page, column, progress)
        count = re.search(r"\bpageCount\s*:\s*['\"]?(\d{1,5})", call.group(1))
        total = re.search(
            r"\b(?:total|totalCount|itemCount|recordCount)\s*:\s*['\"]?(\d{1,6})", call.group(1)
        )
        field = re.search(r"\b(?:pageParam|param|pageName)\s*:\s*['\"](\w+)['\"]", call.group(1))
        pages = int(count.group(1)) if count else None
        rows = generic.rows_of(page, column)
        if pages is None:
            return ListPage(rows, doubt="the pager tells no number of pages")
        present = query_of(page.url).get("pageIndex", "")
        number = progress.number if (told := count_of(present)) is None else told
        name = field.group(1) if field else "pageIndex"
        onward = (
            (Ask(with_query(progress.first_url or page.url, **{name: str(number + 1)})),)
            if number < pages
            else ()
        )
        return ListPage(rows, onward, pages, int(total.group(1)) if total else None)

"""TRS WCM (拓尔思), nearly half of all portals: static pages, the pager in script alone, 0-based or 1-based."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from scrapers.asking import Ask
from scrapers.families import generic
from scrapers.families.base import ListPage, Progress, Signs
from scrapers.page import Page, count_of
from scrapers.portal_column import Column

ARTICLE = re.compile(r"/t\d{8}_\d+(?:_wap)?\.s?html?$|/t\d{6,}\.s?html?$")
_MARKS = ("CurrChnlCls", "TRS_Editor", "trs_editor_view", "TRS_PreAppend", "createPageHTML")
_CREATE = re.compile(r"""(?<!function )\bcreatePageHTML\s*\(([^()]{1,200})\)""")
_COUNT = re.compile(r"\bvar\s+countPage\s*=\s*(\d{1,5})")
_CURRENT = re.compile(r"\bvar\s+currentPage\s*=\s*(\d{1,5})")
_SET_PAGE = re.compile(r"""\.pagination\(\s*["']setPage["']\s*,\s*(\d{1,5})\s*,\s*(\d{1,5})""")


class Trs:
    name = "trs"

    def signs(self, page: Page) -> Signs:
        own, *linked = page.paths
        address = next(
            (link.url for link, path in zip(page.links, linked, strict=True) if ARTICLE.search(path)), None
        )
        if address is None and ARTICLE.search(own):
            address = page.url
        return Signs(address, next((mark for mark in _MARKS if mark in page.text), None))

    def read(self, page: Page, column: Column, progress: Progress) -> ListPage:
        rows = generic.rows_of(page, column)
        pager = script_pager(page)
        if pager is None:
            return generic.Generic().read(page, column, progress)
        _, rows_declared = generic.declared(page)
        onward = pager.onward(page, progress) if progress.number < pager.total else ()
        return ListPage(rows, onward, pager.total, rows_declared)


class Pager:
    """A script pager's own numbers: `total` pages, the `current` one as the script counts, name and extension of page 1."""

    def __init__(self, total: int, current: int, name: str | None = None, extension: str = "html") -> None:
        self.total = total
        self.current = current
        self.named = name is not None
        self.name = name or "index"
        self.extension = extension.lstrip(".")

    def onward(self, page: Page, progress: Progress) -> tuple[Ask, ...]:
        """The next page under the counting that held so far, or, on page 1, under both: the script's own count first.

        ``createPageHTML(3, 0, …)`` counts from 0, and page 2 is index_1; ``createPageHTML(id, 3, 1, …)`` counts from 1,
        and page 2 is index_2. Some sites (Kunming) count from 0 and write index_2, so a first guess that is 404 or
        brings nothing new is followed by the other.
        """
        if progress.number == 1:
            progress.notes["counted"] = str(self.current)
        offsets = (0, 1) if progress.notes.get("counted", "0") == "0" else (1, 0)
        settled = progress.notes.get("offset")
        if settled is None and progress.number > 1:
            number = re.search(r"_(\d{1,9})\.\w+$", urlsplit(page.capture.asked).path)
            settled = str(int(number.group(1)) - progress.number + 1) if number else str(offsets[0])
            progress.notes["offset"] = settled
        choices = (int(settled),) if settled is not None else offsets
        base = progress.first_url or page.url
        return tuple(
            Ask(urljoin(base, f"{self.name}_{progress.number + one}.{self.extension}")) for one in choices
        )


def script_pager(page: Page) -> Pager | None:
    """The pager of a TRS or ucap list page, `None` where the page has none of the known forms."""
    text = page.text
    call = next((found for found in _CREATE.finditer(text) if re.search(r"\d", found.group(1))), None)
    if call is not None:
        words = [word.strip().strip("\"'") for word in call.group(1).split(",")]
        if words and count_of(words[0]) is None:
            words = words[1:]  # the 1-based form names its element first
        pages = count_of(words[0]) if words else None
        if pages is not None:
            current = (count_of(words[1]) if len(words) > 1 else None) or 0
            name = words[2] if len(words) > 2 and words[2] else None
            extension = words[3] if len(words) > 3 and words[3] else _extension(page)
            return Pager(pages, current, name, extension)
    count = _COUNT.search(text)
    if count is not None:
        current_page = _CURRENT.search(text)
        return Pager(
            int(count.group(1)), int(current_page.group(1)) if current_page else 0, extension=_extension(page)
        )
    shanghai = _SET_PAGE.search(text)
    if shanghai is not None:
        return Pager(int(shanghai.group(2)), int(shanghai.group(1)), extension=_extension(page))
    return None


def _extension(page: Page) -> str:
    found = re.search(r"\.(s?html?)$", urlsplit(page.url).path)
    return found.group(1) if found else "html"

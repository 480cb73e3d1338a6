"""One list as it was read, and whether it was read whole: every page and row it declares, everything it shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from reports import ReportKind
from scrapers.families import Row
from scrapers.families.inline import rows_in_scripts
from scrapers.families.pagers import unfollowed
from scrapers.left_open import left_open
from scrapers.obstacles import Finding
from scrapers.page import Page
from scrapers.portal_column import Column
from scrapers.titles import kind_of_row, looks_like_article
from scrapers.unseen import unseen_parts
from scrapers.values import Obstacle


@dataclass(slots=True)
class ListRead:
    """One list after reading. `rows` are unique by address; `failure` is what stopped it, `None` where it is whole."""

    url: str
    family: str
    rows: dict[str, Row] = field(default_factory=dict)
    pages: int = 0
    declared_pages: int | None = None
    declared_rows: int | None = None
    failure: Finding | None = None
    is_report: bool = False
    first: Page | None = None
    started: datetime | None = None
    unlisted: str = ""
    """A report's title that stands on a page and is no row: what opens it is not known here."""


def expects_more(read: ListRead) -> bool:
    pages = read.declared_pages is not None and read.pages < read.declared_pages
    return pages or _lacks_rows(read)


def _lacks_rows(read: ListRead) -> bool:
    return read.declared_rows is not None and counted(read) < read.declared_rows


def counted(read: ListRead) -> int:
    """How many of the rows the list's own count may mean: not the page's menu, whose links lead to no article, bear no date
    and speak of no report. All of them where that leaves none."""
    own = sum(
        row.date is not None or looks_like_article(row.url) or kind_of_row(row.title) is not ReportKind.OTHER
        for row in read.rows.values()
    )
    return own or len(read.rows)


def unseen(read: ListRead, page: Page) -> Finding | None:
    """Rows that stand in the page itself are only those that its scripts did not make."""
    if read.is_report:
        return None
    if read.unlisted:
        return Obstacle.PAGINATION_INCOMPLETE, f"{read.unlisted!r} stands on the page without an address"
    shown = any(link.url in read.rows for link in page.links) or any(rows_in_scripts(page))
    if not page.is_html or not shown:
        return None
    why = unseen_parts(page) or left_open(page)
    return (Obstacle.PAGINATION_INCOMPLETE, why) if why else None


def paged(read: ListRead, page: Page, column: Column) -> Finding | None:
    """A single page, of which its family knows no further one and no total, and which says that there is more."""
    told = read.pages > 1 or read.declared_pages is not None or read.declared_rows is not None
    if told or read.is_report or not page.is_html or column.paging.kind != "auto":
        return None
    why = unfollowed(page)
    return (Obstacle.PAGINATION_INCOMPLETE, why) if why else None


def short(read: ListRead) -> Finding | None:
    if read.is_report:
        return None
    if read.declared_pages is not None and read.pages < read.declared_pages:
        return Obstacle.PAGINATION_INCOMPLETE, f"{read.pages} of {read.declared_pages} declared pages read"
    if _lacks_rows(read):
        return Obstacle.PAGINATION_INCOMPLETE, f"{counted(read)} of {read.declared_rows} declared rows read"
    return None

"""One list as it was read, and whether it was read whole: every page and row it declares, everything it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from reports import ReportKind
from scrapers.families import Row
from scrapers.families.inline import rows_in_scripts
from scrapers.families.pagers import unfollowed
from scrapers.health import is_home, names_a_column
from scrapers.left_open import left_open
from scrapers.obstacles import Finding
from scrapers.page import Page
from scrapers.portal import Portal
from scrapers.portal_column import Column
from scrapers.rows import is_report
from scrapers.second_hand import second_hand
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
    left_open: str = ""
    """Why one of its pages may not be all that a visitor of today sees, in English."""


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
    why = read.left_open or open_end(read, page)
    return (Obstacle.PAGINATION_INCOMPLETE, why) if why else None


def open_end(read: ListRead, page: Page) -> str:
    """Why one page of the list may not be all of it that a visitor of today sees; empty where nothing says so."""
    if why := second_hand(page.capture):
        return why
    shown = any(link.url in read.rows for link in page.links) or any(rows_in_scripts(page))
    return (unseen_parts(page) or left_open(page)) if page.is_html and shown else ""


def no_page_of_it(read: ListRead, page: Page, rows: Sequence[Row], portal: Portal) -> Finding | None:
    """Why what a further page of a list answered with is none: refused, broken, the home page, a question who asks. A page
    that lists a report is one, and what is no HTML its family judges."""
    first = read.first
    if first is None or any(is_report(row) for row in rows):
        return None
    if not page.body.strip():
        return Obstacle.PAGINATION_INCOMPLETE, "the page is empty"
    if not page.is_html:
        listed = first.is_html and any(link.url in read.rows for link in first.links)
        return (Obstacle.PAGINATION_INCOMPLETE, "no page") if listed and not rows else None
    fragment = bool(rows) and "<body" not in page.text.lower()
    blocked = page.obstacle(0 if fragment else portal.health.min_body_chars)
    return blocked if blocked is not None or fragment else _another_page(read, first, page, portal)


def _another_page(read: ListRead, first: Page, page: Page, portal: Portal) -> Finding | None:
    if is_home(page.url, portal) and not is_home(read.url, portal):
        return Obstacle.SOFT404, "the address leads to the home page"
    named = names_a_column(page) or page.title == first.title
    return None if named else (Obstacle.PAGINATION_INCOMPLETE, not_called_so(page))


def not_called_so(page: Page) -> str:
    return f"the page ({page.title[:60]!r}) does not call itself an annual-report column"


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

"""One list as it was read, and whether it was read whole: every page and row it declares, everything it shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from scrapers.families import Row
from scrapers.families.inline import rows_in_scripts
from scrapers.families.pagers import unfollowed
from scrapers.obstacles import Finding
from scrapers.page import Page
from scrapers.portal_column import Column
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
    rows = read.declared_rows is not None and len(read.rows) < read.declared_rows
    return pages or rows


def unseen(read: ListRead, page: Page) -> Finding | None:
    """Rows that stand in the page itself are only those that its scripts did not make."""
    if read.is_report:
        return None
    if read.unlisted:
        return Obstacle.PAGINATION_INCOMPLETE, f"{read.unlisted!r} stands on the page without an address"
    shown = any(link.url in read.rows for link in page.links) or any(rows_in_scripts(page))
    if not page.is_html or not shown:
        return None
    why = unseen_parts(page)
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
    if read.declared_rows is not None and len(read.rows) < read.declared_rows:
        return Obstacle.PAGINATION_INCOMPLETE, f"{len(read.rows)} of {read.declared_rows} declared rows read"
    return None

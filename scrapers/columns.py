"""One column, with the years, levels and agencies below it, as one `Listing`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from scrapers.fetcher import Fetcher
from scrapers.health import carries_site_name, is_home, names_a_column, same_page
from scrapers.list_read import ListRead, not_called_so
from scrapers.lists import Known, Recall, Visit, nothing_kept, nothing_known, read_list
from scrapers.obstacles import Finding
from scrapers.parts import read_parts
from scrapers.portal import Portal, RosterAgency
from scrapers.portal_column import Column
from scrapers.rows import is_named, is_report, may_be_a_name, only_the_page_tells
from scrapers.twins import fold
from scrapers.values import ListedReport, Listing, Obstacle


@dataclass(frozen=True, slots=True)
class Errand:
    """One address of a column: for a report year, for an agency, or for all."""

    column: Column
    url: str
    year: int | None = None
    agency: RosterAgency | None = None


def errands(portal: Portal, column: Column, year: int | None = None) -> Iterator[Errand]:
    """Every address that the column stands for, for one report year (or for none, where the address has no year)."""
    template = column.years.get(year, column.url) if year is not None else column.url
    if year is None and "{year}" in template:
        return
    dated = template.replace("{year}", str(year))
    used = year if "{year}" in template or (year is not None and year in column.years) else None
    if column.scope != "agency":
        yield Errand(column, urljoin(portal.home, dated), used)
        return
    for agency in portal.agencies.items:
        filled = _for_agency(dated, agency)
        if (
            filled is None
            or (column.for_levels and agency.level not in column.for_levels)
            or agency.publishes_at
        ):
            continue
        if year is not None and agency.dissolved is not None and year > agency.dissolved:
            continue
        yield Errand(column, urljoin(portal.home, filled), used, agency)


def _for_agency(template: str, agency: RosterAgency) -> str | None:
    for name, value in (("id", agency.id), ("slug", agency.slug), ("area", agency.area)):
        mark = f"{{agency.{name}}}"
        if mark in template:
            if value is None:
                return None
            template = template.replace(mark, value)
    return template


async def read_column(
    portal: Portal,
    column: Column,
    fetcher: Fetcher,
    year: int | None = None,
    *,
    known: Known = nothing_known,
    recall: Recall = nothing_kept,
) -> Listing:
    """Read a column that is not one agency's own. Never raises: what went wrong is in `Listing.obstacle`.

    For ``scope: agency`` columns use `errands` and `read_errand`, one listing each.
    """
    for errand in errands(portal, column, year):
        return await read_errand(Visit(portal, fetcher, known, recall), errand)
    raise ValueError(f"column {column.id} of {portal.id} needs a report year or an agency roster")


async def read_errand(visit: Visit, errand: Errand) -> Listing:
    """Read one address of a column with all that lies below it. Never raises `FetchFailed`."""
    visit.captures = []
    top = await read_list(visit, errand.column, errand.url)
    lists = [top]
    failure = top.failure
    if _is_read(top):  # what is no column has no pages to miss
        failure = await _not_the_column(visit, top) or failure
    if not top.is_report and (failure is None or (failure == top.failure and _is_read(top))):
        parts = await read_parts(visit, errand.column, errand.year, top)
        lists.extend(parts)
        failure = failure or next(
            ((part.failure[0], f"{part.url}: {part.failure[1]}") for part in parts if part.failure), None
        )
    return _listing(visit, errand, lists, failure)


def _is_read(read: ListRead) -> bool:
    """Whether a list was read, though perhaps not to its end: the reports behind its parts are there all the same."""
    return read.failure is None or read.failure[0] is Obstacle.PAGINATION_INCOMPLETE


async def _not_the_column(visit: Visit, read: ListRead) -> Finding | None:
    """Whether the first page is really the column: named as one, of this site, and not the home page in disguise."""
    page, portal = read.first, visit.portal
    found: Finding | None = None
    if page is None or not page.is_html:
        pass
    elif is_home(page.url, portal) and not is_home(read.url, portal):
        found = Obstacle.SOFT404, "the address leads to the home page"
    elif not carries_site_name(page, portal):
        names = "、".join(portal.health.site_name)
        found = Obstacle.LAYOUT_CHANGED, f"none of the portal's names {names} is on the page"
    elif not read.is_report and not names_a_column(page):
        home = await visit.home()
        if home is not None and not is_home(read.url, portal) and same_page(page, home):
            found = Obstacle.SOFT404, "status 200 with the home page"
        elif not any(is_report(row) for row in read.rows.values()):
            found = Obstacle.LAYOUT_CHANGED, not_called_so(page)
    return found


def _listing(visit: Visit, errand: Errand, lists: list[ListRead], failure: Finding | None) -> Listing:
    top = lists[0]
    rows = {row.url: row for read in lists for row in read.rows.values()}
    reports = fold(_reports(errand, lists, visit.portal), visit.portal)
    declared = [read.declared_pages for read in lists if read.declared_pages is not None]
    if failure is None and not reports:
        failure = Obstacle.COLUMN_EMPTY, f"{len(rows)} links and no report among them"
    if failure is None and len(rows) < visit.portal.health.min_rows:
        failure = (
            Obstacle.LAYOUT_CHANGED,
            f"{len(rows)} rows; the description expects {visit.portal.health.min_rows}",
        )
    return Listing(
        portal=visit.portal.id,
        column=errand.column.id,
        url=errand.url,
        read_at=top.started or visit.fetcher.now(),
        reports=reports,
        rows=len(rows),
        pages_read=sum(read.pages for read in lists),
        pages_declared=sum(declared) if declared else None,
        complete=failure is None,
        obstacle=failure[0] if failure else None,
        detail=failure[1] if failure else "",
        captures=tuple(visit.captures),
        year=errand.year,
        agency=errand.agency.id if errand.agency else None,
        unchanged=bool(visit.captures) and all(capture.unchanged for capture in visit.captures),
    )


def _reports(errand: Errand, lists: list[ListRead], portal: Portal) -> Iterator[ListedReport]:
    """Rows that are reports by their title, and rows of which only the page can tell; never a part's own address."""
    folders = {
        read.url
        for read in lists[1:]
        if any(is_report(row) for row in read.rows.values() if row.url != read.url)
    }
    agency = errand.agency.id if errand.agency else None
    for read in lists:
        if read.is_report and read.first is not None:
            title = read.first.meta("ArticleTitle") or read.first.title
            yield ListedReport(read.url, title, None, errand.column.id, agency=agency)
            continue
        by_name = any(is_named(row, portal) for row in read.rows.values())
        for row in read.rows.values():
            certain = is_report(row)
            unsure = not certain and (only_the_page_tells(row) or (by_name and may_be_a_name(row)))
            if row.url not in folders and (certain or unsure):
                yield ListedReport(row.url, row.title, row.date, errand.column.id, certain, agency)

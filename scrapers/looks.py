"""What one reading of a column says of who is listed there: a listing reduced to the look that the proof of an absence needs."""

from __future__ import annotations

from datetime import date

from reports import ReportKind, china_day
from reports.identity import recognise, take_apart
from scrapers.absence_values import HOME, Look, Resolved
from scrapers.portal import Portal
from scrapers.roster import mentioned_agency, roster_agency
from scrapers.values import ListedReport, Listing, Trouble


def look_of(portal: Portal, listing: Listing, resolved: Resolved) -> Look:
    """Reduce a listing. Rows without an entry in `resolved` count as listed and unread, by their title where it tells; so do
    those whose page is no report, or another one than the title says: whoever stands in the list is not missing there."""
    recognised: set[tuple[str, int]] = set()
    unread: set[tuple[str, int]] = set()
    later: set[tuple[str, int]] = set()
    unresolved = 0
    for report in listing.reports:
        found = resolved.get(report.url)
        named = None if found is not None and _says_so(portal, report, found) else by_title(portal, report)
        whose = found or named
        if whose is None:
            unresolved += report.url not in resolved
            continue
        if _may_be_the_next_years(report, whose[1], again=whose in recognised or whose in unread):
            later.add((whose[0], whose[1] + 1))
        if found is not None:
            recognised.add(found)
        if named is not None:
            unread.add(named)
    column = next((one for one in portal.columns if one.id == listing.column), None)
    return Look(
        portal=portal.id,
        column=listing.column,
        url=listing.url,
        scope=column.scope if column is not None else "all",
        day=china_day(listing.read_at),
        complete=listing.complete,
        year=listing.year,
        agency=listing.agency,
        obstacle=listing.obstacle,
        recognised=frozenset(recognised),
        listed_unread=frozenset(unread - recognised),
        unresolved=unresolved,
        rows=listing.rows,
        mislabelled=frozenset(later - recognised),
    )


def _may_be_the_next_years(report: ListedReport, year: int, *, again: bool) -> bool:
    """Whether the list dates it in the year in which the next one is due, or later; without a date, whether it is the second
    of its year in the list (`again`)."""
    return again if report.date is None else int(report.date[:4]) > year + 1


def _says_so(portal: Portal, report: ListedReport, found: tuple[str, int]) -> bool:
    """Whether the title names whom the page was read to be; a title without one of the two does not contradict it."""
    parts = take_apart(report.title)
    agency = roster_agency(portal, parts.agency_text) if parts.agency_text else None
    return parts.year in (None, found[1]) and (agency is None or agency.id == found[0])


def look_of_home(trouble: Trouble, day: date) -> Look:
    """A day on which the portal's home page, where its columns were to be looked for, was not to be had."""
    return Look(trouble.portal, HOME, trouble.url, HOME, day, complete=False, obstacle=trouble.obstacle)


def by_title(portal: Portal, report: ListedReport) -> tuple[str, int] | None:
    """(roster id, year) where the title alone names both, though it may not name a report (a mistyped one, a 工作总结 in the
    report's place); nobody where the portal's roster is not known."""
    if not portal.agencies.items:
        return None
    named = recognise(report.title, report.url)
    agency = roster_agency(portal, named.printed, named.agency.name)
    if agency is None and named.kind is not ReportKind.ANNUAL_REPORT:
        agency = mentioned_agency(portal, report.title)
    return (agency.id, named.year) if agency is not None and named.year is not None else None

"""Where and when a report was published: its own dates, the list that shows it, its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from reports import PublishedDate, china_day
from rules.engine.case import Publication
from scrapers import PageFacts
from storage.moved import first_sightings
from storage.pages import page_of
from storage.revisions import Whose, report_of
from storage.tables import AgencyRow, ColumnRow, ListedRow, PortalRow, ReportRow, RevisionRow


@dataclass(frozen=True, slots=True)
class InList:
    """How the first column that listed an address shows it."""

    printed_date: str | None
    title: str
    column: str
    unlisted_on: date | None
    first_listed: date
    portal: str
    division: str | None
    """Of the portal."""


_LISTED = (
    select(
        ListedRow.url,
        ListedRow.printed_date,
        ListedRow.title,
        ColumnRow.column,
        ListedRow.unlisted_on,
        ListedRow.first_seen_at,
        PortalRow.id,
        PortalRow.division,
    )
    .join(ColumnRow, ColumnRow.id == ListedRow.column_id)
    .join(PortalRow, PortalRow.id == ColumnRow.portal_id)
    .where(ListedRow.url.in_(bindparam("urls", expanding=True)))
    .order_by(ListedRow.first_seen_at, ColumnRow.column)
)


def in_lists(session: Session, urls: Sequence[str]) -> dict[str, InList]:
    found: dict[str, InList] = {}
    for url, printed, title, column, unlisted, first, *portal in session.execute(
        _LISTED, {"urls": list(urls)}
    ):
        found.setdefault(url, InList(printed, title, column, unlisted, china_day(first), *portal))
    return found


def publication_of(session: Session, revision: RevisionRow, report: ReportRow) -> Publication:
    """Of one revision."""
    dates = report_of(session, revision).dates
    page = page_of(session, revision.capture_id)
    agency = None if report.agency_id is None else session.get(AgencyRow, report.agency_id)
    listed = for_agency(agency, in_lists(session, [report.url]).get(report.url))
    return publication(report, dates, listed, page, first_sightings(session, [report]))


def for_agency(agency: AgencyRow | None, listed: InList | None) -> InList | None:
    """What a list tells of an agency's report. That the column lacked it tells something on the agency's own portal only:
    where it is copied to (a city's report on a zone's site, a county's on its city's) it comes later than it came out."""
    if listed is None or _at_home(agency, listed):
        return listed
    return replace(listed, unlisted_on=None)


def _at_home(agency: AgencyRow | None, listed: InList) -> bool:
    if agency is None:
        return False
    if agency.on_roster and agency.portal_id == listed.portal:
        return True
    mine, its = agency.division, listed.division
    return mine is not None and its is not None and mine[:6] == its[:6]


def _first_seen(report: ReportRow, listed: InList | None, sightings: Mapping[Whose, date]) -> date:
    """The first day on which the agency's report of the year was listed or seen, at this address or another."""
    here = report.first_seen_on if listed is None else min(report.first_seen_on, listed.first_listed)
    if report.agency_id is None or report.year is None or report.kind != "annual_report":
        return here
    return min(here, sightings.get((report.agency_id, report.year), here))


def publication(
    report: ReportRow,
    dates: tuple[PublishedDate, ...],
    listed: InList | None,
    page: PageFacts | None,
    sightings: Mapping[Whose, date],
) -> Publication:
    """Every date with its source (the page's, the list's), the first sighting, when the column was last without it,
    and what the page says of itself."""
    in_list = (
        (PublishedDate(listed.printed_date, "list", listed.printed_date),)
        if listed is not None and listed.printed_date
        else ()
    )
    known = {(found.date, found.source) for found in dates}
    return Publication(
        dates=dates + tuple(found for found in in_list if (found.date, found.source) not in known),
        first_seen=_first_seen(report, listed, sightings),
        unlisted_on=listed.unlisted_on if listed is not None else None,
        url=report.url,
        column=listed.column if listed is not None else None,
        listed_title=listed.title if listed is not None else None,
        page_tags=None if page is None else page.tags,
        page_letters=None if page is None else page.letters,
    )

"""What may be said of an agency whose report was not seen: proved not listed, or could not check, because of what.

Only `not_listed` may ever reach an office, and only when all of this holds on at least two days:
1. every column where the report belongs was read whole (reached, recognised as the column, every declared page and row);
2. in the same read of the same column, another agency's report of that year was recognised by the same recogniser, or
   this agency's of an earlier year while others of that year stand elsewhere on the portal;
3. nothing listed there is left unread that could be it, and no report of the agency's of another year that came when it was due;
4. fewer than 30 % of the city's portals failed that day.
And the last day looked at must be such a day: what could not be seen since may be the very report. Everything else is `could_not_check:<reason>`, for the operator.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from scrapers.absence_values import DAYS_NEEDED, HOME, Absence, Doubt, Look, Presence
from scrapers.columns import errands
from scrapers.portal import Portal, RosterAgency
from scrapers.portal_column import AgencyLevel
from scrapers.values import Obstacle

CITY_LIMIT = 0.30
"""Share of a city's portals that may fail before the day says nothing about any of its agencies."""

_SCOPES: Mapping[str, tuple[AgencyLevel, ...]] = {
    "county": ("government", "gov_office"),
    "departments": ("gov_office", "department", "zone", "vertical", "other"),
    "townships": ("township", "subdistrict"),
}


def cities_failing(runs: Iterable[tuple[str, bool]]) -> frozenset[str]:
    """Cities (first four digits of the division code) of which 30 % or more of the portals failed in one run.

    `runs` are (division code, failed). A city with a single portal fails when that one does.
    """
    total: dict[str, int] = {}
    failed: dict[str, int] = {}
    for division, bad in runs:
        city = division[:4]
        total[city] = total.get(city, 0) + 1
        failed[city] = failed.get(city, 0) + bad
    return frozenset(city for city, count in total.items() if failed[city] >= CITY_LIMIT * count)


@dataclass(frozen=True, slots=True)
class _Day:
    """`places` are the addresses looked at that concern one agency and year; `doubt` is why the day proves nothing, `None` where
    it does."""

    day: date
    places: tuple[str, ...]
    doubt: Obstacle | Doubt | None


def judge_absence(
    portal: Portal,
    agency: RosterAgency,
    year: int,
    looks: Sequence[Look],
    *,
    void_days: frozenset[date] = frozenset(),
    elsewhere: frozenset[tuple[str, int]] = frozenset(),
    after: date | None = None,
) -> Absence:
    """The word on one agency and year from every look so far.

    `void_days`: days on which the agency's city was failing. `elsewhere`: (roster id, year) of this portal's agencies whose
    report another portal carries (a county's on its city's). `after`: a claim was taken back on that day, and days up to it
    prove nothing any more.
    """
    if not expected(agency, year):
        return Absence(agency.id, year, Presence.NOT_EXPECTED)
    mine = [look for look in looks if look.portal == portal.id]
    if (agency.id, year) in elsewhere or any((agency.id, year) in look.recognised for look in mine):
        return Absence(agency.id, year, Presence.FOUND)
    if any((agency.id, year) in look.listed_unread for look in mine):
        return Absence(agency.id, year, Presence.COULD_NOT_CHECK, Doubt.LISTED_BUT_UNREADABLE)
    if any((agency.id, year) in look.mislabelled for look in mine):
        return Absence(agency.id, year, Presence.COULD_NOT_CHECK, Doubt.MAY_BE_MISLABELLED)
    days = _days(portal, agency, year, mine, void_days)
    proving = [one for one in days if one.doubt is None and (after is None or one.day > after)]
    said = partial(
        Absence,
        agency.id,
        year,
        days=tuple(one.day for one in proving),
        addresses=tuple(dict.fromkeys(place for one in proving for place in one.places)),
    )
    doubt = days[-1].doubt if days else Doubt.NOT_YET_LOOKED
    if doubt is None and len(proving) >= DAYS_NEEDED:
        return said(Presence.NOT_LISTED)
    return said(Presence.COULD_NOT_CHECK, doubt or Doubt.ONE_DAY_ONLY)


def _days(
    portal: Portal, agency: RosterAgency, year: int, looks: Sequence[Look], void_days: frozenset[date]
) -> list[_Day]:
    """Every day looked at, the first one first."""
    places = _places(portal, agency, year)
    days: list[_Day] = []
    for day in sorted({look.day for look in looks}):
        seen = tuple(look for look in looks if look.day == day)
        doubt = _doubt(agency, year, seen, places, day in void_days)
        days.append(_Day(day, tuple(look.url for look in _relevant(agency, year, seen)), doubt))
    return days


def expected(agency: RosterAgency, year: int) -> bool:
    """Whether the roster expects a report of that year on this portal."""
    gone = agency.dissolved is not None and year >= agency.dissolved
    return not gone and agency.publishes_at is None and year >= agency.expected.since


def _relevant(agency: RosterAgency, year: int, looks: Sequence[Look]) -> list[Look]:
    """Looks at columns where this report belongs: of its level, its year (or of no year), its own (or of no agency)."""
    return [
        look
        for look in looks
        if look.year in (None, year)
        and look.agency in (None, agency.id)
        and (look.scope in ("all", "agency") or agency.level in _SCOPES.get(look.scope, ()))
    ]


def _places(portal: Portal, agency: RosterAgency, year: int) -> frozenset[str]:
    """Every described address where this report belongs: each must have been looked at on a day that is to prove anything."""
    return frozenset(
        errand.url
        for column in portal.columns
        if column.scope in ("all", "agency") or agency.level in _SCOPES.get(column.scope, ())
        for errand in errands(portal, column, year)
        if errand.agency is None or errand.agency.id == agency.id
    )


def _doubt(
    agency: RosterAgency, year: int, looks: tuple[Look, ...], places: frozenset[str], city_failing: bool
) -> Obstacle | Doubt | None:
    relevant = _relevant(agency, year, looks)
    last = _last_of_each(relevant)
    doubt: Obstacle | Doubt | None = None
    if city_failing:
        doubt = Doubt.CITY_FAILING
    elif not last or not places <= {look.url for look in relevant}:
        doubt = (
            _failed(last) or _failed([look for look in looks if look.column == HOME]) or Doubt.NOT_YET_LOOKED
        )
    elif (failed := _failed(last)) is not None:
        doubt = failed
    elif any(look.unresolved for look in last):
        doubt = Doubt.UNRESOLVED_ROWS
    elif not all(_sees(agency, year, look, looks) for look in last):
        doubt = Doubt.NO_SIBLING
    return doubt


def _last_of_each(looks: list[Look]) -> list[Look]:
    """The last look of the day at each address; and where a stale column was found again elsewhere, only the new one."""
    by_address = {look.url: look for look in looks}
    found = [look for look in by_address.values() if look.column.startswith("found-")]
    return found if any(look.complete for look in found) else list(by_address.values())


def _failed(looks: list[Look]) -> Obstacle | Doubt | None:
    """Why one of the columns cannot be believed. An agency's own column that is empty, and nothing else, may be: the
    sibling rule then decides."""
    for look in looks:
        own_and_empty = look.agency is not None and look.obstacle is Obstacle.COLUMN_EMPTY
        if not look.complete and not own_and_empty:
            return look.obstacle or Obstacle.PAGINATION_INCOMPLETE
    return None


def _sees(agency: RosterAgency, year: int, look: Look, looks: tuple[Look, ...]) -> bool:
    """Whether the same column, read the same day, showed a sibling of that year; or an earlier report of this agency
    while the portal shows somebody's report of that year (else the whole column may have moved in January)."""
    seen = {one for other in looks if other.column == look.column for one in other.recognised}
    if any(found == year and who != agency.id for who, found in seen):
        return True
    this_year = any(found == year for other in looks for _, found in other.recognised)
    return this_year and any(who == agency.id and found < year for who, found in seen)

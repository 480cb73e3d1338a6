"""Looks: what each day's reading of a column proves, kept so that absence can be judged over several days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from scrapers import Look
from scrapers.values import ListedReport, Listing, Obstacle
from storage.remembered import portal_row
from storage.tables import AgencyRow, AliasRow, ColumnRow, ListedRow, ListingRow, LookRow, ReportRow
from storage.values import RosterEntry

_CHANGED = (
    Obstacle.COLUMN_MOVED,
    Obstacle.COLUMN_NOT_FOUND,
    Obstacle.LAYOUT_CHANGED,
    Obstacle.MIGRATED,
    Obstacle.OFF_SITE_REDIRECT,
    Obstacle.SOFT404,
    Obstacle.HTTP_4XX,
)
"""What a column answers that stands elsewhere by now."""


def latest_listings(session: Session, portal: str) -> tuple[Listing, ...]:
    """The last reading of every column, put together again (without its captures).

    A listing that is held because it lost half its rows counts as incomplete: it can prove nothing.
    """
    wanted = (
        select(ColumnRow, ListingRow)
        .join(ListingRow, ListingRow.column_id == ColumnRow.id)
        .where(ColumnRow.portal_id == portal)
        .order_by(ColumnRow.column, ColumnRow.url, ListingRow.sequence.desc())
    )
    newest: dict[int, tuple[ColumnRow, ListingRow]] = {}
    for column, row in session.execute(wanted):
        newest.setdefault(column.id, (column, row))
    return tuple(_listing(session, column, row) for column, row in newest.values())


def _listing(session: Session, column: ColumnRow, row: ListingRow) -> Listing:
    shown = session.execute(
        select(ListedRow)
        .where(ListedRow.column_id == column.id, ListedRow.last_seen_at >= row.last_read_at)
        .order_by(ListedRow.id)
    ).scalars()
    obstacle = Obstacle(row.obstacle) if row.obstacle else None
    return Listing(
        portal=column.portal_id,
        column=column.column,
        url=column.url,
        read_at=row.last_read_at,
        reports=tuple(
            ListedReport(one.url, one.title, one.printed_date, column.column, one.certain, one.agency)
            for one in shown
        ),
        rows=row.rows,
        pages_read=row.pages_read,
        pages_declared=row.pages_declared,
        complete=row.complete and not column.held,
        obstacle=Obstacle.LAYOUT_CHANGED if column.held else obstacle,
        detail=column.held_why or row.detail or "",
        year=column.year,
        agency=column.agency,
    )


def resolved(session: Session, portal: str) -> Mapping[str, tuple[str, int] | None]:
    """Address → (roster id, year) of what was read and recognised; `None`: read, and no annual report.

    An address is left out where nothing was read, or where it is unsure whose or which year it is: it may be the very
    report that is looked for.
    """
    wanted = (
        select(ReportRow.url, ReportRow.kind, ReportRow.year, AgencyRow.roster_id, AgencyRow.portal_id)
        .outerjoin(AgencyRow, AgencyRow.id == ReportRow.agency_id)
        .where(ReportRow.portal_id == portal)
    )
    found: dict[str, tuple[str, int] | None] = {}
    for url, kind, year, roster_id, described in session.execute(wanted):
        if kind == "other" or (roster_id is not None and described != portal):
            found[url] = None  # no annual report, or that of an agency which another portal's description has
        elif kind == "annual_report" and year is not None and roster_id is not None:
            found[url] = (roster_id, year)
    return found


def record_look(session: Session, look: Look) -> None:
    """Keep a day's look. A later one of the same day replaces it; a complete one only where the place has changed since:
    that a site could not be reached again that day takes nothing from what was read whole before."""
    portal_row(session, look.portal)
    key = (look.portal, look.day, look.column, look.url)
    row = session.get(LookRow, key)
    if row is None:
        row = LookRow(
            portal_id=look.portal, day=look.day, column=look.column, url=look.url, complete=look.complete
        )
        session.add(row)
    elif row.complete and not look.complete and look.obstacle not in _CHANGED:
        return
    row.complete = look.complete
    row.look = {
        "scope": look.scope,
        "year": look.year,
        "agency": look.agency,
        "obstacle": look.obstacle.value if look.obstacle else None,
        "recognised": sorted(look.recognised),
        "listed_unread": sorted(look.listed_unread),
        "unresolved": look.unresolved,
        "rows": look.rows,
        "mislabelled": sorted(look.mislabelled),
    }
    session.flush()


def looks(session: Session, portal: str, since: date | None) -> tuple[Look, ...]:
    """Every look kept of a portal, oldest first."""
    wanted = (
        select(LookRow).where(LookRow.portal_id == portal).order_by(LookRow.day, LookRow.column, LookRow.url)
    )
    if since is not None:
        wanted = wanted.where(LookRow.day >= since)
    return tuple(
        Look(
            portal=row.portal_id,
            column=row.column,
            url=row.url,
            scope=row.look["scope"],
            day=row.day,
            complete=row.complete,
            year=row.look["year"],
            agency=row.look["agency"],
            obstacle=Obstacle(row.look["obstacle"]) if row.look["obstacle"] else None,
            recognised=frozenset((id, year) for id, year in row.look["recognised"]),
            listed_unread=frozenset((id, year) for id, year in row.look["listed_unread"]),
            unresolved=row.look["unresolved"],
            rows=row.look["rows"],
            mislabelled=frozenset((id, year) for id, year in row.look.get("mislabelled", ())),
        )
        for row in session.execute(wanted).scalars()
    )


def roster(session: Session, division: str | None) -> tuple[RosterEntry, ...]:
    """The stored roster under a division prefix, by division and name; agencies only ever met in reports are not in it."""
    wanted = select(AgencyRow).where(AgencyRow.on_roster).order_by(AgencyRow.division, AgencyRow.name)
    if division is not None:
        wanted = wanted.where(AgencyRow.division.startswith(division))
    rows = session.execute(wanted).scalars().all()
    aliases: dict[int, list[str]] = {}
    for alias in session.execute(select(AliasRow).order_by(AliasRow.name)).scalars():
        aliases.setdefault(alias.agency_id, []).append(alias.name)
    return tuple(
        RosterEntry(
            name=row.name,
            type=row.type,
            level=row.level,
            division=row.division,
            parent=row.parent,
            aliases=tuple(aliases.get(row.id, ())),
            id=row.roster_id,
            portal=row.portal_id,
            first_year=row.first_year,
            last_year=row.last_year,
            founded=row.founded,
            dissolved=row.dissolved,
        )
        for row in rows
    )


def agency_number(session: Session, portal: str, roster_id: str) -> int | None:
    """The row number of a roster agency of a portal, as `record_absence` wants it.

    `None` where nobody bears the id, or two rows do: which of them is meant nobody can say (`storage.roster` tells the operator).
    """
    wanted = select(AgencyRow.id).where(AgencyRow.portal_id == portal, AgencyRow.roster_id == roster_id)
    found = session.execute(wanted.limit(2)).scalars().all()
    return found[0] if len(found) == 1 else None

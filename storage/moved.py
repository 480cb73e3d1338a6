"""A report that stands at another address now: a new content system, a session in the address, another column.

Nothing has vanished where the same agency's report of the same year is listed elsewhere, and nothing is published late for
having moved: the agency's year is what is watched, an address only where it was seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import Session, aliased

from storage.due import came_or_went
from storage.revisions import Whose
from storage.tables import ColumnRow, ListedRow, ReportRow


def first_sightings(session: Session, reports: Sequence[ReportRow]) -> Mapping[Whose, date]:
    """The first day in China on which each agency's report of the year was seen, at whatever address."""
    whose = {
        (row.agency_id, row.year) for row in reports if row.agency_id is not None and row.year is not None
    }
    if not whose:
        return {}
    asked = {"agencies": list({one[0] for one in whose}), "years": list({one[1] for one in whose})}
    return {(agency, year): day for agency, year, day in session.execute(_FIRST, asked) if agency and year}


_FIRST = (
    select(ReportRow.agency_id, ReportRow.year, func.min(ReportRow.first_seen_on))
    .where(
        ReportRow.agency_id.in_(bindparam("agencies", expanding=True)),
        ReportRow.year.in_(bindparam("years", expanding=True)),
        ReportRow.kind == "annual_report",
    )
    .group_by(ReportRow.agency_id, ReportRow.year)
)


def hand_over(session: Session, report: ReportRow) -> bool:
    """Whether the report is still listed at another address; the one there speaks for its agency's year from now on."""
    if report.agency_id is None or report.year is None:
        return False
    others = session.execute(
        _LISTED_COPIES, {"agency": report.agency_id, "year": report.year, "id": report.id}
    )
    heir = others.scalars().first()
    if heir is None:
        return False
    report.gone = True
    if report.standing:
        report.standing, heir.standing = False, True
        session.flush()
    came_or_went(session, report)
    return True


_LISTED_COPIES = (
    select(ReportRow)
    .where(
        ReportRow.agency_id == bindparam("agency"),
        ReportRow.year == bindparam("year"),
        ReportRow.id != bindparam("id"),
        ReportRow.kind == "annual_report",
        ReportRow.gone.is_(False),
        exists(select(ListedRow.id).where(ListedRow.url == ReportRow.url, ListedRow.missing_on.is_(None))),
    )
    .order_by(ReportRow.first_seen_on, ReportRow.url)
    .limit(1)
)


def same_title_listed(session: Session, row: ListedRow) -> bool:
    """Whether another address with the same title is listed on the portal: it may be the same report, not read yet."""
    column, other, there = aliased(ColumnRow), aliased(ListedRow), aliased(ColumnRow)
    wanted = (
        select(other.id)
        .join(there, there.id == other.column_id)
        .join(column, column.portal_id == there.portal_id)
        .where(
            column.id == row.column_id,
            other.title == row.title,
            other.url != row.url,
            other.missing_on.is_(None),
        )
    )
    return session.execute(select(exists(wanted))).scalar_one()

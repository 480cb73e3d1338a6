"""Agencies of the roster of which no portal's description says where they publish: known to exist, and not to be checked."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.season import owes, report_of
from storage.tables import AgencyRow, ReportRow


@dataclass(frozen=True, slots=True)
class Unportaled:
    """So many agencies of one kind in one county that owe a report, have none on file, and stand on no portal we know."""

    county: str
    """Six digits, or "" where the roster gives no division."""
    type: str
    level: str
    agencies: int
    example: str
    """The name of one of them."""


def unportaled(session: Session, year: int) -> tuple[Unportaled, ...]:
    """By county, type and level, in code order. A report that was met anywhere takes its agency off the list."""
    county = func.coalesce(func.substr(AgencyRow.division, 1, 6), "")
    wanted = (
        select(county, AgencyRow.type, AgencyRow.level, func.count(), func.min(AgencyRow.name))
        .outerjoin(ReportRow, report_of(year))
        .where(
            owes(year),
            AgencyRow.portal_id.is_(None),
            ReportRow.id.is_(None),
        )
        .group_by(county, AgencyRow.type, AgencyRow.level)
        .order_by(county, AgencyRow.type, AgencyRow.level)
    )
    return tuple(Unportaled(*row) for row in session.execute(wanted))

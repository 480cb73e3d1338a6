"""Agencies as the pages list them: with the report of one year, or with all their years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from rules import SEVERITIES
from storage import season
from storage.season import within
from storage.tables import AgencyRow, FindingRow, JudgementRow, ReportRow
from storage.values import FindingState


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency in a list, with its report of the year asked for."""

    id: int
    name: str
    type: str
    division: str | None
    portal: str | None
    report: int | None
    published: date | None
    late: bool
    not_found: bool
    findings: dict[str, int]
    """Open findings by severity."""

    def due(self, year: int) -> date:
        """The legal date of its report of a year (article 49)."""
        return date(year + 1, 1, 31) if self.type in season.BY_JANUARY else date(year + 1, 3, 31)


@dataclass(frozen=True, slots=True)
class AgencyYear:
    year: int
    report: int | None
    title: str | None
    published: date | None
    source: str | None
    findings: dict[str, int]
    word: str | None
    """Where there is no report: `not_listed` or ``could_not_check:<reason>``, as last said."""


def line(
    agency: AgencyRow, report: int | None, published: date | None, findings: Sequence[tuple[str, str]]
) -> AgencyLine:
    counts = {severity: sum(one == severity for _, one in findings) for severity in SEVERITIES[:3]}
    rules = {rule for rule, severity in findings if severity != "info"}
    return AgencyLine(
        agency.id,
        agency.name,
        agency.type,
        agency.division,
        agency.portal_id,
        report,
        published,
        report is not None and season.LATE in rules,
        report is None and season.NOT_FOUND in rules,
        {severity: count for severity, count in counts.items() if count},
    )


def agencies(
    session: Session, year: int, divisions: Sequence[str], after: int, limit: int
) -> tuple[AgencyLine, ...]:
    """Those that `season.counties` counts: who owes a report of that year, or has published one."""
    wanted = (
        select(AgencyRow, ReportRow.id, ReportRow.published_on)
        .outerjoin(ReportRow, season.report_of(year))
        .where(
            within(divisions),
            AgencyRow.id > after,
            or_(season.owes(year), ReportRow.id.is_not(None)),
        )
        .order_by(AgencyRow.id)
        .limit(limit)
    )
    rows = session.execute(wanted).all()
    open_: dict[int, list[tuple[str, str]]] = {row[0].id: [] for row in rows}
    for agency_id, rule, severity in session.execute(
        _open().where(FindingRow.year == year, FindingRow.agency_id.in_(open_))
    ):
        open_[agency_id].append((rule, severity))
    return tuple(line(agency, report, published, open_[agency.id]) for agency, report, published in rows)


def _open() -> Select[tuple[int, str, str]]:
    return select(FindingRow.agency_id, FindingRow.rule, FindingRow.severity).where(
        FindingRow.state == FindingState.OPEN.value
    )


def agency_years(session: Session, id: int) -> tuple[AgencyYear, ...]:
    reports = {
        row.year: row
        for row in session.execute(
            select(ReportRow).where(ReportRow.agency_id == id, ReportRow.standing)
        ).scalars()
        if row.year is not None
    }
    said = {
        year: inputs["publication"]["not_listed"]
        for year, inputs in session.execute(
            select(JudgementRow.year, JudgementRow.inputs).where(
                JudgementRow.agency_id == id, JudgementRow.latest, JudgementRow.revision_id.is_(None)
            )
        )
        if year is not None and inputs is not None
    }
    counts: dict[int, dict[str, int]] = {}
    for year, severity, count in session.execute(
        select(FindingRow.year, FindingRow.severity, func.count())
        .where(FindingRow.agency_id == id, FindingRow.state == FindingState.OPEN.value)
        .group_by(FindingRow.year, FindingRow.severity)
    ):
        counts.setdefault(year, {})[severity] = count
    return tuple(
        AgencyYear(
            year,
            reports[year].id if year in reports else None,
            reports[year].title if year in reports else None,
            reports[year].published_on if year in reports else None,
            reports[year].published_source if year in reports else None,
            counts.get(year, {}),
            said.get(year),
        )
        for year in sorted({*reports, *said, *counts}, reverse=True)
    )

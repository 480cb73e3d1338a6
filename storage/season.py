"""A season counted: who published, late, was not found, could not be checked; by county, by day, by rule.

Every count is over the agencies that owe a report of that year (the roster) and those that published one. All of it is
one pass over `agencies` and index look-ups; benchmarks/dashboard holds the query plans to that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, distinct, func, or_, select, true
from sqlalchemy.orm import Session

from storage.tables import AgencyRow, FindingRow, ReportRow, RevisionRow, TransitionRow
from storage.values import FindingState

LATE = "PUB-LATE"
NOT_FOUND = "PUB-NOTFOUND"
BY_JANUARY = ("gov_office", "department", "vertical")
"""Article 49, first paragraph: 31 January; the others have 31 March, or no date written (treated as 31 March)."""


@dataclass(frozen=True, slots=True)
class Counts:
    """One county's season. `silent_*`: no report and no proof of absence, by the date that applies."""

    division: str
    """Six digits; "" where an agency's is not known."""
    agencies: int
    published: int
    late: int
    not_found: int
    silent_january: int
    silent_march: int
    with_errors: int
    findings: int

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.division,
            self.agencies + other.agencies,
            self.published + other.published,
            self.late + other.late,
            self.not_found + other.not_found,
            self.silent_january + other.silent_january,
            self.silent_march + other.silent_march,
            self.with_errors + other.with_errors,
            self.findings + other.findings,
        )


@dataclass(frozen=True, slots=True)
class RuleCount:
    rule: str
    title: str
    title_en: str
    severity: str
    open: int
    agencies: int


def within(divisions: Sequence[str]) -> ColumnElement[bool]:
    """An agency under one of these prefixes; none means everywhere. A range, so that the index serves."""
    column = AgencyRow.division
    if not divisions:
        return true()
    return or_(*(and_(column >= prefix, column < prefix + ":") for prefix in divisions))


def mark(session: Session) -> tuple[int | None, ...]:
    """Moves whenever a report was read, an agency met or a finding changed: the ends of four primary keys."""
    return tuple(
        session.execute(select(func.max(column))).scalar()
        for column in (RevisionRow.id, ReportRow.id, AgencyRow.id, TransitionRow.id)
    )


def years(session: Session) -> tuple[int, ...]:
    """Report years that have reports or findings, latest first; one look-up in an index each."""
    found: list[int] = []
    latest = session.execute(select(func.max(ReportRow.year)).where(ReportRow.standing)).scalar()
    while latest is not None:
        found.append(latest)
        latest = session.execute(
            select(func.max(ReportRow.year)).where(ReportRow.standing, ReportRow.year < latest)
        ).scalar()
    return tuple(found)


def counties(session: Session, year: int, divisions: Sequence[str]) -> tuple[Counts, ...]:
    """One row a county, in code order. Grouped by the agencies' whole codes, as the index has them, and added up here."""
    owes = and_(
        AgencyRow.on_roster,
        or_(AgencyRow.first_year.is_(None), AgencyRow.first_year <= year),
        or_(AgencyRow.last_year.is_(None), AgencyRow.last_year >= year),
    )
    published = (
        select(
            AgencyRow.division,
            func.count(AgencyRow.id),
            func.count(ReportRow.id),
            func.sum(case((ReportRow.id.is_(None) & AgencyRow.type.in_(BY_JANUARY), 1), else_=0)),
            func.sum(case((ReportRow.id.is_(None) & AgencyRow.type.not_in(BY_JANUARY), 1), else_=0)),
        )
        .select_from(AgencyRow)
        .outerjoin(
            ReportRow,
            and_(ReportRow.year == year, ReportRow.agency_id == AgencyRow.id, ReportRow.standing),
        )
        .where(within(divisions), or_(owes, ReportRow.id.is_not(None)))
        .group_by(AgencyRow.division)
    )
    judged = _judged(session, year, divisions)
    rows: dict[str, Counts] = {}
    for division, agencies, reports, january, march in session.execute(published):
        late, absent_january, absent_march, errors, findings = judged.get(division, (0, 0, 0, 0, 0))
        county = (division or "")[:6]
        counted = Counts(
            division=county,
            agencies=agencies,
            published=reports,
            late=late,
            not_found=absent_january + absent_march,
            silent_january=max(0, (january or 0) - absent_january),
            silent_march=max(0, (march or 0) - absent_march),
            with_errors=errors,
            findings=findings,
        )
        rows[county] = rows[county] + counted if county in rows else counted
    return tuple(rows[county] for county in sorted(rows))


def _judged(
    session: Session, year: int, divisions: Sequence[str]
) -> dict[str | None, tuple[int, int, int, int, int]]:
    """Division → agencies that are late, absent (by each date), in error; findings. An agency has one division."""
    absent = FindingRow.rule == NOT_FOUND
    january = AgencyRow.type.in_(BY_JANUARY)

    def agencies(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.count(distinct(case((condition, FindingRow.agency_id))))

    wanted = (
        select(
            AgencyRow.division,
            agencies(FindingRow.rule == LATE),
            agencies(absent & january),
            agencies(absent & ~january),
            agencies((FindingRow.severity == "error") & ~absent),
            func.count(),
        )
        .select_from(FindingRow)
        .join(AgencyRow, AgencyRow.id == FindingRow.agency_id)
        .where(
            FindingRow.year == year,
            FindingRow.state == FindingState.OPEN.value,
            FindingRow.severity != "info",
            within(divisions),
        )
        .group_by(AgencyRow.division)
    )
    return {row[0]: (row[1], row[2], row[3], row[4], row[5]) for row in session.execute(wanted)}


def days(session: Session, year: int, divisions: Sequence[str]) -> tuple[tuple[date, int, int], ...]:
    """Day of publication → (reports due by 31 January, reports due by 31 March)."""
    wanted = (
        select(
            ReportRow.published_on,
            func.sum(case((AgencyRow.type.in_(BY_JANUARY), 1), else_=0)),
            func.count(),
        )
        .join(AgencyRow, AgencyRow.id == ReportRow.agency_id)
        .where(
            ReportRow.standing, ReportRow.year == year, ReportRow.published_on.is_not(None), within(divisions)
        )
        .group_by(ReportRow.published_on)
        .order_by(ReportRow.published_on)
    )
    return tuple((day, january, every - january) for day, january, every in session.execute(wanted) if day)


def rules(session: Session, year: int, divisions: Sequence[str]) -> tuple[RuleCount, ...]:
    """Open findings by rule, most agencies first."""
    agencies = func.count(distinct(FindingRow.agency_id))
    counted = (
        select(FindingRow.rule, FindingRow.severity, func.count(), agencies, func.max(FindingRow.id))
        .join(AgencyRow, AgencyRow.id == FindingRow.agency_id)
        .where(
            FindingRow.year == year,
            FindingRow.state == FindingState.OPEN.value,
            FindingRow.severity != "info",
            within(divisions),
        )
        .group_by(FindingRow.rule, FindingRow.severity)
        .order_by(agencies.desc(), FindingRow.rule)
    )
    found = session.execute(counted).all()
    names = {
        id: (title, title_en)
        for id, title, title_en in session.execute(
            select(FindingRow.id, FindingRow.title, FindingRow.title_en).where(
                FindingRow.id.in_([row[4] for row in found])
            )
        )
    }
    return tuple(
        RuleCount(rule, *names[sample], severity, count, failing)
        for rule, severity, count, failing, sample in found
    )

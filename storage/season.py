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

from rules import SEVERITIES
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
    """`severity`: the worst among its open findings."""

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


def owes(year: int) -> ColumnElement[bool]:
    """The roster says that the agency was there and owed a report of that year."""
    return and_(
        AgencyRow.on_roster,
        or_(AgencyRow.first_year.is_(None), AgencyRow.first_year <= year),
        or_(AgencyRow.last_year.is_(None), AgencyRow.last_year >= year),
    )


def report_of(year: int) -> ColumnElement[bool]:
    """An agency's report of that year; at most one stands."""
    return and_(ReportRow.year == year, ReportRow.agency_id == AgencyRow.id, ReportRow.standing)


def years(session: Session) -> tuple[int, ...]:
    """From the first year that has a report to the last, latest first: of a year between them that has none, too, somebody
    wants to know."""
    first, last = (
        session.execute(select(end(ReportRow.year)).where(ReportRow.standing)).scalar()
        for end in (
            func.min,
            func.max,
        )  # two look-ups in an index: both asked for at once, it is gone through
    )
    return () if first is None or last is None else tuple(range(last, first - 1, -1))


def counties(session: Session, year: int, divisions: Sequence[str]) -> tuple[Counts, ...]:
    """One row a county, in code order. Grouped by the agencies' whole codes, as the index has them, and added up here."""
    january = AgencyRow.type.in_(BY_JANUARY)
    silent = ReportRow.id.is_(None)
    published = (
        select(
            AgencyRow.division,
            func.count(AgencyRow.id),
            func.count(ReportRow.id),
            func.sum(case((silent & january, 1), else_=0)),
            func.sum(case((silent & ~january, 1), else_=0)),
        )
        .select_from(AgencyRow)
        .outerjoin(ReportRow, report_of(year))
        .where(within(divisions), or_(owes(year), ~silent))
        .group_by(AgencyRow.division)
    )
    known = {row[0]: row[1:] for row in session.execute(published)}
    judged = _judged(session, year, divisions)
    rows: dict[str, Counts] = {}
    for division in {**known, **judged}:
        agencies, reports, silent_january, silent_march = known.get(division, (0, 0, 0, 0))
        late, absent_january, absent_march, errors, findings = judged.get(division, (0, 0, 0, 0, 0))
        county = (division or "")[:6]
        counted = Counts(
            division=county,
            agencies=agencies,
            published=reports,
            late=late,
            not_found=absent_january + absent_march,
            silent_january=silent_january - absent_january,
            silent_march=silent_march - absent_march,
            with_errors=errors,
            findings=findings,
        )
        rows[county] = rows[county] + counted if county in rows else counted
    return tuple(rows[county] for county in sorted(rows))


def _judged(
    session: Session, year: int, divisions: Sequence[str]
) -> dict[str | None, tuple[int, int, int, int, int]]:
    """Division → agencies that are late, absent (by each date), in error; findings. An agency has one division.

    Late is one that has a report, absent one that owes a report and has none, as `counties` counts them: a finding that
    the next patrol will take back counts in the list of findings only.
    """
    there = ReportRow.id.is_not(None)
    missing = (FindingRow.rule == NOT_FOUND) & ~there & owes(year)
    january = AgencyRow.type.in_(BY_JANUARY)
    wrong = (FindingRow.severity == "error") & (FindingRow.rule != NOT_FOUND) & or_(there, owes(year))

    def agencies(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.count(distinct(case((condition, FindingRow.agency_id))))

    wanted = (
        select(
            AgencyRow.division,
            agencies((FindingRow.rule == LATE) & there),
            agencies(missing & january),
            agencies(missing & ~january),
            agencies(wrong),
            func.count(),
        )
        .select_from(FindingRow)
        .join(AgencyRow, AgencyRow.id == FindingRow.agency_id)
        .outerjoin(ReportRow, report_of(year))
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
    """Open findings by rule, most agencies first; with the worst severity among them where a rule grades."""
    agencies = func.count(distinct(FindingRow.agency_id))
    grade = case({name: n for n, name in enumerate(SEVERITIES)}, value=FindingRow.severity)
    counted = (
        select(FindingRow.rule, func.min(grade), func.count(), agencies, func.max(FindingRow.id))
        .join(AgencyRow, AgencyRow.id == FindingRow.agency_id)
        .where(
            FindingRow.year == year,
            FindingRow.state == FindingState.OPEN.value,
            FindingRow.severity != "info",
            within(divisions),
        )
        .group_by(FindingRow.rule)
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
        RuleCount(rule, *names[sample], SEVERITIES[worst], count, failing)
        for rule, worst, count, failing, sample in found
    )

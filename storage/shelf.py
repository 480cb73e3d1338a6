"""What the pages show of single things: an agency, a report with its revisions, a finding, a portal, a piece of evidence.

`Shelf` is the pages' reading door beside `Memory`; nothing here writes.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from storage import season
from storage.memory import Memory
from storage.outbox import government_names
from storage.questions import SEVERITIES, finding_value
from storage.season import Counts, RuleCount, within
from storage.shelf_files import (
    Evidence,
    MessageLine,
    PortalFile,
    ReportFile,
    evidence_of,
    messages_of,
    portal_files,
    report_file,
)
from storage.tables import AgencyRow, FindingRow, JudgementRow, ReportRow, TransitionRow
from storage.values import Finding, FindingState

KEPT_SECONDS = 60
"""How long the counts of a season are good while nothing happened (a roster may be corrected in place)."""


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


@dataclass(frozen=True, slots=True)
class FiledFinding:
    """A finding with the ids its links need and the numbers of its message."""

    finding: Finding
    agency_id: int
    report_id: int | None
    values: dict[str, object]


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a finding's state, for the list of what changed."""

    number: str
    agency: str
    year: int
    title: str
    kind: str
    severity: str
    at: datetime
    by: str | None


class Shelf:
    """`divisions` are prefixes everywhere here: what the one who asks may see; none means everything."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._kept: dict[tuple[object, ...], tuple[float, object, tuple[Counts, ...]]] = {}

    def years(self) -> tuple[int, ...]:
        with self._memory.reading() as session:
            return season.years(session)

    def counties(self, year: int, divisions: Sequence[str]) -> tuple[Counts, ...]:
        """Counted anew when anything was read, judged or done since, and after a minute in any case."""
        key, now = (year, *divisions), time.monotonic()
        with self._memory.reading() as session:
            mark = season.mark(session)
            found = self._kept.get(key)
            if found is None or found[1] != mark or now - found[0] > KEPT_SECONDS:
                found = (now, mark, season.counties(session, year, divisions))
                if len(self._kept) > 64:
                    self._kept.clear()
                self._kept[key] = found
        return found[2]

    def days(self, year: int, divisions: Sequence[str]) -> tuple[tuple[date, int, int], ...]:
        with self._memory.reading() as session:
            return season.days(session, year, divisions)

    def rules(
        self, year: int, divisions: Sequence[str], published: int, limit: int | None = None
    ) -> tuple[RuleCount, ...]:
        with self._memory.reading() as session:
            return season.rules(session, year, divisions, published, limit)

    def place_names(self) -> dict[str, str]:
        """Division → the government's name, as the roster has it."""
        with self._memory.reading() as session:
            return government_names(session)

    def agencies(
        self, year: int, divisions: Sequence[str], *, after: int = 0, limit: int = 500
    ) -> tuple[AgencyLine, ...]:
        """By id, from the one after `after`."""
        with self._memory.reading() as session:
            return _agencies(session, year, divisions, after, limit)

    def agency(self, id: int) -> AgencyLine | None:
        with self._memory.reading() as session:
            row = session.get(AgencyRow, id)
            return None if row is None else _line(row, None, None, [])

    def agency_years(self, id: int) -> tuple[AgencyYear, ...]:
        with self._memory.reading() as session:
            return _agency_years(session, id)

    def findings(
        self,
        *,
        agency: int | None = None,
        report: int | None = None,
        number: str | None = None,
        rule: str | None = None,
        states: Sequence[FindingState] | None = None,
        year: int | None = None,
        severity: str | None = None,
        divisions: Sequence[str] = (),
        after: int = 0,
        limit: int = 500,
    ) -> tuple[tuple[int, FiledFinding], ...]:
        """(row id, finding) in row order; the id is where the next page begins."""
        wanted = (
            select(FindingRow, AgencyRow)
            .join(AgencyRow, AgencyRow.id == FindingRow.agency_id)
            .where(FindingRow.id > after)
            .order_by(FindingRow.id)
            .limit(limit)
        )
        if divisions:
            wanted = wanted.where(within(divisions))
        for column, value in (
            (FindingRow.agency_id, agency),
            (FindingRow.report_id, report),
            (FindingRow.number, number),
            (FindingRow.rule, rule),
            (FindingRow.year, year),
            (FindingRow.severity, severity),
        ):
            if value is not None:
                wanted = wanted.where(column == value)
        if states is not None:
            wanted = wanted.where(FindingRow.state.in_([state.value for state in states]))
        with self._memory.reading() as session:
            return tuple((row.id, _filed(row, agency)) for row, agency in session.execute(wanted))

    def changes(
        self, divisions: Sequence[str], *, since: datetime | None, limit: int = 40
    ) -> tuple[Step, ...]:
        """Transitions of findings after `since`, latest first."""
        wanted = (
            select(TransitionRow, FindingRow, AgencyRow.name)
            .join(FindingRow, FindingRow.id == TransitionRow.finding_id)
            .join(AgencyRow, AgencyRow.id == FindingRow.agency_id)
            .where(TransitionRow.severity != "info")
            .order_by(TransitionRow.at.desc(), TransitionRow.id.desc())
            .limit(limit)
        )
        if divisions:
            wanted = wanted.where(within(divisions))
        if since is not None:
            wanted = wanted.where(TransitionRow.at > since)
        with self._memory.reading() as session:
            return tuple(
                Step(
                    found.number,
                    name,
                    found.year,
                    found.title or found.rule,
                    step.kind,
                    step.severity,
                    step.at,
                    step.by,
                )
                for step, found, name in session.execute(wanted)
            )

    def report(self, id: int) -> ReportFile | None:
        with self._memory.reading() as session:
            return report_file(session, id)

    def messages(self, agency: int, limit: int = 50) -> tuple[MessageLine, ...]:
        """Messages that told of an agency's findings, latest first."""
        with self._memory.reading() as session:
            return messages_of(session, agency, limit)

    def portals(self, divisions: Sequence[str], id: str | None = None) -> tuple[PortalFile, ...]:
        """Troubled ones first."""
        with self._memory.reading() as session:
            return portal_files(session, divisions, id)

    def evidence(self, sha256: str) -> Evidence | None:
        with self._memory.reading() as session:
            return evidence_of(session, sha256)


def _filed(row: FindingRow, agency: AgencyRow) -> FiledFinding:
    return FiledFinding(finding_value(row, agency), agency.id, row.report_id, dict(row.values))


def _line(
    agency: AgencyRow, report: int | None, published: date | None, findings: Sequence[tuple[str, str]]
) -> AgencyLine:
    counts = {severity: sum(one == severity for _, one in findings) for severity in SEVERITIES[:3]}
    rules = {rule for rule, _ in findings}
    return AgencyLine(
        agency.id,
        agency.name,
        agency.type,
        agency.division,
        agency.portal_id,
        report,
        published,
        season.LATE in rules,
        season.NOT_FOUND in rules,
        {severity: count for severity, count in counts.items() if count},
    )


def _agencies(
    session: Session, year: int, divisions: Sequence[str], after: int, limit: int
) -> tuple[AgencyLine, ...]:
    wanted = (
        select(AgencyRow, ReportRow.id, ReportRow.published_on)
        .outerjoin(
            ReportRow,
            (ReportRow.year == year) & (ReportRow.agency_id == AgencyRow.id) & ReportRow.standing,
        )
        .where(
            within(divisions),
            AgencyRow.id > after,
            or_(AgencyRow.on_roster, ReportRow.id.is_not(None)),
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
    return tuple(_line(agency, report, published, open_[agency.id]) for agency, report, published in rows)


def _open() -> Select[tuple[int, str, str]]:
    return select(FindingRow.agency_id, FindingRow.rule, FindingRow.severity).where(
        FindingRow.state == FindingState.OPEN.value
    )


def _agency_years(session: Session, id: int) -> tuple[AgencyYear, ...]:
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

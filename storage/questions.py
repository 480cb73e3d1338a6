"""Questions other rooms ask: findings, events, the table of reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import case, or_, select
from sqlalchemy.orm import Session

from rules import SEVERITIES
from storage.tables import AgencyRow, EventRow, FindingRow, JudgementRow, ReportRow, RevisionRow
from storage.values import Cause, Event, EventKind, Finding, FindingState, ReportLine

_ORDER = case({severity: n for n, severity in enumerate(SEVERITIES)}, value=FindingRow.severity, else_=9)


def finding_value(row: FindingRow, agency: AgencyRow) -> Finding:
    return Finding(
        number=row.number,
        agency=agency.name,
        division=agency.division,
        year=row.year,
        rule=row.rule,
        rule_version=row.rule_version,
        subject=row.subject,
        severity=row.severity,
        attribution=row.attribution,
        state=FindingState(row.state),
        opened_at=row.opened_at,
        changed_at=row.changed_at,
        message=row.message,
        basis=tuple(row.basis),
        remedy=row.remedy,
        url=row.url,
        evidence=row.evidence,
        previous_url=row.previous_url,
        previous_evidence=row.previous_evidence,
        cause=Cause(row.cause) if row.cause else None,
        title=row.title,
        title_en=row.title_en,
        places=tuple(row.places),
        lines=tuple(row.lines),
    )


def findings(
    session: Session,
    *,
    states: Sequence[FindingState] | None = None,
    divisions: Sequence[str] | None = None,
    year: int | None = None,
    numbers: Sequence[str] | None = None,
    limit: int | None = None,
) -> tuple[Finding, ...]:
    """Findings, worst first, then by division, agency, year and number. `divisions` are prefixes."""
    wanted = (
        select(FindingRow, AgencyRow)
        .join(AgencyRow, AgencyRow.id == FindingRow.agency_id)
        .order_by(_ORDER, AgencyRow.division, AgencyRow.name, FindingRow.year.desc(), FindingRow.number)
    )
    if states is not None:
        wanted = wanted.where(FindingRow.state.in_([state.value for state in states]))
    if divisions is not None:
        wanted = wanted.where(or_(*(AgencyRow.division.startswith(prefix) for prefix in divisions)))
    if year is not None:
        wanted = wanted.where(FindingRow.year == year)
    if numbers is not None:
        wanted = wanted.where(FindingRow.number.in_(numbers))
    if limit is not None:
        wanted = wanted.limit(limit)
    return tuple(finding_value(row, agency) for row, agency in session.execute(wanted))


def events(
    session: Session, after: int, kinds: Sequence[EventKind] | None, limit: int
) -> tuple[tuple[int, Event], ...]:
    """The log after position `after`, oldest first: (position, event)."""
    wanted = select(EventRow).where(EventRow.id > after).order_by(EventRow.id).limit(limit)
    if kinds is not None:
        wanted = wanted.where(EventRow.kind.in_([kind.value for kind in kinds]))
    return tuple(
        (row.id, Event(row.key, EventKind(row.kind), row.at, row.resource, row.facts))
        for row in session.execute(wanted).scalars()
    )


def report_lines(session: Session, portals: Sequence[str] | None, year: int | None) -> tuple[ReportLine, ...]:
    """One line for each standing report with its open findings, by division, agency and year."""
    wanted = (
        select(ReportRow, AgencyRow, JudgementRow.unknown)
        .join(AgencyRow, AgencyRow.id == ReportRow.agency_id)
        .outerjoin(RevisionRow, (RevisionRow.report_id == ReportRow.id) & RevisionRow.current)
        .outerjoin(JudgementRow, (JudgementRow.revision_id == RevisionRow.id) & JudgementRow.latest)
        .where(ReportRow.standing)
        .order_by(AgencyRow.division, AgencyRow.name, ReportRow.year)
    )
    open_ = (
        select(FindingRow.report_id, FindingRow.severity, FindingRow.message)
        .where(FindingRow.state == FindingState.OPEN.value)
        .order_by(_ORDER, FindingRow.number)
    )
    if portals is not None:
        wanted = wanted.where(ReportRow.portal_id.in_(portals))
    if year is not None:
        wanted, open_ = wanted.where(ReportRow.year == year), open_.where(FindingRow.year == year)
    counts: dict[int | None, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    worst: dict[int | None, str] = {}
    for report_id, severity, message in session.execute(open_):
        counts[report_id][severity] += 1
        if severity != "info":
            worst.setdefault(report_id, message)
    return tuple(
        ReportLine(
            agency=agency.name,
            division=agency.division,
            year=report.year or 0,
            published=report.published_on,
            url=report.url,
            title=report.title,
            findings={s: counts[report.id][s] for s in SEVERITIES if counts[report.id][s]},
            worst=worst.get(report.id),
            unknown=unknown or 0,
        )
        for report, agency, unknown in session.execute(wanted)
    )

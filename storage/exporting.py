"""Rows for exports: every standing report with its cells, streamed, so that a country fits in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from reports import AnnualReport
from storage.revisions import report_of
from storage.tables import AgencyRow, ReportRow, RevisionRow


@dataclass(frozen=True, slots=True)
class ReportOnFile:
    """One standing report as it was last read, with its agency as the roster names it."""

    agency: str
    division: str | None
    year: int
    url: str
    published: date | None
    report: AnnualReport


def reports_on_file(
    session: Session, *, divisions: Sequence[str] | None, year: int | None, agency: str | None
) -> Iterator[ReportOnFile]:
    """By division, agency and year. `divisions` are prefixes."""
    wanted = (
        select(
            AgencyRow.name,
            AgencyRow.division,
            ReportRow.year,
            ReportRow.url,
            ReportRow.published_on,
            RevisionRow.id,
        )
        .join(ReportRow, ReportRow.agency_id == AgencyRow.id)
        .join(RevisionRow, (RevisionRow.report_id == ReportRow.id) & RevisionRow.current)
        .where(ReportRow.standing)
        .order_by(AgencyRow.division, AgencyRow.name, ReportRow.year)
    )
    if divisions is not None:
        wanted = wanted.where(or_(*(AgencyRow.division.startswith(prefix) for prefix in divisions)))
    if year is not None:
        wanted = wanted.where(ReportRow.year == year)
    if agency is not None:
        wanted = wanted.where(AgencyRow.name == agency)
    for name, division, of_year, url, published, revision_id in session.execute(wanted).all():
        revision = session.get_one(RevisionRow, revision_id)
        report = report_of(session, revision)
        session.expunge(revision)
        yield ReportOnFile(name, division, of_year, url, published, report)

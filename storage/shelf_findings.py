"""Findings as the pages list them: narrowed by what was asked for, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from storage.questions import finding_value
from storage.season import within
from storage.tables import AgencyRow, FindingRow
from storage.values import Finding, FindingState


@dataclass(frozen=True, slots=True)
class FiledFinding:
    """A finding with the ids its links need and the numbers of its message."""

    finding: Finding
    agency_id: int
    report_id: int | None
    values: dict[str, object]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list of findings is narrowed to; `None` is not narrowed. `divisions`: none means everywhere."""

    agency: int | None = None
    report: int | None = None
    number: str | None = None
    rule: str | None = None
    year: int | None = None
    severity: str | None = None
    states: Sequence[FindingState] | None = None
    divisions: Sequence[str] = ()
    name: str | None = None
    """Part of the agency's name."""

    def narrow(self, wanted: Select[Any]) -> Select[Any]:
        for column, value in (
            (FindingRow.agency_id, self.agency),
            (FindingRow.report_id, self.report),
            (FindingRow.number, self.number),
            (FindingRow.rule, self.rule),
            (FindingRow.year, self.year),
            (FindingRow.severity, self.severity),
        ):
            if value is not None:
                wanted = wanted.where(column == value)
        if self.states is not None:
            wanted = wanted.where(FindingRow.state.in_([state.value for state in self.states]))
        if self.divisions or self.name:
            wanted = wanted.join(AgencyRow, AgencyRow.id == FindingRow.agency_id)
        if self.divisions:
            wanted = wanted.where(within(self.divisions))
        if self.name:
            wanted = wanted.where(AgencyRow.name.contains(self.name, autoescape=True))
        return wanted


def filed_findings(
    session: Session, asked: Asked, after: int, limit: int
) -> tuple[tuple[int, FiledFinding], ...]:
    """(row id, finding) in row order, from the one after `after`."""
    ids = asked.narrow(select(FindingRow.id)).where(FindingRow.id > after)
    ids = ids.order_by(FindingRow.id).limit(limit)
    wanted = (
        select(FindingRow, AgencyRow)
        .join(AgencyRow, AgencyRow.id == FindingRow.agency_id)
        .where(FindingRow.id.in_(session.execute(ids).scalars().all()))
        .order_by(FindingRow.id)
    )
    return tuple((row.id, _filed(row, agency)) for row, agency in session.execute(wanted))


def counted_findings(session: Session, asked: Asked) -> dict[str, int]:
    """Severity → how many."""
    wanted = asked.narrow(select(FindingRow.severity, func.count())).group_by(FindingRow.severity)
    return {row[0]: row[1] for row in session.execute(wanted)}


def _filed(row: FindingRow, agency: AgencyRow) -> FiledFinding:
    return FiledFinding(finding_value(row, agency), agency.id, row.report_id, dict(row.values))

"""What the pages show of single things: an agency, a report with its revisions, a finding, a portal, a piece of evidence.

`Shelf` is the pages' reading door beside `Memory`; nothing here writes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage import season
from storage.kept import Kept
from storage.memory import Memory
from storage.notices import government_names
from storage.season import Counts, RuleCount, within
from storage.shelf_agencies import AgencyLine, AgencyYear, agencies, agency_years, line
from storage.shelf_files import (
    Evidence,
    MessageLine,
    PortalFile,
    evidence_of,
    messages_of,
    portal_files,
)
from storage.shelf_findings import Asked, FiledFinding, counted_findings, filed_findings
from storage.shelf_reports import ReportFile, report_file
from storage.tables import AgencyRow, FindingRow, TransitionRow
from storage.values import FindingState

Counted = TypeVar("Counted")


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a finding's state, for the list of what changed."""

    number: str
    agency: str
    year: int
    title: str
    title_en: str
    kind: str
    severity: str
    at: datetime
    by: str | None


class Shelf:
    """`divisions` are prefixes everywhere here: what the one who asks may see; none means everything."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._kept = Kept()

    def years(self) -> tuple[int, ...]:
        with self._memory.reading() as session:
            return season.years(session)

    def counties(self, year: int, divisions: Sequence[str]) -> tuple[Counts, ...]:
        return self._counted(season.counties, year, divisions)

    def days(self, year: int, divisions: Sequence[str]) -> tuple[tuple[date, int, int], ...]:
        return self._counted(season.days, year, divisions)

    def rules(self, year: int, divisions: Sequence[str]) -> tuple[RuleCount, ...]:
        """Most agencies first."""
        return self._counted(season.rules, year, divisions)

    def _counted(
        self, count: Callable[[Session, int, Sequence[str]], Counted], year: int, divisions: Sequence[str]
    ) -> Counted:
        """Counted anew when anything was read, judged or done since, and after a minute in any case."""
        with self._memory.reading() as session:
            return self._kept.get(
                (count.__name__, year, *divisions),
                season.mark(session),
                lambda: count(session, year, divisions),
            )

    def place_names(self) -> dict[str, str]:
        """Division → the government's name, as the roster has it; looked up once a minute."""

        def look() -> dict[str, str]:
            with self._memory.reading() as session:
                return government_names(session)

        return self._kept.get("place names", None, look)

    def agencies(
        self, year: int, divisions: Sequence[str], *, after: int = 0, limit: int = 500
    ) -> tuple[AgencyLine, ...]:
        """By id, from the one after `after`."""
        with self._memory.reading() as session:
            return agencies(session, year, divisions, after, limit)

    def agency(self, id: int) -> AgencyLine | None:
        with self._memory.reading() as session:
            row = session.get(AgencyRow, id)
            return None if row is None else line(row, None, None, [])

    def agency_years(self, id: int) -> tuple[AgencyYear, ...]:
        with self._memory.reading() as session:
            return agency_years(session, id)

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
        name: str | None = None,
        after: int = 0,
        limit: int = 500,
    ) -> tuple[tuple[int, FiledFinding], ...]:
        """(row id, finding) in row order; the id is where the next page begins."""
        asked = Asked(agency, report, number, rule, year, severity, states, divisions, name)
        with self._memory.reading() as session:
            return filed_findings(session, asked, after, limit)

    def finding_counts(
        self,
        *,
        rule: str | None = None,
        states: Sequence[FindingState] | None = None,
        year: int | None = None,
        divisions: Sequence[str] = (),
        name: str | None = None,
    ) -> dict[str, int]:
        """How many of each severity there are."""
        asked = Asked(rule=rule, states=states, year=year, divisions=divisions, name=name)
        with self._memory.reading() as session:
            return counted_findings(session, asked)

    def changes(
        self, divisions: Sequence[str], *, since: datetime | None, limit: int = 40
    ) -> tuple[Step, ...]:
        """Transitions of findings after `since`, latest first."""
        wanted = (
            select(TransitionRow, FindingRow, AgencyRow.name)
            .join(FindingRow, FindingRow.id == TransitionRow.finding_id)
            .join(AgencyRow, AgencyRow.id == FindingRow.agency_id)
            .where(TransitionRow.severity != "info")
            .limit(limit)
        )
        latest = TransitionRow.at.desc(), TransitionRow.id.desc()
        if divisions:
            # Not by the index of `at`: a quiet county's few would be looked for among the whole country's.
            latest = func.coalesce(TransitionRow.at, "").desc(), TransitionRow.id.desc()
            wanted = wanted.where(within(divisions))
        wanted = wanted.order_by(*latest)
        if since is not None:
            wanted = wanted.where(TransitionRow.at > since)
        with self._memory.reading() as session:
            return tuple(
                Step(
                    found.number,
                    name,
                    found.year,
                    found.title or found.rule,
                    found.title_en,
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

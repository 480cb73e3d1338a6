"""What a perfect patrol finds in a simulated portal: for tests to compare with, never read by the product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from reports.model import AgencyLevel, AgencyType


@dataclass(frozen=True, slots=True)
class ExpectedFinding:
    """One rule that must fail. `places` are cell addresses, or section ids, or () where the report as a whole fails.

    `subject` is the column, row or section the rule goes over, by the id of statutory-formats.yaml, "" for the whole.
    """

    rule: str
    subject: str = ""
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectedReport:
    """One report that must be found, with everything that must be said of it, and what must not.

    `findings` are those of severity error and warning, and blank cells; remarks of lesser severity are left open.
    `must_not` names rules that a careless patrol would raise here, with the trap in words; `allowed` names further
    rules that may rightly fail because of the same defect. `cells` is what is printed, by address: "" is an empty cell.
    """

    agency: str
    type: AgencyType
    level: AgencyLevel
    division: str
    year: int
    form: str
    url: str
    title: str
    published: date
    findings: tuple[ExpectedFinding, ...] = ()
    must_not: tuple[tuple[str, str], ...] = ()
    allowed: tuple[str, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Truth:
    """The state of the portal at one stage. `not_reports` are look-alikes; `dead` is listed but answers 404.

    `absent` are (agency, year) that are truly not published; nobody may be accused of it on the evidence of one day.
    """

    today: date
    years: tuple[int, ...]
    reports: tuple[ExpectedReport, ...]
    not_reports: tuple[str, ...] = ()
    dead: tuple[str, ...] = ()
    absent: tuple[tuple[str, int], ...] = ()

    def report(self, agency: str, year: int) -> ExpectedReport:
        """The report of an agency and a year; raises KeyError where there is none."""
        for report in self.reports:
            if (report.agency, report.year) == (agency, year):
                return report
        raise KeyError((agency, year))

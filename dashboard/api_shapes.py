"""What `/api/v1` answers with: the shapes of its objects, as its OpenAPI page documents them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel


class PlaceOut(BaseModel):
    """A county's season; the parts from `on_time` to `waiting` add up to `agencies`. `on_time`: published, and not known to be late."""

    division: str
    name: str
    agencies: int
    on_time: int
    late: int
    not_found: int
    unchecked: int
    waiting: int
    with_errors: int
    findings: int


class SeasonOut(BaseModel):
    year: int
    years: list[int]
    places: list[PlaceOut]


class AgencyOut(BaseModel):
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


class FindingOut(BaseModel):
    number: str
    agency: str
    agency_id: int
    division: str | None
    year: int
    rule: str
    rule_version: int
    subject: str
    severity: str
    attribution: str
    state: str
    opened_at: datetime
    changed_at: datetime
    title: str
    title_en: str
    message: str
    basis: list[str]
    remedy: str
    url: str | None
    evidence: str | None
    previous_url: str | None
    """Last year's page, where the finding holds the two years against each other."""
    previous_evidence: str | None
    places: list[str]
    lines: list[int]
    values: dict[str, Any]
    report: int | None


class Agencies(BaseModel):
    items: list[AgencyOut]
    next: int | None


class Findings(BaseModel):
    items: list[FindingOut]
    next: int | None


class ReportOut(BaseModel):
    id: int
    url: str
    portal: str
    agency_id: int | None
    division: str | None
    published: date | None
    evidence: str | None
    gone: bool
    tallies: dict[str, int]
    report: dict[str, Any] | None
    """As `nianbao read --json` prints it."""


class RuleOut(BaseModel):
    id: str
    version: int
    title: str
    title_en: str
    status: str
    severity: str
    sentence: str
    basis: list[str]


class PortalOut(BaseModel):
    id: str
    name: str
    division: str | None
    home: str | None
    state: str
    obstacle: str | None
    failing_since: datetime | None
    last_answer_at: datetime | None
    last_full_read_at: datetime | None

"""Values the memory hands out: findings with their life, events, and what to say to whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class FindingState(StrEnum):
    OPEN = "open"
    RECTIFIED = "rectified"
    """The *source* changed and the rule passes now. Said of nothing else."""
    WITHDRAWN = "withdrawn"
    """It no longer fails because a rule, the reader, the scope or what we could see changed: our doing, and said so."""
    WAIVED = "waived"
    DISMISSED = "dismissed"
    NOTED = "noted"
    """A fact told once, with nothing to rectify (a report was changed after publication)."""


STATE_NAMES: Mapping[FindingState, str] = {
    FindingState.OPEN: "待整改",
    FindingState.RECTIFIED: "已整改",
    FindingState.WITHDRAWN: "已撤销",
    FindingState.WAIVED: "已豁免",
    FindingState.DISMISSED: "已驳回",
    FindingState.NOTED: "已记录",
}
"""What officials call each, everywhere."""


NOT_CONFIRMED = "尚未重新核实（网页有变动、打不开或读不出）"
"""Said of an open finding of which nobody knows whether it still holds (`Memory.confirmed_on`)."""


class Cause(StrEnum):
    """What made a finding change its state."""

    SOURCE = "source"
    RULE = "rule"
    READER = "reader"
    WAIVER = "waiver"
    SCOPE = "scope"
    UNSEEN = "unseen"
    """What it rests on turned out not to be a proof: the site could not be seen, or had changed."""
    PERSON = "person"


class EventKind(StrEnum):
    """Facts worth telling, in the same transaction as what they tell. Also the names of the Prefect events."""

    REPORT_PUBLISHED = "disclosure.report.published"
    REPORT_REVISED = "disclosure.report.revised"
    REPORT_VANISHED = "disclosure.report.vanished"
    FINDING_OPENED = "disclosure.finding.opened"
    FINDING_RECTIFIED = "disclosure.finding.rectified"
    FINDING_WITHDRAWN = "disclosure.finding.withdrawn"
    PORTAL_UNREACHABLE = "disclosure.portal.unreachable"
    PORTAL_RECOVERED = "disclosure.portal.recovered"
    DEADLINE_PASSED = "disclosure.deadline.passed"
    RULES_PROMOTED = "disclosure.rules.promoted"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the append-only log. `key` is unique: telling the same thing twice is impossible."""

    key: str
    kind: EventKind
    at: datetime
    resource: str
    """``disclosure.<what>.<id>``, as Prefect wants it."""
    facts: Mapping[str, str | int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One failing verdict about one agency's report of one year, from opening to end.

    Identity is (agency, year, rule, subject); `number` is the short name in messages ("NB-000123"), never reused.
    """

    number: str
    agency: str
    division: str | None
    year: int
    rule: str
    rule_version: int
    subject: str
    severity: str
    attribution: str
    state: FindingState
    opened_at: datetime
    changed_at: datetime
    message: str
    basis: tuple[str, ...]
    remedy: str
    url: str | None
    evidence: str | None
    """sha256 of the capture it rests on."""
    previous_url: str | None = None
    """Page of last year's report, where the finding holds the two against each other; `previous_evidence` its capture."""
    previous_evidence: str | None = None
    cause: Cause | None = None
    title: str = ""
    title_en: str = ""
    places: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One agency that owes a report, as the roster lists it. Years are the first and last report year it owes."""

    name: str
    type: str
    level: str
    division: str | None
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    id: str | None = None
    portal: str | None = None
    first_year: int | None = None
    last_year: int | None = None
    founded: date | None = None
    dissolved: date | None = None


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One standing report with its open findings, for tables."""

    agency: str
    division: str | None
    year: int
    published: date | None
    url: str
    title: str | None
    findings: Mapping[str, int]
    """Open findings by severity."""
    worst: str | None
    """The worst open finding in words."""
    unknown: int = 0
    """Checks of the latest judgement that could not be decided."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """Who approved, by which document, that a failing rule is not said, of whom, and until when (`expires` included).

    At least one of `agency` (roster id or finding's agency name), `division` (prefix) narrows it. A `rule_version` other
    than the present one suspends it until it is re-affirmed. `subject` empty covers all subjects of the rule.
    """

    key: str
    rule: str
    reason: str
    document: str
    approver: str
    expires: date
    agency_id: int | None = None
    division: str | None = None
    year: int | None = None
    subject: str = ""
    rule_version: int | None = None


@dataclass(frozen=True, slots=True)
class WaiverOnFile:
    """A waiver as it stands on a day. `standing`: ``in_force``, ``expired`` or ``ended``."""

    waiver: Waiver
    agency: str | None
    """The agency's name, where it is about one."""
    made_at: datetime
    ended_at: datetime | None
    standing: str
    covered: tuple[str, ...]
    """Numbers of the findings that it sets aside; none for one in force means that it matches nothing."""


@dataclass(frozen=True, slots=True)
class Note:
    """What someone said of a finding; `kind` is ``note`` or ``acknowledged``."""

    kind: str
    by: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Transition:
    """One step in a finding's life."""

    sequence: int
    kind: str
    after: FindingState
    cause: Cause
    at: datetime
    by: str | None
    note: str | None
    message: str
    evidence: str | None

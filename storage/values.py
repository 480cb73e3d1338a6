"""Values the memory hands out: findings with their life, events, and what to say to whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from storage.difference import Change


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
    cause: Cause | None = None
    title: str = ""
    title_en: str = ""
    places: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()


class CaptureChange(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class ReadingChange(StrEnum):
    NEW = "new"
    """First reading of this report."""
    REVISED = "revised"
    """The source changed in something the agency is answerable for."""
    REREAD = "reread"
    """Another reading that changes nothing said, or that only our reader changed."""
    UNCHANGED = "unchanged"
    """This very reading is stored already."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How an import ended: rows made, rows altered, rows met unaltered."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.new + other.new, self.updated + other.updated, self.unchanged + other.unchanged)


@dataclass(frozen=True, slots=True)
class Captured:
    """A capture as stored. `sha256` is the digest of what is to be read, to be looked up in the evidence archive."""

    id: int
    change: CaptureChange
    sha256: str


@dataclass(frozen=True, slots=True)
class DueCapture:
    """A captured report that the present reader has not read. `sha256` names the bytes in the evidence archive."""

    id: int
    url: str
    sha256: str
    name: str
    portal: str
    division: str | None
    title: str | None
    listed_date: str | None
    column: str | None
    agency: str | None
    """Roster id of the agency whose own column lists it; a hint only."""
    parts: tuple[str, ...] = ()
    suspicion: int = 0
    """How much speaks for its killing whoever reads it (`storage.Begun`)."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A reading as stored. `standing`: this report speaks for its agency and year (there may be a copy elsewhere)."""

    id: int
    report_id: int
    number: int
    agency_id: int | None
    agency: str | None
    division: str | None
    year: int | None
    url: str
    change: ReadingChange
    standing: bool
    differences: tuple[Change, ...] = ()


class Why(StrEnum):
    """Why a revision is to be judged."""

    NEW = "new"
    """It never was."""
    PREVIOUS = "previous"
    """The report of the year before reads differently since."""
    RULES = "rules"
    """Another rule set judged it."""
    SIBLINGS = "siblings"
    """Another agency's report came that it may have to be compared with."""


@dataclass(frozen=True, slots=True)
class DueRevision:
    id: int
    report_id: int
    agency_id: int | None
    year: int | None
    url: str
    why: Why


@dataclass(frozen=True, slots=True)
class Judged:
    """What a judgement did to the findings, by number."""

    judgement_id: int
    new: bool
    opened: tuple[str, ...] = ()
    still_open: tuple[str, ...] = ()
    rectified: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    """Failing and waived or dismissed: computed, counted, not said."""


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

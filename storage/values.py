"""Values the memory hands out: findings with their life, events, and what to say to whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class FindingState(StrEnum):
    OPEN = "open"
    RECTIFIED = "rectified"
    """The *source* changed and the rule passes now. Said of nothing else."""
    WITHDRAWN = "withdrawn"
    """It no longer fails because a rule, the reader or the scope changed: our doing, and said so."""
    WAIVED = "waived"
    DISMISSED = "dismissed"


class Cause(StrEnum):
    """What made a finding change its state."""

    SOURCE = "source"
    RULE = "rule"
    READER = "reader"
    WAIVER = "waiver"
    SCOPE = "scope"
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

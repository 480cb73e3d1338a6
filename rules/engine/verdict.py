"""What a rule says about a report: five outcomes, never two. See house.md, idea 2."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Outcome(StrEnum):
    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"
    """Something the rule needs could not be read or reached. Never an accusation."""
    NOT_APPLICABLE = "not_applicable"
    ERROR = "error"
    """The rule itself broke. The operator's business, never the agency's."""


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"
    INFO = "info"


SEVERITIES = tuple(severity.value for severity in Severity)
"""Worst first."""
SEVERITY_NAMES: Mapping[str, str] = dict(zip(SEVERITIES, ("错误", "警告", "提示", "参考"), strict=True))
"""What officials and rule authors call each, everywhere."""


class Attribution(StrEnum):
    """Whose fault a failure looks like. Only AGENCY may reach an office as a finding about an agency."""

    AGENCY = "agency"
    SITE = "site"
    READER = "reader"
    UNCLEAR = "unclear"


class Status(StrEnum):
    DRAFT = "draft"
    TRIAL = "trial"
    IN_FORCE = "in_force"
    RETIRED = "retired"


Scalar = int | Decimal | str | date | bool | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """One rule's word on one place of one report.

    `subject` tells several verdicts of one rule apart (the column, row or section the rule went over; "" where it
    judges the whole report); (rule, subject) is unique for a report. `values` are the numbers of the message by the
    rule's own Chinese words. `causes` are the cells or facts that made it UNKNOWN.
    """

    rule: str
    version: int
    outcome: Outcome
    severity: Severity
    attribution: Attribution
    subject: str = ""
    places: tuple[str, ...] = ()
    """Cell addresses, section ids or fact names the verdict rests on."""
    lines: tuple[int, ...] = ()
    """Source lines of those places, ascending, where the source has lines."""
    values: Mapping[str, Scalar] = field(default_factory=dict)
    message: str = ""
    """Chinese; filled for FAIL, UNKNOWN and ERROR."""
    title: str = ""
    title_en: str = ""
    basis: tuple[str, ...] = ()
    remedy: str = ""
    status: Status = Status.IN_FORCE
    causes: tuple[str, ...] = ()

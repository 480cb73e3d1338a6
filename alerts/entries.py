"""What a digest says of one finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

from alerts.wording import Words
from reports import china_day
from rules import SEVERITIES
from storage import BriefNotice, Finding, FindingState, Notice

NEW = ("opened", "reopened", "reinstated")
OVER = ("rectified", "withdrawn")
REPEATED = ("reminder", "escalated")
"""Said again of what was told before."""
_SAYS_IT_STANDS = (*NEW, *REPEATED)
_ORDER_OF_KINDS = (
    "opened",
    "reopened",
    "reinstated",
    "reminder",
    "escalated",
    "rectified",
    "withdrawn",
    "waived",
    "dismissed",
)


def kind_rank(kind: str) -> int:
    """Where what happened stands in a message: what is new before what is over."""
    return _ORDER_OF_KINDS.index(kind) if kind in _ORDER_OF_KINDS else len(_ORDER_OF_KINDS)


@dataclass(frozen=True, slots=True)
class Links:
    """Where the dashboard answers, if anywhere: `pages` is its address as the reader of a message reaches it."""

    pages: str | None = None

    def finding(self, number: str) -> str:
        return f"{self.pages}/findings/{number}" if self.pages else ""

    def evidence(self, digest: str | None) -> str:
        return f"{self.pages}/evidence/{digest}" if self.pages and digest else ""


class Told(Protocol):
    """One finding's notice as far as it is ordered and counted."""

    @property
    def number(self) -> str: ...
    @property
    def division(self) -> str | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def grade(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def severity(self) -> str: ...
    @property
    def rank(self) -> tuple[object, ...]: ...


class Counted(NamedTuple):
    """A notice among so many that they are only counted."""

    number: str
    division: str | None
    kind: str
    grade: str
    group: str
    severity: str

    @property
    def rank(self) -> tuple[object, ...]:
        return (kind_rank(self.kind), SEVERITIES.index(self.grade), self.number)


def counted(notice: BriefNotice, words: Words) -> Counted:
    return Counted(
        notice.number,
        notice.division,
        notice.kind,
        notice.severity,
        words.kinds.get(notice.kind, notice.kind),
        words.severities[notice.severity],
    )


Heard = TypeVar("Heard", Notice, BriefNotice)


def of_findings(notices: Sequence[Heard]) -> dict[str | None, list[Heard]]:
    """Notices by the number of their finding, each finding's in the order they happened."""
    by_number: dict[str | None, list[Heard]] = {}
    for notice in notices:
        by_number.setdefault(notice.number, []).append(notice)
    return by_number


def last_word(notices: Sequence[Heard]) -> Heard:
    """What one message says of one finding: how it ended, and not its reminders where it has not been told before."""
    return ([notice for notice in notices if notice.kind not in REPEATED] or list(notices))[-1]


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding's notice in words. `grade` is the severity's code, `severity` its name."""

    notice: Notice
    number: str
    agency: str
    division: str | None
    year: int
    title: str
    severity: str
    message: str
    basis: tuple[str, ...]
    since: str
    note: str
    url: str
    evidence: str
    previous_url: str
    """Last year's page, where the two years are held against each other; "" elsewhere."""
    finding_page: str
    evidence_page: str
    group: str

    @property
    def kind(self) -> str:
        return self.notice.kind

    @property
    def grade(self) -> str:
        return self.notice.severity

    @property
    def rank(self) -> tuple[object, ...]:
        """Its place inside a county: by what happened, then worst first."""
        return (
            kind_rank(self.kind),
            SEVERITIES.index(self.notice.severity),
            self.agency,
            -self.year,
            self.number,
        )


def _since(notice: Notice, finding: Finding, words: Words) -> str:
    if notice.kind in OVER:
        return words.from_until.format(
            opened=china_day(finding.opened_at), day=china_day(notice.at), kind=words.kinds[notice.kind]
        )
    return words.since.format(day=china_day(notice.at if notice.kind in NEW else finding.opened_at))


def _note(notice: Notice, finding: Finding, words: Words, holds: bool) -> str:
    """Why it was withdrawn; or how it stands by now, where that is not what the notice says (waived in the same week; a page
    that changed since and was not read yet)."""
    if notice.kind in _SAYS_IT_STANDS:
        doubtful = finding.state is FindingState.OPEN and not holds
        now = words.not_confirmed if doubtful else words.kinds.get(finding.state.value)
        return words.stands_now.format(state=now) if now else ""
    if notice.kind != "withdrawn" or notice.cause is None:
        return ""
    reason = words.causes[notice.cause.value]
    return (words.withdrawn if notice.cause.value == "source" else words.withdrawn_not_agency).format(
        reason=reason
    )


def entry_of(notice: Notice, words: Words, links: Links, *, holds: bool = True) -> Entry:
    """`holds`: it is known to, by now (`Memory.confirmed_on`); else the entry says that nobody knows."""
    finding = notice.finding
    assert finding is not None, "only findings stand in a digest"
    return Entry(
        notice=notice,
        number=finding.number,
        agency=finding.agency,
        division=finding.division,
        year=finding.year,
        title=words.title_of(finding),
        severity=words.severities[notice.severity],
        message=notice.body,
        basis=finding.basis if notice.kind in _SAYS_IT_STANDS else (),
        since=_since(notice, finding, words),
        note=_note(notice, finding, words, holds),
        url=finding.url or "",
        evidence=finding.evidence or "",
        previous_url=finding.previous_url or "",
        finding_page=links.finding(finding.number),
        evidence_page=links.evidence(finding.evidence),
        group=words.kinds.get(notice.kind, notice.kind),
    )


def single_title(entry: Entry, words: Words) -> str:
    return words.single_title.format(
        severity=entry.severity, agency=entry.agency, year=entry.year, title=entry.title, number=entry.number
    )

"""What a digest says of one finding, and how findings stand in it: by city, county and what happened, worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol, TypeVar

from alerts.offices import SEVERITIES
from alerts.wording import Words
from storage import BriefNotice, Finding, Notice

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
_NEW = ("opened", "reopened", "reinstated")
_OVER = ("rectified", "withdrawn")

Place = Callable[[str | None], str]
"""Division code → the name to stand in a heading; "" for no heading."""


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


Some = TypeVar("Some", bound=Told)


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
        return (self.number,)


def counted(notice: BriefNotice, words: Words) -> Counted:
    return Counted(
        notice.number,
        notice.division,
        notice.kind,
        notice.severity,
        words.kinds.get(notice.kind, notice.kind),
        words.severities[notice.severity],
    )


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
        kind = _ORDER_OF_KINDS.index(self.notice.kind) if self.notice.kind in _ORDER_OF_KINDS else 99
        return (kind, SEVERITIES.index(self.notice.severity), self.agency, -self.year, self.number)


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class County:
    name: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class City:
    """`name` is empty where the county stands under no city (省直辖县级行政区划) or the division is not known."""

    name: str
    counties: tuple[County, ...]


def _day(moment: datetime) -> str:
    """A day as China counts it."""
    return f"{moment + timedelta(hours=8):%Y-%m-%d}"


def _since(notice: Notice, finding: Finding, words: Words) -> str:
    if notice.kind in _OVER:
        return words.from_until.format(
            opened=_day(finding.opened_at), day=_day(notice.at), kind=words.kinds[notice.kind]
        )
    return words.since.format(day=_day(notice.at if notice.kind in _NEW else finding.opened_at))


def _note(notice: Notice, words: Words) -> str:
    if notice.kind != "withdrawn" or notice.cause is None:
        return ""
    reason = words.causes[notice.cause.value]
    return (words.withdrawn if notice.cause.value == "source" else words.withdrawn_not_agency).format(
        reason=reason
    )


def entry_of(notice: Notice, words: Words, links: Links) -> Entry:
    finding = notice.finding
    assert finding is not None, "only findings stand in a digest"
    said_with_basis = notice.kind in (*_NEW, "reminder", "escalated")
    return Entry(
        notice=notice,
        number=finding.number,
        agency=finding.agency,
        division=finding.division,
        year=finding.year,
        title=words.title_of(finding),
        severity=words.severities[notice.severity],
        message=notice.body,
        basis=finding.basis if said_with_basis else (),
        since=_since(notice, finding, words),
        note=_note(notice, words),
        url=finding.url or "",
        evidence=finding.evidence or "",
        finding_page=links.finding(finding.number),
        evidence_page=links.evidence(finding.evidence),
        group=words.kinds.get(notice.kind, notice.kind),
    )


def _badness(entries: Iterable[Told]) -> tuple[int, ...]:
    """How many of each severity, worst first, negated: the worst place sorts before the others."""
    found = Counter(entry.grade for entry in entries if entry.kind not in _OVER)
    return tuple(-found[severity] for severity in SEVERITIES)


def in_order(entries: Sequence[Some]) -> list[Some]:
    """The worst city first, in it the worst county, in it what is new before what is over."""
    by_city: dict[str, list[Some]] = {}
    by_county: dict[str, list[Some]] = {}
    for entry in entries:
        by_city.setdefault((entry.division or "")[:4], []).append(entry)
        by_county.setdefault((entry.division or "")[:6], []).append(entry)
    bad_city = {code: _badness(members) for code, members in by_city.items()}
    bad_county = {code: _badness(members) for code, members in by_county.items()}

    def key(entry: Some) -> tuple[object, ...]:
        city, county = (entry.division or "")[:4], (entry.division or "")[:6]
        return (bad_city[city], city, bad_county[county], county, entry.rank)

    return sorted(entries, key=key)


def arranged(entries: Sequence[Entry], city: Place, county: Place) -> tuple[City, ...]:
    """Entries in their order under the names of their cities and counties."""
    tree: dict[str, dict[str, dict[str, list[Entry]]]] = {}
    for entry in entries:
        counties = tree.setdefault(city(entry.division), {})
        groups = counties.setdefault(county(entry.division), {})
        groups.setdefault(entry.group, []).append(entry)
    return tuple(
        City(
            name,
            tuple(
                County(own, tuple(Group(title, tuple(members)) for title, members in groups.items()))
                for own, groups in counties.items()
            ),
        )
        for name, counties in tree.items()
    )


def summary(entries: Sequence[Told], open_total: int, words: Words) -> str:
    """One sentence: how many of each kind, the new ones by severity, and what was open before."""
    by_group = Counter(entry.group for entry in entries)
    by_severity = Counter(entry.severity for entry in entries if entry.kind in _NEW)
    parts = [words.count.format(what=group, count=count) for group, count in by_group.items()]
    worst = words.enumeration.join(
        f"{name} {by_severity[name]}" for name in words.severities.values() if by_severity[name]
    )
    if worst:
        parts[0] += words.bracketed.format(worst)
    if open_total:
        parts.append(words.open_before.format(count=open_total))
    return words.comma.join(parts) + words.full_stop


def brief_line(name: str, entries: Sequence[Told], words: Words) -> str:
    """A place by numbers: how many of each kind and severity, and the first finding's number."""
    told = ((entry.group, entry.severity) for entry in entries)
    counted = words.enumeration.join(
        f"{group} {severity} {n}" for (group, severity), n in Counter(told).items()
    )
    first = words.bracketed.format(min(entry.number for entry in entries) + words.and_others)
    return f"{name}{words.colon}{counted}{first}"


def single_title(entry: Entry, words: Words) -> str:
    return words.single_title.format(
        severity=entry.severity, agency=entry.agency, year=entry.year, title=entry.title, number=entry.number
    )


def open_line(name: str, numbers: Sequence[str], words: Words) -> dict[str, object]:
    """A place's open findings by number, at most twenty of them."""
    shown = words.enumeration.join(sorted(numbers)[:20]) + (words.and_others if len(numbers) > 20 else "")
    return {
        "name": name,
        "count": len(numbers),
        "text": words.open_line.format(count=len(numbers), numbers=shown),
    }

"""What a digest says of one finding, and how findings are grouped: by county, then by what happened, worst first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.offices import SEVERITIES
from alerts.wording import CAUSE_CHINESE, KIND_CHINESE, SEVERITY_CHINESE
from storage import Notice

_GROUPS = ("新发现", "再次出现", "恢复跟踪", "逾期未整改", "上报督办", "已整改", "已撤销")
_NEW = ("opened", "reopened", "reinstated")


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding's notice in words."""

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
    group: str

    @property
    def is_new(self) -> bool:
        return self.notice.kind in _NEW

    @property
    def order(self) -> tuple[str, int, int, str, int, str]:
        rank = _GROUPS.index(self.group) if self.group in _GROUPS else len(_GROUPS)
        worst = SEVERITIES.index(self.notice.severity)
        return (self.division or "", rank, worst, self.agency, -self.year, self.number)


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class County:
    name: str
    groups: tuple[Group, ...]


def _day(moment: datetime) -> str:
    return f"{moment + timedelta(hours=8):%Y-%m-%d}"


def entry_of(notice: Notice) -> Entry:
    finding = notice.finding
    assert finding is not None, "only findings stand in a digest"
    new = notice.kind in _NEW
    note = ""
    if notice.kind == "withdrawn" and notice.cause is not None:
        note = (
            f"撤销原因：{CAUSE_CHINESE[notice.cause.value]}，与单位无关"
            if notice.cause.value != "source"
            else f"撤销原因：{CAUSE_CHINESE['source']}"
        )
    return Entry(
        notice=notice,
        number=finding.number,
        agency=finding.agency,
        division=finding.division,
        year=finding.year,
        title=finding.title or finding.rule,
        severity=SEVERITY_CHINESE[notice.severity],
        message=notice.body,
        basis=finding.basis if new or notice.kind in ("reminder", "escalated") else (),
        since=f"自 {_day(notice.at if new else finding.opened_at)} 起"
        if notice.kind not in ("rectified", "withdrawn")
        else f"{_day(finding.opened_at)} 发现，{_day(notice.at)} {KIND_CHINESE[notice.kind]}",
        note=note,
        url=finding.url or "",
        evidence=finding.evidence or "",
        group=KIND_CHINESE.get(notice.kind, notice.kind),
    )


def groups_of(entries: Sequence[Entry], place: Callable[[str | None], str]) -> tuple[County, ...]:
    """Entries in their order, by county and group."""
    counties: dict[str, dict[str, list[Entry]]] = {}
    for entry in entries:
        county = counties.setdefault(place(entry.division), {})
        county.setdefault(entry.group, []).append(entry)
    return tuple(
        County(name, tuple(Group(title, tuple(members)) for title, members in groups.items()))
        for name, groups in counties.items()
    )

"""What must happen without a patrol: deadlines that pass, reminders, self-tests, retention, and whatever was left undone.

Every duty is derived from the tables and the clock, so it may run twice, late, or after a month of silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import alerts
from alerts.calendar import DEADLINES
from flows.progress import tell
from flows.unportaled import note_unportaled
from flows.workplace import Workplace
from reports import china_day
from storage import Event, EventKind

WARNINGS = (14, 3)
"""Days before a deadline on which the operator is told who has published."""
REMEMBERED = timedelta(days=60)
"""A deadline passed longer ago is not told any more: a new installation does not begin with old news."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which reports of the year before are due (条例第四十九条, or a local notice for `division`, a prefix)."""

    day: date
    division: str = ""

    @property
    def id(self) -> str:
        return f"{self.day.isoformat()}{f'-{self.division}' if self.division else ''}"

    @property
    def year(self) -> int:
        return self.day.year - 1


def deadlines(around: date, local: Mapping[str, str]) -> Iterator[Deadline]:
    """All of this year. `local`: division prefix → month and day ("02-20")."""
    for month, day in DEADLINES:
        yield Deadline(date(around.year, month, day))
    for division, month_and_day in sorted(local.items()):
        yield Deadline(date.fromisoformat(f"{around.year}-{month_and_day}"), division)


def pass_deadlines(work: Workplace) -> tuple[Deadline, ...]:
    """Tell each deadline that has passed, once; and before it, on some days, the operator how things stand. Those told now."""
    today = china_day(work.now())
    told = []
    for deadline in deadlines(today, work.settings.local_deadlines):
        ahead = (deadline.day - today).days
        if -REMEMBERED.days <= ahead < 0 and _passed(work, deadline):
            told.append(deadline)
        for days in WARNINGS:
            if 0 <= ahead <= days and not any(ahead <= closer < days for closer in WARNINGS):
                _warn(work, deadline, days)
    return tuple(told)


def _passed(work: Workplace, deadline: Deadline) -> bool:
    facts = {"day": deadline.day.isoformat(), "division": deadline.division or None, "year": deadline.year}
    fresh = work.memory.emit(
        Event(
            key=f"{EventKind.DEADLINE_PASSED.value}:{deadline.id}",
            kind=EventKind.DEADLINE_PASSED,
            at=work.now(),
            resource=f"disclosure.deadline.{deadline.id}",
            facts=facts,
        )
    )
    if fresh:
        tell("deadline", deadline.id)
    return fresh


def _warn(work: Workplace, deadline: Deadline, days: int) -> None:
    published = {
        line.agency
        for line in work.memory.report_lines(year=deadline.year)
        if _within(deadline, line.division)
    }
    expected = [
        entry
        for entry in work.memory.agencies(deadline.division or None)
        if entry.portal is not None
        and (entry.first_year is None or entry.first_year <= deadline.year)
        and (entry.last_year is None or entry.last_year >= deadline.year)
    ]
    if not expected:
        return
    open_ = Counter((entry.division or "")[:6] for entry in expected if entry.name not in published)
    ahead = (deadline.day - china_day(work.now())).days
    scope = f"（{deadline.division} 地区）" if deadline.division else ""
    work.memory.to_operator(
        key=f"deadline:{deadline.id}:{days}",
        kind="deadline",
        title=f"距 {deadline.day:%m月%d日} 公布期限还有 {ahead} 天{scope}",
        body=f"{deadline.year} 年度报告：名录中 {len(expected)} 个单位，已见到 {len(expected) - sum(open_.values())} 个，"
        f"尚未见到 {sum(open_.values())} 个，分布在 {len(open_)} 个县（区）。尚未见到不等于没有公布，不作任何判断。",
        at=work.now(),
        severity="info",
    )


def _within(deadline: Deadline, division: str | None) -> bool:
    return (division or "").startswith(deadline.division)


def keep_house(work: Workplace) -> dict[str, int]:
    """The daily round: silent portals, waivers that begin or end, reminders, the monthly self-test, retention. What was done."""
    now = work.now()
    waived, returned = mind_waivers(work)
    done = {
        "portals": work.memory.watch_portals(now),
        "waived": waived,
        "returned": returned,
        "reminders": alerts.remind(work.memory, work.offices, now),
        "unportaled": note_unportaled(work),
        "self_tests": len(alerts.self_test(work.memory, work.offices, now)),
    }
    done.update({f"forgotten_{name}": count for name, count in work.memory.forget(now).items()})
    for name, count in done.items():
        if count:
            tell(name, str(count))
    return done


def mind_waivers(work: Workplace) -> tuple[int, int]:
    """Waivers that begin or end today are carried out: (waived, returned). One that sets nothing aside is on the operator's list."""
    now = work.now()
    changed = work.memory.apply_waivers(now)
    idle = frozenset(work.memory.idle_waivers(now))
    for filed in work.memory.waivers_on_file(now):
        if filed.waiver.key not in idle:
            work.memory.settle_matter(f"waiver:{filed.waiver.key}", now)
    for key in sorted(idle):
        work.memory.list_matter(
            key=f"waiver:{key}",
            kind="idle_waiver",
            subject=f"豁免 {key} 没有对应的问题",
            detail="它在有效期内，但没有任何问题记录与它相符：可能写错了单位、规则或年度，也可能已经不再需要。",
            at=now,
        )
    return changed


def note_rules(work: Workplace) -> bool:
    """Whether this rule set is new here: told once for each set of logic, in whatever way it arrived."""
    hash = work.ruleset.hash
    fresh = work.memory.emit(
        Event(
            key=f"{EventKind.RULES_PROMOTED.value}:{hash}",
            kind=EventKind.RULES_PROMOTED,
            at=work.now(),
            resource=f"disclosure.rules.{hash[:16]}",
            facts={"ruleset": hash, "rules": len(work.ruleset.rules)},
        )
    )
    if fresh:
        tell("rules", hash)
    return fresh

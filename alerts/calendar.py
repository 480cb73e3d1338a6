"""When a destination may be spoken to: rhythm, quiet hours, China's working days. Pure: `now` is passed in.

Times are China's (UTC+8, no summer time).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files

import yaml

from reports import CHINA

DEADLINES = ((1, 31), (3, 31))
"""Month and day before which reports are due: departments and counties' summaries (条例第四十九条)."""


PROVED = timedelta(days=28)
"""After a deadline: by then a report that is not there could be proved so (PUB-NOTFOUND waits fourteen days from the
first working day and wants two days on which the column was read whole). Without this second digest an office that
hears at the deadlines only would learn in April who did not publish in January, and next year who did not in March."""


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The State Council's yearly notices: `off` are days off on weekdays, `on` weekend days that are worked."""

    off: frozenset[date]
    on: frozenset[date]

    def is_working(self, day: date) -> bool:
        return day in self.on or (day.weekday() < 5 and day not in self.off)

    def next_working(self, day: date) -> date:
        """The first working day on or after `day`."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day


@cache
def working_days() -> WorkingDays:
    """`holidays.yaml` beside this file; years it does not know have weekends only."""
    raw: Mapping[int, Mapping[str, list[date]]] = yaml.safe_load(
        files("alerts").joinpath("holidays.yaml").read_text(encoding="utf-8")
    )
    off = frozenset(
        day for year in raw.values() for first, last in _spans(year["days_off"]) for day in _days(first, last)
    )
    on = frozenset(day for year in raw.values() for day in year["worked"])
    return WorkingDays(off, on)


def _spans(entries: list[date]) -> list[tuple[date, date]]:
    return [(entries[n], entries[n + 1]) for n in range(0, len(entries), 2)]


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@dataclass(frozen=True, slots=True)
class Schedule:
    """`rhythm`: each_run · daily · weekly (first working day) · after_deadlines (the working day after each deadline, and
    once more when what is not there has been proved so)."""

    rhythm: str = "each_run"
    at: str = "09:00"
    quiet: tuple[str, str] | None = None
    working_days_only: bool = False

    def digest_due(self, oldest: datetime, now: datetime) -> bool:
        """Whether a digest is composed now, `oldest` being when the first thing it would tell happened: what happened
        since the last moment for digests waits for the next one, also where there was nothing to tell at the last."""
        if self.rhythm == "each_run":
            return True
        slot = self.latest_slot(now)
        return slot is not None and oldest <= slot

    def latest_slot(self, now: datetime) -> datetime | None:
        """The latest moment at or before `now` at which a digest fell due."""
        local = now.astimezone(CHINA)
        for back in range(400):
            day = local.date() - timedelta(days=back)
            slot = datetime.combine(day, _clock(self.at), CHINA)
            if slot <= local and self._falls_on(day):
                return slot.astimezone(UTC)
        return None

    def _falls_on(self, day: date) -> bool:
        days = working_days()
        if self.rhythm == "weekly":
            monday = day - timedelta(days=day.weekday())
            return day == days.next_working(monday)
        if self.rhythm == "after_deadlines":
            return any(
                day == days.next_working(date(day.year, *deadline) + after)
                for deadline in DEADLINES
                for after in (timedelta(days=1), PROVED)
            )
        return days.is_working(day) or not self.working_days_only

    def speakable_from(self, now: datetime) -> datetime:
        """The first moment at or after `now` that is neither quiet nor (where asked for) a day off."""
        local = now.astimezone(CHINA)
        for _ in range(40):
            moved = self._next_allowed(local)
            if moved == local:
                return local.astimezone(UTC)
            local = moved
        return local.astimezone(UTC)

    def _next_allowed(self, local: datetime) -> datetime:
        if self.working_days_only and not working_days().is_working(local.date()):
            return datetime.combine(local.date() + timedelta(days=1), time(0), CHINA)
        if self.quiet is None:
            return local
        begin, end, clock = _clock(self.quiet[0]), _clock(self.quiet[1]), local.time()
        if begin <= end:
            return datetime.combine(local.date(), end, CHINA) if begin <= clock < end else local
        if clock >= begin:
            return datetime.combine(local.date() + timedelta(days=1), end, CHINA)
        return datetime.combine(local.date(), end, CHINA) if clock < end else local


def _clock(text: str) -> time:
    return time.fromisoformat(text)

"""How long to wait before asking a host again. One host, one request at a time; time and chance are passed in."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from reports import CHINA, china_day
from scrapers.portal_manners import Politeness
from scrapers.visiting_book import HostVisits, OneRun, VisitingBook

Clock = Callable[[], float]
"""Monotonic seconds."""
Now = Callable[[], datetime]
"""Aware wall-clock time."""
Sleep = Callable[[float], Awaitable[None]]


CLAIM = 20
"""Requests written into the book at a time, ahead of asking: a killed run has booked a few too many, never too few."""


@dataclass(slots=True)
class HostState:
    """What is remembered of one host. `claimed` of the day's requests stand in the book, `asked` have been made."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    next_allowed: float = 0.0
    day: str = ""
    asked: int = 0
    claimed: int = 0
    not_before: datetime | None = None
    crawl_delay: float = 0.0


class Manners:
    """Keeps each host's pace. `interval` overrides the portals' own minimum (a town on loopback needs none)."""

    def __init__(
        self,
        *,
        clock: Clock,
        now: Now,
        sleep: Sleep,
        chance: random.Random,
        interval: float | None = None,
        longest_wait: float = 120.0,
        book: VisitingBook | None = None,
    ) -> None:
        self._clock = clock
        self._now = now
        self._sleep = sleep
        self._chance = chance
        self._interval = interval
        self._longest_wait = longest_wait
        self._book = book or OneRun()
        self._hosts: dict[str, HostState] = {}

    def host(self, name: str) -> HostState:
        state = self._hosts.get(name)
        if state is None:
            state = self._hosts[name] = self._recalled(name)
        return state

    def _recalled(self, name: str) -> HostState:
        state, kept = HostState(), self._book.visits(name)
        if kept is not None:
            state.day, state.asked, state.claimed = kept.day, kept.asked, kept.asked
            state.not_before = kept.not_before
            if kept.not_before is not None:
                left = (kept.not_before - self._now()).total_seconds()
                state.next_allowed = self._clock() + max(0.0, min(left, 86_400.0))
        return state

    def settle(self, name: str) -> None:
        """The run is done with the host: the book says what was really asked."""
        state = self._hosts.get(name)
        if state is not None and state.claimed > state.asked:
            state.claimed = state.asked
            self._note(name, state)

    def settle_all(self) -> None:
        for name in self._hosts:
            self.settle(name)

    def _note(self, name: str, state: HostState) -> None:
        self._book.note_visits(HostVisits(name, state.day, state.claimed, state.not_before))

    def forbidden(self, name: str, rules: Politeness) -> str | None:
        """Why the host may not be asked now, in English, or `None`. Counts nothing."""
        here = self._now().astimezone(CHINA)
        if rules.hours is not None and self._interval is None and not within(rules.hours, here):
            return f"outside the allowed hours {rules.hours} (China time)"
        state = self.host(name)
        left = state.next_allowed - self._clock()
        if left > max(self._longest_wait, rules.min_interval_s * (1 + rules.jitter), state.crawl_delay * 3):
            return f"the host asked to be left alone for another {left:.0f} s"
        if state.day == here.date().isoformat() and state.asked >= rules.daily_cap and self._interval is None:
            return f"the day's {rules.daily_cap} requests are used up"
        return None

    async def turn(self, name: str, rules: Politeness) -> None:
        """Wait until the host may be asked, and book the request. Call with the host's lock held."""
        state = self.host(name)
        wait = state.next_allowed - self._clock()
        if wait > 0:
            await self._sleep(wait)
        today = china_day(self._now()).isoformat()
        if state.day != today:
            state.day, state.asked, state.claimed = today, 0, 0
        state.asked += 1
        if state.asked > state.claimed and self._interval is None:
            state.claimed = max(state.asked, min(state.asked + CLAIM - 1, rules.daily_cap))
            self._note(name, state)

    def done(self, name: str, rules: Politeness) -> None:
        """The answer is in: the pause runs from the end of a request, so that a slow server is asked less often."""
        state = self.host(name)
        least = rules.min_interval_s if self._interval is None else self._interval
        least = max(least, state.crawl_delay) if self._interval is None else least
        state.next_allowed = self._clock() + least * (1 + self._chance.uniform(0, rules.jitter))

    def hold(self, name: str, seconds: float) -> None:
        state = self.host(name)
        state.next_allowed = max(state.next_allowed, self._clock() + seconds)

    def hold_as_asked(self, name: str, seconds: float) -> None:
        """Retry-After: a pause that the next run keeps as well."""
        self.hold(name, seconds)
        state = self.host(name)
        state.not_before = self._now() + timedelta(seconds=seconds)
        self._note(name, state)

    def retry_after(self, value: str | None) -> float | None:
        """Seconds a Retry-After field asks for (RFC 9110 §10.2.3: seconds or a date), `None` where it says nothing."""
        if not value:
            return None
        text = value.strip()
        if text.isascii() and text.isdigit():
            return float(min(int(text[:9]), 86_400))
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError):
            return None
        if moment.tzinfo is None:
            return None
        return max(0.0, min((moment - self._now()).total_seconds(), 86_400.0))


def within(hours: str, moment: datetime) -> bool:
    """Whether a China-time moment lies in ``HH:MM-HH:MM``, which may pass midnight; the end is not included."""
    start, end = hours.split("-")
    present = moment.strftime("%H:%M")
    return start <= present < end if start < end else present >= start or present < end

"""How long to wait before asking a host again. One host, one request at a time; time and chance are passed in."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from scrapers.portal import Politeness

CHINA = timezone(timedelta(hours=8))
"""China has one time and no summer time (since 1991)."""

Clock = Callable[[], float]
"""Monotonic seconds."""
Now = Callable[[], datetime]
"""Aware wall-clock time."""
Sleep = Callable[[float], Awaitable[None]]


@dataclass(slots=True)
class HostState:
    """What is remembered of one host within a run."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    next_allowed: float = 0.0
    day: str = ""
    asked: int = 0
    crawl_delay: float = 0.0


class Manners:
    """Keeps each host's pace. `interval` overrides the portals' own minimum (a town on loopback needs none)."""

    def __init__(
        self, *, clock: Clock, now: Now, sleep: Sleep, chance: random.Random, interval: float | None = None
    ) -> None:
        self._clock = clock
        self._now = now
        self._sleep = sleep
        self._chance = chance
        self._interval = interval
        self._hosts: dict[str, HostState] = {}

    def host(self, name: str) -> HostState:
        return self._hosts.setdefault(name, HostState())

    def forbidden(self, name: str, rules: Politeness) -> str | None:
        """Why the host may not be asked now, in English, or `None`. Counts nothing."""
        here = self._now().astimezone(CHINA)
        if rules.hours is not None and self._interval is None and not within(rules.hours, here):
            return f"outside the allowed hours {rules.hours} (China time)"
        state = self.host(name)
        if state.day == here.date().isoformat() and state.asked >= rules.daily_cap and self._interval is None:
            return f"the day's {rules.daily_cap} requests are used up"
        return None

    async def turn(self, name: str, rules: Politeness) -> None:
        """Wait until the host may be asked, and book the request. Call with the host's lock held."""
        state = self.host(name)
        wait = state.next_allowed - self._clock()
        if wait > 0:
            await self._sleep(wait)
        today = self._now().astimezone(CHINA).date().isoformat()
        if state.day != today:
            state.day, state.asked = today, 0
        state.asked += 1

    def done(self, name: str, rules: Politeness) -> None:
        """The answer is in: the pause runs from the end of a request, so that a slow server is asked less often."""
        state = self.host(name)
        least = rules.min_interval_s if self._interval is None else self._interval
        least = max(least, state.crawl_delay) if self._interval is None else least
        state.next_allowed = self._clock() + least * (1 + self._chance.uniform(0, rules.jitter))

    def hold(self, name: str, seconds: float) -> None:
        state = self.host(name)
        state.next_allowed = max(state.next_allowed, self._clock() + seconds)

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

"""robots.txt after RFC 9309, read with protego; what an answer other than 200 means is decided here."""

from __future__ import annotations

from dataclasses import dataclass

from protego import Protego

from scrapers.values import Obstacle

MAX_ROBOTS = 512 * 1024
"""RFC 9309 §2.5: at least 500 KiB are parsed; the rest is ignored."""


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one origin. `refusal` is set where nothing may be asked at all; `delay` is Crawl-delay in seconds."""

    rules: Protego | None
    refusal: Obstacle | None = None
    why: str = ""
    delay: float = 0.0

    def allows(self, url: str, agent: str) -> bool:
        return self.refusal is None and (self.rules is None or bool(self.rules.can_fetch(url, agent)))


EVERYTHING = Robots(None)


def read_robots(status: int, body: bytes, agent: str, *, on_403: str) -> Robots:
    """What the answer to ``/robots.txt`` allows. A 4xx allows all (RFC 9309 §2.3.1.3) save 403 and 401, which we read as
    a no unless the portal's description answers for the other reading; 5xx disallows all (§2.3.1.4)."""
    if status in (401, 403) and on_403 == "disallow":
        return Robots(None, Obstacle.ROBOTS_DISALLOWED, f"robots.txt answers {status}")
    if 400 <= status < 500 and status != 429:
        return EVERYTHING
    if status != 200:
        return Robots(None, Obstacle.ROBOTS_UNAVAILABLE, f"robots.txt answers {status}")
    text = body[:MAX_ROBOTS].decode("utf-8-sig", "replace")
    if "<html" in text[:2000].lower() or "<!doctype" in text[:2000].lower():
        return EVERYTHING  # a soft 404: a page where the file should be holds no rules
    rules = Protego.parse(text)
    return Robots(rules, delay=float(rules.crawl_delay(agent) or 0.0))

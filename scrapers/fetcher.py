"""The polite guest: one address in, one `Capture` or one named obstacle out."""

from __future__ import annotations

import asyncio
import hashlib
import random
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from scrapers.addressing import conditions, readdressed, redirect_target
from scrapers.asking import Ask
from scrapers.clients import Clients
from scrapers.clocks import Witnesses
from scrapers.fetch_settings import AGENT_TOKEN, FetchSettings
from scrapers.heap import keep_freed_memory
from scrapers.manners import Clock, Manners, Now, Sleep
from scrapers.network import Connector, GuardedBackend, Resolver, open_stream, system_resolver
from scrapers.obstacles import of_answer
from scrapers.portal import Portal
from scrapers.robots import EVERYTHING, Robots, read_robots
from scrapers.values import Capture, FetchFailed, Obstacle, Validators
from scrapers.visiting_book import VisitingBook
from scrapers.web import Answer

REDIRECTS = (301, 302, 303, 307, 308)


class Fetcher:
    """Fetches within a portal's allow-list and manners. Use as ``async with Fetcher(settings) as fetcher``.

    `resolver`, `connector`, `clock`, `now`, `sleep` and `chance` are the world outside, for whoever must hold it still.
    `book` keeps the day's requests and Retry-After of each host from one run to the next.
    """

    def __init__(
        self,
        settings: FetchSettings,
        *,
        resolver: Resolver = system_resolver,
        connector: Connector = open_stream,
        clock: Clock = time.monotonic,
        now: Now = lambda: datetime.now(UTC),
        sleep: Sleep = asyncio.sleep,
        chance: random.Random | None = None,
        book: VisitingBook | None = None,
    ) -> None:
        keep_freed_memory()
        self.settings = settings
        backend = GuardedBackend(fixed=settings.resolve, resolver=resolver, connector=connector)
        self._clock = clock
        self.now = now
        self._sleep = sleep
        chance = chance or random.Random()  # noqa: S311 - spreads requests, guards nothing
        self._manners = Manners(
            clock=clock,
            now=now,
            sleep=sleep,
            chance=chance,
            interval=settings.interval,
            longest_wait=settings.longest_wait,
            book=book,
        )
        self._clients = Clients(settings, backend)
        self._robots: dict[str, tuple[float, Robots]] = {}
        self.schemes: dict[str, str] = {}
        """Host to the scheme that worked where the described one did not; remembered for the run."""
        self._answered: set[tuple[str, str]] = set()
        self.asked = 0
        """Requests sent, robots.txt and retries included."""
        self.witnesses = Witnesses()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        self._manners.settle_all()
        await self._clients.aclose()

    async def forget(self, portal: Portal) -> None:
        """Close the portal's connections; cookies and robots rules go with them."""
        for host in portal.host_names:
            async with self._manners.host(host).lock:  # another portal of the host may be asking just now
                self._manners.settle(host)
                await self._clients.forget(host, portal.tls.profile)

    async def get(
        self, url: str, *, portal: Portal, validators: Validators | None = None, referer: str | None = None
    ) -> Capture:
        """GET one address. Raises `FetchFailed` for everything but a 2xx or a 304 that was asked for."""
        return await self.send(Ask(url), portal=portal, validators=validators, referer=referer)

    async def send(
        self, ask: Ask, *, portal: Portal, validators: Validators | None = None, referer: str | None = None
    ) -> Capture:
        """As `get`, for any request; a connection that fails is tried once over the other scheme where that is allowed."""
        first = self._with_scheme(ask, portal)
        try:
            return await self._followed(ask.url, first, portal, validators, referer)
        except FetchFailed as failure:
            other = self._other_scheme(first, portal, failure)
            if other is None:
                raise
            try:
                capture = await self._followed(ask.url, other, portal, validators, referer)
            except FetchFailed:
                raise failure from None
            self.schemes[urlsplit(other.url).hostname or ""] = urlsplit(other.url).scheme
            return capture

    def _with_scheme(self, ask: Ask, portal: Portal) -> Ask:
        parts = urlsplit(ask.url)
        fixed = {"http_only": "http", "https_only": "https"}.get(portal.scheme)
        scheme = fixed or self.schemes.get(parts.hostname or "") or parts.scheme
        return ask if scheme == parts.scheme or parts.port else readdressed(ask, scheme)

    def _other_scheme(self, ask: Ask, portal: Portal, failure: FetchFailed) -> Ask | None:
        parts = urlsplit(ask.url)
        dead = failure.obstacle in (Obstacle.CONNECT, Obstacle.TLS, Obstacle.TIMEOUT)
        host = parts.hostname or ""
        alive = (host, parts.scheme) in self._answered or host in self.schemes
        if portal.scheme != "either" or not dead or parts.port or alive:
            return None
        return readdressed(ask, "http" if parts.scheme == "https" else "https")

    async def _followed(
        self, asked: str, ask: Ask, portal: Portal, validators: Validators | None, referer: str | None
    ) -> Capture:
        """Follow redirects inside the allow-list, each hop under the same guard, pace and robots rules."""
        hops: list[str] = [] if ask.url == asked else [ask.url]
        seen: set[str] = set()
        while True:
            answer = await self._polite(ask, portal, conditions(validators, referer))
            target = answer.headers.get("location")
            if answer.status not in REDIRECTS or not target:
                return self._capture(asked, answer, hops, portal, validators)
            if len(seen) >= self.settings.max_redirects:
                raise FetchFailed(
                    Obstacle.REDIRECT_LOOP, asked, f"more than {self.settings.max_redirects} redirects"
                )
            seen.add(ask.url)
            ask = Ask(redirect_target(ask.url, target))
            hops.append(ask.url)
            if not portal.allows(ask.url):
                raise FetchFailed(Obstacle.OFF_SITE_REDIRECT, asked, f"redirects to {ask.url[:300]}")
            if ask.url in seen and not answer.headers.get("set-cookie"):
                raise FetchFailed(Obstacle.REDIRECT_LOOP, asked, f"comes back to {ask.url[:300]}")

    def _capture(
        self, asked: str, answer: Answer, hops: list[str], portal: Portal, validators: Validators | None
    ) -> Capture:
        unchanged = validators.sha256 if answer.status == 304 and validators is not None else None
        capture = Capture(
            portal=portal.id,
            asked=asked,
            final=answer.url,
            status=answer.status,
            headers=answer.headers,
            fetched_at=self.now(),
            sha256=unchanged or hashlib.sha256(answer.body).hexdigest(),
            size=len(answer.body),
            body=answer.body,
            redirects=tuple(hops),
            remote_address=answer.remote_address,
            method=answer.method,
            request_headers=answer.request_headers,
            request_body=answer.request_body,
        )
        if unchanged is not None:
            return capture
        obstacle = of_answer(answer.status, answer.headers, answer.body)
        if obstacle is not None:
            raise FetchFailed(obstacle[0], asked, obstacle[1], capture)
        return capture

    async def _polite(self, ask: Ask, portal: Portal, headers: Mapping[str, str]) -> Answer:
        """One request in turn, with a few retries for what passes by itself."""
        if not portal.allows(ask.url):
            raise FetchFailed(Obstacle.ADDRESS_REFUSED, ask.url, "not on the portal's list of hosts")
        host = urlsplit(ask.url).hostname or ""
        async with self._manners.host(host).lock:
            robots = await self._robots_of(ask.url, portal)
            if not robots.allows(ask.url, AGENT_TOKEN):
                why = robots.why or "robots.txt disallows this address"
                raise FetchFailed(robots.refusal or Obstacle.ROBOTS_DISALLOWED, ask.url, why)
            return await self._with_retries(ask, host, portal, headers)

    async def _with_retries(self, ask: Ask, host: str, portal: Portal, headers: Mapping[str, str]) -> Answer:
        left = self.settings.retries
        while True:
            pause = self.settings.backoff * 2.0 ** (self.settings.retries - left)
            try:
                answer = await self._once(ask, host, portal, headers)
            except FetchFailed as failure:
                if failure.obstacle not in (Obstacle.CONNECT, Obstacle.TIMEOUT) or left == 0:
                    raise
            else:
                asked_pause = self._manners.retry_after(answer.headers.get("retry-after"))
                if answer.status not in (429, 500, 502, 503, 504) or left == 0:
                    return answer
                if asked_pause is not None and asked_pause > self.settings.longest_wait:
                    self._manners.hold_as_asked(host, asked_pause)
                    return answer
                pause = pause if asked_pause is None else asked_pause
            left -= 1
            self._manners.hold(host, pause)

    async def _once(self, ask: Ask, host: str, portal: Portal, headers: Mapping[str, str]) -> Answer:
        forbidden = self._manners.forbidden(host, portal.politeness)
        if forbidden is not None:
            raise FetchFailed(Obstacle.POSTPONED, ask.url, forbidden)
        await self._manners.turn(host, portal.politeness)
        self.asked += 1
        try:
            answer = await self._clients.of(host, portal).exchange(ask, headers)
            self._answered.add((host, urlsplit(ask.url).scheme))
            self.witnesses.hear(host, answer.headers, self.now())
            return answer
        finally:
            self._manners.done(host, portal.politeness)

    async def _robots_of(self, url: str, portal: Portal) -> Robots:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        kept = self._robots.get(origin)
        if kept is not None and self._clock() - kept[0] < self.settings.robots_age:
            return kept[1]
        robots = await self._fetch_robots(f"{origin}/robots.txt", portal)
        self._robots[origin] = (self._clock(), robots)
        self._manners.host(parts.hostname or "").crawl_delay = min(robots.delay, 300.0)
        return robots

    async def _fetch_robots(self, url: str, portal: Portal) -> Robots:
        """RFC 9309 §2.3.1.2: up to five redirects; past them, or off the allow-list, there are no rules to read."""
        for _ in range(5):
            host = urlsplit(url).hostname or ""
            answer = await self._with_retries(Ask(url), host, portal, {})
            target = answer.headers.get("location")
            if answer.status not in REDIRECTS or not target:
                return read_robots(answer.status, answer.body, AGENT_TOKEN, on_403=portal.robots.on_403)
            url = redirect_target(url, target)
            if not portal.allows(url):
                break
        return EVERYTHING

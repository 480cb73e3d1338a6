"""The whole product against the scenarios of the specimen town: the flow's own steps, a real database, several days."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import time as clock_time
from functools import cache
from pathlib import Path

import rules
import storage
from alerts import Office, Offices
from flows import steps
from flows.absence import FailingDays, presences
from flows.progress import listening
from flows.settings import Settings
from flows.workplace import Workplace
from reports import CHINA
from rules import RuleSet
from scrapers import Archive, Doubt, FetchSettings, Portal, Presence, by_title, parse_portal
from specimens.scenarios import Found, Met, Outcome, Task
from storage import Memory

_TROUBLE = re.compile(r"(?P<portal>\S+) \S+: (?P<obstacle>[a-z0-9_]+): ")


@dataclass(frozen=True, slots=True)
class Trial:
    """A patrol for `specimens.scenarios.attempt`. What it remembers from day to day lies in the database in `folder`."""

    folder: Path

    async def __call__(self, task: Task) -> Outcome:
        portals = [parse_portal(text, f"scenario {task.scenario}") for text in task.portals]
        met: set[Met] = set()
        captured = task.memory.setdefault("captured", set())
        assert isinstance(captured, set)

        def hear(step: str, what: str) -> None:
            if step == "captured":
                captured.add(what)
            told = _TROUBLE.match(what) if step == "trouble" else None
            if told is not None:
                met.add(Met(told["portal"], told["obstacle"]))

        work = rehearsing(self.folder / str(task.scenario), task, portals)
        try:
            with listening(hear):
                await steps.patrol_portals(work, portals)
                steps.read_due(work)
                steps.note_looks(work, portals)
                steps.judge_due(work)
                steps.note_absence(work, portals)
            return _outcome(work, portals, frozenset(met), frozenset(captured))
        finally:
            work.memory.close()


@cache
def _ruleset() -> RuleSet:
    return rules.load(rules.default_paths())


def rehearsing(folder: Path, task: Task, portals: Sequence[Portal]) -> Workplace:
    """The workplace of one day: as the product opens it, but for limits that let an hour's waiting pass in seconds."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = Settings(var=folder, min_interval=0.0, now=datetime.combine(task.today, clock_time(12), CHINA))
    storage.upgrade(settings.database_url)
    moment, started = settings.now, time.monotonic()
    assert moment is not None
    return Workplace(
        settings=settings,
        memory=Memory(settings.database_url),
        archive=Archive(settings.evidence, durable=False),
        portals={portal.id: portal for portal in portals},
        ruleset=_ruleset(),
        offices=Offices((), Office("operator", (), ())),
        fetching=FetchSettings(
            resolve=task.resolve,
            interval=0.0,
            connect_timeout=1.5,
            total_timeout=3.0,
            max_raw=4_000_000,
            max_decoded=8_000_000,
            retries=1,
            backoff=0.1,
            longest_wait=3.0,
            authorities=str(task.authority) if task.authority else None,
        ),
        now=lambda: moment + timedelta(seconds=time.monotonic() - started),
    )


def _outcome(
    work: Workplace, portals: Sequence[Portal], met: frozenset[Met], captured: frozenset[str]
) -> Outcome:
    """What stands in the database by the end of the day. A report that is only a picture is found by its title."""
    failing = FailingDays(work)
    found: set[Found] = set()
    absent: set[Found] = set()
    late: set[Found] = set()
    for portal in portals:
        pictured = {
            by_title(portal, report)
            for listing in work.memory.latest_listings(portal.id)
            for report in listing.reports
            if report.url in captured
        }
        for word in presences(work, portal, failing):
            one = Found(portal.id, word.agency, word.year)
            unreadable = word.reason is Doubt.LISTED_BUT_UNREADABLE
            if word.presence is Presence.FOUND or (unreadable and (word.agency, word.year) in pictured):
                found.add(one)
            elif word.presence is Presence.NOT_LISTED:
                absent.add(one)
    whose = {
        (agency.name, (agency.division or portal.division)): (portal.id, agency.id)
        for portal in portals
        for agency in portal.agencies.items
    }
    for finding in work.memory.findings():
        at = whose.get((finding.agency, finding.division or ""))
        if at is not None and finding.rule == "PUB-NOTFOUND":
            absent.add(Found(*at, finding.year))
        elif finding.rule.startswith("PUB-LATE"):
            late.add(Found(*(at or ("?", finding.agency)), finding.year))
    return Outcome(frozenset(found), met, frozenset(absent), frozenset(late))

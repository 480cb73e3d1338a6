"""Our patrol and our proof of absence in the shape that ``python -m specimens.scenarios --patrol`` wants."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, time

from reports import Document, MediaType, Paragraph, Place, ReportKind
from reports.identity import identify, recognise
from scrapers import (
    Fetcher,
    FetchSettings,
    Listing,
    Look,
    Portal,
    Presence,
    ReportCaptured,
    Trouble,
    Validators,
    agency_elsewhere,
    cities_failing,
    judge_absence,
    look_of,
    parse_portal,
    patrol,
    roster_agency,
)
from scrapers.page import Page, squeeze
from specimens.scenarios import Found, Met, Outcome, Task


@dataclass
class Memory:
    """What a real patrol keeps in its database, from one day to the next."""

    found: set[Found] = field(default_factory=set)
    looks: list[Look] = field(default_factory=list)
    bodies: dict[str, bytes] = field(default_factory=dict)
    validators: dict[str, Validators] = field(default_factory=dict)
    resolved: dict[str, tuple[str, int] | None] = field(default_factory=dict)
    void: dict[str, set[object]] = field(default_factory=dict)


def settings(task: Task) -> FetchSettings:
    return FetchSettings(
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
    )


def whose(portal: Portal, step: ReportCaptured) -> tuple[str, int] | None:
    """Roster id and year by title, and by the page's own words where the title is silent; `None` for no such report."""
    told = recognise(step.listed.title, step.listed.url)
    agency = roster_agency(portal, told.printed, told.agency.name)
    if agency is not None and told.year is not None and told.kind is ReportKind.ANNUAL_REPORT:
        return agency.id, told.year
    page = Page(step.capture, step.body)
    blocks = tuple(
        Paragraph(text, Place(line=line))
        for line, node in enumerate(page.tree.css("h1, h2, p, td"), 1)
        if (text := squeeze(node.text()))
    )
    titles = tuple(text for text in (page.meta("ArticleTitle"), page.title) if text)
    read = identify(Document(MediaType.HTML, blocks, titles), step.capture.final, step.listed.title)
    agency = agency or roster_agency(portal, read.agency.name, read.full_name)
    year = told.year or read.year
    if read.kind is ReportKind.OTHER or agency is None or year is None:
        return None
    return agency.id, year


def on_another_portal(portals: list[Portal], step: ReportCaptured) -> set[Found]:
    """A county's report that its city's portal carries."""
    told = recognise(step.listed.title, step.listed.url)
    other = agency_elsewhere(portals, told.printed, told.agency.name)
    if other is None or told.year is None or told.kind is not ReportKind.ANNUAL_REPORT:
        return set()
    return {Found(other[0].id, other[1].id, told.year)}


def remember(kept: Memory, step: ReportCaptured | Listing) -> None:
    captures = step.captures if isinstance(step, Listing) else (step.capture, *step.parts)
    for one in captures:
        if not one.unchanged:
            kept.bodies[one.sha256] = one.body
            etag, changed = one.headers.get("etag"), one.headers.get("last-modified")
            kept.validators[one.asked] = Validators(etag, changed, one.sha256)


async def trial(task: Task) -> Outcome:
    kept = task.memory.setdefault("kept", Memory())
    assert isinstance(kept, Memory)
    portals = [parse_portal(text, "scenario.yaml") for text in task.portals]

    def clock() -> datetime:
        return datetime.combine(task.today, time(4, 0), UTC)

    async with Fetcher(settings(task), now=clock, chance=random.Random(1)) as fetcher:
        walks = await asyncio.gather(
            *(walk(portal, portals, fetcher, kept, task.years) for portal in portals)
        )
    met = frozenset[Met]().union(*(troubles for troubles, _ in walks))
    runs = [(portal.division, failed) for portal, (_, failed) in zip(portals, walks, strict=True)]
    failing = cities_failing(runs) if len(runs) > 1 else frozenset()
    for portal in portals:
        if portal.division[:4] in failing:
            kept.void.setdefault(portal.id, set()).add(task.today)
    return Outcome(frozenset(kept.found), met, frozenset(absences(task, portals, kept)))


async def walk(
    portal: Portal, portals: list[Portal], fetcher: Fetcher, kept: Memory, years: tuple[int, ...]
) -> tuple[frozenset[Met], bool]:
    """One portal's patrol: the obstacles met, and whether the portal as a whole failed."""
    met: set[Met] = set()
    listings: list[Listing] = []
    async for step in patrol(
        portal, fetcher=fetcher, known=kept.validators.get, recall=kept.bodies.get, years=years
    ):
        if isinstance(step, Trouble):
            met.add(Met(portal.id, step.obstacle.value))
            continue
        remember(kept, step)
        if isinstance(step, Listing):
            listings.append(step)
            continue
        kept.resolved[step.listed.url] = found = whose(portal, step)
        if found is not None:
            kept.found.add(Found(portal.id, *found))
        else:
            kept.found.update(on_another_portal(portals, step))
    kept.looks.extend(look_of(portal, one, kept.resolved) for one in listings)
    return frozenset(met), all(not one.complete and not one.reports for one in listings)


def absences(task: Task, portals: list[Portal], kept: Memory) -> set[Found]:
    claimed = set()
    for portal in portals:
        void = frozenset(kept.void.get(portal.id, set()))
        found = frozenset((one.agency, one.year) for one in kept.found if one.portal == portal.id)
        for agency in portal.agencies.items:
            for year in task.years:
                word = judge_absence(portal, agency, year, kept.looks, void_days=void, elsewhere=found)  # type: ignore[arg-type]
                if word.presence is Presence.NOT_LISTED:
                    claimed.add(Found(portal.id, agency.id, year))
    return claimed

"""Our own patrol in the shape that `python -m specimens.scenarios --patrol` wants: portals in, conclusions out."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field

from reports.identity import recognise
from scrapers import Fetcher, FetchSettings, Listing, Portal, ReportCaptured, Trouble, parse_portal
from scrapers import patrol as walk
from specimens.scenarios import Found, Met, Outcome, Task

YEAR_TITLE = re.compile(r"(?P<agency>[\u4e00-\u9fff]{3,20})20\d\d年(?:度)?政府信息公开工作年度报告")


@dataclass
class Kept:
    """What lasts from one day to the next."""

    found: set[Found] = field(default_factory=set)


def settings(task: Task) -> FetchSettings:
    return FetchSettings(
        contact="https://nianbao.invalid/trial",
        resolve=task.resolve,
        interval=0.0,
        connect_timeout=3.0,
        total_timeout=6.0,
        retries=1,
        backoff=0.1,
        longest_wait=3.0,
        authorities=str(task.authority) if task.authority else None,
    )


def whose(portals: list[Portal], at: Portal, step: ReportCaptured) -> Found | None:
    """Portal, roster id and year of a captured report; `None` where it cannot be told.

    The portal's own roster goes first; a neighbour's report on it (a county's on the city's) is the neighbour's.
    """
    told = recognise(step.listed.title, step.listed.url)
    names = {name for name in (told.agency.name, told.printed) if name}
    if not names:
        text = re.sub(r"<[^>]+>", "", step.body.decode("utf-8", "replace"))
        names |= set(YEAR_TITLE.findall(text))
    names |= {name.removesuffix("政府") + "人民政府" for name in names if name.endswith(("镇政府", "乡政府"))}
    if told.year is None:
        return None
    for portal in (at, *(one for one in portals if one is not at)):
        for agency in portal.agencies.items:
            if names & {agency.name, *agency.aliases}:
                return Found(portal.id, agency.id, told.year)
    return None


async def patrol(task: Task) -> Outcome:
    """One day: all portals at once, as a real patrol goes over many hosts."""
    kept = task.memory.setdefault("kept", Kept())
    assert isinstance(kept, Kept)
    portals = [parse_portal(text, "scenario.yaml") for text in task.portals]
    async with Fetcher(settings(task)) as fetcher:
        met = await asyncio.gather(*(one_portal(portal, portals, fetcher, task, kept) for portal in portals))
    return Outcome(frozenset(kept.found), frozenset().union(*met))


async def one_portal(
    portal: Portal, portals: list[Portal], fetcher: Fetcher, task: Task, kept: Kept
) -> set[Met]:
    met: set[Met] = set()
    async for step in walk(portal, fetcher=fetcher, years=task.years):
        match step:
            case Listing():
                if step.obstacle is not None:
                    met.add(Met(portal.id, step.obstacle.value))
            case Trouble():
                met.add(Met(portal.id, step.obstacle.value))
            case ReportCaptured():
                kept.found.add(whose(portals, portal, step) or Found(portal.id, f"? {step.listed.title}", 0))
    return met

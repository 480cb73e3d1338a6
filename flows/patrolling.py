"""Patrolling: the portals walked, many at once, and every answer kept."""

from __future__ import annotations

import asyncio
import errno
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from flows.clock import contradicted
from flows.holding import held_up
from flows.keeping import Basket, keep
from flows.leases import held
from flows.progress import Counts, tell
from flows.workplace import Workplace
from reports import CHINA
from scrapers import Fetcher, Portal, ReportCaptured, patrol
from storage import DiskFull, RosterEntry, StorageError

log = logging.getLogger(__name__)

FIRST_YEAR = 2019
"""The first report year of the present form (国办公开办函〔2019〕60号)."""


AT_ONCE = 64
"""Portals walked at the same time by one process; each host is still asked one thing at a time, at its own pace."""


def report_years(work: Workplace, portal: Portal) -> tuple[int, ...]:
    """Report years that may be published by now, newest first: a report of year Y appears from January of Y + 1.

    Years of which no agency of the portal owes a report are not asked for.
    """
    owed = [agency.expected.since for agency in portal.agencies.items]
    first = max(FIRST_YEAR, min(owed, default=FIRST_YEAR))
    return tuple(range(work.now().astimezone(CHINA).year - 1, first - 1, -1))


def unfinished(work: Workplace, portals: Sequence[Portal], since: datetime) -> list[Portal]:
    """What a killed run left: portals that nobody tried since it began, and those whose hosts were never given back."""
    tried = work.memory.tried_since(since)
    return [
        portal for portal in portals if portal.id not in tried or work.memory.lease_holders(portal.host_names)
    ]


class PortalsFailed(RuntimeError):
    """Faults of the program ended the walks of some portals; those of all others were walked to their end."""

    def __init__(self, faults: Mapping[str, str], counts: Counts) -> None:
        """`faults`: portal → what went wrong. `counts`: what was done all the same."""
        self.faults, self.counts = dict(faults), counts
        named = "; ".join(f"{portal}: {fault}" for portal, fault in sorted(faults.items()))
        super().__init__(
            f"a fault of the program ended the walk of {len(faults)} portal(s), all others were walked: {named}. "
            "Nothing is said of these portals; the run's log has the tracebacks for whoever mends it"
        )
        self.chinese = f"程序自身出错，{len(faults)} 个门户未巡查完（其余已完成，对这些门户不作任何判断）：{named}。请把运行日志交给维护人员"


def _no_matter() -> None:
    """Nobody wants to know how far the walk is."""


async def patrol_portals(
    work: Workplace, portals: Sequence[Portal], walked: Callable[[], None] = _no_matter
) -> Counts:
    """Walk some portals, many at once, with one fetcher: the pace of a host is kept inside a fetcher. `walked` is called after each.

    Raises PortalsFailed, at the end, for those that a fault of ours ended, and ClockWrong where no server bore our clock out and
    some contradict it: of their portals nothing was kept. What concerns all of them (the disk, the database, memory) ends the
    walk at once, and is raised as it is.
    """
    try:
        async with Fetcher(work.fetching, now=work.now, book=work.memory) as fetcher:
            walks = _Walks(work, fetcher, walked)
            counts = await walks.over(portals)
            if walks.doubted and fetcher.witnesses.borne_out:  # by a server that answered after theirs
                counts += await walks.over(walks.doubted)
    except ExceptionGroup as of_all:  # many walks, and one matter
        raise _as_told(of_all.exceptions[0], work) from of_all
    if walks.faults:
        raise PortalsFailed(walks.faults, counts)
    if walks.doubted:
        hosts = [host for portal in walks.doubted for host in portal.host_names]
        raise contradicted(fetcher.witnesses.against(hosts), work.now())
    return counts


class _Walks:
    """Walks with one fetcher. `faults`: portal → the fault of ours that ended its walk. `doubted`: whose servers tell another
    time while none bears our clock out."""

    def __init__(self, work: Workplace, fetcher: Fetcher, walked: Callable[[], None]) -> None:
        self._work, self._fetcher, self._walked = work, fetcher, walked
        self._limit = asyncio.Semaphore(AT_ONCE)
        self.faults: dict[str, str] = {}
        self.doubted: list[Portal] = []

    async def over(self, portals: Sequence[Portal]) -> Counts:
        """What the walks of these portals did; `doubted` and `faults` are theirs afterwards."""
        self.doubted = []
        async with asyncio.TaskGroup() as walks:
            running = [walks.create_task(self._one(portal)) for portal in portals]
        return sum((walk.result() for walk in running), Counts())

    async def _one(self, portal: Portal) -> Counts:
        async with self._limit, held(self._work.memory, portal.host_names) as mine:
            if not mine:
                tell("elsewhere", f"{portal.id}: another worker is asking one of its hosts")
                return Counts(elsewhere=1)
            try:
                counts = await _patrol_portal(self._work, portal, self._fetcher)
            except _Doubted:
                self.doubted.append(portal)
                return Counts()
            except (OSError, SQLAlchemyError, StorageError, MemoryError):
                raise
            except (
                Exception
            ) as fault:  # the flow's edge: one page that we cannot take must not stop a province
                log.exception("a fault of the program ended the walk of %s", portal.id)
                self.faults[portal.id] = f"{type(fault).__name__}: {fault}"
                counts = Counts(troubles=1)
            self._walked()
            return counts


class _Doubted(Exception):
    """A portal's servers tell another time than our clock, and none bore it out yet."""


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""No room on the disk, none for this user, none in a file."""


def _as_told(problem: Exception, work: Workplace) -> Exception:
    """A full disk under the evidence is told as one under the database is."""
    full = isinstance(problem, OSError) and problem.errno in _FULL
    return DiskFull(str(work.archive.folder)) if full else problem


async def _patrol_portal(work: Workplace, portal: Portal, fetcher: Fetcher) -> Counts:
    counts = Counts()
    memory, archive = work.memory, work.archive
    basket = Basket(work)
    memory.record_portal(portal.id, name=portal.name, division=portal.division, home=portal.home)
    memory.record_agencies(_roster(portal), work.now())
    steps = patrol(
        portal,
        fetcher=fetcher,
        known=memory.validators(portal.id).get,
        recall=archive.load_or_none,
        years=report_years(work, portal),
        before=memory.found_reports(portal.id),
    )
    trusting = work.settings.clock_checked or work.settings.now is not None
    async for step in steps:
        if not trusting and fetcher.witnesses.against(portal.host_names):
            raise _Doubted
        if isinstance(step, ReportCaptured):
            counts += basket.put(step)
        else:
            counts += basket.emptied()
            counts += keep(work, step)
        await held_up()
    return counts + basket.emptied()


def _roster(portal: Portal) -> Iterator[RosterEntry]:
    """The agencies that the portal's description expects there; those with a site of their own are not."""
    for agency in portal.agencies.items:
        if agency.publishes_at is not None:
            continue
        below = agency.level in ("township", "subdistrict")
        yield RosterEntry(
            id=agency.id,
            name=agency.name,
            type=agency.level,
            level="township" if below else portal.level,
            division=agency.division or portal.division,
            aliases=agency.aliases,
            portal=portal.id,
            first_year=agency.expected.since,
            last_year=agency.dissolved - 1 if agency.dissolved else None,
        )

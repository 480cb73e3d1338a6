"""Patrolling: the portals walked, every answer kept as evidence, then what it means. Evidence first: a row never points to nothing."""

from __future__ import annotations

import asyncio
import errno
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence

from sqlalchemy.exc import SQLAlchemyError

from flows.holding import held_up
from flows.leases import held
from flows.progress import Counts, tell
from flows.workplace import Workplace
from reports import CHINA, china_day
from scrapers import Fetcher, Listing, Portal, ReportCaptured, Trouble, Vanished, look_of_home, patrol
from storage import CaptureChange, DiskFull, RosterEntry, StorageError

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


BASKET = 20
"""Reports kept at once."""
BASKET_SECONDS = 5.0
"""How long one may wait for the others."""


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

    Raises PortalsFailed, at the end, for those that a fault of ours ended. What concerns all of them (the disk, the database,
    memory) ends the walk at once, and is raised as it is.
    """
    limit = asyncio.Semaphore(AT_ONCE)
    faults: dict[str, str] = {}

    async def one(portal: Portal) -> Counts:
        async with limit, held(work.memory, portal.host_names) as mine:
            if not mine:
                tell("elsewhere", f"{portal.id}: another worker is asking one of its hosts")
                return Counts(elsewhere=1)
            try:
                return await _patrol_portal(work, portal, fetcher)
            except (OSError, SQLAlchemyError, StorageError, MemoryError):
                raise
            except (
                Exception
            ) as fault:  # the flow's edge: one page that we cannot take must not stop a province
                log.exception("a fault of the program ended the walk of %s", portal.id)
                faults[portal.id] = f"{type(fault).__name__}: {fault}"
                return Counts(troubles=1)
            finally:
                walked()

    try:
        async with (
            Fetcher(work.fetching, now=work.now, book=work.memory) as fetcher,
            asyncio.TaskGroup() as walks,
        ):
            running = [walks.create_task(one(portal)) for portal in portals]
    except ExceptionGroup as of_all:  # many walks, and one matter
        raise _as_told(of_all.exceptions[0], work) from of_all
    counts = sum((walk.result() for walk in running), Counts())
    if faults:
        raise PortalsFailed(faults, counts)
    return counts


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""No room on the disk, none for this user, none in a file."""


def _as_told(problem: Exception, work: Workplace) -> Exception:
    """A full disk under the evidence is told as one under the database is."""
    full = isinstance(problem, OSError) and problem.errno in _FULL
    return DiskFull(str(work.archive.folder)) if full else problem


async def _patrol_portal(work: Workplace, portal: Portal, fetcher: Fetcher) -> Counts:
    counts = Counts()
    memory, archive = work.memory, work.archive
    basket = _Basket(work)
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
    async for step in steps:
        if isinstance(step, ReportCaptured):
            counts += basket.put(step)
        else:
            counts += basket.emptied()
            counts += _keep(work, step)
        await held_up()
    return counts + basket.emptied()


def _keep(work: Workplace, step: Listing | Trouble | Vanished) -> Counts:
    """What is no report is kept as it comes: evidence first, then the rows that point to it."""
    memory, archive = work.memory, work.archive
    match step:
        case Listing():
            archive.store_all(step.captures)
            memory.record_listing(step)
            tell("listed", step.url)
            return Counts(listings=1)
        case Trouble():
            if step.capture is not None:
                archive.store(step.capture)
            memory.record_trouble(step, work.now())
            if step.where == "home":
                memory.record_look(look_of_home(step, china_day(work.now())))
            tell("trouble", f"{step.portal} {step.url}: {step.obstacle}: {step.detail}")
            return Counts(troubles=1)
        case Vanished():
            if step.capture is not None:
                archive.store(step.capture)
            memory.record_vanished(step, work.now())
            tell("vanished", f"{step.report.url}: {step.detail}")
            return Counts()


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


class _Basket:
    """Reports brought home from one portal and kept several at a time, so that the disk is waited for once for all.

    A kill costs what lies in it: pages of a few seconds, which the next patrol asks for again.
    """

    def __init__(self, work: Workplace) -> None:
        self._work = work
        self._inside: list[ReportCaptured] = []
        self._since = 0.0

    def put(self, captured: ReportCaptured) -> Counts:
        now = asyncio.get_running_loop().time()
        if not self._inside:
            self._since = now
        self._inside.append(captured)
        full = len(self._inside) >= BASKET or now - self._since >= BASKET_SECONDS
        return self.emptied() if full else Counts()

    def emptied(self) -> Counts:
        """Evidence first, then the rows that point to it."""
        inside, self._inside = self._inside, []
        if not inside:
            return Counts()
        archive = self._work.archive
        archive.store_all([capture for one in inside for capture in (one.capture, *one.parts)])
        for one in inside:
            if one.body:
                archive.keep(one.body)
            tell("evidence", one.listed.url)
        counts = Counts()
        for one, kept in zip(inside, self._work.memory.record_captures(inside), strict=True):
            tell("captured", one.listed.url)
            counts += Counts(
                new=kept.change is CaptureChange.NEW,
                changed=kept.change is CaptureChange.CHANGED,
                unchanged=kept.change is CaptureChange.UNCHANGED,
            )
        return counts

"""What a walk brings home, kept: evidence first, then the rows that point to it, so that a row never points to nothing."""

from __future__ import annotations

import asyncio

from flows.progress import Counts, tell
from flows.workplace import Workplace
from reports import china_day
from scrapers import Listing, ReportCaptured, Trouble, Vanished, look_of_home
from storage import CaptureChange

BASKET = 20
"""Reports kept at once."""
BASKET_SECONDS = 5.0
"""How long one may wait for the others."""


def keep(work: Workplace, step: Listing | Trouble | Vanished) -> Counts:
    """What is no report, as it comes."""
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


class Basket:
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

"""The steps of a patrol as plain functions: each idempotent and keyed, so that a run can die anywhere and run again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence

import alerts
import reports
from flows.progress import Counts, tell
from flows.settings import CHINA
from flows.workplace import Workplace
from reports import ReadingError
from scrapers import Fetcher, Listing, Portal, ReportCaptured, Trouble, look_of, patrol
from storage import CaptureChange, DueCapture, RosterEntry

FIRST_YEAR = 2019
"""The first report year of the present form (国办公开办函〔2019〕60号)."""


def report_years(work: Workplace) -> tuple[int, ...]:
    """Report years that may be published by now, newest first: a report of year Y appears from January of Y + 1."""
    return tuple(range(work.now().astimezone(CHINA).year - 1, FIRST_YEAR - 1, -1))


async def patrol_portals(work: Workplace, portals: Sequence[Portal]) -> Counts:
    """Walk some portals, one after the other, with one fetcher: the pace of a host is kept inside a fetcher."""
    counts = Counts()
    async with Fetcher(work.fetching, now=work.now) as fetcher:
        for portal in portals:
            counts += await _patrol_portal(work, portal, fetcher)
    return counts


async def _patrol_portal(work: Workplace, portal: Portal, fetcher: Fetcher) -> Counts:
    """Keep every answer as evidence, then what it means. Evidence first: a row never points to nothing."""
    counts = Counts()
    memory, archive = work.memory, work.archive
    memory.record_portal(portal.id, name=portal.name, division=portal.division, home=portal.home)
    memory.record_agencies(_roster(portal), work.now())
    steps = patrol(
        portal,
        fetcher=fetcher,
        known=memory.validators,
        recall=archive.load_or_none,
        years=report_years(work),
    )
    async for step in steps:
        match step:
            case Listing():
                for capture in step.captures:
                    archive.store(capture)
                memory.record_listing(step)
                tell("listed", step.url)
                counts += Counts(listings=1)
            case ReportCaptured():
                counts += _keep(work, step)
            case Trouble():
                if step.capture is not None:
                    archive.store(step.capture)
                memory.record_trouble(step, work.now())
                tell("trouble", f"{step.url}: {step.obstacle}: {step.detail}")
                counts += Counts(troubles=1)
    return counts


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


def _keep(work: Workplace, captured: ReportCaptured) -> Counts:
    for capture in (captured.capture, *captured.parts):
        work.archive.store(capture)
    if captured.body:
        work.archive.keep(captured.body)
    tell("evidence", captured.listed.url)
    kept = work.memory.record_capture(captured)
    tell("captured", captured.listed.url)
    return Counts(
        new=kept.change is CaptureChange.NEW,
        changed=kept.change is CaptureChange.CHANGED,
        unchanged=kept.change is CaptureChange.UNCHANGED,
    )


def read_due(work: Workplace, portals: Sequence[str] | None = None, limit: int | None = None) -> Counts:
    """Read every capture that this reader has not read; one that cannot be read is noted for the operator."""
    counts = Counts()
    for due in work.memory.due_for_reading(reports.READER_VERSION, portals=portals, limit=limit):
        counts += _read(work, due)
    return counts


def _read(work: Workplace, due: DueCapture) -> Counts:
    try:
        report = reports.read(
            work.archive.load(due.sha256),
            due.name,
            url=due.url,
            listed_title=due.title,
            listed_date=due.listed_date,
            portal=due.division,
        )
    except ReadingError as problem:
        work.memory.record_unreadable(due.id, reports.READER_VERSION, str(problem))
        tell("unreadable", f"{due.url}: {problem}")
        return Counts(unreadable=1)
    work.memory.record_reading(due.id, report, work.now())
    tell("read", due.url)
    return Counts(read=1)


def note_looks(work: Workplace, portals: Sequence[Portal]) -> None:
    """Keep what each whole reading of a column proves of each agency, day by day: absence needs two such days."""
    for portal in portals:
        resolved = work.memory.resolved(portal.id)
        for listing in work.memory.latest_listings(portal.id):
            work.memory.record_look(look_of(portal, listing, resolved))


def judge_due(work: Workplace, portals: Sequence[str] | None = None, limit: int | None = None) -> Counts:
    """Judge every current reading that this rule set has not judged, or whose previous year has changed since."""
    counts = Counts()
    as_of = work.now().astimezone(CHINA).date()
    for due in work.memory.due_for_judging(work.ruleset.hash, portals=portals, limit=limit):
        case = work.memory.case(due.id, as_of)
        judged = work.memory.record_verdicts(
            due.id, work.ruleset.judge(case), ruleset_hash=work.ruleset.hash, at=work.now(), case=case
        )
        tell("judged", due.url)
        counts += Counts(
            judged=1,
            opened=len(judged.opened),
            rectified=len(judged.rectified),
            withdrawn=len(judged.withdrawn),
        )
    return counts


async def announce_due(work: Workplace) -> Counts:
    """Turn what has changed into messages, and send what waits."""
    for message in alerts.compose(work.memory, work.offices, work.now()):
        tell("composed", message.key)
    delivered = await asyncio.to_thread(alerts.deliver, work.memory, work.offices, work.now())
    for key in delivered.sent:
        tell("sent", key)
    return Counts(sent=len(delivered.sent), waiting=len(delivered.retried) + len(delivered.parked))

"""The flows that need no portal: deadline, reinspect, reconcile, housekeeping, takeover. Thin: each names its steps."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from prefect import flow, get_client
from prefect.artifacts import acreate_table_artifact

from flows import duties, steps
from flows.holding import in_thread
from flows.patrol import announced, inspected
from flows.progress import Counts
from flows.runs import SILENCE, bury_zombies, declare_dead
from flows.workplace import Workplace, workplace


@flow(name="deadline", validate_parameters=False)
async def deadline() -> list[str]:
    """What the calendar makes due: deadlines that passed are told once, then every absence is judged again by the proof rules."""
    with workplace() as work:
        passed = await in_thread(duties.pass_deadlines, work)
        if passed:
            portals = [work.portals[name] for name in sorted(work.portals)]
            await in_thread(steps.note_looks, work, portals)
            await in_thread(steps.note_absence, work, portals)
        await announced(work)
        return [one.id for one in passed]


@flow(name="reinspect", validate_parameters=False)
async def reinspect() -> Counts:
    """A rule set was promoted or the reader improved: what the tables say has not been read or judged by these is."""
    with workplace() as work:
        return await _reinspected(work)


async def _reinspected(work: Workplace) -> Counts:
    await in_thread(duties.note_rules, work)
    return await inspected(work) + await announced(work)


@flow(name="reconcile", validate_parameters=False)
async def reconcile() -> Counts:
    """Derive from the tables what should have happened: captures unread, readings unjudged, news untold, hints not passed on,
    waivers that ended, runs that died without a word.

    Whatever was lost, doubled or late before, the tables end the same.
    """
    with workplace() as work:
        async with get_client() as client:
            await bury_zombies(client, since=datetime.now(UTC) - SILENCE)
        await in_thread(duties.mind_waivers, work)
        return await _reinspected(work)


@flow(name="housekeeping", validate_parameters=False)
async def housekeeping() -> dict[str, int]:
    """Silent portals, waivers, reminders, the monthly self-test, retention; then what these have made is announced."""
    with workplace() as work:
        done = await in_thread(duties.keep_house, work)
        await announced(work)
        rows = [{"what": name, "count": count} for name, count in done.items()]
        await acreate_table_artifact(table=rows, key="housekeeping", description="今日整理了什么")
        return done


@flow(name="takeover", validate_parameters=False)
async def takeover(flow_run: str) -> str:
    """A run whose heartbeat stopped is dead though its state says Running: it is called crashed, and its work derived anew.

    Returns the state it was found in. A run that ended meanwhile is left alone.
    """
    async with get_client() as client:
        state = await declare_dead(client, UUID(flow_run), "its worker is gone: no heartbeat")
    with workplace() as work:
        await in_thread(steps.read_due, work)
        await in_thread(steps.judge_due, work)
        await announced(work)
    return state.value if state else "UNKNOWN"

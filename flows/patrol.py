"""The flows: patrol (portals → captures), inspect (captures → findings), announce (findings → offices).

Granularity as measured in prefect.md: a flow run is a province, a task is a batch of its portals or a stage of its reports, and
pages and reports live only in our own tables. All flows are async (an empty sync flow costs 1 s, an async one 0.15 s); within a
patrol the stages are tasks and no flows of their own, which cost Prefect five times as much and tell no more.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.runtime import flow_run
from prefect.tasks import Task

from flows import artifacts, steps
from flows.events import relay
from flows.holding import in_thread
from flows.patrolling import PortalsFailed, unfinished
from flows.pausing import pausable
from flows.progress import Counts, gathering, tell
from flows.runs import recorded
from flows.workplace import Workplace, workplace
from storage import DatabaseAway

HOURS = 3600
AGAIN_AFTER: list[float] = [60, 600]
"""Seconds after which a task is tried again whose database was away. Whatever a step did is not done twice."""


async def database_was_away(_: Task[..., object], __: TaskRun, state: State[object]) -> bool:
    """Whether trying again can help: our database did not answer. A portal that does not is no error of a task."""
    problem = await state.aresult(raise_on_failure=False)
    if isinstance(problem, DatabaseAway):
        tell("away", problem.chinese)
    return isinstance(problem, DatabaseAway)


_STAGE: dict[str, Any] = {
    "cache_policy": NO_CACHE,
    "retries": len(AGAIN_AFTER),
    "retry_delay_seconds": AGAIN_AFTER,
    "retry_jitter_factor": 0.3,
    "retry_condition_fn": database_was_away,
    "timeout_seconds": 12 * HOURS,
}
"""How every stage of a patrol is run: tried again where the database was away."""


@task(
    name="patrol-portals",
    task_run_name="patrol {first} … ({count})",
    description="Walks some portals, many at once: columns listed, new and changed reports kept as evidence.",
    **_STAGE,
)
async def _patrol_portals(names: list[str], first: str, count: int) -> Counts:
    """One batch of portals. Parameters are plain: Prefect shows them to whoever looks."""
    with workplace() as work:
        async with pausable(work.settings.look_seconds, *artifacts.walked(first, count)) as walked:
            return await steps.patrol_portals(work, work.chosen(names), walked)


@task(
    name="inspect-reports",
    description="Reads what was captured, judges what was read, and says what could not be found or checked.",
    **_STAGE,
)
async def _inspect_reports(portals: list[str]) -> Counts:
    with workplace() as work:
        return await inspected(work, portals)


def _named() -> str:
    """What a run is called in Prefect's lists: whose portals it walks."""
    asked = flow_run.parameters
    whose = asked.get("division") or "、".join(asked.get("portals") or ()) or "everything"
    return f"patrol {whose}{' once more' if asked.get('unfinished_since') else ''}"


@flow(name="patrol", flow_run_name=_named, validate_parameters=False)
async def patrol(
    portals: list[str] | None = None,
    division: str | None = None,
    portals_per_task: int = 200,
    unfinished_since: str | None = None,
) -> Counts:
    """Patrol portals, read and judge what is new, announce it. 巡查门户，读取并核查新公布或有变化的年报，然后报送。

    A portal that cannot be reached does not fail the run: it is in the table "troubles", and nobody is accused. The run fails,
    after everything else is done, where a fault of the program ended the walk of a portal, and says of which.

    Args:
        portals: Ids of the portals to walk; empty: all that are described. 门户编号，留空为全部。
        division: Only portals whose division code begins so, as in "62" or "6204". 行政区划代码前缀，留空为全部。
        portals_per_task: Portals of one task: smaller shows more of the progress and costs more. 每个任务的门户数。
        unfinished_since: Only what a run that began then (ISO 8601) and was killed has left. 只补巡此时起被中断的一次未走完的门户。
    """
    with (
        workplace() as work,
        recorded(work, "patrol") as run,
        gathering("trouble", "unreadable", "elsewhere") as troubles,
    ):
        chosen = [portal for portal in work.chosen(portals) if portal.division.startswith(division or "")]
        if unfinished_since:
            chosen = unfinished(work, chosen, datetime.fromisoformat(unfinished_since))
        names = [portal.id for portal in chosen]
        failed: dict[str, str] = {}
        for start in range(0, len(names), portals_per_task):
            batch = names[start : start + portals_per_task]
            try:
                run.counts += await _patrol_portals(batch, batch[0], len(batch))
            except PortalsFailed as some:
                run.counts += some.counts
                failed |= some.faults
        if names:
            run.counts += await _inspect_reports(names)
            run.counts += await announced(work)
        await artifacts.leave(work, division, run.counts, troubles)
    if failed:
        raise PortalsFailed(failed, run.counts)
    return run.counts


@flow(name="inspect", validate_parameters=False)
async def inspect(portals: list[str] | None = None, limit: int | None = None) -> Counts:
    """Read what was captured and judge what was read. 读取已抓取的年报并核查。

    Args:
        portals: Ids of the portals whose reports are meant; empty: all. 门户编号，留空为全部。
        limit: At most so many reports are read, and so many judged; empty: all that are due. 最多处理的份数，留空为全部。
    """
    with workplace() as work:
        return await inspected(work, portals, limit)


@flow(name="announce", validate_parameters=False)
async def announce() -> Counts:
    """Compose messages for what has changed and deliver what waits; pass events on to whoever waits for them. 报送消息。"""
    with workplace() as work:
        return await announced(work)


async def inspected(work: Workplace, portals: list[str] | None = None, limit: int | None = None) -> Counts:
    """The steps of `inspect`."""
    read = await in_thread(steps.read_due, work, portals, limit)
    await in_thread(steps.note_looks, work, work.chosen(portals))
    judged = await in_thread(steps.judge_due, work, portals, limit)
    return read + judged + await in_thread(steps.note_absence, work, work.chosen(portals))


async def announced(work: Workplace) -> Counts:
    """The steps of `announce`."""
    counts = await steps.announce_due(work)
    relay(work)
    return counts

"""The flows: patrol (portals → captures), inspect (captures → findings), announce (findings → offices).

Granularity as measured in prefect.md: a flow run is a shard of portals, a task is a portal or a batch, and pages and
reports live only in our own tables. All flows are async (an empty sync flow costs 1 s, an async one 0.15 s).
"""

from __future__ import annotations

from collections.abc import Sequence

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from flows import steps
from flows.events import relay
from flows.holding import in_thread
from flows.pausing import pausable
from flows.progress import Counts
from flows.runs import recorded
from flows.workplace import Workplace, workplace
from scrapers import Portal


class UnknownPortal(LookupError):
    """A portal was named that no description has."""


@task(name="patrol-portals", cache_policy=NO_CACHE)
async def _patrol_portals(names: list[str]) -> Counts:
    """One batch of portals, many at once. Parameters are plain: Prefect shows them to whoever looks."""
    with workplace() as work:
        async with pausable():
            return await steps.patrol_portals(work, choose(work, names))


@flow(name="patrol", validate_parameters=False)
async def patrol(
    portals: list[str] | None = None, division: str | None = None, portals_per_task: int = 200
) -> Counts:
    """Patrol the portals named (all described ones by default; of a `division`, a prefix), judge what is new, announce it."""
    with workplace() as work, recorded(work, "patrol") as run:
        names = [portal.id for portal in choose(work, portals) if portal.division.startswith(division or "")]
        counts = Counts()
        for start in range(0, len(names), portals_per_task):
            counts += await _patrol_portals(names[start : start + portals_per_task])
        if names:
            counts += await inspect(names)
            counts += await announce()
        run.counts = counts
        await _leave_table(counts)
        return counts


@flow(name="inspect", validate_parameters=False)
async def inspect(portals: list[str] | None = None, limit: int | None = None) -> Counts:
    """Read what was captured and judge what was read."""
    with workplace() as work:
        read = await in_thread(steps.read_due, work, portals, limit)
        await in_thread(steps.note_looks, work, choose(work, portals))
        judged = await in_thread(steps.judge_due, work, portals, limit)
        return read + judged + await in_thread(steps.note_absence, work, choose(work, portals))


@flow(name="announce", validate_parameters=False)
async def announce() -> Counts:
    """Compose messages for what has changed and deliver what waits; pass events on to whoever waits for them."""
    with workplace() as work:
        counts = await steps.announce_due(work)
        relay(work)
        return counts


def choose(work: Workplace, names: Sequence[str] | None) -> list[Portal]:
    """Portals by id, in id order; all of them when none is named. Raises `UnknownPortal`."""
    if not names:
        return [work.portals[name] for name in sorted(work.portals)]
    unknown = sorted(set(names) - set(work.portals))
    if unknown:
        raise UnknownPortal(
            f"no portal description has the id {', '.join(unknown)}; known: {', '.join(sorted(work.portals))}"
        )
    return [work.portals[name] for name in sorted(set(names))]


async def _leave_table(counts: Counts) -> None:
    rows = [{"count": name, "value": getattr(counts, name)} for name in Counts.__dataclass_fields__]
    await create_table_artifact(table=rows, key="patrol-counts", description="What this patrol did")  # type: ignore[misc]

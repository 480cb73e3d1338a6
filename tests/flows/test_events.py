"""Promise 8: events are hints. Lost, halved or doubled, what stands in the tables is the same after the reconciling flow."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import UTC, datetime
from fnmatch import fnmatch
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from flows import steps
from flows.events import ONE_BY_ONE, event_id, folded
from flows.progress import Counts
from flows.workplace import workplace
from specimens import Town
from storage import Event, EventKind, Memory
from tests.flows.rehearsal import FEW_RULES
from tests.flows.servers import ROOT
from tests.flows.tables import Rows, lasting
from tests.flows.test_town_patrolled import Rehearsal

pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
STAGES = (1, 3)
Post = Callable[[Sequence[Event]], Sequence[Event]]
"""What arrives of the events that were sent."""


def lost(_: Sequence[Event]) -> Sequence[Event]:
    return ()


def every_second_one_twice(sent: Sequence[Event]) -> Sequence[Event]:
    """Every second one lost, the others doubled, and the doubles out of order."""
    return [*sent[1::2], *reversed(sent[1::2])]


def as_sent(sent: Sequence[Event]) -> Sequence[Event]:
    return sent


@cache
def described() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))["deployments"]
    return found


def flows_for(event: Event) -> Iterator[str]:
    """Entrypoints of the deployments that prefect.yaml starts for an event."""
    for deployment in described():
        for trigger in deployment.get("triggers", ()):
            wanted = trigger["match"]["prefect.resource.id"]
            patterns = [wanted] if isinstance(wanted, str) else wanted
            heard = any(fnmatch(event.resource, pattern) for pattern in patterns)
            if event.kind.value in trigger["expect"] and heard:
                yield deployment["entrypoint"]


def called(entrypoint: str) -> Callable[[], Awaitable[Counts]]:
    file, _, name = entrypoint.partition(":")
    found: Callable[[], Awaitable[Counts]] = getattr(
        import_module(file.removesuffix(".py").replace("/", ".")), name
    )
    return found


async def _react(memory: Memory, post: Post) -> int:
    """Start what the events that arrive start, and what the events of these start, until all is quiet; how many runs.

    A burst starts a deployment once (its concurrency limit holds the rest together), here twice: once for each half of it.
    """
    position, runs = 0, 0
    while sent := list(memory.events(after=position)):
        position = sent[-1][0]
        arrived = post([event for _, event in sent])
        half = (len(arrived) + 1) // 2
        for burst in (arrived[:half], arrived[half:]):
            for entrypoint in sorted({entrypoint for event in burst for entrypoint in flows_for(event)}):
                await called(entrypoint)()
                runs += 1
    return runs


async def _season(folder: Path, post: Post) -> tuple[Rows, int]:
    """Two days of the town with only patrols and what events start, each closed by `reconcile`. Tables, and runs by events."""
    from flows.upkeep import reconcile

    town, runs = Town.demo(), 0
    with town.serve() as server:
        rehearsal = Rehearsal(folder, town, server)
        for stage in STAGES:
            town.move_to(stage)
            settings = rehearsal.settings().model_copy(update={"rules": FEW_RULES})
            with workplace(settings) as work:
                await steps.patrol_portals(work, list(work.portals.values()))
                runs += await _react(work.memory, post)
                await reconcile()
    with Memory(rehearsal.settings().database_url) as memory:
        return lasting(memory), runs


@pytest.fixture
def season(
    prefect_api: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Post], tuple[Rows, int]]:
    def whole(post: Post) -> tuple[Rows, int]:
        folder = tmp_path / post.__name__
        monkeypatch.setenv("NIANBAO_DEMO_OFFICE", f"nianbaofile://{folder / 'alerts'}")
        monkeypatch.setenv("NIANBAO_DEMO_OPERATOR", f"nianbaofile://{folder / 'operator'}")
        return asyncio.run(_season(folder, post))

    return whole


def test_events_lost_halved_or_doubled_change_nothing_in_the_end(
    season: Callable[[Post], tuple[Rows, int]],
) -> None:
    expected, once = season(as_sent)
    assert expected["findings"], "there is something to lose"
    assert once > 0
    for post in (lost, every_second_one_twice):
        found, runs = season(post)
        assert (runs > 0) == (post is not lost)
        for table, rows in expected.items():
            assert found[table] == rows, f"{post.__name__}: table {table} differs"


@settings(max_examples=20, deadline=None)
@given(counts=st.dictionaries(st.sampled_from(tuple(EventKind)), st.integers(1, 3 * ONE_BY_ONE), max_size=3))
def test_of_thousands_of_events_each_kind_still_starts_what_waits_for_it(
    counts: dict[EventKind, int],
) -> None:
    at = datetime(2025, 2, 1, tzinfo=UTC)
    sent = [
        Event(f"{kind}:{number}", kind, at, f"{kind.value.rpartition('.')[0]}.{number}")
        for kind, count in counts.items()
        for number in range(count)
    ]
    told = list(folded(sent))
    assert {run for one in told for run in flows_for(one)} == {run for one in sent for run in flows_for(one)}
    assert len({event_id(one) for one in told}) == len(told)
    for kind, count in counts.items():
        ours = [one for one in told if one.kind is kind]
        assert len(ours) <= ONE_BY_ONE + 1
        assert sum(int(one.facts.get("count") or 1) for one in ours) == count

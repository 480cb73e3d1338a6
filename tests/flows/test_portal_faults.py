"""A fault of our own on one portal: the others are walked to their end, and the run says which one it was, and fails."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from prefect.client.schemas.objects import State, StateType

from flows import steps
from flows.patrol import database_was_away
from flows.patrolling import PortalsFailed
from flows.progress import Counts
from specimens.scenarios.county import County
from storage import DatabaseAway, DiskFull
from tests.flows.counties import COUNTY, rehearsed

OTHER = County(41, "b", "芦滩县", bureaus=2, townships=1)


async def test_a_fault_on_one_portal_is_named_at_the_end_and_the_others_are_walked(tmp_path: Path) -> None:
    with rehearsed(tmp_path, COUNTY, OTHER) as city, city.opened(date(2025, 4, 1)) as work:
        good, other = work.portals.values()
        faulty = other.model_copy(
            update={"columns": (None,)}
        )  # as no description can make it: a fault of ours
        walked: list[int] = []
        with pytest.raises(PortalsFailed, match=f"1 portal.*{faulty.id}: AttributeError") as failed:
            await steps.patrol_portals(work, [faulty, good], lambda: walked.append(1))
        assert failed.value.counts.new > 0
        assert failed.value.counts.troubles >= 1
        assert len(walked) == 2
        assert faulty.id in failed.value.chinese
        assert "不作任何判断" in failed.value.chinese
        assert work.memory.due_for_reading("anyone", portals=[good.id])


async def test_a_task_is_tried_again_for_a_database_that_was_away_and_for_nothing_else() -> None:
    async def again(error: Exception) -> bool:
        nothing: Any = None
        return await database_was_away(nothing, nothing, State(type=StateType.FAILED, data=error))

    assert await again(DatabaseAway("postgresql://host/base", "server closed the connection"))
    assert not await again(DiskFull("postgresql://host/base"))
    assert not await again(PortalsFailed({"x": "KeyError: 1"}, Counts()))
    assert not await again(ValueError("a fault"))

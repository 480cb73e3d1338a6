"""What was said of a missing report is taken back when it can no longer be vouched for: unsent where it can be, rectified where not."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from specimens.scenarios.county import County
from storage import Cause, FindingState
from tests.flows.counties import ABSENT, COUNTY, Rehearsal, rehearsed

NEIGHBOUR = County(40, "b", "蒲洼县", bureaus=1, townships=0)
FIRST, SECOND, THIRD, FOURTH, FIFTH = (date(2025, 3, day) for day in (10, 12, 14, 16, 18))
OPEN = [("苇塘县财政局", 2024, FindingState.OPEN)]
WITHDRAWN = [("苇塘县财政局", 2024, FindingState.WITHDRAWN)]


@pytest.fixture(scope="module")
def two_days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is remembered after two patrols of the first county: the claim stands, untold."""
    folder = tmp_path_factory.mktemp("two-days")
    with rehearsed(folder, COUNTY, NEIGHBOUR) as city:
        for day in (FIRST, SECOND):
            asyncio.run(city.day(day, COUNTY.id))
        assert city.findings("PUB-NOTFOUND") == OPEN
    return folder


@pytest.fixture
def city(two_days: Path, tmp_path: Path) -> Iterator[Rehearsal]:
    shutil.copytree(two_days, tmp_path, dirs_exist_ok=True)
    with rehearsed(tmp_path, COUNTY, NEIGHBOUR) as city:
        yield city


def cause_and_note(city: Rehearsal) -> tuple[Cause | None, str]:
    with city.opened(date(2025, 12, 1)) as work:
        (finding,) = [one for one in work.memory.findings() if one.rule == "PUB-NOTFOUND"]
        return finding.cause, work.memory.history(finding.number)[-1].note or ""


async def test_a_city_found_failing_after_the_claim_takes_it_back_before_anyone_is_told(
    city: Rehearsal,
) -> None:
    """The claim stands on the 12th; the neighbour, patrolled later that day by another run, cannot be read."""
    city.sites[1].blocked = True
    await city.day(SECOND, NEIGHBOUR.id)
    assert city.findings("PUB-NOTFOUND") == WITHDRAWN
    cause, note = cause_and_note(city)
    assert cause is Cause.UNSEEN and "大面积无法访问" in note
    assert city.announce(THIRD) == []


async def test_a_site_that_cannot_be_seen_next_day_silences_a_claim_not_yet_told(city: Rehearsal) -> None:
    city.site.blocked = True
    words = await city.day(THIRD, COUNTY.id)
    assert words[ABSENT].startswith("could_not_check:")
    assert city.findings("PUB-NOTFOUND") == WITHDRAWN
    assert city.announce(THIRD) == []


async def test_a_claim_already_told_is_rectified_as_could_not_be_checked(city: Rehearsal) -> None:
    (told,) = city.announce(SECOND)
    assert "苇塘县财政局 2024 年" in told
    city.site.blocked = True
    await city.day(THIRD, COUNTY.id)
    assert city.findings("PUB-NOTFOUND") == WITHDRAWN
    (rectified,) = city.announce(THIRD)
    assert "已撤销" in rectified and "暂不能核实" in rectified and "与单位无关" in rectified
    await city.day(FOURTH, COUNTY.id)
    assert city.announce(FOURTH) == []


async def test_a_column_that_has_moved_since_takes_the_claim_back(city: Rehearsal) -> None:
    city.site.moved = True
    words = await city.day(THIRD, COUNTY.id)
    assert words[ABSENT].startswith("could_not_check:")
    assert city.findings("PUB-NOTFOUND") == WITHDRAWN


async def test_after_a_claim_was_taken_back_only_two_new_days_make_another(city: Rehearsal) -> None:
    city.site.blocked = True
    await city.day(THIRD, COUNTY.id)
    city.site.blocked = False
    words = await city.day(FOURTH, COUNTY.id)
    assert words[ABSENT] == "could_not_check:one_day_only"
    assert city.findings("PUB-NOTFOUND") == WITHDRAWN
    words = await city.day(FIFTH, COUNTY.id)
    assert words[ABSENT] == "not_listed"
    assert city.findings("PUB-NOTFOUND") == OPEN
    assert len(city.announce(FIFTH)) == 1


async def test_a_claim_about_an_agency_that_owes_nothing_here_is_taken_back(city: Rehearsal) -> None:
    city.own_site["czj"] = "http://czj.example/"
    await city.day(THIRD, COUNTY.id)
    assert city.findings("PUB-NOTFOUND") == WITHDRAWN
    assert cause_and_note(city)[0] is Cause.SCOPE
    assert city.announce(THIRD) == []


async def test_a_claim_outlives_days_on_which_nothing_changed(city: Rehearsal) -> None:
    city.announce(SECOND)
    for day in (THIRD, FOURTH):
        await city.day(day, COUNTY.id)
    assert city.findings("PUB-NOTFOUND") == OPEN and city.announce(FOURTH) == []

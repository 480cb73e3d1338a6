"""The demo county, patrolled over real HTTP: everything that can be found is found, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reports.identity import recognise
from scrapers import Fetcher, FetchSettings, Listing, ReportCaptured, Trouble, Validators, load_portal, patrol
from specimens import Server, Town


@pytest.fixture(scope="module")
def town() -> Town:
    return Town.demo()


@pytest.fixture
def server(town: Town) -> Iterator[Server]:
    town.move_to(1)
    with town.serve() as serving:
        yield serving


async def walk(town: Town, server: Server, *, described: bool = True, **kept: object) -> list[object]:
    portal = load_portal(town.portal_file)
    if not described:
        portal = portal.model_copy(update={"columns": (), "family": "auto"})
    settings = FetchSettings(resolve=server.resolve, interval=0.0)
    async with Fetcher(settings) as fetcher:
        steps = patrol(portal, fetcher=fetcher, years=town.truth().years, **kept)  # type: ignore[arg-type]  # patrol's own keywords
        return [step async for step in steps]


@pytest.mark.parametrize("described", [True, False])
async def test_every_report_of_the_town_is_found_and_no_look_alike(
    town: Town, server: Server, described: bool
) -> None:
    steps = await walk(town, server, described=described)
    found = {step.listed.url: step for step in steps if isinstance(step, ReportCaptured)}
    truth = town.truth()
    assert set(found) == {one.url for one in truth.reports}
    assert {step.url for step in steps if isinstance(step, Trouble)} == set(truth.dead)
    assert all(step.complete for step in steps if isinstance(step, Listing))
    for one in truth.reports:
        named = recognise(found[one.url].listed.title, one.url)
        assert named.year == one.year and named.agency.name, found[one.url].listed.title


async def test_a_second_patrol_of_the_town_moves_no_body(town: Town, server: Server) -> None:
    first = await walk(town, server)
    captures = [step.capture for step in first if isinstance(step, ReportCaptured)]
    captures += [one for step in first if isinstance(step, Listing) for one in step.captures]
    kept = {one.sha256: one.body for one in captures}
    validators = {
        one.asked: Validators(one.headers.get("etag"), one.headers.get("last-modified"), one.sha256)
        for one in captures
    }
    server.forget()
    again = await walk(town, server, known=validators.get, recall=kept.get)
    assert all(step.unchanged for step in again if isinstance(step, Listing | ReportCaptured))
    assert {visit.status for visit in server.visits if visit.target != "/robots.txt"} <= {304, 404}
    assert len(again) == len(first)
    town.move_to(3)
    changed = [
        s
        for s in await walk(town, server, known=validators.get, recall=kept.get)
        if isinstance(s, ReportCaptured)
    ]
    assert sum(not step.unchanged for step in changed) == 2

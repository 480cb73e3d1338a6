"""A host's daily cap and its Retry-After hold for the next run and for another process, as they hold within one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from scrapers import Fetcher, HostVisits, Obstacle, Portal
from storage import Memory, upgrade
from tests.scrapers.conftest import Reply, Web, portal
from tests.scrapers.test_fetching import HOST, Time, failure, world

NAME = "www.qingxi.example"
MakeFetcher = Callable[..., Fetcher]


@pytest.fixture
def address(tmp_path: Path) -> str:
    upgrade(f"sqlite:///{tmp_path / 'book.db'}")
    return f"sqlite:///{tmp_path / 'book.db'}"


@pytest.fixture
def book(address: str) -> Iterator[Memory]:
    with Memory(address) as memory:
        yield memory


async def pages(fetcher: Fetcher, count: int, capped: Portal) -> int:
    """How many of `count` pages were answered before the fetcher refused to ask."""
    for number in range(count):
        try:
            await fetcher.get(f"{HOST}/{number}", portal=capped)
        except Exception as refused:
            assert getattr(refused, "obstacle", None) is Obstacle.POSTPONED
            return number
    return count


async def test_the_second_run_of_a_day_counts_on_and_the_next_day_begins_anew(
    web: Web, fetcher_for: MakeFetcher, book: Memory
) -> None:
    for number in range(40):
        web.page(f"{HOST}/{number}", "page")
    capped, time = portal(politeness={"daily_cap": 30}), Time()
    first = fetcher_for(web.settings(interval=None), **world(time), book=book)
    assert await pages(first, 10, capped) == 10
    await first.aclose()
    asked = book.visits(NAME)
    assert asked is not None and asked.asked == first.asked  # robots.txt is a request too
    second = fetcher_for(web.settings(interval=None), **world(time), book=book)
    assert await pages(second, 40, capped) == 30 - first.asked - 1
    await second.aclose()
    time.passed += 86_400
    third = fetcher_for(web.settings(interval=None), **world(time), book=book)
    assert await pages(third, 5, capped) == 5


async def test_a_run_that_was_killed_has_booked_no_less_than_it_asked(
    web: Web, fetcher_for: MakeFetcher, book: Memory, address: str
) -> None:
    for number in range(10):
        web.page(f"{HOST}/{number}", "page")
    capped, time = portal(politeness={"daily_cap": 30}), Time()
    killed = fetcher_for(web.settings(interval=None), **world(time), book=book)
    assert await pages(killed, 7, capped) == 7  # never closed: as after SIGKILL
    with Memory(address) as other:
        seen = other.visits(NAME)
    assert seen is not None and killed.asked <= seen.asked <= 30


async def test_the_next_run_leaves_a_host_alone_that_asked_for_it(
    web: Web, fetcher_for: MakeFetcher, book: Memory
) -> None:
    web.page(f"{HOST}/a", Reply(status=429, headers={"Retry-After": "3600"}))
    web.page(f"{HOST}/b", "b")
    time = Time()
    first = fetcher_for(web.settings(interval=None, retries=1), **world(time), book=book)
    assert (await failure(first, f"{HOST}/a", portal())).obstacle is Obstacle.RATE_LIMITED
    second = fetcher_for(web.settings(interval=None), **world(time), book=book)
    before = len(web.targets())
    refused = await failure(second, f"{HOST}/b", portal())
    assert refused.obstacle is Obstacle.POSTPONED and len(web.targets()) == before
    time.passed += 3700
    third = fetcher_for(web.settings(interval=None), **world(time), book=book)
    assert (await third.get(f"{HOST}/b", portal=portal())).body == b"b"


def test_the_book_keeps_what_it_is_told(book: Memory) -> None:
    assert book.visits(NAME) is None
    moment = Time().now()
    for visits in (
        HostVisits(NAME, "2026-01-20", 20),
        HostVisits(NAME, "2026-01-20", 25, moment + timedelta(hours=1)),
    ):
        book.note_visits(visits)
        assert book.visits(NAME) == visits

"""A first sighting says when a report came only as far as the column was read whole shortly before."""

from __future__ import annotations

from datetime import date

import pytest

from rules import Publication
from storage import Memory
from tests.storage.builders import PORTAL, START, captured, later, listed, listing, report

ALL = [listed(name) for name in ("教育局", "财政局", "民政局", "司法局")]
DAY = date(2025, 6, 1)
"""The day on which it is asked."""


def first_seen_on_the_eleventh(memory: Memory, division: str | None) -> Publication:
    """Absent from a whole list on day 3, there on day 10, on a portal of that division."""
    memory.record_portal(PORTAL, name="青溪县政府网", division=division)
    for day in (0, 3):
        memory.record_listing(listing(ALL[1:], at=later(days=day)))
    for day in (10, 11):
        memory.record_listing(listing(ALL, at=later(days=day)))
    kept = memory.record_capture(captured(at=later(days=10)))
    found = memory.record_reading(kept.id, report(), later(days=10))
    return memory.case(found.id, DAY).publication


def test_the_last_whole_reading_without_a_report_is_kept_with_its_first_sighting(memory: Memory) -> None:
    told = first_seen_on_the_eleventh(memory, "990121")
    assert told.unlisted_on == later(days=3).date()
    assert told.first_seen == later(days=10).date()


@pytest.mark.parametrize("division", ["990100", "990122", None])
def test_a_list_that_is_not_the_agencys_own_portals_is_no_witness_of_when_it_came_out(
    memory: Memory, division: str | None
) -> None:
    """A zone shows its city's report in September, a city its county's: it had been out where it belongs."""
    told = first_seen_on_the_eleventh(memory, division)
    assert told.unlisted_on is None
    assert told.first_seen == later(days=10).date()


def test_a_report_that_stood_in_the_first_list_ever_read_came_nobody_knows_when(memory: Memory) -> None:
    memory.record_listing(listing(ALL))
    found = memory.record_reading(memory.record_capture(captured()).id, report(), START)
    assert memory.case(found.id, DAY).publication.unlisted_on is None


def test_a_report_is_seen_from_the_day_it_is_listed_though_its_page_opens_later(memory: Memory) -> None:
    memory.record_listing(listing(ALL))
    kept = memory.record_capture(captured(at=later(days=9)))
    found = memory.record_reading(kept.id, report(), later(days=9))
    assert memory.case(found.id, DAY).publication.first_seen == START.date()

"""What a page says of itself is kept with its capture, and a judgement remembers it: no tags is not the same as not seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scrapers import PageFacts
from storage import Memory
from tests.storage.builders import captured, judge, later, report, verdict

DAY = date(2025, 2, 10)


@pytest.mark.parametrize("page", [PageFacts({"PubDate": "2025-01-20"}, 40), PageFacts({}), None])
def test_tags_and_letters_come_back_from_store_and_judgement(memory: Memory, page: PageFacts | None) -> None:
    kept = memory.record_capture(replace(captured(), page=page))
    own = memory.record_reading(kept.id, report(), later())
    judge(memory, own, verdict())
    for case in (memory.case(own.id, DAY), memory.replay(1)):
        assert case.publication.page_tags == (None if page is None else page.tags)
        assert case.publication.page_letters == (None if page is None else page.letters)
    assert memory.publication(own.id).page_tags == (None if page is None else page.tags)


def test_a_page_seen_whole_only_the_second_time_is_known_from_then_on(memory: Memory) -> None:
    kept = memory.record_capture(captured())
    own = memory.record_reading(kept.id, report(), later())
    memory.record_capture(replace(captured(), page=PageFacts({"PubDate": "2025-01-20"})))
    memory.record_capture(captured())
    assert memory.case(own.id, DAY).publication.page_tags == {"PubDate": "2025-01-20"}


def test_another_body_has_facts_of_its_own(memory: Memory) -> None:
    kept = memory.record_capture(replace(captured("甲"), page=PageFacts({"PubDate": "2025-01-20"})))
    memory.record_reading(kept.id, report("甲"), later())
    again = memory.record_capture(replace(captured("乙", at=later(1)), page=PageFacts({})))
    own = memory.record_reading(again.id, report("乙"), later(1))
    assert memory.case(own.id, DAY).publication.page_tags == {}

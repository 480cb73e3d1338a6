"""A case knows the county's other reports of the year, and last year's absence only where it is certain."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rules import AgencyFacts, Prior, Publication, absence_case
from scrapers.values import ReportCaptured
from storage import Memory, RosterEntry
from tests.storage.builders import RULES, captured, judge, later, listed, read, report, verdict

OTHER = "http://www.qingxi.example/other/2024.html"
DAY = date(2025, 2, 10)


def test_siblings_are_the_same_countys_and_years_and_not_the_agencys_own(memory: Memory) -> None:
    own = read(memory, "甲", agency="教育局")
    read(memory, "乙", agency="水利局")
    read(memory, "丙", agency="水利局", year=2023)
    found = memory.case(own.id, DAY).siblings
    assert [(report.agency.name, report.year) for report in found] == [("水利局", 2024)]
    assert found[0].narrative


def test_a_judgement_is_repeated_with_the_siblings_it_was_made_on(memory: Memory) -> None:
    own = read(memory, "甲", agency="教育局")
    read(memory, "乙", agency="水利局")
    judge(memory, own, verdict())
    read(memory, "丙", agency="农业局")
    assert len(memory.case(own.id, DAY).siblings) == 2
    assert [report.agency.name for report in memory.replay(1).siblings] == ["水利局"]


def test_a_report_we_have_not_got_is_unseen_and_that_of_a_new_agency_is_none(memory: Memory) -> None:
    entry = RosterEntry("教育局", "department", "county", "990121")
    own = read(memory, "甲", agency="教育局")
    assert memory.case(own.id, DAY).prior is Prior.UNSEEN
    memory.record_agencies([replace(entry, founded=date(2024, 3, 1))], later())
    assert memory.case(own.id, DAY).prior is Prior.NONE
    memory.record_agencies([replace(entry, founded=date(2023, 3, 1))], later())
    assert memory.case(own.id, DAY).prior is Prior.UNSEEN


@pytest.mark.parametrize(
    ("word", "prior"), [("not_listed", Prior.NONE), ("could_not_check:waf_challenge", Prior.UNSEEN)]
)
def test_only_a_proved_absence_makes_last_years_report_one_that_was_never_there(
    memory: Memory, word: str, prior: Prior
) -> None:
    """What was carried over is held against nothing where the report before may only not have been seen."""
    own = read(memory, "甲", agency="教育局")
    assert own.agency_id is not None
    case = absence_case(AgencyFacts(name="教育局"), 2023, Publication(not_listed=word), DAY)
    memory.record_absence(own.agency_id, 2023, [], ruleset_hash=RULES, at=later(), case=case)
    assert memory.case(own.id, DAY).prior is prior


def test_a_copy_at_another_address_is_held_against_the_standing_one_and_repeated(memory: Memory) -> None:
    own = read(memory, "甲", agency="教育局")
    kept = memory.record_capture(
        ReportCaptured(
            replace(listed("教育局"), url=OTHER),
            replace(captured("乙").capture, asked=OTHER, final=OTHER),
            body="乙".encode(),
            name="report.html",
        )
    )
    memory.record_reading(kept.id, report("乙", agency="教育局"), later())
    (copy,) = memory.case(own.id, DAY).copies
    assert copy.source.sha256 == report("乙").source.sha256
    judge(memory, own, verdict())
    assert memory.replay(1).copies == (copy,)


@pytest.mark.parametrize(
    ("day", "prior"), [(date(2024, 2, 20), Prior.UNSEEN), (date(2024, 4, 1), Prior.NONE)]
)
def test_what_was_not_listed_before_the_last_legal_date_may_have_come_since(
    memory: Memory, day: date, prior: Prior
) -> None:
    own = read(memory, "甲", agency="教育局")
    assert own.agency_id is not None
    case = absence_case(AgencyFacts(name="教育局"), 2023, Publication(not_listed="not_listed"), day)
    memory.record_absence(own.agency_id, 2023, [], ruleset_hash=RULES, at=later(), case=case)
    assert memory.case(own.id, DAY).prior is prior


def test_another_version_of_last_years_report_is_known_when_this_years_is_judged_and_repeated(
    memory: Memory,
) -> None:
    own = read(memory, "甲", agency="教育局")
    read(memory, "去年", agency="教育局", year=2023)
    judge(memory, own, verdict())
    assert memory.case(own.id, DAY).previous_copies == ()
    assert own.id not in {due.id for due in memory.due_for_judging(RULES)}
    shown = captured("去年，更正", agency="教育局", year=2023)
    kept = memory.record_capture(
        replace(
            shown,
            listed=replace(listed("教育局", 2023), url=OTHER),
            capture=replace(shown.capture, asked=OTHER, final=OTHER),
        )
    )
    memory.record_reading(kept.id, report("去年，更正", agency="教育局", year=2023), later(days=1))
    assert own.id in {due.id for due in memory.due_for_judging(RULES)}
    case = memory.case(own.id, DAY)
    assert [one.source.sha256 for one in case.previous_copies] == [report("去年，更正").source.sha256]
    judge(memory, own, at=later(days=1))
    assert own.id not in {due.id for due in memory.due_for_judging(RULES)}
    assert memory.replay(2).previous_copies == case.previous_copies

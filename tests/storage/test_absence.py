"""Absence needs proof: looks are kept by day, and only the proof rules over several days may accuse."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from rules import AgencyFacts, Publication, absence_case
from rules.engine.verdict import Outcome
from scrapers import Look
from scrapers.values import Obstacle
from storage import Cause, Claim, FindingState, Memory, Message, RosterEntry
from tests.storage.builders import (
    PORTAL,
    READER,
    RULES,
    captured,
    judge,
    later,
    listed,
    listing,
    read,
    report,
    verdict,
)


def look(
    day: int = 10, *, complete: bool = True, recognised: frozenset[tuple[str, int]] = frozenset()
) -> Look:
    return Look(
        PORTAL,
        "annual",
        "http://www.qingxi.example/nb/",
        "all",
        date(2025, 2, day),
        complete,
        recognised=recognised,
    )


def entry(name: str, id: str) -> RosterEntry:
    return RosterEntry(name, "department", "county", "990121", id=id, portal=PORTAL)


def patrolled(memory: Memory) -> None:
    memory.record_portal(PORTAL, name="青溪县政府网", division="990121")
    memory.record_agencies([entry("青溪县教育局", "jyj"), entry("青溪县财政局", "czj")], later())
    memory.record_listing(listing([listed("教育局"), listed("不明")]))


@pytest.mark.parametrize("reader", [READER, "reader-2"], ids=["the site", "a reader"])
def test_a_report_that_was_written_over_by_next_years_is_not_one_that_never_came(
    memory: Memory, reader: str
) -> None:
    """Its figures are in our evidence. What a better reader says is of another year had never been that year's."""
    patrolled(memory)
    judge(memory, read(memory, "甲"), verdict())
    after = "甲" if reader != READER else "乙"
    for day in (3, 4):  # a second day shows it: until then it is held back
        memory.record_capture(captured(after, at=later(day)))
        for due in memory.due_for_reading(reader):
            memory.record_reading(due.id, report(after, year=2025, reader=reader), later(day))
    assert memory.carried(PORTAL) == {("jyj", 2025)} | ({("jyj", 2024)} if reader == READER else set())


def test_an_incomplete_look_never_replaces_a_complete_one_of_the_same_day(memory: Memory) -> None:
    patrolled(memory)
    memory.record_look(look())
    memory.record_look(look(complete=False))
    memory.record_look(look(11, complete=False))
    memory.record_look(look(11, recognised=frozenset({("jyj", 2024)})))
    assert memory.looks(PORTAL) == (look(), look(11, recognised=frozenset({("jyj", 2024)})))


def test_a_listing_comes_back_with_the_rows_of_its_last_reading_only(memory: Memory) -> None:
    patrolled(memory)
    memory.record_listing(listing([listed("教育局")], at=later(days=1)))
    (last,) = memory.latest_listings(PORTAL)
    assert (last.reports, last.read_at, last.complete) == ((listed("教育局"),), later(days=1), True)


def test_a_thin_listing_comes_back_as_incomplete(memory: Memory) -> None:
    patrolled(memory)
    memory.record_listing(listing([listed("教育局")], rows=40, at=later(days=1)))
    memory.record_listing(listing([], rows=0, at=later(days=2)))
    (last,) = memory.latest_listings(PORTAL)
    assert (last.complete, last.obstacle) == (False, Obstacle.LAYOUT_CHANGED)


def test_only_what_was_surely_recognised_is_resolved(memory: Memory) -> None:
    from reports import ReportKind
    from tests.storage.builders import captured

    patrolled(memory)
    read(memory)
    for name, kind in (("不明", ReportKind.UNSURE), ("简介", ReportKind.OTHER)):
        kept = memory.record_capture(captured(name, agency=name))
        memory.record_reading(kept.id, report(name, agency=name, kind=kind), later())
    assert memory.resolved(PORTAL) == {listed("教育局").url: ("jyj", 2024), listed("简介").url: None}


def test_a_report_that_appears_rectifies_the_word_on_its_absence(memory: Memory) -> None:
    patrolled(memory)
    number = memory.agency_number(PORTAL, "czj")
    assert number is not None
    missing = verdict("PUB-NOTFOUND", subject="")
    first = memory.record_absence(number, 2024, [missing], ruleset_hash=RULES, at=later())
    again = memory.record_absence(number, 2024, [missing], ruleset_hash=RULES, at=later(days=1))
    assert (first.opened, again.opened, again.new) == (("NB-000001",), (), False)
    revision = read(memory, "财政", agency="财政局", at=later(days=2))
    assert revision.agency_id == number
    judge(memory, revision, verdict("PUB-NOTFOUND", Outcome.NOT_APPLICABLE, subject=""), at=later(days=2))
    assert memory.findings()[0].state is FindingState.RECTIFIED


def test_who_was_not_found_is_called_overdue_only_after_it_was_looked_for_again(memory: Memory) -> None:
    patrolled(memory)
    number = memory.agency_number(PORTAL, "czj")
    assert number is not None

    def not_found(day: int) -> None:
        case = absence_case(
            AgencyFacts(name="青溪县财政局"), 2024, Publication(not_listed="not_listed"), date(2025, 2, day)
        )
        missing = [verdict("PUB-NOTFOUND", subject="")]
        memory.record_absence(number, 2024, missing, ruleset_hash=RULES, at=later(days=day - 10), case=case)

    def reminded(day: int) -> int:
        return memory.remind(later(days=day - 10), after_days=7, every_days=7, escalate_after_days=None)

    not_found(10)
    assert reminded(18) == 0
    not_found(18)
    assert reminded(19) == 1


def test_a_report_that_was_taken_down_is_reminded_of_only_where_the_list_was_read_since(
    memory: Memory,
) -> None:
    judge(memory, read(memory))
    for day, rows in enumerate(([listed("教育局"), listed("不明")], *[[listed("不明")]] * 3)):
        memory.record_listing(listing(rows, at=later(days=day)))
    remind = partial(
        memory.remind, after_days=7, every_days=7, escalate_after_days=None, minimum_severity="notice"
    )
    assert [finding.rule for finding in memory.findings()] == ["PUB-VANISHED"]
    memory.record_portal("zhaoyang", name="昭阳县政府网", division="990122")
    theirs = captured("外县")
    address = "http://www.zhaoyang.example/2024.html"
    capture = replace(theirs.capture, portal="zhaoyang", asked=address, final=address)
    kept = memory.record_capture(replace(theirs, capture=capture, listed=replace(theirs.listed, url=address)))
    memory.record_reading(kept.id, report("外县", division="990122"), later())
    memory.record_listing(replace(listing([theirs.listed], at=later(days=11)), portal="zhaoyang"))
    assert remind(later(days=11)) == 0
    memory.record_listing(listing([listed("不明")], at=later(days=12)))
    assert remind(later(days=12)) == 1


def claimed(memory: Memory) -> str:
    patrolled(memory)
    number = memory.agency_number(PORTAL, "czj")
    assert number is not None
    missing = verdict("PUB-NOTFOUND", subject="")
    (opened,) = memory.record_absence(number, 2024, [missing], ruleset_hash=RULES, at=later()).opened
    return opened


def test_a_claim_taken_back_before_it_stood_in_a_message_is_never_told(memory: Memory) -> None:
    number = claimed(memory)
    assert memory.open_claims(PORTAL) == (Claim(number, "czj", 2024, told=False),)
    assert memory.take_back(number, Cause.UNSEEN, "当日无法访问", later(days=1))
    assert not memory.take_back(number, Cause.UNSEEN, "当日无法访问", later(days=1))
    assert [notice for notice in memory.untold() if notice.audience == "office"] == []
    assert memory.open_claims(PORTAL) == () and memory.taken_back(PORTAL) == {
        ("czj", 2024): later(days=1).date()
    }
    last = memory.history(number)[-1]
    assert (last.kind, last.cause, last.note) == ("withdrawn", Cause.UNSEEN, "当日无法访问")


def test_a_claim_that_waits_in_the_ledger_of_a_destination_is_never_sent(memory: Memory) -> None:
    number = claimed(memory)
    (notice,) = [notice for notice in memory.untold() if notice.audience == "office"]
    memory.route(notice.id, [("市办", "邮箱")], later())
    memory.take_back(number, Cause.UNSEEN, "当日无法访问", later(days=1))
    assert memory.waiting("邮箱") == () and memory.untold() == ()


def test_the_withdrawal_of_a_claim_that_was_told_is_told(memory: Memory) -> None:
    number = claimed(memory)
    (notice,) = [notice for notice in memory.untold() if notice.audience == "office"]
    memory.route(notice.id, [("市办", "邮箱")], later())
    told = Message(
        key="nb-1", office="市办", destination="邮箱", title="", markdown="", text="", findings=(number,)
    )
    memory.put_message(told, notices=[notice.id], at=later())
    assert memory.open_claims(PORTAL) == (Claim(number, "czj", 2024, told=True),)
    memory.take_back(number, Cause.UNSEEN, "当日无法访问", later(days=1))
    assert [notice.kind for notice in memory.untold() if notice.audience == "office"] == ["withdrawn"]


def test_a_claim_on_a_year_that_the_roster_says_is_not_owed_any_more_does_not_stand(memory: Memory) -> None:
    number = claimed(memory)
    memory.record_agencies([replace(entry("青溪县财政局", "czj"), last_year=2024)], later(days=1))
    assert [claim.number for claim in memory.open_claims(PORTAL)] == [number]
    memory.record_agencies([replace(entry("青溪县财政局", "czj"), last_year=2023)], later(days=2))
    assert memory.open_claims(PORTAL) == ()
    assert memory.history(number)[-1].cause is Cause.SCOPE


def test_of_two_agencies_with_one_id_nothing_is_kept_and_the_operator_is_told(memory: Memory) -> None:
    patrolled(memory)
    memory.record_agencies([entry("青溪县财政局", "jyj")], later())
    assert memory.agency_number(PORTAL, "jyj") is None
    (notice,) = [one for one in memory.untold() if one.kind == "double_roster_id"]
    assert notice.audience == "operator" and "jyj：青溪县教育局、青溪县财政局" in notice.body
    memory.record_agencies([entry("青溪县财政局", "czj")], later(days=1))
    assert memory.agency_number(PORTAL, "jyj") is not None


def test_a_place_that_has_moved_the_same_day_takes_the_days_proof_away(memory: Memory) -> None:
    patrolled(memory)
    memory.record_look(look())
    moved = replace(look(complete=False), obstacle=Obstacle.COLUMN_MOVED)
    memory.record_look(moved)
    assert memory.looks(PORTAL) == (moved,)


def test_the_stored_roster_can_be_asked_by_division(memory: Memory) -> None:
    patrolled(memory)
    assert {one.id for one in memory.agencies("9901")} == {"jyj", "czj"}
    assert memory.agencies("62") == ()

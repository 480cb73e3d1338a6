"""Promises 4, 5, 6 and 9: outages, thin lists, silence and removals, with the clock written out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from rules.engine.verdict import Outcome
from scrapers.values import ListedReport, Obstacle, Vanished
from storage import EventKind, FindingState, Memory
from tests.storage.builders import (
    PORTAL,
    RULES,
    START,
    captured,
    judge,
    later,
    listed,
    listing,
    read,
    report,
    trouble,
    verdict,
)

ALL = [listed(name) for name in ("教育局", "财政局", "民政局", "司法局")]


def told(memory: Memory) -> list[str]:
    return [notice.kind for notice in memory.untold()]


def portal(memory: Memory, **facts: object) -> None:
    memory.record_portal(PORTAL, name="青溪县政府网", division="990121", **facts)  # type: ignore[arg-type]  # few facts


def test_what_waits_until_there_is_an_operator_is_not_gone_over_again_and_again(memory: Memory) -> None:
    """Each part of what is unrouted begins behind the last of the one before, also where nothing of it could be routed."""
    for key in ("甲", "乙", "丙"):
        memory.to_operator(key=key, kind="outage", title=key, body=key, at=later())
    first = memory.unrouted(limit=2)
    second = memory.unrouted(first[-1].id, limit=2)
    assert (len(first), len(second)) == (2, 1)
    assert memory.unrouted(second[-1].id) == ()


def test_a_502_now_and_then_is_never_told(memory: Memory) -> None:
    portal(memory)
    for hour in range(0, 48, 4):
        memory.record_trouble(trouble(), later(hours=hour))
        memory.record_listing(listing(ALL, at=later(hours=hour + 1)))
    assert told(memory) == []


def test_an_outage_is_told_once_to_the_operator_reminded_of_and_ended_once(memory: Memory) -> None:
    portal(memory)
    for hour in range(0, 20, 2):
        memory.record_trouble(trouble(), later(hours=hour))
    assert told(memory) == ["unreachable"]
    assert memory.watch_portals(later(days=3)) == 0
    assert memory.watch_portals(later(days=8)) == 1
    assert memory.watch_portals(later(days=8)) == 0
    for day in (9, 10):
        memory.record_listing(listing(ALL, at=later(days=day)))
    assert told(memory) == ["unreachable", "reminder", "recovered"]
    assert all(notice.audience == "operator" for notice in memory.untold())
    assert len(memory.events(kinds=[EventKind.PORTAL_UNREACHABLE, EventKind.PORTAL_RECOVERED])) == 2


def test_many_failures_in_one_minute_are_not_an_outage_yet(memory: Memory) -> None:
    portal(memory)
    for second in range(50):
        memory.record_trouble(trouble(), later(hours=second / 3600))
    assert told(memory) == []


def test_one_dead_link_is_not_an_outage(memory: Memory) -> None:
    portal(memory)
    for day in range(10):
        memory.record_trouble(trouble(Obstacle.HTTP_4XX, where="report"), later(days=day))
    assert told(memory) == []


def test_two_failures_a_day_apart_are_not_an_outage_yet(memory: Memory) -> None:
    portal(memory)
    for day in (0, 1):
        memory.record_trouble(trouble(), later(days=day))
    assert told(memory) == []
    memory.record_trouble(trouble(), later(days=2))
    assert told(memory) == ["unreachable"]


@pytest.mark.parametrize(
    ("obstacle", "where"),
    [
        (Obstacle.POSTPONED, "annual"),
        (Obstacle.ADDRESS_REFUSED, "annual"),
        (Obstacle.SOFT404, "report"),
        (Obstacle.TOO_LARGE, "report"),
        (Obstacle.OFF_SITE_REDIRECT, "report"),
    ],
)
def test_what_we_put_off_or_one_page_refuses_is_no_outage_of_its_portal(
    memory: Memory, obstacle: Obstacle, where: str
) -> None:
    portal(memory)
    for day in range(10):
        memory.record_trouble(trouble(obstacle, where=where), later(days=day))
    assert told(memory) == []


def test_a_second_outage_is_told_again(memory: Memory) -> None:
    portal(memory)
    for start in (0, 10):
        for hour in range(0, 20, 2):
            memory.record_trouble(trouble(), later(days=start, hours=hour))
        memory.record_listing(listing(ALL, at=later(days=start + 2)))
    assert told(memory) == ["unreachable", "recovered"] * 2


def test_a_portal_that_is_no_longer_patrolled_is_noticed_once(memory: Memory) -> None:
    portal(memory, expected_every_hours=24)
    memory.record_listing(listing(ALL))
    assert [memory.watch_portals(later(hours=hour)) for hour in (24, 48, 49, 72)] == [0, 0, 1, 0]
    assert told(memory) == ["silent"]
    memory.record_listing(listing(ALL, at=later(days=4)))
    assert told(memory) == ["silent", "recovered"]


def test_a_report_taken_from_the_list_is_a_finding_only_on_the_second_day(memory: Memory) -> None:
    judge(memory, read(memory))
    memory.record_listing(listing(ALL))
    memory.record_listing(listing(ALL[1:], at=later(days=1)))
    memory.record_listing(listing(ALL[1:], at=later(days=1, hours=2)))
    assert memory.findings() == ()
    memory.record_listing(listing(ALL[1:], at=later(days=2)))
    memory.record_listing(listing(ALL[1:], at=later(days=3)))
    (finding,) = memory.findings()
    assert (finding.rule, finding.state) == ("PUB-VANISHED", FindingState.OPEN)
    assert finding.evidence
    assert len(memory.events(kinds=[EventKind.REPORT_VANISHED])) == 1
    memory.record_listing(listing(ALL, at=later(days=4)))
    assert memory.findings()[0].state is FindingState.RECTIFIED


def test_an_empty_or_halved_list_makes_nothing_vanish(memory: Memory) -> None:
    read(memory)
    memory.record_listing(listing(ALL, rows=20))
    memory.record_listing(listing([], rows=0, at=later(days=1)))
    memory.record_listing(listing(ALL[1:], rows=9, at=later(days=2)))
    memory.record_listing(listing([], rows=0, at=later(days=3)))
    assert memory.findings() == ()


def test_a_shorter_list_is_believed_when_a_second_day_shows_the_same(memory: Memory) -> None:
    read(memory)
    memory.record_listing(listing(ALL, rows=20))
    for day in (1, 2, 3):
        memory.record_listing(listing(ALL[1:], rows=3, at=later(days=day)))
    assert [finding.rule for finding in memory.findings()] == ["PUB-VANISHED"]


def test_an_incomplete_list_makes_nothing_vanish(memory: Memory) -> None:
    read(memory)
    memory.record_listing(listing(ALL))
    for day in range(1, 9):
        partial = listing([], complete=False, obstacle=Obstacle.PAGINATION_INCOMPLETE, at=later(days=day))
        memory.record_listing(partial)
    assert memory.findings() == ()


def test_a_report_moved_to_another_column_has_not_vanished(memory: Memory) -> None:
    from dataclasses import replace

    read(memory)
    memory.record_listing(listing(ALL))
    for day in range(1, 4):
        memory.record_listing(listing(ALL[1:], at=later(days=day)))
        memory.record_listing(
            replace(listing(ALL[:1], at=later(days=day)), column="new", url="http://www.qingxi.example/new/")
        )
    assert memory.findings() == ()


def moved(memory: Memory, at: datetime, url: str = "http://www.qingxi.example/new/1.html") -> ListedReport:
    """The education bureau's report at another address, seen and read; its page is dated anew."""
    there = replace(ALL[0], url=url)
    kept = memory.record_capture(
        replace(
            captured("正文，新网站", at=at),
            listed=there,
            capture=replace(captured("正文，新网站", at=at).capture, asked=url),
        )
    )
    memory.record_reading(kept.id, report("正文，新网站"), at)
    return there


def test_a_report_at_another_address_has_not_vanished_and_speaks_from_there(memory: Memory) -> None:
    judge(memory, read(memory), verdict())
    memory.record_listing(listing(ALL))
    there = moved(memory, later(days=1))
    for day in (1, 2, 3):
        memory.record_listing(listing([there, *ALL[1:]], at=later(days=day)))
    assert [one.rule for one in memory.findings()] == ["SUM-T3-COL"]
    due = {one.url: one for one in memory.due_for_judging(RULES)}[there.url]
    assert (
        memory.publication(due.id).first_seen == START.date()
    )  # seen before it moved: not late for having moved


def test_a_report_that_moved_is_not_two_reports(memory: Memory) -> None:
    """The operator was told of two, on the day that the list showed the new address in the place of the old one."""
    read(memory)
    memory.record_listing(listing(ALL))
    there = replace(ALL[0], url="http://www.qingxi.example/new/1.html")
    memory.record_listing(listing([there, *ALL[1:]], at=later(days=1)))
    moved(memory, later(days=1))
    assert memory.open_matters("copies:") == ()


def test_two_reports_side_by_side_are_told(memory: Memory) -> None:
    read(memory)
    memory.record_listing(listing(ALL))
    there = replace(ALL[0], url="http://www.qingxi.example/new/1.html")
    memory.record_listing(listing([there, *ALL], at=later(days=1)))
    moved(memory, later(days=1))
    assert len(memory.open_matters("copies:")) == 1


def test_a_correction_under_the_same_title_elsewhere_speaks_once_the_first_has_left_the_list(
    memory: Memory,
) -> None:
    """Its agency corrected it: what the first said wrongly is not open for ever."""
    judge(memory, read(memory), verdict())
    memory.record_listing(listing(ALL))
    there = moved(memory, later(days=1))
    for day in (1, 2):
        memory.record_listing(listing([there, *ALL[1:]], at=later(days=day)))
    due = {one.url: one for one in memory.due_for_judging(RULES)}[there.url]
    case = memory.case(due.id, later(days=2).date())
    said = [verdict(outcome=Outcome.PASS)]
    memory.record_verdicts(due.id, said, ruleset_hash=RULES, at=later(days=2), case=case)
    (finding,) = memory.findings()
    assert finding.rule == "SUM-T3-COL"
    assert finding.state is not FindingState.OPEN


def test_a_report_that_comes_back_at_another_address_ends_its_finding(memory: Memory) -> None:
    read(memory)
    memory.record_listing(listing(ALL))
    for day in (1, 2):
        memory.record_listing(listing(ALL[1:], at=later(days=day)))
    assert [one.state for one in memory.findings()] == [FindingState.OPEN]
    there = moved(memory, later(days=3))
    memory.record_listing(listing([there, *ALL[1:]], at=later(days=3)))
    assert [one.state for one in memory.findings()] == [FindingState.RECTIFIED]


def test_a_row_of_the_same_title_that_was_not_read_may_be_the_report(memory: Memory) -> None:
    read(memory)
    memory.record_listing(listing(ALL))
    there = replace(ALL[0], url="http://www.qingxi.example/new/1.html")
    for day in (1, 2, 3):
        memory.record_listing(listing([there, *ALL[1:]], at=later(days=day)))
    assert memory.findings() == ()


def gone(memory: Memory, one: ListedReport, day: int, status: int = 404, **what: object) -> None:
    """The address of a report that is still listed answers that there is no such page; or `what` is said of it."""
    answer = replace(captured("404", at=later(days=day)).capture, asked=one.url, status=status)
    said = Vanished(PORTAL, one, True, Obstacle.HTTP_4XX, "404", answer)
    memory.record_vanished(replace(said, **what), later(days=day))  # type: ignore[arg-type]  # its own fields


@pytest.mark.parametrize(
    ("dead", "of", "told_of"), [(1, 2, 1), (2, 4, 2), (3, 6, 0), (3, 7, 3), (4, 4, 0)], ids=str
)
def test_addresses_that_die_together_accuse_nobody_and_tell_the_operator(
    memory: Memory, dead: int, of: int, told_of: int
) -> None:
    """Three, and half of all, are the site's trouble."""
    names = ("教育局", "财政局", "民政局", "司法局", "水利局", "审计局", "统计局")[:of]
    shown = [listed(name) for name in names]
    for name in names:
        read(memory, name, agency=name)
    memory.record_listing(listing(shown))
    for day in (1, 2, 3):
        for one in shown[:dead]:
            gone(memory, one, day)
    found = memory.findings()
    assert [one.rule for one in found] == ["PUB-VANISHED"] * told_of
    assert {one.agency for one in found} == set(names[:told_of])
    assert ("portal_dying" in told(memory)) is not bool(told_of)


@pytest.mark.parametrize(
    "second",
    [
        {"status": 503, "obstacle": Obstacle.HTTP_5XX},
        {"status": 403, "obstacle": Obstacle.WAF_CHALLENGE},
        {"obstacle": None},
        {"listed": False},
        {"capture": None},
    ],
    ids=["out of order", "shut out", "nothing stands in the way", "not listed", "not asked"],
)
def test_a_link_is_dead_after_two_days_that_both_say_so(memory: Memory, second: dict[str, Any]) -> None:
    read(memory)
    read(memory, "财政", agency="财政局")
    memory.record_listing(listing([listed(), listed("财政局")]))
    gone(memory, listed(), 1)
    gone(memory, listed(), 1)
    gone(memory, listed(), 2, **second)
    assert memory.findings() == ()


def test_a_year_whose_addresses_die_together_accuses_nobody_while_the_other_years_stay(
    memory: Memory,
) -> None:
    names = ("教育局", "财政局", "民政局", "司法局")
    old, new = (
        [listed(name, 2020) for name in names],
        [listed(name, year) for name in names for year in (2023, 2024)],
    )
    for name in names:
        for year in (2020, 2023, 2024):
            read(memory, f"{name}{year}", agency=name, year=year)
    memory.record_listing(listing([*old, *new]))
    for day in (1, 2, 3):
        for one in old:
            gone(memory, one, day)
    assert memory.findings() == ()
    assert "portal_dying" in told(memory)


def test_what_is_known_of_a_page_is_its_last_full_answer_and_who_settled_it(memory: Memory) -> None:
    first = replace(captured(), settled_by="a" * 64)
    memory.record_captures([first])
    (known,) = memory.validators("qingxi").values()
    assert (known.sha256, known.settled_by) == (first.capture.sha256, "a" * 64)
    memory.record_captures([captured(at=later(days=1))])  # the same bytes, looked at anew and not settled
    assert memory.validators("qingxi")[known_url()].settled_by is None
    assert memory.validators("elsewhere") == {}


def test_a_page_behind_an_obstacle_is_looked_at_again(memory: Memory) -> None:
    """The last full answer still serves a conditional request; the page's facts hang on a row that is the last no more."""
    memory.record_captures([replace(captured(), settled_by="a" * 64)])
    gone = replace(captured("404", at=later(days=1)).capture, status=404)
    memory.record_page(gone)
    known = memory.validators("qingxi")[known_url()]
    assert known.settled_by is None and known.sha256 == captured().capture.sha256


def known_url() -> str:
    return captured().listed.url


def test_a_year_that_leaves_the_column_whole_was_cleared_by_the_site_and_no_agency_is_told_of(
    memory: Memory,
) -> None:
    """Five agencies' reports of 2023 go at once, those of 2024 stay; one that goes alone is told as before."""
    names = ("教育局", "财政局", "民政局", "司法局", "水利局")
    old, new = ([listed(name, year) for name in names] for year in (2023, 2024))
    for name in names:
        read(memory, f"{name}去年", agency=name, year=2023)
        read(memory, name, agency=name)
    memory.record_listing(listing([*old, *new]))
    for day in (1, 2, 3):
        memory.record_listing(listing(new, at=later(days=day)))
    assert memory.findings() == ()
    assert "column_trimmed" in told(memory)
    memory.record_listing(listing([*old, *new], at=later(days=4)))
    for day in (5, 6):
        memory.record_listing(listing([*old[2:], *new], at=later(days=day)))
    assert [(one.rule, one.year) for one in memory.findings()] == [("PUB-VANISHED", 2023)] * 2


@pytest.mark.parametrize(("count", "told_of"), [(6, 0), (7, 3)])
def test_reports_that_leave_the_column_together_and_are_half_of_a_year_were_cleared_by_the_site(
    memory: Memory, count: int, told_of: int
) -> None:
    """A column that shows fewer rows than before says nothing of three agencies; of fewer than half it may."""
    names = [f"第{number}局" for number in range(count)]
    for name in names:
        read(memory, name, agency=name)
    shown = [listed(name) for name in names]
    memory.record_listing(listing(shown, rows=40))
    for day in (1, 2, 3):
        memory.record_listing(listing(shown[3:], rows=37, at=later(days=day)))
    assert [one.rule for one in memory.findings()] == ["PUB-VANISHED"] * told_of
    assert ("column_trimmed" in told(memory)) is not bool(told_of)


def test_a_page_that_was_kept_as_part_of_a_list_is_kept_as_a_report_within_the_same_second(
    memory: Memory,
) -> None:
    """A rehearsal's clock stands still: what looks like a later page of the list and is a report was read a day late."""
    report_page = captured()
    memory.record_listing(replace(listing([listed()]), captures=(report_page.capture,)))
    kept = memory.record_capture(report_page)
    assert kept.id in {due.id for due in memory.due_for_reading("reader-1")}

"""How a report and last year's were changed after publication is known to the rules, and only what the publisher changed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import rules
from rules import Outcome, Revised
from storage import EventKind, Memory, Revision
from tests.storage.builders import NUMBERS, READER, captured, judge, later, report, verdict

DAY = date(2025, 6, 1)
MORE = {**NUMBERS, "applications.new_received.total": 13}


def publish(memory: Memory, body: str, days: float, year: int = 2024, **said: object) -> Revision:
    kept = memory.record_capture(captured(body, year=year, at=later(days)))
    return memory.record_reading(kept.id, report(body, year=year, **said), later(days))  # type: ignore[arg-type] # builders' own words


def test_a_change_by_the_publisher_is_told_with_its_day_and_cells(memory: Memory) -> None:
    first = publish(memory, "甲", 0)
    assert memory.case(first.id, DAY).revised == ()
    second = publish(memory, "乙", 3, numbers=MORE)
    case = memory.case(second.id, DAY)
    assert case.revised == (Revised(date(2025, 2, 13), 1),)
    judge(memory, second, verdict())
    assert memory.replay(1).revised == case.revised


def test_another_reader_is_no_change_of_the_publishers(memory: Memory) -> None:
    publish(memory, "甲", 0)
    again = publish(memory, "甲", 3, numbers=MORE, reader="reader-2")
    assert memory.case(again.id, DAY).revised == ()


@pytest.mark.parametrize(
    "other", [{"year": 2025}, {"agency": "财政局"}], ids=["the next year's", "another agency's"]
)
def test_a_report_that_takes_the_address_of_another_is_no_change_of_either(
    memory: Memory, other: dict[str, Any]
) -> None:
    """A site with one page for its report writes each year's over the last: "114 figures were changed", an office was told."""
    publish(memory, "甲", 0)
    for day in (3, 4):  # a second day shows it: until then it is held back
        at = later(day)
        memory.record_capture(captured("乙", at=at))
        for due in memory.due_for_reading(READER):
            memory.record_reading(due.id, report("乙", numbers=MORE, **other), at)
    (row,) = memory.report_lines()
    assert (row.year, row.agency) == (other.get("year", 2024), other.get("agency", "教育局"))
    assert [finding.rule for finding in memory.findings()] == []
    published = [event for _, event in memory.events(kinds=[EventKind.REPORT_PUBLISHED])]
    assert [event.facts["year"] for event in published] == [2024, row.year]
    assert not memory.events(kinds=[EventKind.REPORT_REVISED])


def test_last_years_changes_are_known_this_year_and_nothing_is_without_last_year(memory: Memory) -> None:
    this = publish(memory, "今年", 0)
    assert memory.case(this.id, DAY).previous_revised is None
    publish(memory, "甲", 1, year=2023)
    assert memory.case(this.id, DAY).previous_revised == ()
    publish(memory, "乙", 2, year=2023, numbers=MORE)
    publish(memory, "丙", 4, year=2023)
    case = memory.case(this.id, DAY)
    assert case.previous_revised == (Revised(date(2025, 2, 12), 1), Revised(date(2025, 2, 14), 1))
    judge(memory, this, verdict())
    assert memory.replay(1).previous_revised == case.previous_revised


def test_a_carried_number_is_not_held_against_a_report_that_was_corrected_since(memory: Memory) -> None:
    ruleset = rules.RuleSet([rules.load().rules["XYR-CARRY"]])
    out, carried = "applications.carried_out.natural_person", "applications.carried_in.natural_person"
    this = publish(memory, "今年", 0, numbers={carried: 3})
    column = {"applications.carried_in.natural_person": 0, "applications.result_total.natural_person": 0}
    publish(
        memory, "甲", 1, year=2023, numbers={out: 4, "applications.new_received.natural_person": 4, **column}
    )

    def said() -> set[Outcome]:
        return {v.outcome for v in ruleset.judge(memory.case(this.id, DAY))}

    assert Outcome.FAIL in said()
    publish(
        memory, "乙", 2, year=2023, numbers={out: 5, "applications.new_received.natural_person": 5, **column}
    )
    assert said() == {Outcome.NOT_APPLICABLE}

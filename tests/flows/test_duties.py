"""Duties run twice, late or after a month of silence, and say each thing once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows import duties
from flows.settings import Settings
from flows.workplace import Workplace, workplace
from specimens import Town
from storage import EventKind, RosterEntry


@pytest.fixture
def at(tmp_path: Path) -> Callable[[str], Workplace]:
    """A workplace of the town's at a day."""
    portals = Town.demo().portal_file

    def opened(day: str) -> Workplace:
        settings = Settings(
            var=tmp_path,
            portals=portals,
            offices=portals.with_name("demo-office.yaml"),
            now=datetime.fromisoformat(f"{day}T03:00:00+00:00").astimezone(UTC),
            local_deadlines={"9901": "02-20"},
        )
        with workplace(settings) as work:
            pass
        return work

    return opened


def told(work: Workplace, kind: EventKind) -> list[str]:
    return [event.resource for _, event in work.memory.events(kinds=[kind])]


def test_a_deadline_is_told_once_and_only_after_its_day(at: Callable[[str], Workplace]) -> None:
    assert duties.pass_deadlines(at("2025-01-31")) == ()
    (passed,) = duties.pass_deadlines(at("2025-02-01"))
    assert passed.id == "2025-01-31"
    assert duties.pass_deadlines(at("2025-02-10")) == ()
    assert told(at("2025-02-10"), EventKind.DEADLINE_PASSED) == ["disclosure.deadline.2025-01-31"]


def test_a_local_deadline_is_its_own_divisions(at: Callable[[str], Workplace]) -> None:
    passed = duties.pass_deadlines(at("2025-02-21"))
    assert [(one.id, one.division) for one in passed] == [("2025-01-31", ""), ("2025-02-20-9901", "9901")]


def test_a_month_of_silence_costs_no_deadline_and_a_year_old_one_is_no_news(
    at: Callable[[str], Workplace],
) -> None:
    assert [one.id for one in duties.pass_deadlines(at("2025-03-15"))] == ["2025-01-31", "2025-02-20-9901"]
    assert [one.id for one in duties.pass_deadlines(at("2025-10-01"))] == []


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2025-01-10", 0),
        ("2025-01-17", 1),
        ("2025-01-20", 1),
        ("2025-01-28", 1),
        ("2025-01-31", 1),
        ("2025-02-01", 0),
    ],
)
def test_before_a_deadline_the_operator_is_told_how_things_stand_and_nobody_is_accused(
    at: Callable[[str], Workplace], day: str, said: int
) -> None:
    work = at(day)
    work.memory.record_portal("qingxi", name="青溪县", division="990121")
    work.memory.record_agencies(
        [
            RosterEntry(
                id="edu", name="教育局", type="department", level="county", division="990121", portal="qingxi"
            )
        ],
        work.now(),
    )
    duties.pass_deadlines(work)
    duties.pass_deadlines(work)
    notices = [notice for notice in work.memory.untold() if notice.kind == "deadline"]
    assert len(notices) == said
    for notice in notices:
        assert notice.audience == "operator"
        assert "尚未见到 1 个" in notice.body
        assert "不作任何判断" in notice.body


def test_a_rule_set_is_new_once(at: Callable[[str], Workplace]) -> None:
    work = at("2025-02-10")
    assert duties.note_rules(work)
    assert not duties.note_rules(work)
    assert len(told(work, EventKind.RULES_PROMOTED)) == 1


def test_house_is_kept_twice_and_the_self_test_made_once_a_month(at: Callable[[str], Workplace]) -> None:
    first = duties.keep_house(at("2025-02-10"))
    assert first["self_tests"] == 2
    assert duties.keep_house(at("2025-02-11"))["self_tests"] == 0
    assert duties.keep_house(at("2025-03-01"))["self_tests"] == 2


@pytest.mark.parametrize("wrong", [{"62x": "02-20"}, {"6204": "2-20"}, {"6204": "02-30"}])
def test_a_local_deadline_that_is_none_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="local_deadlines"):
        Settings(local_deadlines=wrong)


def test_warnings_stand_apart() -> None:
    assert timedelta(days=min(duties.WARNINGS)) < timedelta(days=max(duties.WARNINGS)) < duties.REMEMBERED

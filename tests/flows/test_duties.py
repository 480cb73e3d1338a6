"""Duties run twice, late or after a month of silence, and say each thing once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows import duties
from flows.settings import Settings
from flows.unportaled import note_unportaled
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
    day = at("2025-02-21")
    passed = duties.pass_deadlines(day)
    assert [(one.id, one.division) for one in passed] == [("2025-01-31", ""), ("2025-02-20-9901", "9901")]
    events = day.memory.events(kinds=[EventKind.DEADLINE_PASSED])
    assert [event.facts["division"] for _, event in events] == [None, "9901"]


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


def imported(name: str, type: str = "department", portal: str | None = None) -> RosterEntry:
    level = "township" if type == "township" else "county"
    return RosterEntry(name, type, level, "620423", id=name, portal=portal)


def matters(work: Workplace) -> list[tuple[str, str]]:
    return [(one.title, one.body) for one in work.memory.untold() if one.kind == "no_portal"]


def test_the_operator_is_told_of_imported_agencies_that_cannot_be_checked(
    at: Callable[[str], Workplace],
) -> None:
    early, work = at("2025-01-20"), at("2025-03-01")
    early.memory.record_agencies(
        [imported("景泰县财政局"), imported("景泰县教育局"), imported("景泰县芦阳镇人民政府", "township")],
        early.now(),
    )
    assert note_unportaled(early) == 0  # nothing is due in January
    assert note_unportaled(work) == note_unportaled(work) == 2  # no deadline is written for a township
    ((title, body),) = matters(work)
    assert "没有已知的门户网站" in title and "甘肃省 2 家" in title
    assert "景泰县 2 家" in body and "不通知任何单位" in body
    assert work.memory.findings() == ()


def test_a_portal_that_is_described_later_settles_the_matter(at: Callable[[str], Workplace]) -> None:
    work = at("2025-03-01")
    work.memory.record_agencies([imported("景泰县财政局")], work.now())
    note_unportaled(work)
    assert work.memory.open_matters("unportaled:") == ("unportaled:62",)
    work.memory.record_portal("jingtai", name="景泰县人民政府", division="620423")
    work.memory.record_agencies([imported("景泰县财政局", portal="jingtai")], work.now())
    assert note_unportaled(work) == 0
    assert work.memory.open_matters("unportaled:") == ()

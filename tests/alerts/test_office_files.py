"""Office files are edited by officials: a fault is named with its line, in Chinese, and nothing is guessed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from alerts import OfficesInvalid, load_offices
from alerts.calendar import Schedule, working_days


def problems(tmp_path: Path, text: str) -> str:
    file = tmp_path / "offices.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(OfficesInvalid) as caught:
        load_offices(file, {})
    return str(caught.value)


GOOD = """offices:
  - name: 某省办
    divisions: ["62"]
    destinations:
      - {name: 甲, address_from: A_URL}
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            GOOD.replace("address_from", "adress_from"),
            "offices.yaml:5: offices.0.destinations.0.adress_from：没有这个键",
        ),
        (
            GOOD.replace("A_URL", "json://host/token"),
            "offices.yaml:5: offices.0.destinations.0.address_from：写法不对",
        ),
        (GOOD.replace('"62"', "62"), "offices.yaml:3: offices.0.divisions.0：应为文字"),
        (
            GOOD + "      - {name: 甲, address_from: B_URL}\n",
            "offices.yaml:6: name：目的地“甲”已在第 5 行用过",
        ),
        (GOOD + "offices: []\n", "offices.yaml:6: “offices”写了两次"),
        (GOOD.replace("甲", "&a 甲"), "不允许使用锚点"),
        ("offices: [", "YAML 写法有误"),
        ("\toffices: []\n", "offices.yaml:1: YAML 写法有误：这里有制表符"),
        (GOOD.replace("甲", "2025-13-06", 1), "没有“2025-13-06”这个日期"),
        ("- 1", "offices.yaml:1"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    assert said in problems(tmp_path, text)


def test_a_missing_file_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(OfficesInvalid, match="打不开文件（没有这个文件或文件夹）"):
        load_offices(tmp_path / "nowhere.yaml", {})


def test_the_closest_office_is_responsible_and_the_next_one_up_is_above(office_file: Path) -> None:
    text = office_file.read_text("utf-8").replace('["9902"]', '["9901"]')
    office_file.write_text(text, encoding="utf-8")
    offices = load_offices(office_file, {})
    assert [office.name for office in offices.responsible("990121")] == ["南麓市政务公开办公室"]
    assert [office.name for office in offices.above("990121")] == ["云岭省政务公开办公室"]
    assert [office.name for office in offices.responsible("990221")] == ["云岭省政务公开办公室"]
    assert offices.above("990221") == (offices.operator,)
    assert offices.responsible("110101") == offices.responsible(None) == (offices.operator,)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00").astimezone(UTC)


def test_a_worked_saturday_counts_and_spring_festival_does_not() -> None:
    days = working_days()
    assert days.is_working(datetime(2025, 2, 8).date())
    assert not days.is_working(datetime(2025, 2, 4).date())
    assert days.next_working(datetime(2025, 1, 28).date()) == datetime(2025, 2, 5).date()


@pytest.mark.parametrize(
    ("now", "free"),
    [
        ("2025-02-10T23:30", "2025-02-11T08:00"),
        ("2025-02-10T07:59", "2025-02-10T08:00"),
        ("2025-02-10T12:00", "2025-02-10T12:00"),
        ("2025-01-28T12:00", "2025-02-05T08:00"),
        ("2025-02-07T22:30", "2025-02-08T08:00"),
    ],
)
def test_nothing_is_said_at_night_or_on_a_holiday(now: str, free: str) -> None:
    schedule = Schedule(quiet=("22:00", "08:00"), working_days_only=True)
    assert schedule.speakable_from(at(now)) == at(free)


@pytest.mark.parametrize(
    ("rhythm", "oldest", "now", "due"),
    [
        ("daily", "2025-02-10T09:01", "2025-02-11T08:59", False),
        ("daily", "2025-02-10T09:01", "2025-02-11T09:00", True),
        ("weekly", "2025-02-10T09:01", "2025-02-16T12:00", False),
        ("weekly", "2025-02-10T09:01", "2025-02-17T09:00", True),
        ("weekly", "2025-01-27T09:01", "2025-02-03T12:00", False),  # that week begins on Wednesday 5 February
        ("weekly", "2025-01-27T09:01", "2025-02-05T09:00", True),
        (
            "after_deadlines",
            "2024-04-29T09:01",
            "2025-02-04T12:00",
            False,
        ),  # 31 January 2025 is in Spring Festival
        ("after_deadlines", "2024-04-29T09:01", "2025-02-05T09:00", True),
        ("after_deadlines", "2025-02-05T09:01", "2025-02-28T08:00", False),
        (
            "after_deadlines",
            "2025-02-05T09:01",
            "2025-02-28T09:00",
            True,
        ),  # who has not published is proved now
        ("after_deadlines", "2025-02-28T09:01", "2025-04-01T08:00", False),
        ("after_deadlines", "2025-02-28T09:01", "2025-04-01T09:00", True),
        ("after_deadlines", "2025-04-01T09:01", "2025-04-28T09:00", True),
    ],
)
def test_a_digest_falls_due_by_chinas_working_days(rhythm: str, oldest: str, now: str, due: bool) -> None:
    assert Schedule(rhythm=rhythm).digest_due(at(oldest), at(now)) is due

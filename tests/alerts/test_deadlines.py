"""After 31 January and 31 March: the office hears of an agency that is proved not to have published, and of no other."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest

import rules
from alerts import Offices, compose, deliver, load_offices
from rules import AgencyFacts, Publication, RuleSet, absence_case
from storage import FindingState, Memory, RosterEntry
from tests.storage import databases
from tests.storage.builders import PORTAL

FILE = """
operator: {destinations: [{name: 值守, address_from: OPERATOR_URL}]}
offices:
  - name: 云岭省政务公开办公室
    divisions: ["99"]
    destinations:
      - {name: 急报, address_from: URGENT_URL, delivery: at_once}
      - {name: 期限汇总, address_from: DEADLINE_URL, digest: after_deadlines}
"""
NAME = "青溪县财政局"


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """What is told, and when, does not depend on the kind of database."""
    return databases.sqlite_copy(sqlite_template, tmp_path)


@pytest.fixture
def offices(tmp_path: Path) -> Offices:
    file = tmp_path / "offices.yaml"
    file.write_text(FILE, encoding="utf-8")
    names = ("OPERATOR_URL", "URGENT_URL", "DEADLINE_URL")
    return load_offices(file, {name: f"nianbaofile://{tmp_path / name}" for name in names})


@cache
def in_force() -> RuleSet:
    return rules.load()


def morning(day: str) -> datetime:
    """Nine o'clock in China."""
    return datetime.fromisoformat(f"{day}T09:00+08:00").astimezone(UTC)


def say(memory: Memory, word: str, day: str) -> None:
    """What flows.absence does with a word on an agency's year, by the rules in force."""
    memory.record_portal(PORTAL, name="青溪县政府网", division="990121")
    entry = RosterEntry(NAME, "department", "county", "990121", id="czj", portal=PORTAL)
    memory.record_agencies([entry], morning(day))
    number = memory.agency_number(PORTAL, "czj")
    assert number is not None
    facts = AgencyFacts(name=NAME, type="department", level="county", division="990121")
    where = Publication(url="http://www.qingxi.example/nb/", not_listed=word)
    case = absence_case(facts, 2024, where, date.fromisoformat(day))
    verdicts = in_force().judge(case)
    memory.record_absence(number, 2024, verdicts, ruleset_hash=in_force().hash, at=morning(day), case=case)


def told(memory: Memory, offices: Offices, day: str, tmp_path: Path) -> dict[str, list[str]]:
    """After that morning's round: what each destination has had so far."""
    compose(memory, offices, morning(day))
    deliver(memory, offices, morning(day))
    names = ("OPERATOR_URL", "URGENT_URL", "DEADLINE_URL")
    return {
        name: [file.read_text("utf-8") for file in sorted((tmp_path / name).glob("*.md"))] for name in names
    }


def test_an_agency_proved_not_found_is_told_to_its_office_and_not_only_to_the_operator(
    memory: Memory, offices: Offices, tmp_path: Path
) -> None:
    say(memory, "not_listed", "2025-02-21")
    assert [found.rule for found in memory.findings()] == ["PUB-NOTFOUND"]
    had = told(memory, offices, "2025-02-21", tmp_path)
    (urgent,) = had["URGENT_URL"]
    plain = urgent.replace("\\", "")
    for words in (
        NAME,
        "2024年度报告",
        "规定期限2025年1月31日",
        "第四十九条",
        "NB-000001",
        "请核对是否公布在别处",
    ):
        assert words in plain, words
    assert had["OPERATOR_URL"] == []


def test_an_office_that_hears_at_the_deadlines_hears_it_when_it_is_proved_and_not_next_year(
    memory: Memory, offices: Offices, tmp_path: Path
) -> None:
    told(memory, offices, "2025-02-05", tmp_path)
    say(memory, "not_listed", "2025-02-21")
    assert told(memory, offices, "2025-02-27", tmp_path)["DEADLINE_URL"] == []
    (digest,) = told(memory, offices, "2025-02-28", tmp_path)["DEADLINE_URL"]
    assert NAME in digest
    assert told(memory, offices, "2025-04-01", tmp_path)["DEADLINE_URL"] == [digest]


@pytest.mark.parametrize("word", ["could_not_check:超时", "could_not_check:stopped_short"])
def test_an_agency_that_could_not_be_checked_is_never_told_to_an_office(
    memory: Memory, offices: Offices, tmp_path: Path, word: str
) -> None:
    say(memory, word, "2025-03-14")
    had = told(memory, offices, "2025-04-28", tmp_path)
    assert (had["URGENT_URL"], had["DEADLINE_URL"]) == ([], [])


def test_before_the_waiting_time_is_over_nobody_is_accused(
    memory: Memory, offices: Offices, tmp_path: Path
) -> None:
    say(memory, "not_listed", "2025-02-19")
    assert memory.findings() == ()
    assert told(memory, offices, "2025-02-28", tmp_path)["DEADLINE_URL"] == []


def test_a_report_that_appears_ends_the_notice_once(memory: Memory, offices: Offices, tmp_path: Path) -> None:
    say(memory, "not_listed", "2025-02-21")
    told(memory, offices, "2025-02-28", tmp_path)
    say(memory, "found_elsewhere:县政府网", "2025-03-03")
    (found,) = memory.findings()
    assert found.state is not FindingState.OPEN
    for day in ("2025-03-03", "2025-03-04"):
        assert len(told(memory, offices, day, tmp_path)["URGENT_URL"]) == 2

"""The scenarios: well formed, deterministic, merciless to false accusers. (tests/scrapers runs our patrol through them.)"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from scrapers import parse_portal
from specimens.scenarios import SCENARIOS, Expected, Found, Met, Outcome, Task, attempt, differences
from specimens.scenarios.__main__ import main

ONE, OTHER = Found("p", "czj", 2024), Found("p", "jyj", 2024)


@pytest.mark.parametrize("number", SCENARIOS)
def test_every_description_is_valid_and_every_host_is_served(number: int, tmp_path: Path) -> None:
    scenario = SCENARIOS[number](tmp_path)
    served = {door.host for door in scenario.doors}
    portals = [parse_portal(text, f"{number}.yaml") for text in scenario.portals]
    assert {host for portal in portals for host in portal.hosts} <= served
    ids = {portal.id for portal in portals}
    assert {one.portal for one in scenario.expected.found | scenario.expected.met} <= ids
    for portal in portals:
        known = {agency.id for agency in portal.agencies.items}
        expected = scenario.expected
        for one in expected.found | expected.not_listed | expected.arguable:
            assert one.portal != portal.id or one.agency in known
        assert urlsplit(portal.home).hostname in served


def test_scenarios_do_not_share_hosts_or_addresses(tmp_path: Path) -> None:
    doors = [door for make in SCENARIOS.values() for door in make(tmp_path).doors]
    assert len({door.host for door in doors}) == len(doors)
    assert len({door.address for door in doors}) == len(doors)


def test_a_false_accusation_is_never_overlooked() -> None:
    expected = Expected(frozenset({ONE}), arguable=frozenset())
    accused = Outcome(frozenset({ONE}), not_listed=frozenset({OTHER}))
    recanted = Outcome(frozenset({ONE}))
    assert differences(expected, (accused, recanted)) == ("FALSE ACCUSATION: p jyj 2024 called not listed",)
    assert differences(expected, (recanted, recanted)) == ()


def test_every_kind_of_mistake_is_told_apart() -> None:
    expected = Expected(frozenset({ONE}), frozenset({Met("p", "tls")}), not_listed=frozenset({OTHER}))
    outcome = Outcome(frozenset({Found("p", "jyj", 2023)}), frozenset({Met("p", "dns")}))
    assert differences(expected, (outcome,)) == (
        "not found: p czj 2024",
        "found wrongly: p jyj 2023",
        "not named: p tls",
        "named wrongly: p dns",
        "absence not proved: p jyj 2024",
    )


def test_of_two_right_names_one_is_enough_and_none_is_not() -> None:
    choice = frozenset({Met("p", "timeout"), Met("p", "too_large")})
    expected = Expected(frozenset(), one_of=(choice,))
    assert differences(expected, (Outcome(met=frozenset({Met("p", "timeout")})),)) == ()
    assert differences(expected, (Outcome(),)) == ("none named: p timeout, p too_large",)


def test_the_days_come_in_order_and_memory_lasts(tmp_path: Path) -> None:
    seen: list[tuple[object, int]] = []

    async def recording(task: Task) -> Outcome:
        task.memory["days"] = int(str(task.memory.get("days", 0))) + 1
        seen.append((task.today, int(str(task.memory["days"]))))
        return Outcome()

    scenario = SCENARIOS[2](tmp_path)
    result = attempt(scenario, recording)
    assert seen == [(scenario.days[0], 1), (scenario.days[1], 2)]
    assert result.requests == (0, 0)
    assert any(line.startswith("not found") for line in result.wrong)


def test_the_command_prints_every_scenario(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--only", "1", "17"]) == 0
    printed = capsys.readouterr().out
    assert "robots.txt" in printed and "pagination_incomplete" in printed

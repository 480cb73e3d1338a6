"""The statutory rules over the town: exactly the findings of the truth, nothing else of weight, no trap stepped into."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest

import reports
import rules
from reports import AnnualReport, PublishedDate
from specimens import ExpectedReport, Town
from specimens.web import Asked

Key = tuple[str, int]


@cache
def ruleset() -> rules.RuleSet:
    return rules.load(rules.default_paths())


def town_at(stage: int) -> Town:
    town = Town.demo()
    town.move_to(stage)
    return town


def read_all(town: Town) -> Mapping[Key, AnnualReport]:
    made = {}
    for expected in town.truth().reports:
        reply = town.answer(Asked(town.host, "GET", expected.url.removeprefix(f"http://{town.host}")))
        made[expected.agency, expected.year] = reports.read(
            reply.body,
            "page.html",
            content_type=reply.content_type,
            url=expected.url,
            listed_title=expected.title,
        )
    return made


def judged(
    town: Town, expected: ExpectedReport, read: Mapping[Key, AnnualReport]
) -> tuple[rules.Verdict, ...]:
    report = read[expected.agency, expected.year]
    previous = read.get((expected.agency, expected.year - 1))
    # The list prints the address's date: ``t20250122_…`` beside 2025-01-22.
    stamp = expected.url.rpartition("/t")[2][:8]
    listed = PublishedDate(f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:]}", "list")
    return ruleset().judge(
        rules.Case(
            report=report,
            as_of=town.today,
            previous=previous,
            prior=rules.Prior.READ if previous else rules.Prior.UNSEEN,
            agency=rules.agency_facts(report, expected.agency),
            publication=rules.Publication(
                dates=(*report.dates, listed), first_seen=town.today, url=expected.url
            ),
        )
    )


@pytest.mark.parametrize("stage", [1, 3])
def test_the_rules_find_what_is_there_and_accuse_nobody_else(stage: int) -> None:
    town = town_at(stage)
    read = read_all(town)
    for expected in town.truth().reports:
        verdicts = judged(town, expected, read)
        failing = [one for one in verdicts if one.outcome is rules.Outcome.FAIL]
        grave = {
            (one.rule, one.subject)
            for one in failing
            if one.severity in (rules.Severity.ERROR, rules.Severity.WARNING) or one.rule == "CEL-BLANK"
            if one.status is rules.Status.IN_FORCE and one.attribution is rules.Attribution.AGENCY
            if one.rule not in expected.allowed
        }
        assert grave == {(one.rule, one.subject) for one in expected.findings}, (
            expected.agency,
            expected.year,
        )
        trapped = {one.rule for one in failing} & {rule for rule, _ in expected.must_not}
        assert not trapped, (expected.agency, expected.year)
        assert not [one for one in verdicts if one.outcome is rules.Outcome.ERROR]


def test_the_traps_are_set() -> None:
    """Each `must_not` guards a rule that would fire if its guard were lost: without it the trap would prove nothing."""
    town = town_at(1)
    read = read_all(town)
    township = town.truth().report("青溪县石桥镇人民政府", 2024)
    bureau = town.truth().report("青溪县自然资源局", 2024)
    assert township.published.month == bureau.published.month == 2
    assert {one.rule for one in judged(town, bureau, read) if one.outcome is rules.Outcome.FAIL} == {
        "PUB-LATE"
    }
    assert {rule for rule, _ in township.must_not} == {"PUB-LATE"}

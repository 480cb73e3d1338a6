"""A report that arrives later wakes those whose comparison it changes: these alone, once, and never in a circle."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

import rules
from reports import AnnualReport, Place, Sentence
from rules import Outcome
from storage import FindingState, Memory, Revision, sum_up
from tests.storage.builders import captured, later, listed, listing, report

DAY = date(2025, 6, 1)
RULES = rules.RuleSet([rules.load().rules["XAG-SIMILAR"]])
LETTERS = "公开信息群众申请答复审查专栏检索附件台账培训考核评议解读图表企业低保入学危房改造救助预算决算采购环境安全食品就业医疗养老"


def sentences(seed: int, count: int = 24) -> list[str]:
    dice = random.Random(seed)
    return ["".join(dice.choice(LETTERS) for _ in range(24)) for _ in range(count)]


def written(agency: str, said: Iterable[str]) -> AnnualReport:
    """A report whose first part says these sentences."""
    body = agency + "。".join(said)
    sentence = Sentence("overview", "。".join(said), Place(line=4))
    return replace(report(body, agency=agency), narrative=(sentence,))


def publish(memory: Memory, agency: str, said: list[str], days: float = 0) -> Revision:
    made = written(agency, said)
    kept = memory.record_capture(captured(agency + "。".join(said), agency=agency, at=later(days)))
    return memory.record_reading(kept.id, made, later(days))


def judge_due(memory: Memory) -> list[str]:
    """A round: whoever is due, judged together as flows do; their names."""
    due = memory.due_for_judging(RULES.hash)
    cases = memory.cases([one.id for one in due], DAY)
    said = [(one.id, sum_up(RULES.judge(case), case)) for one, case in zip(due, cases, strict=True)]
    memory.record_judgements(said, ruleset_hash=RULES.hash, at=later(9))
    return sorted(case.report.agency.name or "" for case in cases)


def settle(memory: Memory) -> None:
    for _ in range(4):
        if not judge_due(memory):
            return
    pytest.fail("the same reports are due for ever")


def accused(memory: Memory) -> set[tuple[str, str]]:
    return {(f.agency, f.subject) for f in memory.findings() if f.state is FindingState.OPEN}


@pytest.fixture
def county(memory: Memory) -> Memory:
    for n in range(8):
        publish(memory, f"第{n}局", sentences(n))
    assert len(judge_due(memory)) == 8
    assert judge_due(memory) == []
    return memory


def test_a_twin_that_comes_later_is_told_of_both_and_wakes_nobody_else(county: Memory) -> None:
    publish(county, "水利局", [*sentences(3)[:-1], "全新的一句话结尾写在这里"])
    assert judge_due(county) == ["水利局"]
    assert judge_due(county) == ["第3局"]
    assert judge_due(county) == []
    assert accused(county) == {("水利局", "第3局"), ("第3局", "水利局")}


def test_a_newcomer_of_its_own_words_wakes_nobody(county: Memory) -> None:
    publish(county, "水利局", sentences(40))
    assert judge_due(county) == ["水利局"]
    assert judge_due(county) == []


def test_twins_judged_in_sight_of_each_other_wake_nobody(county: Memory) -> None:
    publish(county, "水利局", sentences(41))
    publish(county, "农业局", sentences(41))
    assert judge_due(county) == ["农业局", "水利局"]
    assert judge_due(county) == []
    assert accused(county) == {("水利局", "农业局"), ("农业局", "水利局")}
    one, other = county.findings()
    assert f"（{other.url}）" in one.message  # an office looks at both pages
    assert f"（{one.url}）" in other.message


def test_a_fifth_that_shares_it_makes_a_text_a_template_and_clears_the_four(county: Memory) -> None:
    for name in "甲乙丙丁":
        publish(county, f"{name}局", sentences(42))
    settle(county)
    assert len(accused(county)) == 12
    publish(county, "戊局", sentences(42))
    assert judge_due(county) == ["戊局"]
    assert judge_due(county) == ["丁局", "丙局", "乙局", "甲局"]
    assert judge_due(county) == []
    assert accused(county) == set()
    publish(county, "己局", sentences(42))
    assert judge_due(county) == ["己局"]
    assert judge_due(county) == []


def test_a_text_rewritten_clears_the_other_too(county: Memory) -> None:
    publish(county, "水利局", sentences(3))
    settle(county)
    assert ("第3局", "水利局") in accused(county)
    publish(county, "水利局", sentences(43), days=1)
    assert judge_due(county) == ["水利局"]
    assert judge_due(county) == ["第3局"]
    assert judge_due(county) == []
    assert accused(county) == set()


def test_those_judged_among_too_few_are_judged_again_once_there_are_enough(memory: Memory) -> None:
    for n in range(3):
        publish(memory, f"第{n}局", sentences(n // 2))
    settle(memory)
    assert accused(memory) == set()
    for n in range(3, 9):
        publish(memory, f"第{n}局", sentences(n))
    assert len(judge_due(memory)) == 6
    assert judge_due(memory) == ["第0局", "第1局", "第2局"]
    assert judge_due(memory) == []
    assert accused(memory) == {("第0局", "第1局"), ("第1局", "第0局")}


def test_a_stirred_report_whose_other_is_gone_is_not_due_for_ever(county: Memory) -> None:
    publish(county, "水利局", sentences(3))
    assert judge_due(county) == ["水利局"]
    publish(county, "水利局", sentences(44), days=1)
    settle(county)
    assert accused(county) == set()


def lists(memory: Memory, *agencies: str, day: int) -> None:
    shown = [listed(agency) for agency in (*(f"第{n}局" for n in range(8)), *agencies)]
    memory.record_listing(listing(shown, at=later(day)))


def test_a_twin_that_vanishes_is_named_no_longer_and_is_again_when_it_returns(county: Memory) -> None:
    publish(county, "水利局", sentences(3))
    settle(county)
    lists(county, "水利局", day=1)
    assert judge_due(county) == []
    lists(county, day=2)
    lists(county, day=3)
    assert judge_due(county) == ["第3局"]
    assert judge_due(county) == []
    assert accused(county) == {("水利局", "第3局"), ("水利局", "")}
    lists(county, "水利局", day=4)
    assert "第3局" in judge_due(county)
    assert judge_due(county) == []
    assert accused(county) == {("水利局", "第3局"), ("第3局", "水利局")}


def test_a_twin_that_turns_out_to_be_another_agencys_is_named_no_longer(county: Memory) -> None:
    publish(county, "水利局", sentences(3))
    settle(county)
    made = replace(written("水利局", sentences(3)), year=2023, reader="reader-2")
    kept = county.record_capture(captured("水利局" + "。".join(sentences(3)), agency="水利局", at=later(1)))
    county.record_reading(kept.id, made, later(1))
    settle(county)
    assert accused(county) == set()


def test_any_order_of_arrival_ends_with_the_same_findings(memory: Memory) -> None:
    """Ten reports, some alike and one text shared by five, published one at a time in a random order, each judged at once."""
    texts = {f"第{n}局": sentences(n if n < 5 else 50 + n // 8) for n in range(10)}
    texts["第1局"] = texts["第0局"]
    order = list(texts)
    random.Random(5).shuffle(order)
    for name in order:
        publish(memory, name, texts[name])
        settle(memory)
    whole = {name: written(name, said) for name, said in texts.items()}
    expected = set()
    for name, own in whole.items():
        case = rules.Case(own, DAY, siblings=tuple(one for one in whole.values() if one is not own))
        expected |= {(name, v.subject) for v in RULES.judge(case) if v.outcome is Outcome.FAIL}
    assert accused(memory) == expected != set()

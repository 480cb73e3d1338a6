"""What a reviewer signs holds everything that was previewed, opens offline, and runs nothing."""

from __future__ import annotations

import re
from datetime import date

import rules
from rules.engine.draft import Draft, give_cell
from rules.engine.load import parse_rules
from tests.rules.test_loading import GOOD

DAY = date(2025, 6, 1)


def case(number: int, *, name: str = "青溪县人民政府", year: int = 2024) -> rules.Case:
    draft = Draft(name=name, year=year)
    if number:
        give_cell(draft, "applications.new_received.natural_person", number)
    return draft.case()


def page(old: rules.RuleSet, new: rules.RuleSet, *cases: rules.Case) -> str:
    return rules.approval_page(rules.preview(old, new, cases), old, new, day=DAY, names={"990121": "青溪县"})


def changed(text: str) -> rules.RuleSet:
    return rules.RuleSet(parse_rules(text, "a.yaml"))


def test_the_page_says_the_rule_its_basis_its_results_and_where_they_stand() -> None:
    new = changed(GOOD)
    (rule,) = new.rules.values()
    said = page(rules.RuleSet([]), new, case(3), case(0, year=2023))
    for words in (
        rules.explain(rule)[:20],
        "新增规则，没有现行版本",
        "青溪县 990121",
        "抽样：不通过",
        "签署",
        "批准文号",
        new.hash,
        rules.preview(new, new, [case(3), case(0, year=2023)]).corpus_hash,
    ):
        assert words in said, words
    assert re.search(r"第[\d、]+行", said)


def test_the_page_fetches_and_runs_nothing() -> None:
    said = page(rules.RuleSet([]), changed(GOOD), case(3))
    assert not re.search(r"<script|<link|<img|src=|@import|url\(|href=", said)


def test_an_agencys_name_cannot_become_markup() -> None:
    said = page(rules.RuleSet([]), changed(GOOD), case(3, name="<b onload=x>局"))
    assert "<b onload" not in said
    assert "&lt;b onload=x&gt;局" in said


def test_only_what_changed_is_on_the_page_and_how_it_changed() -> None:
    old = changed(GOOD)
    assert rules.changed_rules(old, changed(GOOD)) == ()
    new = changed(GOOD.replace("severity: error", "severity: notice"))
    said = page(old, new, case(3))
    assert "<td>等级</td><td>错误</td><td>提示</td>" in said


def test_examples_that_would_not_notice_a_change_are_said() -> None:
    weak = "\n".join(line for line in GOOD.splitlines() if "多" not in line)
    (rule,) = changed(weak).rules.values()
    said = page(rules.RuleSet([]), changed(weak), case(3))
    assert ("下列改动没有示例能发现" in said) is bool(rules.survivors(rule))

"""The page on the language says what the engine does: every word is there, and no two different things share a slot."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import rules
from reports import PublishedDate
from rules.engine.calls import ALL_WORDS
from rules.engine.draft import Draft
from rules.engine.functions import REFERENCES
from rules.engine.records import RECORDS
from rules.engine.report_lists import lists
from rules.engine.syntax import MACROS
from rules.engine.things import Fact, Scope
from rules.engine.vocabulary import COLLECTIONS, View, vocabulary
from rules.workflow.fact_meanings import MEANINGS
from rules.workflow.language_operations import MACRO_SAYS, REFERENCE_SAYS
from tests.rules.test_loading import GOOD

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules" / "language.md"
ROOT = vocabulary(View.plain("2021")).words


def facts(scope: str) -> dict[str, Fact]:
    found = ROOT[scope]
    assert isinstance(found, Scope)
    return {word: thing for word, thing in found.words.items() if isinstance(thing, Fact)}


def test_the_page_on_file_is_that_of_the_engine() -> None:
    assert PAGE.read_text("utf-8") == rules.language(), (
        "run: nianbao rules docs --language --to docs/rules/language.md"
    )


def test_every_word_of_the_engine_is_on_the_page() -> None:
    page = rules.language()
    words = [*ALL_WORDS, *COLLECTIONS, *(name for name, fact in lists().items() if fact.type.of)]
    words += [f"{scope}.{word}" for scope in ("报告", "版式", "发布") for word in facts(scope)]
    words += [word for record in RECORDS.values() for word in record.words]
    assert [word for word in words if f"`{word}`" not in page] == []
    assert REFERENCE_SAYS.keys() == REFERENCES.keys()
    assert tuple(MACRO_SAYS) == MACROS


def test_the_page_says_of_every_fact_what_it_says_and_of_no_other() -> None:
    every = [fact for scope in ("报告", "章节", "版式", "发布") for fact in facts(scope).values()]
    every += [
        thing
        for thing in (*ROOT.values(), *lists().values())
        if isinstance(thing, Fact) and thing.type.of is None
    ]
    assert {fact.key for fact in every} == set(MEANINGS)
    assert [fact.key for fact in every if MEANINGS[fact.key] == fact.name] == []


@pytest.mark.parametrize("scope", ["报告", "版式", "发布"])
def test_no_two_different_facts_share_a_slot(scope: str) -> None:
    """A slot is found by its key: the address of a page and the date in it once had the same one."""
    by_key: dict[str, set[object]] = {}
    for fact in facts(scope).values():
        by_key.setdefault(fact.key, set()).add((fact.name, fact.type))
    assert {key: found for key, found in by_key.items() if len(found) > 1} == {}


def test_an_address_and_the_date_in_it_can_stand_in_one_rule() -> None:
    text = GOOD.replace(
        "    assert: 左 ==",
        "    when: 发布.网址.contains('2025') && 发布.网址日期 > date(2025, 1, 1)\n    assert: 左 ==",
    )
    (rule,) = rules.engine.load.parse_rules(text, "a.yaml")
    draft = Draft(url="http://www.example.cn/2025/1.html")
    draft.dates.append(PublishedDate(date(2025, 2, 1).isoformat(), "url", "2025/02/01"))
    assert {v.outcome for v in rules.RuleSet([rule]).judge(draft.case())} == {rules.Outcome.PASS}

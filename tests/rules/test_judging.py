"""Judging fast must be judging the same: what is decided early, and what may never become an accusation."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import re2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import rules
from reports import Cell, CellState, Place, Sentence, Uncertain
from rules.engine.case import Case
from rules.engine.cells import cell_fact
from rules.engine.draft import Draft
from rules.engine.patterns import Pattern, words_of
from rules.engine.ruleset import RuleSet, view_of
from rules.engine.searched import Searched
from rules.engine.verdict import Outcome

NOT_NUMBERS = [state for state in CellState if state is not CellState.NUMBER]


@cache
def national() -> RuleSet:
    return rules.load()


@cache
def drafted() -> Case:
    """A report whose cells are all nought."""
    return Draft().case()


def said(ruleset: RuleSet, case: Case) -> dict[tuple[str, str], Outcome]:
    return {(one.rule, one.subject): one.outcome for one in ruleset.judge(case)}


def with_cells(changed: dict[str, Cell]) -> Case:
    report = drafted().report
    return replace(drafted(), report=replace(report, cells={**report.cells, **changed}))


ADDRESSES = sorted(drafted().report.cells)
FIGURES = st.dictionaries(st.sampled_from(ADDRESSES), st.integers(0, 9), max_size=6)


def numbers(values: dict[str, int]) -> dict[str, Cell]:
    return {address: Cell(CellState.NUMBER, str(value), value) for address, value in values.items()}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FIGURES, st.lists(st.sampled_from(ADDRESSES), min_size=1, max_size=8, unique=True))
def test_a_cell_we_cannot_read_never_makes_an_accusation(values: dict[str, int], lost: list[str]) -> None:
    before = said(national(), with_cells(numbers(values)))
    unread = {address: Cell(CellState.UNREADABLE, "?") for address in lost}
    after = said(national(), with_cells({**numbers(values), **unread}))
    accused = {key for key, outcome in after.items() if outcome is Outcome.FAIL}
    assert accused <= {key for key, outcome in before.items() if outcome is Outcome.FAIL}


@settings(max_examples=5, deadline=None)
@given(FIGURES, st.integers(0, 1000))
def test_the_order_of_rules_changes_nothing(values: dict[str, int], seed: int) -> None:
    shuffled = list(national().rules.values())
    random.Random(seed).shuffle(shuffled)
    case = with_cells(numbers(values))
    again = RuleSet(shuffled)
    assert again.hash == national().hash
    assert again.judge(case) == national().judge(case)


@pytest.mark.parametrize("state", NOT_NUMBERS)
def test_the_sweep_over_cells_says_what_each_fact_says(state: CellState) -> None:
    """Answers made once a state are the facts' own answers, also where half a table or all of it is gone."""
    ruleset = national()
    for changed in (ADDRESSES[::3], ADDRESSES):
        case = with_cells({address: Cell(state, "") for address in changed})
        for layout in (case.report.layout, {}):
            one = replace(case, report=replace(case.report, layout=layout))
            plan = ruleset.plan(view_of(one))
            filled = plan.reader.fill(one)
            for *_, cell in plan.reader.cells.each:
                for slot, view in cell.views:
                    assert repr(filled[slot]) == repr(cell_fact(cell.address, view).load(one)), (slot, view)


def narrated(*texts: str) -> Case:
    made = tuple(Sentence("overview", text, Place(line=at)) for at, text in enumerate(texts, 1))
    return replace(drafted(), report=replace(drafted().report, narrative=made))


@pytest.mark.parametrize(
    ("pattern", "found"), [("^乙", True), ("甲$", True), ("甲.乙", False), (r"乙\.", False), ("丙|丁", True)]
)
def test_the_one_search_finds_what_a_search_of_each_paragraph_finds(pattern: str, found: bool) -> None:
    searched = Searched()
    others = [searched.index(f"{letter}{{3}}x") for letter in "abc"]
    index = searched.index(pattern)
    hits = searched.hits(narrated("甲甲", "甲", "乙，丁"))
    assert (index in hits) is found
    assert not any(other in hits for other in others)


_SOUGHT = """
ruleset: sought
version: "1"
rules:
  - id: TXT-SOUGHT
    version: 1
    title: 全文里的写法
    status: draft
    severity: error
    legal_basis: [{document: 条例, article: 第五十条, quote: 政府信息公开工作年度报告应当包括下列内容}]
    assert: "!匹配(报告.全文, r'PATTERN')"
    message: 不应有此写法。
    remedy: 请核对。
    tests:
      - {name: 没有, given: {}, expect: pass}
      - {name: 有, given: {}, expect: fail}
      - {name: 未读, given: {}, expect: unknown}
"""


@pytest.mark.parametrize(
    ("pattern", "outcome"),
    [
        ("^甲[一二]", Outcome.PASS),  # at the beginning of the second paragraph, not of the text
        ("甲[一二]$", Outcome.PASS),
        ("^乙[一二]", Outcome.FAIL),
        ("甲[一二]", Outcome.FAIL),
        ("丙[一二]", Outcome.PASS),
        ("[^甲]乙", Outcome.PASS),
    ],
)
def test_a_pattern_sought_in_the_whole_text_is_found_as_it_is_alone(
    pattern: str, outcome: Outcome, tmp_path: Path
) -> None:
    file = tmp_path / "sought.yaml"
    file.write_text(_SOUGHT.replace("PATTERN", pattern), encoding="utf-8")
    ruleset = rules.load([file])
    assert said(ruleset, narrated("乙一", "甲二", "丁")) == {("TXT-SOUGHT", ""): outcome}
    assert said(ruleset, narrated()) == {("TXT-SOUGHT", ""): Outcome.UNKNOWN}, (
        "what was not read is not known"
    )


def test_what_a_pattern_found_in_one_text_is_not_said_of_another() -> None:
    pattern = Pattern("甲[一二]")
    texts = ["甲一", "甲三", "甲二", "甲三"]
    assert [pattern.found(text) for text in [*texts, texts[1], texts[0]]] == [
        True,
        False,
        True,
        False,
        False,
        True,
    ]


def test_a_search_that_gave_up_never_hides_a_paragraph() -> None:
    """With no memory for its automaton RE2 finds nothing at all; then every pattern may be there."""
    searched = Searched(memory=1)
    index = searched.index("甲")
    assert index in searched.hits(narrated("甲"))


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("考核|考评", ("考核", "考评")),
        ("公开(?:政府)?信息", ("公开政府信息", "公开信息")),
        ("(?:甲|乙)丙?", ("甲丙", "甲", "乙丙", "乙")),
        ("第[0-9]+条", ()),
        ("(?i)abc", ()),
        ("a?", ()),
        ("a*|b", ()),
        ("", ()),
        ("甲|", ()),
        (r"\d", ()),
        ("^甲", ()),
        ("(甲)", ()),
    ],
)
def test_a_pattern_is_taken_for_a_list_of_words_only_where_it_is_one(
    pattern: str, words: tuple[str, ...]
) -> None:
    assert words_of(pattern) == words


@given(
    pattern=st.recursive(
        st.text("甲乙丙a", min_size=1, max_size=3),
        lambda inner: st.one_of(
            st.tuples(inner, inner).map("|".join),
            st.tuples(inner, inner).map("".join),
            inner.map("(?:{})".format),
            inner.map("(?:{})?".format),
        ),
        max_leaves=6,
    ),
    text=st.text("甲乙丙a b", max_size=12),
)
def test_words_of_a_pattern_match_where_the_pattern_does(pattern: str, text: str) -> None:
    made = Pattern(pattern)
    assert made.found(text) == (re2.search(pattern, text) is not None)
    assert made.count(text) == sum(1 for _ in re2.finditer(pattern, text))


def test_places_of_one_line_are_named_once_and_counted_each() -> None:
    case = drafted()
    unread = tuple(
        Uncertain(Place(line=line, row=row), "run together") for row, line in enumerate((10, 10, 12))
    )
    torn = replace(case, report=replace(case.report, uncertain=unread))
    (one,) = [each for each in national().judge(torn) if each.rule == "PARSE-UNCERTAIN"]
    assert one.message == "有3处未能可靠读取，需人工看原页：第10行、第12行。"

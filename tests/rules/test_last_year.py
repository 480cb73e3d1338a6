"""What is held against last year's report: only that report, and nothing that the agency has explained."""

from __future__ import annotations

from dataclasses import replace

import pytest

import rules
from rules import Outcome
from rules.engine.draft import Draft, give_cell

_RULES = rules.load()


def _carried(text: str = "") -> rules.Case:
    draft = Draft(year=2024, texts={"overview": text} if text else {})
    give_cell(draft, "applications.carried_out.total", 5, previous=True)
    give_cell(draft, "applications.carried_in.total", 3)
    return draft.case()


def _outcomes(case: rules.Case, rule: str = "XYR-CARRY") -> set[Outcome]:
    return {one.outcome for one in _RULES.judge(case) if one.rule == rule}


def test_a_break_between_two_years_is_found() -> None:
    assert Outcome.FAIL in _outcomes(_carried())


@pytest.mark.parametrize("year", [2021, 2022, 2024, 2025, None])
def test_a_report_of_another_year_is_never_taken_for_last_years(year: int | None) -> None:
    case = _carried()
    assert case.previous is not None
    wrong = replace(case, previous=replace(case.previous, year=year))
    for rule in ("XYR-CARRY", "XYR-INFORCE", "XYR-PROBLEM-SAME", "LOG-IDENTICAL", "XYR-SIMILAR"):
        assert Outcome.FAIL not in _outcomes(wrong, rule)
    assert Outcome.UNKNOWN in _outcomes(wrong)


@pytest.mark.parametrize(
    "said",
    [
        "由原县水务局与县河长办整合成立新的水务局。",
        "根据机构改革要求，我局接收原县移民局职责。",
        "2024年3月，水土保持职能划入自然资源局。",
        "因上年度统计口径有误，上年结转数按实际更正。",
    ],
)
def test_a_break_that_the_report_explains_is_no_fault(said: str) -> None:
    assert _outcomes(_carried(said)) == {Outcome.NOT_APPLICABLE}

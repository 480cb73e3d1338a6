"""A line that ends like no title is passed over unread: no title may be."""

from __future__ import annotations

import random

import pytest

from reports.form import SectionFact, sections
from reports.headings import Mark, heading_of, headings_in


@pytest.mark.parametrize("fact", sections(), ids=lambda fact: fact.id)
@pytest.mark.parametrize("end", ["", "。", "：", ":", " ", "”", "】"])
def test_a_title_without_number_is_a_heading_with_whatever_stop_behind_it(
    fact: SectionFact, end: str
) -> None:
    title = fact.title.split("、", 1)[1]
    heading = heading_of(title + end)
    assert heading is not None
    assert (heading.section, heading.mark) == (fact.id, Mark.NONE)


@pytest.mark.parametrize("text", ["总体情况良好", "主动公开政府信息情况（附件）", "其他需要报告的事项如下"])
def test_a_line_that_goes_on_behind_a_title_is_no_heading(text: str) -> None:
    assert heading_of(text) is None


@pytest.mark.parametrize("loosely", [False, True])
def test_no_heading_among_many_lines_is_passed_over(loosely: bool) -> None:
    dice = random.Random("lines")
    titles = [fact.title.split("、", 1)[1] for fact in sections()]
    around = "。；：:.;）)（(#* 1一第政务情况明的项\u3000"
    for _ in range(200):
        lines = [_around(dice, dice.choice([*titles, ""]), around) for _ in range(30)]
        each = [(index, heading_of(line, loosely=loosely)) for index, line in enumerate(lines)]
        found = list(headings_in(lines, loosely=loosely))
        assert found == [(index, heading) for index, heading in each if heading is not None]


def test_headings_are_found_among_lines_that_hold_line_breaks() -> None:
    lines = ["前言\n说明", "一、总体情况", "按\n要求"]
    assert [index for index, _ in headings_in(lines)] == [1]


def _around(dice: random.Random, words: str, characters: str) -> str:
    before, behind = ("".join(dice.choices(characters, k=dice.randrange(3))) for _ in range(2))
    return before + words + behind

"""A line that ends like no title is passed over unread: no title may be."""

from __future__ import annotations

import pytest

from reports.form import SectionFact, sections
from reports.headings import Mark, heading_of


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

"""Words that stand in a table (a frame about them, problems beside what is done about them) are their section's: it is not empty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

import reports
import rules
from tests.reports.statutory import HEADINGS
from tests.reports.test_sections import page

_OVERVIEW = "加强主动公开，做好依申请公开；规范政府信息管理，推进平台建设；强化监督保障，全年未发生责任追究。"
_PROBLEMS = "公开内容不够全面；解读形式不够丰富。"
_OTHER = "本年度收取信息处理费0元；无其他需要报告的事项。"
_RULES = rules.load()
_WORDS = ("STR-SEC-EMPTY", "STR-FIVE-ASPECTS", "STR-FEE-NOTE", "STR-SEC-MISSING")


def one_cell(words: str) -> str:
    return f"<table border=1><tr><td>{words}</td></tr></table>"


def row_by_row(words: str) -> str:
    return "".join(("<table>", *(f"<tr><td>{one}</td></tr>" for one in words.split("；")), "</table>"))


def merged(words: str) -> str:
    return f"<table><tr><td colspan=2 rowspan=2>{words}</td></tr><tr></tr></table>"


def beside_a_name(words: str) -> str:
    rows = "".join(
        f"<tr><td>{number}</td><td>{one}</td></tr>" for number, one in enumerate(words.split("；"), 1)
    )
    return f"<table><tr><td>序号</td><td>内容</td></tr>{rows}</table>"


@pytest.mark.parametrize("table", [one_cell, row_by_row, merged, beside_a_name])
def test_a_section_whose_words_stand_in_a_table_is_not_empty(table: Callable[[str], str]) -> None:
    words = (_OVERVIEW, "", "", "", _PROBLEMS, _OTHER)
    body = [
        part
        for head, one in zip(HEADINGS, words, strict=True)
        for part in (head, table(one) if one else "见表。")
    ]
    report = reports.read(page(*body), "page.html")
    judged = _RULES.judge(rules.Case(report, date(2026, 11, 1), agency=rules.agency_facts(report)))
    assert not [one.message for one in judged if one.rule in _WORDS and one.outcome is rules.Outcome.FAIL]
    assert [report.sections[id].text.count("公开内容") for id in ("overview", "problems")] == [0, 1]


def test_a_frame_without_words_leaves_its_section_empty() -> None:
    body = [part for head in HEADINGS for part in (head, "无。" if head[0] != "五" else one_cell(" "))]
    report = reports.read(page(*body), "page.html")
    assert report.sections["problems"].present
    assert report.sections["problems"].text == ""

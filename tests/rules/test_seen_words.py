"""Words that OCR read out of a scan never make an accusation; figures of its tables still do."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

import rules
from reports import Cell, CellState, Place, Sentence, Uncertain
from rules.engine.case import Case
from rules.engine.draft import Draft
from rules.engine.ruleset import RuleSet
from rules.engine.verdict import Outcome

SCAN = Uncertain(None, "read by OCR")
PICTURES = Uncertain(None, "the article holds 1 pictures that were read by OCR")
MISREAD = (
    "2013年，本机关认真贯彻落实《中华人民共和国政府信息公开条例》，全年新收政府信息公开申请99件。",
    "本年度未收到政府信息公开申请，，结转下年度继续办理5件。&nbsp;",
    "本机关2013年没有收取信息处理费，收取信息处理费300元。联系人身份证号110101199003070011。",
)


@cache
def national() -> RuleSet:
    return rules.load()


def case(*notes: Uncertain, in_picture: bool = False) -> Case:
    box = (0.0, 0.0, 10.0, 10.0) if in_picture else None
    words = tuple(
        Sentence("overview", text, Place(line=at, rectangle=box)) for at, text in enumerate(MISREAD, 1)
    )
    made = Draft().case()
    wrong = {"applications.result_total.total": Cell(CellState.NUMBER, "7", 7, place=Place(table=2, row=9))}
    cells = {**made.report.cells, **wrong}
    return replace(made, report=replace(made.report, narrative=words, cells=cells, uncertain=notes))


def failed(judged: Case) -> set[str]:
    return {one.rule for one in national().judge(judged) if one.outcome is Outcome.FAIL}


def test_words_that_ocr_read_accuse_nobody_and_figures_still_do() -> None:
    printed, scanned = failed(case()), failed(case(SCAN))
    of_words = {rule for rule in printed if rule.startswith(("TXT", "PRV"))}
    assert len(of_words) >= 3, "the printed words must fail, or this test proves nothing"
    assert not of_words & scanned
    assert (
        {rule for rule in printed if rule.startswith("SUM")}
        == {rule for rule in scanned if rule.startswith("SUM")}
        != set()
    )


def test_it_is_said_that_the_words_were_read_from_a_scan() -> None:
    said = [one for one in national().judge(case(SCAN)) if one.outcome is Outcome.UNKNOWN]
    assert any("由扫描件识别" in one.message for one in said)


@pytest.mark.parametrize("in_picture", [True, False])
def test_words_of_a_page_are_doubted_only_where_pictures_of_it_held_words(in_picture: bool) -> None:
    found = failed(case(PICTURES, in_picture=in_picture))
    assert any(rule.startswith("TXT") for rule in found) is not in_picture

"""A rule's message that says where or why something was not read says it in Chinese, as the rest of the message."""

from __future__ import annotations

from dataclasses import replace

import rules
from reports import Place, Sentence, Uncertain
from rules.engine.draft import Draft
from rules.engine.records import RECORDS
from rules.texts import unread_places

_TORN = (
    Uncertain(Place(page=4, table=2, row=7, column=3), "row granted: 7 of 7 cells: values run together"),
    Uncertain(Place(line=45, table=2, row=7), "row granted: the row has fewer cells than columns"),
    Uncertain(Place(), "this part holds something that could not be read"),
)


def test_places_that_were_not_read_are_named_in_chinese_to_the_operator() -> None:
    case = Draft().case()
    torn = replace(case, report=replace(case.report, uncertain=_TORN))
    (said,) = [one.message for one in rules.load().judge(torn) if one.rule == "PARSE-UNCERTAIN"]
    assert said == "有3处未能可靠读取，需人工看原页：第4页第2张表第7行第3列、第45行、位置不明。"


def test_a_rule_that_quotes_why_a_place_was_not_read_quotes_chinese() -> None:
    case = Draft().case()
    report = replace(case.report, uncertain=_TORN)
    words = RECORDS["未读清处"].words
    first = unread_places(report)[0]
    assert words["说明"][1](first) == "“（一）予以公开”一行的7格中有7格未能读取：数字连在一起，无法分开"
    assert words["位置"][1](first) == "第4页第2张表第7行第3列"
    sentence = Sentence("overview", "概述。", Place(line=12))
    assert RECORDS["句子"].words["位置"][1](sentence) == "第12行"

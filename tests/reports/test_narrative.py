"""Figures of the narrative: what is counted, never more than the clause says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reports
from reports import Counted

PAGE = """<html><body><h1>青溪县2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>{}</p>
<p>二、主动公开政府信息情况</p><p>三、收到和处理政府信息公开申请情况</p><p>四、政府信息公开行政复议、行政诉讼情况</p>
<p>五、存在的主要问题及改进情况</p><p>六、其他需要报告的事项</p><p>无。</p></body></html>"""


def claims_of(text: str) -> list[tuple[str, int, tuple[str, ...], tuple[str, ...], bool]]:
    read = reports.read(PAGE.format(text).encode(), "page.html")
    return [
        (str(c.what), int(c.number), c.scope, c.hedges, c.part)
        for c in reports.claims(read)
        if c.section == "overview"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全县共受理政府信息公开申请3,119件。", [("received", 3119, ("全县",), (), False)]),
        ("我局收到网上申请12件，已答复11件。", [("received", 12, ("我局", "网上"), (), False), ("answered", 11, ("我局", "网上"), (), False)]),
        ("本机关未收到政府信息公开申请。", [("received", 0, ("本机关",), (), False)]),
        ("上年结转申请34件。", [("carried_in", 34, (), (), False)]),
        ("行政复议6件和行政诉讼3件。", [("review", 6, (), (), False), ("suit", 3, (), (), False)]),
        ("行政复议和行政诉讼3件。", [("review_and_suit", 3, (), (), False)]),
        ("另有103件结转下年度继续办理。", [("carried_out", 103, (), (), False)]),
        ("未发生行政复议、行政诉讼案件。", [("review_and_suit", 0, (), (), False)]),
        ("全年主动公开政府信息1000余条，其中网站公开信息约900条。", [("proactive", 1000, (), ("余",), False), ("proactive", 900, (), ("约",), True)]),
        ("全年收取信息处理费3940元。", [("processing_fee", 3940, (), (), False)]),
    ],
)  # fmt: skip
def test_a_claim_is_what_its_clause_says(
    text: str, expected: list[tuple[str, int, tuple[str, ...], tuple[str, ...], bool]]
) -> None:
    assert claims_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2023年，本机关依申请公开工作扎实推进。",
        "受理投诉举报申请12件。",
        "收到建议提案12件，均已办结。",
        "收到申请12件、转办13件。",
        "根据〔2021〕30号文件要求公开政府信息。",
        "组织培训3次，发布解读5篇。",
    ],
)
def test_what_is_not_said_of_the_tables_is_no_claim(text: str) -> None:
    assert claims_of(text) == []


@given(st.text(alphabet="收到申请公开信息答复结转未0123456789件条，。、（）年余复议诉讼", max_size=60))
def test_every_claim_stands_in_its_paragraph_where_it_says(text: str) -> None:
    sentence = reports.Sentence("overview", text, reports.Place(line=1))
    read = reports.read(PAGE.format("无").encode(), "page.html")
    for claim in reports.claims(_with(read, sentence)):
        assert text[claim.start :].startswith(claim.text)
        assert claim.what in Counted


def _with(read: reports.AnnualReport, sentence: reports.Sentence) -> reports.AnnualReport:
    return replace(read, narrative=(sentence,))


@pytest.mark.real_reports
def test_the_figures_of_a_city_are_claimed_as_it_says_them(real_reports: Path) -> None:
    read = reports.read((real_reports / "huaian-2024.pdf").read_bytes(), "huaian-2024.pdf")
    told = {str(c.what): (c.number, c.hedges) for c in reports.claims(read)}
    assert told["received"] == (3119, ())
    assert told["answered"] == (3050, ())
    assert told["carried_in"] == (34, ())
    assert told["carried_out"] == (103, ())
    assert told["suit"] == (46, ())
    assert told["proactive"] == (5500, ("余",))
    assert told["processing_fee"] == (3940, ())
    assert reports.contact(read) is not None


@pytest.mark.real_reports
def test_one_document_number_under_two_titles_is_seen(real_reports: Path) -> None:
    read = reports.read((real_reports / "muye-2020.txt").read_bytes(), "muye-2020.txt")
    titles = {cited.title for cited in reports.cited_documents(read) if cited.number == "牧政办〔2020〕4号"}
    assert len(titles) == 2

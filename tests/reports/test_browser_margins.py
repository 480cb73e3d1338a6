"""Addresses, moments and page numbers that a browser printed between the lines of a dump are no sentences of the report."""

from __future__ import annotations

import pytest

import reports

ADDRESS = "https://www.jingxian.example/zwgk/t20240119_12.html"
TITLE = "泾县财政局2023年政府信息公开工作年度报告"


def narrative(text: str) -> str:
    return "\n".join(sentence.text for sentence in reports.read(text.encode(), "dump.txt").narrative)


@pytest.mark.parametrize(
    ("end", "start"),
    [
        (f"{ADDRESS}\n\n1/2", "\f2024/1/19 16:31"),
        (f"{ADDRESS}                                  1/2", f"\f2024/1/19 下午4:31          {TITLE}"),
        (f"{ADDRESS}\n1/2", "\f1/19/24, 4:31 PM"),
    ],
)
def test_margins_are_no_sentences(end: str, start: str) -> None:
    text = f"{TITLE}\n\n一、总体情况\n\n全年公开信息三百余条。\n\n{end}\n\n{start}\n\n办理申请两件。\n\n六、其他需要报告的事项\n\n无。\n"
    said = narrative(text)
    assert "全年公开信息三百余条。" in said
    assert "办理申请两件。" in said
    assert "http" not in said
    assert "31" not in said
    assert "1/2" not in said


def test_an_address_that_the_report_itself_gives_stays() -> None:
    text = f"{TITLE}\n\n一、总体情况\n\n专栏网址：\n\n{ADDRESS}\n\n全年公开信息三百余条。\n"
    assert ADDRESS in narrative(text)


def _pages(ends: str) -> str:
    more = "\n".join(f"第{number}项工作按计划完成。" for number in "一二三四五六七八九十")
    return f"{TITLE}\n\n一、总体情况\n\n{more}\n\n{ends}\n\n办理申请两件。\n\n六、其他需要报告的事项\n\n无其他事项。\n\n{ends}\n"


@pytest.mark.parametrize("ends", ["内部资料 20240115", "泾县财政局政务公开"])
def test_what_ends_each_page_is_no_sentence_of_the_report(ends: str) -> None:
    assert "无其他事项。" in narrative(_pages(ends))
    assert ends not in narrative(_pages(ends))


def test_a_signature_that_the_title_names_too_stays() -> None:
    text = f"泾县财政局\n2023年政府信息公开工作年度报告\n\n一、总体情况\n\n{'全年公开信息三百余条。' * 3}\n\n泾县财政局\n"
    assert narrative(text).endswith("泾县财政局")


@pytest.mark.parametrize("broken", [10, 11, 13, 20])
def test_a_title_that_a_page_s_width_breaks_within_a_word_is_one(broken: int) -> None:
    report = reports.read(
        f"{TITLE[:broken]}\n{TITLE[broken:]}\n\n一、总体情况\n\n全年公开信息三百余条。\n".encode(), "dump.txt"
    )
    assert (report.agency.name, report.year) == ("泾县财政局", 2023)

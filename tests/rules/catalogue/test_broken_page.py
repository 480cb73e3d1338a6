"""A page that stops before its end is never missing what stood behind."""

from __future__ import annotations

from datetime import date

import pytest

import reports
import rules
from rules import Outcome, Severity

RULES = rules.load()
PARTS = (
    ("一、总体情况", "主动公开各类信息三百余条，办理依申请公开，加强信息管理和平台建设，接受监督。"),
    ("二、主动公开政府信息情况", "各项数据见本部分。"),
    ("三、收到和处理政府信息公开申请情况", "各项数据见本部分。"),
    ("四、政府信息公开行政复议、行政诉讼情况", "本年度没有发生。"),
    ("五、存在的主要问题及改进情况", "解读形式单一，下一步将丰富形式。"),
    ("六、其他需要报告的事项", "本年度未收取信息处理费。"),
)
PAGE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><h1>泾县财政局2023年政府信息公开工作年度报告</h1>'
    + "".join(f"<h2>{heading}</h2><p>{text}</p>" for heading, text in PARTS)
)


def missing(page: str) -> list[str]:
    report = reports.read(page.encode(), "page.html")
    case = rules.Case(report, date(2025, 1, 1), agency=rules.agency_facts(report))
    return [
        verdict.message
        for verdict in RULES.judge(case)
        if verdict.outcome is Outcome.FAIL and verdict.severity in (Severity.ERROR, Severity.WARNING)
    ]


@pytest.mark.parametrize("heading", [heading for heading, _ in PARTS[3:]])
def test_what_a_broken_page_does_not_hold_is_not_missing(heading: str) -> None:
    assert missing(PAGE[: PAGE.index(heading)]) == []
    assert missing(PAGE[: PAGE.index(heading) + 3]) == []


def test_a_whole_page_without_a_section_is_still_found_out() -> None:
    """Its marks are pairs: nothing was cut out of it."""
    said = missing(PAGE[: PAGE.index(f"<h2>{PARTS[4][0]}")] + "</body></html>")
    assert any("存在的主要问题及改进情况" in message for message in said)


def test_a_piece_of_a_page_is_judged_as_it_is() -> None:
    piece = PAGE.partition("<body>")[2]
    assert missing(piece) == missing(PAGE + "</body></html>")


def test_a_figure_of_a_text_that_breaks_off_is_not_held_against_the_table() -> None:
    """What is not seen may hold another figure, or say why this one differs."""
    heads = "".join(
        f"<td>{name}</td>"
        for name in ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    )
    rows = (
        ("一、本年新收政府信息公开申请数量", "7"),
        ("二、上年结转政府信息公开申请数量", "0"),
        ("（七）总计", "7"),
    )
    lines = "".join(
        f"<tr><td>{label}</td><td>{count}</td>{'<td>0</td>' * 5}<td>{count}</td></tr>"
        for label, count in rows
    )
    table = f"<table><tr><td></td>{heads}</tr>{lines}</table>"
    page = PAGE.replace("主动公开各类信息三百余条", "全年共收到政府信息公开申请92件").replace(
        f"<h2>{PARTS[3][0]}</h2>", f"{table}<h2>{PARTS[3][0]}</h2>"
    )
    assert any("92件" in message for message in missing(f"{page}</body></html>"))
    assert not any("92件" in message for message in missing(page[: page.index(PARTS[5][0])]))


def test_a_table_of_which_no_figure_can_be_told_is_of_no_form() -> None:
    """A header cut down to its last name is that of the other form; nothing below it is read."""
    rows = "信息内容 | 处理决定数量 |\n行政许可 | 1 | 2 | 3 |\n行政处罚 | 4 | 5 | 6 |\n行政强制 | 4 | 5 | 6 |\n规章 | 1 |"
    lines = ["泾县财政局2020年政府信息公开工作年度报告"]
    for heading, text in PARTS:
        lines += [heading, rows if heading == PARTS[1][0] else text]
    report = reports.read("\n".join(lines).encode(), "report.txt")
    assert any(cell.why for address, cell in report.cells.items() if address.startswith("disclosure."))
    assert report.layout["disclosure"] is None
    case = rules.Case(report, date(2025, 1, 1), agency=rules.agency_facts(report))
    said = [v.rule for v in RULES.judge(case) if v.outcome is Outcome.FAIL]
    assert not {"STR-TPL-YEAR", "STR-TPL-MIXED"} & set(said)

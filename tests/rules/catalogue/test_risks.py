"""What domain.md warns of, rule by rule: a page that meets the risk accuses nobody, and its guilty neighbour is still found.

The pages go the whole way from markup to verdict, so that neither the reader nor the rule can take the one for the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pytest

import reports
import rules
from rules import Outcome

RULES = rules.load()
TITLES = [section.title for section in reports.sections()]
OVERVIEW = "主动公开信息12条，规范依申请公开，加强信息管理、平台建设和监督保障。"
PROBLEMS = "公开意识有待加强，下一步加强培训。"


@dataclass(frozen=True)
class Page:
    """A sound report, and what this one says otherwise. `cells`: values by the ids of row and column."""

    overview: str = OVERVIEW
    problems: str = PROBLEMS
    other: str = "无。"
    before: str = ""
    title: str = ""
    name: str = "青溪县教育局"
    year: int = 2024
    form: str = ""
    cells: Mapping[str, object] = field(default_factory=dict)
    changed: tuple[tuple[str, str], ...] = ()
    """Patterns of the markup and what stands there instead."""

    def html(self) -> str:
        form = reports.forms()[self.form or ("2021" if self.year > 2020 else "2019")]
        assert self.cells.keys() <= {
            f"{row.id}.{column.id}"
            for table in ("disclosure", "applications")
            for block in form.table(table)
            for row in block.rows
            for column in block.columns
        }
        title = self.title or f"{self.name}{self.year}年政府信息公开工作年度报告"
        grids = ["", self._grid(form, "disclosure"), self._grid(form, "applications"), self._litigation()]
        texts = [self.overview, "", "", "", self.problems, self.other]
        parts = "".join(
            f"<p><b>{head}</b></p>{''.join(f'<p>{line}</p>' for line in text.splitlines())}{grid}"
            for head, text, grid in zip(TITLES, texts, [*grids, "", ""], strict=True)
        )
        page = f"<html><body><h1>{title}</h1><p>{self.before}</p>{parts}</body></html>"
        for pattern, instead in self.changed:
            page, made = re.subn(pattern, instead, page)
            assert made, pattern
        return page

    def _grid(self, form: reports.Form, table: str) -> str:
        rows = ""
        for block in form.table(table):
            rows += (
                f"<tr><td>信息内容</td>{''.join(f'<td>{column.label}</td>' for column in block.columns)}</tr>"
            )
            for row in block.rows:
                values = (self.cells.get(f"{row.id}.{column.id}", 0) for column in block.columns)
                rows += f"<tr><td>{row.label}</td>{''.join(f'<td>{value}</td>' for value in values)}</tr>"
        return f"<table>{rows}</table>"

    def _litigation(self) -> str:
        leaves = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
        heads = "".join(f"<td>{leaf}</td>" for leaf in leaves)
        zeros = "<td>0</td>" * 15
        return (
            "<table><tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr>"
            f"<tr>{heads.replace('<td>', '<td rowspan=2>')}<td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>"
            f"<tr>{heads}{heads}</tr><tr>{zeros}</tr></table>"
        )


def judged(page: Page) -> dict[str, set[Outcome]]:
    report = reports.read(page.html().encode(), "page.html")
    found: dict[str, set[Outcome]] = {}
    for verdict in RULES.judge(rules.Case(report, date(2026, 11, 22), agency=rules.agency_facts(report))):
        found.setdefault(verdict.rule, set()).add(verdict.outcome)
    return found


def applied(row: str, *figures: object) -> dict[str, object]:
    """The cells of one row of table three: 自然人 and 总计."""
    return {f"{row}.natural_person": figures[0], f"{row}.total": figures[-1]}


def granted(*figures: object) -> dict[str, object]:
    """As many new applications as were granted."""
    return {
        **applied("new_received", *figures),
        **applied("granted", figures[-1]),
        **applied("result_total", figures[-1]),
    }


def lost(title: str) -> tuple[tuple[str, str], ...]:
    return ((f"<p><b>{title}</b></p>", ""),)


CONTENTS = "".join(f"<li><a href='#{number}'>{title}</a></li>" for number, title in enumerate(TITLES))

PAIRS: dict[str, tuple[str, Page, Page]] = {
    "numbers of headings lost": (
        "STR-SEC-MISSING",
        Page(changed=((r"<b>[一二三四五六]、", "<b>"),)),
        Page(changed=lost(TITLES[5])),
    ),
    "every heading numbered one": (
        "STR-SEC-ORDER",
        Page(changed=((r"<b>[一二三四五六]、", "<b>1、"),)),
        Page(changed=((f"({TITLES[4]})(.*)({TITLES[5]})", r"\3\2\1"),)),
    ),
    "a menu of anchors": (
        "STR-SEC-DUP",
        Page(changed=(("<h1>", f"<ul>{CONTENTS}</ul><h1>"),)),
        Page(problems=f"{PROBLEMS}\n{TITLES[4]}\n{PROBLEMS}完善制度。"),
    ),
    "a table with a title": (
        "STR-SEC-DUP",
        Page(changed=((f"({TITLES[2]}</b></p><table>)", rf"\1<tr><td colspan=8>{TITLES[2]}</td></tr>"),)),
        Page(overview=f"{OVERVIEW}\n{TITLES[0]}\n{OVERVIEW}完善制度。"),
    ),
    "the sixth section says none": ("STR-SEC-EMPTY", Page(other="无"), Page(other="")),
    "a row of zeros merged": (
        "STR-ROW-MISSING",
        Page(changed=((r"(<td>2\.重复申请</td>)(?:<td>0</td>){7}", r"\1<td colspan=7>0</td>"),)),
        Page(changed=((r"<tr><td>2\.重复申请</td>(?:<td>0</td>){7}</tr>", ""),)),
    ),
    "the period is of another year than the title": (
        "STR-TPL-YEAR",
        Page(year=2021, form="2019", before="统计期限自2020年1月1日起至2020年12月31日止。"),
        Page(year=2021, form="2019", before="统计期限自2021年1月1日起至2021年12月31日止。"),
    ),
    "the law is cited": (
        "STR-TPL-HINT",
        Page(
            overview=f"{OVERVIEW}根据《条例》第五十条第四项，各级人民政府还应报告工作考核、社会评议和责任追究结果情况。"
        ),
        Page(other="（文字描述，收取信息处理费情况在此处报告。）"),
    ),
    "a whole number with decimals": (
        "CEL-FRACTION",
        Page(cells=granted("3.0", 3)),
        Page(cells=granted("3.5", 3)),
    ),
    "fewer items than the year before": (
        "CEL-NEG",
        Page(year=2020, cells={"licensing.items_prev": 50, "licensing.items_delta": -20}),
        Page(year=2020, cells={"licensing.items_prev": 50, "licensing.decisions": -20}),
    ),
    "thousands are told apart": (
        "SUM-T3-ROW",
        Page(cells=granted("1,706", 1706)),
        Page(cells=granted("1,706", 1707)),
    ),
    "a note's number is raised": (
        "SUM-T3-ROW",
        Page(cells=granted("5<sup>1</sup>", 5)),
        Page(cells=granted("51", 5)),
    ),
    "a header that states no decimals": (
        "CEL-PRECISION",
        Page(year=2020, cells={"procurement.projects": 1, "procurement.amount": "7537.4"}),
        Page(
            year=2020,
            cells={"procurement.projects": 1, "procurement.amount": "7537.4"},
            changed=(("<td>采购总金额[^<]*</td>", "<td>采购总金额（单位：万元，保留4位小数）</td>"),),
        ),
    ),
    "a city may make regulations": (
        "LOG-RULES",
        Page(name="淮安市人民政府", cells={"regulations.issued": 1, "regulations.in_force": 3}),
        Page(cells={"regulations.issued": 1, "regulations.in_force": 3}),
    ),
    "a document that lapsed in its year": (
        "SUM-T2-21",
        Page(
            overview=f"{OVERVIEW}制发规范性文件5件，其中1件年底届满失效。",
            cells={"normative_docs.issued": 5, "normative_docs.in_force": 4},
        ),
        Page(cells={"normative_docs.issued": 5, "normative_docs.in_force": 4}),
    ),
    "a word stands for no change": (
        "SUM-T2-19",
        Page(year=2020, cells={"licensing.items_prev": 5, "licensing.items_delta": "持平"}),
        Page(year=2020, cells={"licensing.items_prev": 5, "licensing.items_delta": -7}),
    ),
    "glyphs of a date are lost": (
        "TXT-YEAR-PERIOD",
        Page(before="统计期限从202411日起到1231日止。"),
        Page(before="统计期限自2023年1月1日起至2023年12月31日止。"),
    ),
    "last year's report is one of the things published": (
        "TXT-YEAR-SELF",
        Page(before="编制了《青溪县教育局2024年政府信息公开工作年度报告》，公开《2023年年度报告》1份。"),
        Page(before="编制了《青溪县教育局2023年政府信息公开工作年度报告》。"),
    ),
    "a look back at the year": (
        "TXT-YEAR-PLAN",
        Page(problems=f"{PROBLEMS}\n（二）2024年工作计划完成情况：\n已完成12项。"),
        Page(problems=f"{PROBLEMS}\n（二）2024年工作计划\n一是加强培训。"),
    ),
    "a part shares members with another": (
        "TXT-SUM",
        Page(overview=f"{OVERVIEW}公开信息115条：网站80条、微信60条（同一信息两处发布）。"),
        Page(overview=f"{OVERVIEW}公开信息115条：网站80条、微信60条。"),
    ),
    "one channel": (
        "TXT-NUM-ZERO",
        Page(overview=f"{OVERVIEW}网上未收到政府信息公开申请。", cells=granted(2, 2)),
        Page(overview=f"{OVERVIEW}全年未收到政府信息公开申请。", cells=granted(2, 2)),
    ),
    "names masked on purpose": (
        "TXT-PLACEHOLDER",
        Page(overview=f"{OVERVIEW}市民刘××申请公开的信息已答复。"),
        Page(overview=f"{OVERVIEW}全年公开信息××条。"),
    ),
    "doubled words that are words": (
        "TXT-DUP-CHAR",
        Page(overview=f"{OVERVIEW}天天更新、层层把关，目的的设定、行为为本。"),
        Page(overview=f"{OVERVIEW}为为确保公开质量，加强审核。"),
    ),
    "a township reports on schools": (
        "TXT-FOREIGN-SECTOR",
        Page(name="石桥镇人民政府", overview=f"{OVERVIEW}公开教育系统招生信息12条、水利系统信息3条。"),
        Page(name="石桥镇人民政府", overview=f"{OVERVIEW}围绕教育中心工作，定期研究教育系统政务公开工作。"),
    ),
    "the old regulation named with the new": (
        "TXT-OLD-LAW",
        Page(before="根据《条例》（国务院令第492号公布、国务院令第711号修订）编制。"),
        Page(before="根据《条例》（国务院令第492号）编制。"),
    ),
    "applications that were due": (
        "TXT-CONTRADICT",
        Page(overview=f"{OVERVIEW}到期的政府信息公开申请已全部办结。", cells=applied("carried_out", 3)),
        Page(overview=f"{OVERVIEW}政府信息公开申请已全部办结。", cells=applied("carried_out", 3)),
    ),
    "the first heading of the old form only": (
        "STR-TPL-2007",
        Page(overview=f"（一）概述\n{OVERVIEW}"),
        Page(overview=f"（一）概述\n{OVERVIEW}\n政府信息公开的收费及减免情况：无。", changed=lost(TITLES[5])),
    ),
}


@pytest.mark.parametrize("risk", PAIRS)
def test_a_page_that_meets_the_risk_accuses_nobody(risk: str) -> None:
    rule, innocent, guilty = PAIRS[risk]
    assert Outcome.FAIL not in judged(innocent)[rule]
    assert Outcome.FAIL in judged(guilty)[rule]


def test_the_sound_page_itself_fails_no_rule_that_accuses() -> None:
    failing = {rule for rule, outcomes in judged(Page()).items() if Outcome.FAIL in outcomes}
    assert failing <= {"LOG-ALLZERO"}

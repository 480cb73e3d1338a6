"""Findings as rows with Chinese headings, and text that no spreadsheet takes for a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from alerts.escaping import printable
from alerts.exports.records import Column, Kind, Record
from reports import CellState, china_day, forms
from rules import CELL_STATE_NAMES, SEVERITY_NAMES
from storage import STATE_NAMES, Finding

HEADINGS = (
    "编号",
    "地区代码",
    "单位",
    "年度",
    "规则",
    "问题",
    "严重程度",
    "状态",
    "发现日期",
    "说明",
    "依据",
    "整改建议",
    "页面",
    "证据 sha256",
    "上年页面",
)
PAGES = ("页面", "上年页面")
"""Columns that hold an address."""
FILED = tuple(Column(name, name, Kind.WHOLE if name == "年度" else Kind.TEXT) for name in HEADINGS)
"""The columns of a findings list that an office opens: Chinese names and Chinese values."""
TABLE_NAMES = {"disclosure": "主动公开情况", "applications": "依申请公开情况", "litigation": "复议诉讼情况"}
_FORMULA = re.compile(r"^\s*[=+\-@|%＝＋－＠]")
"""Signs in full width too: spreadsheets set to Chinese or Japanese take them for the narrow ones."""


def harmless(text: str) -> str:
    """Text that opens as text: a leading apostrophe where a program would read a formula (OWASP: CSV injection).

    A plain negative number keeps its sign and stays a number.
    """
    shown = printable(text)
    if _FORMULA.match(shown) and not re.fullmatch(r"-?\d+(\.\d+)?", shown):
        return "'" + shown
    return shown


def finding_row(finding: Finding) -> tuple[str | int, ...]:
    """One finding under HEADINGS, not yet made harmless."""
    return (
        finding.number,
        finding.division or "",
        finding.agency,
        finding.year,
        finding.rule,
        finding.title,
        SEVERITY_NAMES.get(finding.severity, finding.severity),
        STATE_NAMES[finding.state],
        china_day(finding.opened_at).isoformat(),
        finding.message,
        "；".join(finding.basis),
        finding.remedy,
        finding.url or "",
        finding.evidence or "",
        finding.previous_url or "",
    )


def filed_cells(cells: Iterable[Record]) -> Iterator[Record]:
    """The records of `cell_records` as an office reads them: table, row and column as the form prints them, states in words."""
    names = _printed_names()
    for cell in cells:
        place = {key: names.get((cell["table"], cell[key]), cell[key]) for key in ("row", "column")}
        state = CELL_STATE_NAMES[CellState(str(cell["state"]))]
        yield {**cell, **place, "table": TABLE_NAMES[str(cell["table"])], "state": state}


@cache
def _printed_names() -> Mapping[tuple[object, object], str]:
    """(table, row or column) → its label, of every form; the form in force is the last."""
    names: dict[tuple[object, object], str] = {}
    for block in (block for form in forms().values() for block in form.blocks):
        names |= {(block.table, row.id): row.label for row in block.rows}
        names |= {(block.table, column.id): column.label for column in block.columns}
    return names


def filed_records(findings: Iterable[Finding]) -> Iterator[Record]:
    """One record a finding, under FILED."""
    for finding in findings:
        yield dict(zip(HEADINGS, finding_row(finding), strict=True))

"""What analysts take: findings, and every cell of every report, as records of typed columns.

A cell's number stands in `value` only where it was read with certainty; what is inferred, ambiguous or blank keeps its
state and its printed text and never becomes a zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from reports import CellState
from storage import Finding, ReportOnFile

Value: TypeAlias = str | int | Decimal | date | datetime | list[str] | list[int] | None
Record: TypeAlias = Mapping[str, Value]


class Kind(StrEnum):
    """What a column holds; the same in every format."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    """Decimal, up to 28 digits before and 10 after the point."""
    DAY = "day"
    MOMENT = "moment"
    TEXTS = "texts"
    WHOLES = "wholes"


@dataclass(frozen=True, slots=True)
class Column:
    """`name` in data formats, `heading` in the CSV that officials open."""

    name: str
    heading: str
    kind: Kind = Kind.TEXT


FINDINGS = (
    Column("number", "编号"),
    Column("agency", "单位"),
    Column("division", "地区代码"),
    Column("year", "年度", Kind.WHOLE),
    Column("rule", "规则"),
    Column("version", "规则版本", Kind.WHOLE),
    Column("subject", "对象"),
    Column("title", "问题"),
    Column("severity", "严重程度"),
    Column("attribution", "归因"),
    Column("state", "状态"),
    Column("cause", "变更原因"),
    Column("opened_at", "发现时间", Kind.MOMENT),
    Column("changed_at", "变更时间", Kind.MOMENT),
    Column("message", "说明"),
    Column("basis", "依据", Kind.TEXTS),
    Column("places", "单元格", Kind.TEXTS),
    Column("lines", "行", Kind.WHOLES),
    Column("url", "页面"),
    Column("evidence", "证据 sha256"),
    Column("previous_url", "上年页面"),
    Column("previous_evidence", "上年证据 sha256"),
)
CELLS = (
    Column("agency", "单位"),
    Column("division", "地区代码"),
    Column("year", "年度", Kind.WHOLE),
    Column("published", "发布日期", Kind.DAY),
    Column("url", "页面"),
    Column("table", "表"),
    Column("row", "行"),
    Column("column", "列"),
    Column("state", "状态"),
    Column("value", "数值", Kind.NUMBER),
    Column("raw", "原文"),
    Column("unit", "计量单位"),
)


def finding_records(findings: Iterable[Finding]) -> Iterator[Record]:
    """One record a finding, under FINDINGS."""
    for finding in findings:
        yield {
            "number": finding.number,
            "agency": finding.agency,
            "division": finding.division,
            "year": finding.year,
            "rule": finding.rule,
            "version": finding.rule_version,
            "subject": finding.subject,
            "title": finding.title,
            "severity": finding.severity,
            "attribution": finding.attribution,
            "state": finding.state.value,
            "cause": finding.cause.value if finding.cause else None,
            "opened_at": finding.opened_at,
            "changed_at": finding.changed_at,
            "message": finding.message,
            "basis": list(finding.basis),
            "places": list(finding.places),
            "lines": list(finding.lines),
            "url": finding.url,
            "evidence": finding.evidence,
            "previous_url": finding.previous_url,
            "previous_evidence": finding.previous_evidence,
        }


def cell_records(reports: Iterable[ReportOnFile]) -> Iterator[Record]:
    """One record a printed cell, under CELLS; cells a report does not print are left out."""
    for filed in reports:
        for address, cell in filed.report.cells.items():
            if cell.state is CellState.ABSENT:
                continue
            table, row, column = address.split(".")
            yield {
                "agency": filed.agency,
                "division": filed.division,
                "year": filed.year,
                "published": filed.published,
                "url": filed.url,
                "table": table,
                "row": row,
                "column": column,
                "state": cell.state.value,
                "value": None if cell.value is None else Decimal(cell.value),
                "raw": cell.raw,
                "unit": cell.unit,
            }

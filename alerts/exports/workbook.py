"""The workbook an office files: overview by area, league table, every finding, and each report's tables as read.

Strings are written as strings (never as formulas or links guessed from text), cells that fail are coloured and carry
the sentence as a comment. Row by row in constant memory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from alerts.escaping import link
from alerts.exports.rows import HEADINGS, finding_row, harmless
from alerts.wording import SEVERITY_CHINESE
from reports import Cell, CellState, form_for_year, forms
from storage import Finding, FindingState, Memory, ReportLine, ReportOnFile

_TABLES = {"disclosure": "主动公开情况", "applications": "依申请公开情况", "litigation": "复议诉讼情况"}
LARGEST = 10**15
"""Excel keeps 15 digits; longer numbers are written as text, as printed."""
_COLOURS = {"error": "#F8CBAD", "warning": "#FFE699", "notice": "#DDEBF7", "info": "#EDEDED"}
_WIDTHS = (12, 12, 26, 8, 18, 26, 10, 10, 12, 60, 40, 40, 40, 20)


@dataclass(frozen=True, slots=True)
class _Styles:
    head: Any
    text: Any
    wrap: Any
    number: Any
    severity: Mapping[str, Any]


def write_workbook(
    memory: Memory,
    file: Path,
    *,
    divisions: Sequence[str] | None = None,
    year: int | None = None,
    numbers: Sequence[str] | None = None,
    place: Callable[[str | None], str] | None = None,
) -> None:
    """Write the workbook for some divisions (prefixes) and one report year, or all.

    `numbers`: only these findings, and the reports they are about.
    """
    findings = memory.findings(divisions=divisions, year=year, numbers=numbers)
    about = None if numbers is None else {(f.agency, f.division, f.year) for f in findings}
    if about is not None:
        divisions = _covering(division for _, division, _ in about)
    lines = [
        line
        for line in memory.report_lines(year=year)
        if (divisions is None or any((line.division or "").startswith(prefix) for prefix in divisions))
        and (about is None or (line.agency, line.division, line.year) in about)
    ]
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": False,
    }
    with xlsxwriter.Workbook(str(file), options) as book:
        styles = _styles(book)
        _overview(book.add_worksheet("总览"), styles, lines, place or (lambda division: division or "未定"))
        _league(book.add_worksheet("排名"), styles, lines)
        _findings(book.add_worksheet("问题清单"), styles, findings)
        with memory.reports_on_file(divisions=divisions, year=year) as reports:
            shown = (
                filed
                for filed in reports
                if about is None or (filed.agency, filed.division, filed.year) in about
            )
            _reports(book, styles, shown, findings)


def _covering(divisions: Iterable[str | None]) -> list[str] | None:
    """At most fifty prefixes that cover the divisions (counties, else cities, else provinces); `None`: no bound."""
    known = set(divisions)
    if None in known:
        return None
    for length in (6, 4, 2):
        prefixes = sorted({(division or "")[:length] for division in known})
        if len(prefixes) <= 50:
            return prefixes
    return None


def _styles(book: Any) -> _Styles:
    base = {"font_name": "宋体", "font_size": 10, "valign": "top", "border": 1}
    return _Styles(
        head=book.add_format({**base, "bold": True, "bg_color": "#D9E1F2", "align": "center"}),
        text=book.add_format(base),
        wrap=book.add_format({**base, "text_wrap": True}),
        number=book.add_format({**base, "num_format": "0"}),
        severity={name: book.add_format({**base, "bg_color": colour}) for name, colour in _COLOURS.items()},
    )


def _head(sheet: Any, styles: _Styles, headings: Sequence[str], widths: Sequence[int]) -> None:
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.write_string(0, column, heading, styles.head)
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _overview(
    sheet: Any, styles: _Styles, lines: Sequence[ReportLine], place: Callable[[str | None], str]
) -> None:
    names = ("地区", "年度", "已读年报", "有错误", "有警告", "无问题", "有未能判断项")
    _head(sheet, styles, names, (24, 8, 10, 10, 10, 10, 14))
    counts: dict[tuple[str, str, int], list[int]] = defaultdict(lambda: [0] * 5)
    for line in lines:
        area = (line.division or "")[:6]
        row = counts[area, place(line.division), line.year]
        bad, poor = line.findings.get("error", 0), line.findings.get("warning", 0)
        for column, hit in enumerate((True, bad, poor and not bad, not line.findings, line.unknown)):
            row[column] += bool(hit)
    for position, ((_, name, year), row) in enumerate(sorted(counts.items()), start=1):
        sheet.write_string(position, 0, harmless(name), styles.text)
        for column, value in enumerate((year, *row), start=1):
            sheet.write_number(position, column, value, styles.number)


def _league(sheet: Any, styles: _Styles, lines: Sequence[ReportLine]) -> None:
    names = (
        "名次",
        "单位",
        "地区代码",
        "年度",
        "发布日期",
        *SEVERITY_CHINESE.values(),
        "未能判断",
        "最严重的问题",
        "页面",
    )
    _head(sheet, styles, names, (6, 28, 12, 8, 12, 8, 8, 8, 8, 10, 60, 40))
    weight = [*SEVERITY_CHINESE]
    ranked = sorted(
        lines,
        key=lambda line: (
            [line.findings.get(name, 0) for name in weight],
            line.division or "",
            line.agency,
            line.year,
        ),
    )
    rank, last = 0, None
    for position, line in enumerate(ranked, start=1):
        score = [line.findings.get(name, 0) for name in weight]
        rank, last = (rank if score == last else position), score
        sheet.write_number(position, 0, rank, styles.number)
        texts = (line.agency, line.division or "", None, line.published.isoformat() if line.published else "")
        for column, text in enumerate(texts, start=1):
            if text is not None:
                sheet.write_string(position, column, harmless(text), styles.text)
        sheet.write_number(position, 3, line.year, styles.number)
        for column, value in enumerate((*score, line.unknown), start=5):
            sheet.write_number(position, column, value, styles.number)
        sheet.write_string(position, 10, harmless(line.worst or ""), styles.wrap)
        _write_link(sheet, position, 11, line.url, styles.text)


def _findings(sheet: Any, styles: _Styles, findings: Sequence[Finding]) -> None:
    _head(sheet, styles, HEADINGS, _WIDTHS)
    sheet.autofilter(0, 0, max(len(findings), 1), len(HEADINGS) - 1)
    for position, finding in enumerate(findings, start=1):
        for column, value in enumerate(finding_row(finding)):
            if isinstance(value, int):
                sheet.write_number(position, column, value, styles.number)
            elif HEADINGS[column] == "页面":
                _write_link(sheet, position, column, value, styles.text)
            else:
                severity = HEADINGS[column] == "严重程度"
                style = styles.severity.get(finding.severity, styles.text) if severity else styles.wrap
                sheet.write_string(position, column, harmless(value), style)


def _write_link(sheet: Any, row: int, column: int, address: str, style: Any) -> None:
    """A link where the address is http(s) and Excel can take it (2,079 characters, 65,530 a sheet); else its text."""
    safe = link(address)
    if (
        not safe
        or len(safe) > 2000
        or row > 60_000
        or sheet.write_url(row, column, safe, style, string=safe) < 0
    ):
        sheet.write_string(row, column, harmless(address), style)


def _reports(
    book: Any, styles: _Styles, reports: Iterable[ReportOnFile], findings: Sequence[Finding]
) -> None:
    """One sheet for each table of the form: a line is one printed row of one report."""
    failing: dict[tuple[str, int, str], Finding] = {}
    for finding in reversed(findings):  # worst last, so that it stays
        if finding.state is FindingState.OPEN:
            for address in finding.places:
                failing[finding.agency, finding.year, address] = finding
    sheets = {table: book.add_worksheet(name) for table, name in _TABLES.items()}
    labels = {table: _column_labels(table) for table in _TABLES}
    for table, sheet in sheets.items():
        _head(
            sheet,
            styles,
            ("单位", "年度", "项目", *labels[table].values()),
            (26, 8, 44, *[12] * len(labels[table])),
        )
    next_row = dict.fromkeys(_TABLES, 1)
    for filed in reports:
        form = form_for_year(filed.year)
        for block in form.blocks if form else ():
            for row in block.rows:
                position, sheet = next_row[block.table], sheets[block.table]
                if position >= 1_048_576:
                    continue  # a sheet's last row; the data exports have no such limit
                next_row[block.table] += 1
                sheet.write_string(position, 0, harmless(filed.agency), styles.text)
                sheet.write_number(position, 1, filed.year, styles.number)
                sheet.write_string(position, 2, row.label, styles.text)
                for number, column in enumerate(labels[block.table], start=3):
                    address = f"{block.table}.{row.id}.{column}"
                    _write_cell(
                        sheet,
                        (position, number),
                        filed.report.cell(address),
                        failing.get((filed.agency, filed.year, address)),
                        styles,
                    )


def _column_labels(table: str) -> dict[str, str]:
    return {
        column.id: column.label
        for form in forms().values()
        for block in form.table(table)
        for column in block.columns
    }


def _write_cell(
    sheet: Any,
    at: tuple[int, int],
    cell: Cell,
    finding: Finding | None,
    styles: _Styles,
) -> None:
    if cell.state is CellState.ABSENT:
        return
    style = styles.severity[finding.severity] if finding else styles.text
    if cell.state is CellState.NUMBER and cell.value is not None and -LARGEST < cell.value < LARGEST:
        sheet.write_number(*at, float(cell.value) if isinstance(cell.value, Decimal) else cell.value, style)
    else:
        shown = "（无法识别）" if cell.state is CellState.UNREADABLE else cell.raw or ""
        sheet.write_string(*at, harmless(shown), style)
    if finding is not None:
        comment = f"{finding.number} {finding.title}\n{finding.message}"
        sheet.write_comment(*at, comment[:1000], {"x_scale": 2.5, "y_scale": 1.5})

"""The lists of the workbook: overview by city and county, league table, every finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from alerts.exports.rows import HEADINGS, PAGES, finding_row, harmless
from alerts.exports.sheets import Styles, fit_row, print_columns, write_head, write_link
from alerts.places import Places
from rules import SEVERITIES, SEVERITY_NAMES
from storage import Counts, Finding, ReportLine

_WIDTHS = (11, 10, 20, 6, 14, 20, 9, 8, 11, 46, 24, 28, 40, 20, 40)
_PLACE = (("地市", 20), ("区县", 20), ("年度", 8))
_OWED = (("应公布", 9), ("未找到", 9), ("未能核实或未到期", 12))
_READ = (
    ("已读年报", 10),
    ("有错误", 9),
    ("有警告无错误", 10),
    ("仅有提示", 10),
    ("无问题", 9),
    ("有未能判断项", 10),
)


def write_overview(
    sheet: Any,
    styles: Styles,
    lines: Sequence[ReportLine],
    places: Places,
    owed: Mapping[int, Sequence[Counts]] | None = None,
) -> None:
    """A row for each county and year, under each city and at the end their sums.

    `owed`: the season's counts of each year; without them (a workbook of some findings) only what was read is counted.
    """
    columns = _PLACE + (_OWED if owed else ()) + _READ
    write_head(sheet, styles, [name for name, _ in columns], [width for _, width in columns])
    counts = _by_county(lines, owed or {})
    position = 1
    for (_, year), counties in sorted(counts.items()):
        for division, row in sorted(counties.items()):
            names = (places.city(division), places.county(division))
            _write_counts(sheet, position, names, (year, *row), styles.text)
            position += 1
        if len(counties) > 1:
            city = next(filter(None, map(places.city, counties)), "")
            _write_counts(sheet, position, (city, "小计"), (year, *_sum(counties.values())), styles.strong)
            position += 1
    for year in sorted({year for _, year in counts}):
        rows = [row for (_, of), counties in counts.items() if of == year for row in counties.values()]
        _write_counts(sheet, position, ("合计", ""), (year, *_sum(rows)), styles.strong)
        position += 1


def _by_county(
    lines: Sequence[ReportLine], owed: Mapping[int, Sequence[Counts]]
) -> Mapping[tuple[str, int], Mapping[str, list[int]]]:
    """(city, year) → county → its numbers in the order of the columns. Reports are counted once, by the worst found in them."""
    first = len(_OWED) if owed else 0
    counts: dict[tuple[str, int], dict[str, list[int]]] = defaultdict(
        lambda: defaultdict(lambda: [0] * (first + len(_READ)))
    )
    for year, counties in owed.items():
        for one in counties:
            row = counts[one.division[:4], year][one.division]
            row[:first] = one.agencies, one.not_found, one.agencies - one.published - one.not_found
    for line in lines:
        division = (line.division or "")[:6]
        row = counts[division[:4], line.year][division]
        bad, poor, slight = (bool(line.findings.get(name)) for name in SEVERITIES[:3])
        hits = (True, bad, poor and not bad, slight and not (bad or poor), not (bad or poor or slight))
        for column, hit in enumerate((*hits, bool(line.unknown)), start=first):
            row[column] += hit
    return counts


def _sum(rows: Any) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)]


def _write_counts(
    sheet: Any, position: int, names: tuple[str, str], numbers: Sequence[int], style: Any
) -> None:
    for column, name in enumerate(names):
        sheet.write_string(position, column, harmless(name), style)
    for column, value in enumerate(numbers, start=2):
        sheet.write_number(position, column, value, style)


def write_league(sheet: Any, styles: Styles, lines: Sequence[ReportLine]) -> None:
    names = (
        "名次",
        "单位",
        "地区代码",
        "年度",
        "发布日期",
        *SEVERITY_NAMES.values(),
        "未能判断",
        "最严重的问题",
        "页面",
    )
    write_head(sheet, styles, names, (6, 28, 10, 6, 11, 6, 6, 6, 6, 9, 56, 40))
    print_columns(sheet, names.index("页面"), len(lines))
    ranked = sorted(lines, key=lambda line: (_score(line), line.division or "", line.agency, line.year))
    rank, last = 0, None
    for position, line in enumerate(ranked, start=1):
        rank, last = (rank if _score(line) == last else position), _score(line)
        sheet.write_number(position, 0, rank, styles.number)
        texts = (line.agency, line.division or "", None, line.published.isoformat() if line.published else "")
        for column, text in enumerate(texts, start=1):
            if text is not None:
                sheet.write_string(position, column, harmless(text), styles.wrap)
        sheet.write_number(position, 3, line.year, styles.number)
        found = [line.findings.get(name, 0) for name in SEVERITIES]
        for column, value in enumerate((*found, line.unknown), start=5):
            sheet.write_number(position, column, value, styles.number)
        sheet.write_string(position, 10, harmless(line.worst or ""), styles.wrap)
        fit_row(sheet, position, [(line.agency, 28), (line.worst or "", 56)])
        write_link(sheet, position, 11, line.url, styles.text)


def _score(line: ReportLine) -> list[int]:
    """What ranks: what is for reference only (info) makes nobody worse than another."""
    return [line.findings.get(name, 0) for name in SEVERITIES[:3]]


def write_findings(sheet: Any, styles: Styles, findings: Sequence[Finding]) -> None:
    write_head(sheet, styles, HEADINGS, _WIDTHS)
    print_columns(sheet, HEADINGS.index("页面"), len(findings))
    sheet.autofilter(0, 0, max(len(findings), 1), len(HEADINGS) - 1)
    wrapped = [column for column, name in enumerate(HEADINGS) if name not in (*PAGES, "证据 sha256")]
    for position, finding in enumerate(findings, start=1):
        row = finding_row(finding)
        fit_row(sheet, position, [(str(row[column]), _WIDTHS[column]) for column in wrapped])
        for column, value in enumerate(row):
            name = HEADINGS[column]
            if isinstance(value, int):
                sheet.write_number(position, column, value, styles.number)
            elif name in PAGES and value:
                write_link(sheet, position, column, value, styles.text)
            elif name == "严重程度":
                style = styles.severity.get(finding.severity, styles.text)
                sheet.write_string(position, column, harmless(value), style)
            else:
                style = styles.wrap if column in wrapped else styles.text
                sheet.write_string(position, column, harmless(value), style)

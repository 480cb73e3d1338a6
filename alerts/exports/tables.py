"""The three tables as read: a line is one printed row of one report, cells that fail are coloured and commented."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from alerts.exports.rows import TABLE_NAMES, harmless
from alerts.exports.sheets import Styles, write_head
from reports import Cell, CellState, form_for_year, forms
from storage import Finding, FindingState, ReportOnFile

LARGEST = 10**15
"""Excel keeps 15 digits; longer numbers are written as text, as printed."""


def write_reports(
    book: Any, styles: Styles, reports: Iterable[ReportOnFile], findings: Sequence[Finding]
) -> None:
    """One sheet for each table of the form: a line is one printed row of one report."""
    failing = _failing(findings)
    sheets = {table: book.add_worksheet(name) for table, name in TABLE_NAMES.items()}
    labels = {table: _column_labels(table) for table in TABLE_NAMES}
    for table, sheet in sheets.items():
        write_head(
            sheet,
            styles,
            ("单位", "年度", "项目", *labels[table].values()),
            (26, 8, 44, *[12] * len(labels[table])),
        )
    next_row = dict.fromkeys(TABLE_NAMES, 1)
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
                    fault = failing.get((filed.agency, filed.year, address))
                    _write_cell(sheet, (position, number), filed.report.cell(address), fault, styles)


def _failing(findings: Sequence[Finding]) -> dict[tuple[str, int, str], Finding]:
    """(agency, year, address of a cell) → the worst open finding that rests on it; `findings` come worst first."""
    return {
        (finding.agency, finding.year, address): finding
        for finding in reversed(findings)  # worst last, so that it stays
        if finding.state is FindingState.OPEN
        for address in finding.places
    }


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
    styles: Styles,
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

"""The report as a workbook: one sheet, headings and prose in merged rows."""

from __future__ import annotations

import io

import xlsxwriter

from benchmarks.reading.render_common import PrintedReport, Table, grid_of

_WIDTH = 15


def render(report: PrintedReport, seed: int = 0) -> bytes:
    """An xlsx. Figures are numbers where they read as such."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("年度报告")
        bordered = book.add_format({"border": 1, "text_wrap": True})
        sheet.merge_range(0, 0, 0, _WIDTH - 1, report.title)
        row = 1
        for title, tables, words in report.parts():
            sheet.merge_range(row, 0, row, _WIDTH - 1, title)
            row += 1
            for table in tables:
                row = _put(sheet, table, row, bordered)
            for text in words:
                sheet.merge_range(row, 0, row, _WIDTH - 1, text)
                row += 1
    return stream.getvalue()


def _put(sheet: xlsxwriter.worksheet.Worksheet, table: Table, top: int, style: object) -> int:
    positions = grid_of(table)
    for r, row in enumerate(table):
        for index, (text, rows, columns) in enumerate(row):
            column = positions[r].index((r, index))
            value = (
                int(text)
                if text.isdecimal()
                else float(text)
                if text.replace(".", "", 1).isdecimal()
                else text
            )
            if rows > 1 or columns > 1:
                sheet.merge_range(top + r, column, top + r + rows - 1, column + columns - 1, value, style)
            else:
                sheet.write(top + r, column, value, style)
    return top + len(table)

"""A whole annual report as a PDF of text, written by `pdf_maker`: no other program is started for it."""

from __future__ import annotations

from benchmarks.reading.render_common import PrintedReport, Table, grid_of
from tests.reports.formats.pdf_maker import Page, pdf

_LEFT, _RIGHT, _TOP = 60.0, 540.0, 70.0
_ROW = 27.0
_SMALL, _LARGE, _MANY = 5.0, 7.0, 20
"""Type in points: small in a table of many rows, so that the longest label of table three fits in its row."""


def report_pdf(report: PrintedReport, without: str = "") -> bytes:
    """A page a section. `without` names a table that is not printed."""
    pages = []
    for number, (title, tables, words) in enumerate(report.parts()):
        page = Page()
        if number == 0:
            page.text(100, 60, report.title, 16)
        page.text(_LEFT, 90, title, 12)
        top = _TOP + 40
        for table in tables:
            if table != report.table(without or "litigation") or not without:
                top = _table(page, table, top)
        for line, text in enumerate(words):
            page.text(_LEFT + 24, top + 30 + 20 * line, text[:38], 12)
        pages.append(page)
    return pdf(*pages)


def _table(page: Page, table: Table, top: float) -> float:
    """Draw a table from `top` on; returns its bottom."""
    positions = grid_of(table)
    step, size = (_RIGHT - _LEFT) / len(positions[0]), _SMALL if len(table) > _MANY else _LARGE
    for r, row in enumerate(table):
        for index, (text, rows, columns) in enumerate(row):
            x0 = _LEFT + step * positions[r].index((r, index))
            x1, y0, y1 = x0 + step * columns, top + _ROW * r, top + _ROW * (r + rows)
            page.line(x0, y0, x1, y0).line(x0, y1, x1, y1).line(x0, y0, x0, y1).line(x1, y0, x1, y1)
            wide = max(int((x1 - x0 - 4) / size), 1)
            lines = [text[at : at + wide] for at in range(0, len(text), wide)]
            for number, line in enumerate(lines, 1):
                page.text(x0 + 2, y0 + 1 + (size + 0.2) * number, line, size)
    return top + _ROW * len(table)

"""The report as Word saves it."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from benchmarks.reading.render_common import PrintedReport, Table, grid_of


def render(report: PrintedReport, seed: int = 0) -> bytes:
    """A docx; the same report gives the same paragraphs and tables."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.size = Pt(10.5)
    style.font.name = "Noto Serif CJK SC"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.add_run(report.title).font.size = Pt(20)
    for title, tables, words in report.parts():
        document.add_paragraph(title)
        for table in tables:
            _add(document, table)
        for text in words:
            document.add_paragraph(text).paragraph_format.first_line_indent = Pt(21)
    document.add_paragraph("")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _add(document: Any, table: Table) -> None:
    positions = grid_of(table)
    made = document.add_table(len(table), len(positions[0]), style="Table Grid")
    cells = [row.cells for row in made.rows]  # once: `made.cell` walks the whole table each time
    for r, row in enumerate(table):
        for index, (text, rows, columns) in enumerate(row):
            column = positions[r].index((r, index))
            cell = cells[r][column]
            if rows > 1 or columns > 1:
                cell = cell.merge(cells[r + rows - 1][column + columns - 1])
            cell.text = text

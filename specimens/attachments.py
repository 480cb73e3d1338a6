"""Reports as files: what an office uploads when it does not paste."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx
import xlsxwriter

from reports.form import Block, Row, forms, sections
from specimens.pdf import Paper, Placed
from specimens.report import SpecimenReport
from specimens.word import NOTE


def docx_of(report: SpecimenReport) -> bytes:
    """The report as Word saves it: paragraphs, and the three tables with merged cells."""
    document = docx.Document()
    document.add_paragraph(report.title)
    for text in report.words.preamble:
        document.add_paragraph(text)
    for section in sections():
        if section.id in report.without:
            continue
        document.add_paragraph(section.title)
        if section.id in ("disclosure", "applications", "litigation"):
            _table(document, _rows(report, section.id))
        for text in report.words.sections[section.id]:
            document.add_paragraph(text)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


_SHARES = {"disclosure": [3, 2, 2, 2], "applications": [1, 2, 5, *[1] * 7], "litigation": [1] * 15}
"""Relative widths of the columns on paper."""


def pdf_of(report: SpecimenReport) -> bytes:
    """The report as a text PDF with ruled tables, broken over pages where they end."""
    paper = Paper()
    paper.paragraph(report.title)
    for text in report.words.preamble:
        paper.paragraph(text)
    for section in sections():
        if section.id in report.without:
            continue
        paper.paragraph(section.title)
        if section.id in _SHARES:
            cells = [Placed(top, left, *cell) for top, left, cell in placed(_rows(report, section.id))]
            paper.table(cells, _SHARES[section.id])
        for text in report.words.sections[section.id]:
            paper.paragraph(text)
    return paper.pdf()


def xlsx_of(report: SpecimenReport) -> bytes:
    """The report on one sheet: a line of text a row, tables with merged cells, numbers as numbers."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("年报")
        line = 0
        for text in (report.title, *report.words.preamble):
            sheet.write(line, 0, text)
            line += 1
        for section in sections():
            if section.id in report.without:
                continue
            sheet.write(line, 0, section.title)
            line += 1
            if section.id in _SHARES:
                rows = _rows(report, section.id)
                _on_sheet(sheet, line, rows)
                line += len(rows) + 1
            for text in report.words.sections[section.id]:
                sheet.write(line, 0, text)
                line += 1
    return stream.getvalue()


def _on_sheet(sheet: xlsxwriter.worksheet.Worksheet, line: int, rows: list[list[Cell]]) -> None:
    for top, left, (text, high, wide) in placed(rows):
        value = int(text) if text.isdecimal() else text
        if high > 1 or wide > 1:
            sheet.merge_range(line + top, left, line + top + high - 1, left + wide - 1, value)
        elif text:
            sheet.write(line + top, left, value)


def zip_of(files: dict[str, bytes]) -> bytes:
    """Files in an archive; names as Chinese Windows writes them (GBK without a flag) are left to Python's UTF-8."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 1, 20, 9, 0, 0)), body)
    return stream.getvalue()


Cell = tuple[str, int, int]
"""Text, rows and columns that it spans."""


def _rows(report: SpecimenReport, table: str) -> list[list[Cell]]:
    form = forms()[report.figures.form]
    blocks = form.table(table)
    if table == "disclosure":
        return [row for block in blocks for row in _disclosure(report, block)]
    (block,) = blocks
    return _applications(report, block) if table == "applications" else _litigation(report, block)


def _values(report: SpecimenReport, block: Block, row: Row) -> list[Cell]:
    return [(report.figures.printed(f"{block.table}.{row.id}.{column.id}"), 1, 1) for column in block.columns]


def _widened(cells: list[Cell], width: int) -> list[Cell]:
    """The last cell takes what is left of the row."""
    text, rows, columns = cells[-1]
    return [*cells[:-1], (text, rows, columns + width - sum(cell[2] for cell in cells))]


def _disclosure(report: SpecimenReport, block: Block) -> list[list[Cell]]:
    rows: list[list[Cell]] = [[(block.caption, 1, 4)]]
    rows.append(_widened([("信息内容", 1, 1), *((column.label, 1, 1) for column in block.columns)], 4))
    rows += [_widened([(row.label, 1, 1), *_values(report, block, row)], 4) for row in block.rows]
    return rows


def _applications(report: SpecimenReport, block: Block) -> list[list[Cell]]:
    labels = [column.label for column in block.columns]
    rows: list[list[Cell]] = [
        [(NOTE, 3, 3), ("申请人情况", 1, 7)],
        [(labels[0], 2, 1), ("法人或其他组织", 1, 5), (labels[-1], 2, 1)],
        [(label, 1, 1) for label in labels[1:-1]],
    ]
    for groups, row in block.rows_and_groups():
        cells: list[Cell] = [(group, held, 1) for group, held in groups]
        rows.append([*cells, (row.label, 1, 3 - len(row.under)), *_values(report, block, row)])
    return rows


def _litigation(report: SpecimenReport, block: Block) -> list[list[Cell]]:
    review, direct, after = block.rows
    leaves = [column.label for column in block.columns]
    return [
        [(review.label, 1, 5), (direct.under[0], 1, 10)],
        [*((leaf, 2, 1) for leaf in leaves), (direct.label, 1, 5), (after.label, 1, 5)],
        [(leaf, 1, 1) for leaf in leaves * 2],
        [cell for row in block.rows for cell in _values(report, block, row)],
    ]


def placed(rows: list[list[Cell]]) -> list[tuple[int, int, Cell]]:
    """Where each cell begins, (row, column, cell), with the spans above it taken into account."""
    taken: set[tuple[int, int]] = set()
    made = []
    for top, cells in enumerate(rows):
        left = 0
        for cell in cells:
            while (top, left) in taken:
                left += 1
            made.append((top, left, cell))
            taken |= {(top + r, left + c) for r in range(cell[1]) for c in range(cell[2])}
            left += cell[2]
    return made


def _table(document: docx.document.Document, rows: list[list[Cell]]) -> None:
    cells = placed(rows)
    width = max(left + cell[2] for _, left, cell in cells)
    table = document.add_table(rows=len(rows), cols=width)
    table.style = "Table Grid"
    grid = [row.cells for row in table.rows]
    for top, left, (text, high, wide) in cells:
        first = grid[top][left]
        if high > 1 or wide > 1:
            first = first.merge(grid[top + high - 1][left + wide - 1])
        first.text = text

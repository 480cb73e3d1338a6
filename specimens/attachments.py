"""Reports as files: what an office uploads when it does not paste."""

from __future__ import annotations

from io import BytesIO

import docx

from reports.form import Block, Row, forms, sections
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
    for index, row in enumerate(block.rows):
        cells: list[Cell] = []
        for depth, group in enumerate(row.under):
            wanted = row.under[: depth + 1]
            if index == 0 or block.rows[index - 1].under[: depth + 1] != wanted:
                span = sum(1 for other in block.rows if other.under[: depth + 1] == wanted)
                cells.append((group, span, 1))
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

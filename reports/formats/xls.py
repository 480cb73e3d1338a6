"""Excel's old binary workbooks (BIFF) → `Document`, through calamine. Runs native code: call it through the worker."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from reports.document import Block, Document, Grid, MediaType
from reports.errors import Damaged, TooMuch
from reports.formats import limits
from reports.formats.biff import SheetFacts, biff_facts
from reports.formats.sheet_blocks import Sheet, sheet_blocks
from reports.formats.sheet_numbers import number_text
from reports.formats.spans import squeeze

Value = int | float | str | bool | date | time | datetime | timedelta


def load_xls(data: bytes, name: str) -> Document:
    """Read a workbook's visible sheets. Raises `Damaged` or `TooMuch`.

    Calamine shows a cell that holds an error as empty and hidden rows as any others; `biff_facts` puts that right.
    """
    blocks: list[Block] = []
    facts = biff_facts(data)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for number, meta in enumerate(book.sheets_metadata):
                if meta.visible is not SheetVisibleEnum.Visible:
                    continue
                sheet = book.get_sheet_by_name(meta.name)
                tables = sum(isinstance(block, Grid) for block in blocks)
                hidden = facts[number] if number < len(facts) else SheetFacts()
                texts = _texts(sheet, meta.name, hidden, name)
                blocks += sheet_blocks(texts, name=name, first_table=tables + 1)
    except CalamineError as error:
        raise Damaged(
            f"{name}: the workbook is damaged or encrypted ({error}); fetch it again or publish it as xlsx",
            f"{name}：工作簿已损坏或已加密，请重新下载或另存为xlsx后公开",
        ) from error
    return Document(MediaType.XLS, tuple(blocks))


def _texts(sheet: CalamineSheet, title: str, facts: SheetFacts, name: str) -> Sheet:
    limits.refuse_grid(min(sheet.height, sheet.width), 1, name)
    if sheet.height * sheet.width > limits.DOCUMENT_POSITIONS:
        raise TooMuch(
            f"{name}: a sheet of {sheet.height} rows by {sheet.width} columns",
            f"{name}：工作表过大，已拒绝读取",
        )
    texts: dict[tuple[int, int], str] = {}
    first_row, first_column = sheet.start or (0, 0)
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), first_row):
        for column, value in enumerate(values, first_column):
            text = _text(value) or ("#ERROR" if (row, column) in facts.errors else "")
            if text and row not in facts.rows and column not in facts.columns:
                texts[row, column] = text
    merges = tuple((*start, *end) for start, end in sheet.merged_cell_ranges or ())
    return Sheet(title, texts, merges, facts.rows)


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return number_text(repr(value), None)
    return squeeze(value if isinstance(value, str) else str(value))

"""Excel's old binary workbooks (BIFF) → `Document`, through calamine. Runs native code: call it through the worker."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from reports.document import Document, MediaType
from reports.errors import Damaged, TooMuch
from reports.folding import squeeze
from reports.formats import limits
from reports.formats.biff import BookFacts, SheetFacts, biff_facts
from reports.formats.sheet_blocks import Sheet, is_reported
from reports.formats.sheet_looks import Looks, is_within
from reports.formats.sheet_numbers import UNKNOWN_VALUE, is_zero, shown
from reports.formats.sheets import Sheets

Value = int | float | str | bool | date | time | datetime | timedelta


def load_xls(data: bytes, name: str) -> Document:
    """Read a workbook's visible sheets; what the others may add was not read. Raises `Damaged` or `TooMuch`.

    Calamine shows a cell that holds an error as empty and hidden rows as any others; `biff_facts` puts that right.
    """
    sheets = Sheets(name)
    facts = biff_facts(data)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for number, meta in enumerate(book.sheets_metadata):
                visible = meta.visible is SheetVisibleEnum.Visible
                if not visible and meta.typ is not SheetTypeEnum.WorkSheet:
                    continue
                sheet = _texts(book.get_sheet_by_name(meta.name), meta.name, facts.of(number), facts, name)
                if visible:
                    sheets.show(sheet, holds_more=facts.of(number).holds_more)
                else:
                    sheets.hide(sheet)
    except CalamineError as error:
        raise Damaged(
            f"{name}: the workbook is damaged or encrypted ({error}); fetch it again or publish it as xlsx",
            f"{name}：工作簿已损坏或已加密，请重新下载或另存为xlsx后公开",
        ) from error
    return sheets.document(MediaType.XLS)


def _texts(sheet: CalamineSheet, title: str, facts: SheetFacts, book: BookFacts, name: str) -> Sheet:
    limits.refuse_grid(min(sheet.height, sheet.width), 1, name)
    if sheet.height * sheet.width > limits.DOCUMENT_POSITIONS:
        raise TooMuch(
            f"{name}: a sheet of {sheet.height} rows by {sheet.width} columns",
            f"{name}：工作表过大，已拒绝读取",
        )
    texts: dict[tuple[int, int], str] = {}
    folded = False
    first_row, first_column = sheet.start or (0, 0)
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), first_row):
        for column, value in enumerate(values, first_column):
            odd = book.strings.get(facts.strings.get((row, column), -1))
            text = _text(value, book.looks.code(facts.styles.get((row, column), 0)))
            text = squeeze(odd) if odd is not None and not _has_words(text) else text
            if text and not _has_words(text) and _is_doubtful(row, column, text, facts, book.looks):
                text = UNKNOWN_VALUE
            text = text or ("#ERROR" if (row, column) in facts.errors else "")
            if text and row not in facts.rows and column not in facts.columns:
                texts[row, column] = text
            elif text:
                folded = folded or is_reported(text)
    merges = tuple((*start, *end) for start, end in sheet.merged_cell_ranges or ())
    return Sheet(title, texts, merges, facts.rows, facts.columns, folded)


def _is_doubtful(row: int, column: int, text: str, facts: SheetFacts, looks: Looks) -> bool:
    """Whether the sheet shows something else there than it stores, or nothing."""
    return (
        looks.is_odd(facts.styles.get((row, column), 0))
        or (facts.hides_zeros and is_zero(text))
        or is_within(row, column, tuple(facts.restyled))
    )


def _has_words(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def _text(value: Value, code: str) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return shown(repr(value), code)
    return squeeze(value if isinstance(value, str) else str(value))

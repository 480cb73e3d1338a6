"""What a BIFF workbook ([MS-XLS] 2.4) says of its cells and its reader hides: errors, hidden rows and columns, how cells look."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import olefile

from reports.formats.biff_looks import LooksTaken
from reports.formats.biff_strings import odd_strings
from reports.formats.sheet_drawings import margins_say_more, note_says_more
from reports.formats.sheet_looks import Area, Looks, joined

_BOF, _EOF, _ROW, _COLINFO, _BOOLERR, _FORMULA = 0x0809, 0x000A, 0x0208, 0x007D, 0x0205, 0x0006
_STRINGS, _CONTINUED, _LABEL = 0x00FC, 0x003C, 0x00FD
_CELLS = frozenset((_FORMULA, _BOOLERR, _LABEL, 0x0203, 0x027E, 0x0204, 0x00D6))
"""Records of one cell that begin with its row, column and look: formulas, numbers, strings."""
_OBJECT, _TEXT, _MARGINS = 0x005D, 0x01B6, frozenset((0x0014, 0x0015))
"""Something laid over the sheet; the words of what was named last; heads and feet of printed pages ([MS-XLS] 2.4.181, 2.4.329, 2.4.136)."""
_PICTURED, _COMMENT = frozenset((0x05, 0x08)), 0x19
"""Kinds of what is laid over a sheet (2.5.143): charts and pictures, which embedded files are shown by; comments."""
_MULRK, _WINDOW, _CONDITION, _RULE = 0x00BD, 0x023E, 0x01B0, 0x01B1
_WORKSHEET = 0x0010
_CHART = 0x0020
_ROW_HIDDEN = 0x0020
_COLUMN_HIDDEN = 0x0001
_SHOWS_ZEROS = 0x0010
_RESTYLES_NUMBER, _RESTYLES_FONT = 1 << 25, 1 << 26
_RECORDS = 2_000_000


@dataclass(slots=True)
class SheetFacts:
    """Positions count from 0."""

    errors: set[tuple[int, int]] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    styles: dict[tuple[int, int], int] = field(default_factory=dict)
    """The number of each cell's look."""
    strings: dict[tuple[int, int], int] = field(default_factory=dict)
    """The number of each cell's string."""
    restyled: list[Area] = field(default_factory=list)
    """Where conditional formats may hide figures or show others than are stored."""
    hides_zeros: bool = False
    laid: int = -1
    """The kind of what was laid over it last."""
    awaited: int = 0
    """Characters of its words, which come next."""
    holds_more: bool = False
    """Something over its cells or beside them may be what is missed in them."""
    condition: Area = (0, 0, -1, -1)
    """Where the rules that come next hold."""


@dataclass(frozen=True, slots=True)
class BookFacts:
    """Of a workbook: its sheets in their order, and the looks that their cells name by number."""

    sheets: Sequence[SheetFacts] = ()
    looks: Looks = field(default_factory=Looks)
    strings: Mapping[int, str] = field(default_factory=dict)
    """What stands for those strings that hold something that is struck out, raised or unseen."""

    def of(self, number: int) -> SheetFacts:
        return self.sheets[number] if number < len(self.sheets) else SheetFacts()


def biff_facts(data: bytes) -> BookFacts:
    """Nothing for a file that is no OLE package."""
    sheets: list[SheetFacts] = []
    looks = LooksTaken()
    strings: list[bytes] = []
    deep = 0
    for kind, record in _records(_stream(data)):
        deep += (kind == _BOF) - (kind == _EOF)
        if deep > 1:  # a chart within a sheet
            continue
        if kind == _BOF and len(record) >= 4:
            looks.begins(record)
            if struct.unpack_from("<H", record, 2)[0] in (_WORKSHEET, _CHART):
                sheets.append(SheetFacts())
        elif sheets:
            _take(kind, record, sheets[-1])
        elif kind == _STRINGS or (kind == _CONTINUED and strings):
            strings.append(record)
        else:
            looks.take(kind, record)
    for sheet in sheets:
        sheet.restyled[:] = joined(sheet.restyled)
    odd = odd_strings(strings, looks.is_odd_run) if looks.has_odd_fonts() else {}
    return BookFacts(sheets, looks.made(), odd)


def _stream(data: bytes) -> bytes:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            for name in ("Workbook", "Book"):
                if ole.exists(name):
                    return bytes(ole.openstream(name).read())
    except (OSError, ValueError, IndexError, TypeError, struct.error):
        return b""  # olefile's ways of saying that the package is broken; calamine will say so in words
    return b""


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    for _ in range(_RECORDS):
        if at + 4 > len(stream):
            return
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _take(kind: int, record: bytes, sheet: SheetFacts) -> None:
    if kind in _CELLS and len(record) >= 6:
        row, column, style = struct.unpack_from("<HHH", record)
        sheet.styles[row, column] = style
        if kind == _LABEL and len(record) >= 10:
            sheet.strings[row, column] = struct.unpack_from("<I", record, 6)[0]
        if _is_error(kind, record):
            sheet.errors.add((row, column))
    elif kind == _MULRK and len(record) >= 6:
        row, first = struct.unpack_from("<HH", record)
        for at in range(4, len(record) - 6, 6):
            sheet.styles[row, first + (at - 4) // 6] = struct.unpack_from("<H", record, at)[0]
    elif kind == _ROW and len(record) >= 14:
        row, flags = struct.unpack_from("<H", record)[0], struct.unpack_from("<H", record, 12)[0]
        if flags & _ROW_HIDDEN:
            sheet.rows.add(row)
    elif kind == _COLINFO and len(record) >= 10:
        first, last = struct.unpack_from("<HH", record)
        if struct.unpack_from("<H", record, 8)[0] & _COLUMN_HIDDEN:
            sheet.columns.update(range(first, min(last, 255) + 1))
    else:
        _take_view(kind, record, sheet)
        _take_what_is_beside(kind, record, sheet)


def _take_view(kind: int, record: bytes, sheet: SheetFacts) -> None:
    """How the sheet is shown: its zeros, and its conditional formats."""
    if kind == _WINDOW and len(record) >= 2:
        sheet.hides_zeros = not struct.unpack_from("<H", record)[0] & _SHOWS_ZEROS
    elif kind == _CONDITION and len(record) >= 12:
        top, bottom, left, right = struct.unpack_from("<HHHH", record, 4)
        sheet.condition = (top, left, bottom, right)
    elif kind == _RULE and len(record) >= 10:
        flags = struct.unpack_from("<I", record, 6)[0]
        if flags & (_RESTYLES_NUMBER | _RESTYLES_FONT):
            sheet.restyled.append(sheet.condition)


def _take_what_is_beside(kind: int, record: bytes, sheet: SheetFacts) -> None:
    """What is laid over the sheet, and what its pages are headed with."""
    if kind == _OBJECT and len(record) >= 6:
        sheet.laid = struct.unpack_from("<H", record, 4)[0]
        sheet.holds_more = sheet.holds_more or sheet.laid in _PICTURED
    elif kind in _MARGINS and len(record) > 3:
        count = struct.unpack_from("<H", record)[0]
        sheet.holds_more = sheet.holds_more or margins_say_more([_letters(record[2:], count)])
    elif kind == _TEXT and len(record) >= 12:
        sheet.awaited = struct.unpack_from("<H", record, 10)[0]
    elif kind == _CONTINUED and sheet.awaited:
        words, sheet.awaited = _letters(record, sheet.awaited), 0
        more = note_says_more(words) if sheet.laid == _COMMENT else words.strip() != ""
        sheet.holds_more = sheet.holds_more or more


def _letters(marked: bytes, count: int) -> str:
    """So many characters behind a mark of their width (2.5.296)."""
    if marked[:1] and marked[0] & 1:
        return marked[1 : 1 + 2 * count].decode("utf-16-le", "replace")
    return marked[1 : 1 + count].decode("latin-1")


def _is_error(kind: int, record: bytes) -> bool:
    if kind == _BOOLERR:
        return len(record) >= 8 and record[7] == 1
    return kind == _FORMULA and len(record) >= 14 and record[12:14] == b"\xff\xff" and record[6] == 2

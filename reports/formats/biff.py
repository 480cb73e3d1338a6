"""Three facts of a BIFF8 workbook ([MS-XLS] 2.4) that its reader hides: error cells, hidden rows, hidden columns."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

import olefile

_BOF, _ROW, _COLINFO, _BOOLERR, _FORMULA = 0x0809, 0x0208, 0x007D, 0x0205, 0x0006
_WORKSHEET = 0x0010
_CHART = 0x0020
_ROW_HIDDEN = 0x0020
_COLUMN_HIDDEN = 0x0001
_RECORDS = 2_000_000


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """Positions count from 0."""

    errors: set[tuple[int, int]] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)


def biff_facts(data: bytes) -> list[SheetFacts]:
    """Facts of each sheet in workbook order; empty for a file that is no OLE package or older than BIFF8."""
    sheets: list[SheetFacts] = []
    for kind, record in _records(_stream(data)):
        if kind == _BOF and len(record) >= 4:
            if struct.unpack_from("<H", record, 2)[0] in (_WORKSHEET, _CHART):
                sheets.append(SheetFacts())
        elif sheets:
            _take(kind, record, sheets[-1])
    return sheets


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
    if kind == _ROW and len(record) >= 14:
        row, flags = struct.unpack_from("<H", record)[0], struct.unpack_from("<H", record, 12)[0]
        if flags & _ROW_HIDDEN:
            sheet.rows.add(row)
    elif kind == _COLINFO and len(record) >= 10:
        first, last = struct.unpack_from("<HH", record)
        if struct.unpack_from("<H", record, 8)[0] & _COLUMN_HIDDEN:
            sheet.columns.update(range(first, min(last, 255) + 1))
    elif _is_error(kind, record):
        sheet.errors.add(struct.unpack_from("<HH", record))


def _is_error(kind: int, record: bytes) -> bool:
    if kind == _BOOLERR:
        return len(record) >= 8 and record[7] == 1
    return kind == _FORMULA and len(record) >= 14 and record[12:14] == b"\xff\xff" and record[6] == 2

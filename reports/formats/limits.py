"""How much of a file we are willing to take. A report has some hundred cells and some thousand words; these are far above."""

from __future__ import annotations

from reports.errors import TooMuch

MEBIBYTE = 1024 * 1024

FILE_BYTES = 50 * MEBIBYTE
"""Largest file read at all."""
MEMBER_BYTES = 40 * MEBIBYTE
"""Largest unpacked part of a package (docx, xlsx) or member of an archive."""
UNPACKED_BYTES = 120 * MEBIBYTE
"""Largest sum of unpacked parts that one package may declare."""
PACKING_RATIO = 300
"""Unpacked over packed size; XML of real reports stays under 60."""
RATIO_FREE_BYTES = 1 * MEBIBYTE
"""Below this unpacked size the ratio does not matter."""
ZIP_ENTRIES = 2_000
ARCHIVE_DEPTH = 2
"""An archive in an archive is opened; a third is not."""
PAGES = 200
XML_BYTES = 24 * MEBIBYTE
XML_TAGS = 1_500_000
GRID_ROWS = 2_000
GRID_COLUMNS = 100
GRID_POSITIONS = 60_000
DOCUMENT_POSITIONS = 300_000
"""Grid positions of one document."""
BLOCKS = 20_000
CHARACTERS = 2_000_000
"""Text characters of one document."""
TEXT_BYTES = 1_000_000
"""Of one plain text; a report's is a tenth of it at most."""
PIXELS = 60_000_000
"""Of one image (A3 at 400 dpi is 31 million)."""

WORKER_SECONDS = 20.0
"""Wall clock for one file in the native-code worker; OCR has its own."""
WORKER_CPU_SECONDS = 4.0
"""Processor time of one file in the native-code worker; a real report takes a fiftieth of it."""
WORKER_DATA_BYTES = 450 * MEBIBYTE
OFFICE_SECONDS = 60.0
OCR_SECONDS_PER_PAGE = 180.0
"""Wall clock: a page takes some ten seconds of one processor, and the machine may have others to serve."""
OCR_PAGES = 20
"""Scanned pages of one file that OCR is given time for."""


def refuse_if_too_large(data: bytes, name: str) -> None:
    """Raise `TooMuch` for a file above `FILE_BYTES`."""
    if len(data) > FILE_BYTES:
        raise TooMuch(
            f"{name}: {len(data)} bytes is more than the {FILE_BYTES} we read; publish the report without its large images",
            f"{name}：文件有{len(data) // MEBIBYTE}MB，超过可读上限{FILE_BYTES // MEBIBYTE}MB，请去掉大图后再试",
        )


def refuse_grid(rows: int, columns: int, name: str) -> None:
    """Raise `TooMuch` for a table no report can have."""
    if rows > GRID_ROWS or columns > GRID_COLUMNS or rows * columns > GRID_POSITIONS:
        raise TooMuch(
            f"{name}: a table of {rows} rows and {columns} columns is more than the {GRID_ROWS} by {GRID_COLUMNS} we read",
            f"{name}：表格有{rows}行{columns}列，超过可读上限（{GRID_ROWS}行{GRID_COLUMNS}列）",
        )


def refuse_long_text(data: bytes, name: str) -> None:
    """Raise `TooMuch` for a plain text above `TEXT_BYTES`."""
    if len(data) > TEXT_BYTES:
        raise TooMuch(
            f"{name}: {len(data)} bytes of plain text is more than the {TEXT_BYTES} we read",
            f"{name}：纯文本文件有{len(data)}字节，超过可读上限{TEXT_BYTES}字节",
        )

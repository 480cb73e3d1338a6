"""Readers under test: ours, and the routes that people take today, each asked for the same cells of a page.

The routes know the form's row and column order, as the scripts of offices do: they find a row by its label in the table
as it comes and take the last seven (or the form's number of) cells.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, InvalidOperation

import reports
from benchmarks.reading.scoring import Answer
from reports.form import Block, forms

Reader = Callable[[bytes, str], Answer]


def ours(data: bytes, name: str) -> Answer:
    """Our reader; a refusal is an answer without cells."""
    try:
        report = reports.read(data, name)
    except reports.ReadingError:
        return Answer({})
    return Answer(
        values={a: Decimal(cell.value) for a, cell in report.cells.items() if cell.value is not None},
        states={a: str(cell.state) for a, cell in report.cells.items()},
        agency=report.agency.name,
        year=report.year,
    )


def beautiful_soup() -> Reader | None:
    """BeautifulSoup with html.parser, rows counted as they come; `None` where it is not installed."""
    try:
        from bs4 import BeautifulSoup  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415 - a peer that may be missing
    except ImportError:
        return None

    def read(data: bytes, name: str) -> Answer:
        soup = BeautifulSoup(data, "html.parser")
        rows = [
            [cell.get_text(strip=True) for cell in row.find_all(["td", "th"])] for row in soup.find_all("tr")
        ]
        return Answer(_by_label(rows))

    return read


def pandas_tables() -> Reader | None:
    """pandas.read_html, its frames row by row; `None` where it is not installed."""
    try:
        import pandas  # type: ignore[import-untyped,import-not-found,unused-ignore]  # noqa: PLC0415 - a peer that may be missing
    except ImportError:
        return None

    def read(data: bytes, name: str) -> Answer:
        try:
            frames = pandas.read_html(io.BytesIO(data), header=None)
        except ValueError:
            return Answer({})
        rows = [[str(cell) for cell in line] for frame in frames for line in frame.to_numpy().tolist()]
        return Answer(_by_label(rows))

    return read


def pdfplumber_tables() -> Reader | None:
    """pdfplumber's tables taken as they come; `None` where it is not installed."""
    try:
        import pdfplumber  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415 - a peer that may be missing
    except ImportError:
        return None

    def read(data: bytes, name: str) -> Answer:
        with pdfplumber.open(io.BytesIO(data)) as document:
            tables = [table for page in document.pages for table in page.extract_tables()]
        rows = [["" if cell is None else str(cell) for cell in row] for table in tables for row in table]
        return Answer(_by_label(rows))

    return read


def _by_label(rows: Iterable[Sequence[str]]) -> dict[str, Decimal]:
    blocks = [block for form in forms().values() for block in form.blocks if block.table != "litigation"]
    values: dict[str, Decimal] = {}
    for cells in rows:
        for block in blocks:
            values |= _row(block, cells)
        if len(cells) == _LITIGATION:
            values |= _litigation(cells)
    return values


_LITIGATION = 15


def _row(block: Block, cells: Sequence[str]) -> dict[str, Decimal]:
    words = {"".join(cell.split()) for cell in cells}
    found = next((row for row in block.rows if row.label in words or words & set(row.variants)), None)
    if found is None or len(cells) <= len(block.columns):
        return {}
    numbers = map(_number, cells[-len(block.columns) :])
    return {
        f"{block.table}.{found.id}.{column.id}": number
        for column, number in zip(block.columns, numbers, strict=True)
        if number is not None
    }


def _litigation(cells: Sequence[str]) -> dict[str, Decimal]:
    (block,) = forms()["2021"].table("litigation")
    return {
        address: number
        for address, cell in zip(block.addresses(), cells, strict=True)
        if (number := _number(cell)) is not None
    }


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text.replace(",", "").replace("，", "").strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None

"""The room's front door: bytes → `Document` → `AnnualReport`."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from reports import formats
from reports.document import Document, MediaType, PublishedDate
from reports.errors import Damaged
from reports.form import form_for_year, forms
from reports.identity import identify
from reports.markup import load_html
from reports.model import ABSENT_CELL, AnnualReport, Cell, CellState, ReportKind, Source, Uncertain
from reports.plain import load_text
from reports.sections import outline
from reports.tables import TablesRead, read_tables

READER_VERSION = "2026.11.1"
"""Raised whenever the same bytes may be read differently: stored readings of another version are read again."""


def load(data: bytes, name: str, *, content_type: str | None = None) -> Document:
    """Bytes of any kind we read, told by content. Raises `NotReadable`, `Damaged` or `TooMuch`."""
    if not data.strip():
        raise Damaged(f"{name}: the file is empty; fetch or save it again", f"{name}：文件是空的，请重新获取")
    kind = formats.sniff(data, name)
    if kind is MediaType.HTML:
        return load_html(data, name, content_type)
    if kind is MediaType.TEXT:
        return load_text(data, name, content_type)
    return formats.load(data, kind, name)


def read(
    data: bytes,
    name: str,
    *,
    content_type: str | None = None,
    url: str | None = None,
    listed_title: str | None = None,
    listed_date: str | None = None,
) -> AnnualReport:
    """Read one published file. `url`, `listed_title` and `listed_date` (ISO) are what the list said of it.

    A page that is no annual report comes back with kind OTHER or UNSURE. Raises `NotReadable`, `Damaged` or `TooMuch`.
    """
    document = load(data, name, content_type=content_type)
    digest = hashlib.sha256(data).hexdigest()
    source = Source(name, document.media_type, digest, len(data))
    return interpret(document, source, url=url, listed_title=listed_title, listed_date=listed_date)


def interpret(
    document: Document,
    source: Source,
    *,
    url: str | None = None,
    listed_title: str | None = None,
    listed_date: str | None = None,
) -> AnnualReport:
    """What a document says, cell by cell."""
    identity = identify(document, url, listed_title)
    parts = outline(document)
    tables = read_tables(document)
    dates = document.dates
    if listed_date:
        dates = (*dates, PublishedDate(listed_date, "list", listed_date))
    form = form_for_year(identity.year)
    printed = identity.kind is not ReportKind.OTHER
    notes = tuple(Uncertain(None, note) for note in document.notes)
    return AnnualReport(
        source=source,
        kind=identity.kind,
        title=identity.title,
        agency=identity.agency,
        year=identity.year,
        format=form.id if form else None,
        layout=tables.layout,
        period=identity.period,
        dates=dates,
        sections=parts.sections,
        cells=_all_cells(tables, form.id if form else tables.layout["applications"]) if printed else {},
        narrative=parts.narrative,
        uncertain=(*notes, *tables.uncertain),
        attachments=document.attachments,
        publisher=document.publisher,
        extra=tables.headers,
        reader=READER_VERSION,
    )


def _all_cells(tables: TablesRead, form: str | None) -> Mapping[str, Cell]:
    """Every cell of the format, in its order, then what is printed beyond it.

    A cell that was not found is ABSENT where the tables were read as tables; in flattened text it may only have lost
    its label, so there it is unreadable.
    """
    lost = Cell(CellState.UNREADABLE, why="its row was not recognised in the flattened text")
    known = forms()[form].addresses() if form else ()
    started = {address.split(".")[0] for address in tables.cells}
    cells: dict[str, Cell] = {}
    for address in known:
        found = tables.cells.get(address)
        missing = ABSENT_CELL if tables.reliable or address.split(".")[0] not in started else lost
        cells[address] = found if found is not None else missing
    return {**cells, **{a: c for a, c in tables.cells.items() if a not in cells}}

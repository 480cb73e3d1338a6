"""The room's front door: bytes → `Document` → `AnnualReport`."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from types import MappingProxyType

from reports import formats
from reports.appended import not_told_apart
from reports.assembly import all_cells, may_be_printed
from reports.document import Attachment, Document, MediaType, Place, PublishedDate
from reports.errors import Damaged, ReadingError
from reports.form import form_for_year
from reports.formats import limits
from reports.identity import identify, publication_dates
from reports.lost_letters import lost_letters, without_numbers
from reports.markup import load_html
from reports.model import AnnualReport, Cell, CellState, ReportKind, Section, Source, Uncertain
from reports.outline import outline
from reports.pictures import with_pictures_read
from reports.plain import load_text, with_lines_read
from reports.tables import read_tables
from reports.torn import doubted, is_suspect
from reports.uncollected import uncollected
from reports.years_apart import of_the_year_named

READER_VERSION = "2026.11.140"
"""Raised whenever the same bytes may be read differently: stored readings of another version are read again."""

_FIRST_YEAR = 2019
_NONE: Mapping[str, bytes] = MappingProxyType({})
_OLDER = (
    "a report in the form used before 2019 (条例 of 2007): it has none of the three tables and other sections"
)


def _not_certain(sections: Mapping[str, Section]) -> Mapping[str, Section]:
    """The six sections are those of the later form: none can be missing from an older report. Nor from a scan, whose
    heading OCR may have misread, nor from a text that lost letters; and of two reports that cannot be told apart none stands
    twice, as of pages side by side on a sheet none is in disorder."""
    return {id: replace(section, certain=False) for id, section in sections.items()}


def _certain_dates(
    document: Document, dates: tuple[PublishedDate, ...], figures_lost: bool
) -> tuple[PublishedDate, ...]:
    """Without the date printed on a scan, or in a text that lost a figure: it may be another, and nothing else would show it."""
    whole = document.meta.get("reading") == "ocr" and document.meta.get("pictures") != "ocr"
    return tuple(date for date in dates if date.source != "visible") if whole or figures_lost else dates


def _remarks(document: Document, older: bool, lost: Collection[str]) -> Iterator[Uncertain]:
    """What is uncertain of the document as a whole, and its unread parts."""
    yield from (Uncertain(None, note) for note in document.notes)
    if older:
        yield Uncertain(None, _OLDER)
    if lost:
        yield Uncertain(None, f"the text has lost letters everywhere: {''.join(sorted(lost))!r}")
    for place in document.unread:
        yield Uncertain(place, "this part holds something that could not be read")


def _with_tables(
    sections: Mapping[str, Section], found: Mapping[str, Cell], cells: Mapping[str, Cell]
) -> Mapping[str, Section]:
    """A section whose table is printed is there, whatever stands over it: no one can say that it is missing. `cells` are those
    `found` and all others of the form."""
    missing = [id for id, section in sections.items() if section.certain and not section.present]
    if not missing:
        return sections
    printed = {a.split(".", 1)[0] for a, cell in found.items() if cell.state is not CellState.ABSENT}
    printed |= {a.split(".", 1)[0] for a, cell in cells.items() if may_be_printed(cell)}
    return {**sections, **{id: replace(sections[id], certain=id not in printed) for id in missing}}


def load(data: bytes, name: str, *, content_type: str | None = None) -> Document:
    """Bytes of any kind we read, told by content. Raises `NotReadable`, `Damaged` or `TooMuch`."""
    return _load(data, name, formats.sniff(data, name), content_type, _NONE)


def _load(
    data: bytes, name: str, kind: MediaType, content_type: str | None, pictures: Mapping[str, bytes]
) -> Document:
    if not data or data.isspace():
        raise Damaged(f"{name}: the file is empty; fetch or save it again", f"{name}：文件是空的，请重新获取")
    found = formats.unwrap_all(data, kind, name)
    if found.files[0].data is not data:
        content_type = None  # it spoke of the wrapping
    refused: list[ReadingError] = []
    other: tuple[Document, formats.Inner] | None = None
    for inner in found.files:
        try:
            document = with_pictures_read(
                _plainly(inner, content_type), inner.name, {**inner.pictures, **pictures}
            )
        except ReadingError as error:
            refused.append(error)
            continue
        lost = (*refused, *found.lost)
        if len(found.files) == 1 and not lost:
            return document
        found_kind = identify(document).kind
        if found_kind is ReportKind.ANNUAL_REPORT or (found_kind is ReportKind.UNSURE and not lost):
            return beside(document, lost, _others(found, inner))
        other = other or (document, inner)
    if other is not None and not refused and not found.lost:
        return beside(other[0], (), _others(found, other[1]))
    raise (*refused, *found.lost)[0]


def _others(found: formats.Opened, inner: formats.Inner) -> list[str]:
    return [each.name for each in found.files if each is not inner]


def beside(document: Document, lost: Sequence[ReadingError], others: Sequence[str]) -> Document:
    """The document, of an archive some of whose files could not be read and `others` hold something else.

    What it lacks may stand in any of them.
    """
    notes = (f"beside it in the archive, not read: {error}" for error in lost)
    return replace(
        document,
        unread=(*document.unread, *(Place() for _ in lost[:1])),
        notes=(*document.notes, *notes),
        attachments=(*document.attachments, *(Attachment(other, other) for other in others)),
    )


def _plainly(inner: formats.Inner, content_type: str | None) -> Document:
    """What the file says in letters."""
    if inner.media_type is MediaType.HTML:
        with uncollected():
            return with_lines_read(load_html(inner.data, inner.name, content_type))
    if inner.media_type is MediaType.TEXT:
        limits.refuse_long_text(inner.data, inner.name)
        return load_text(inner.data, inner.name, content_type)
    return formats.load(inner.data, inner.media_type, inner.name)


def read(
    data: bytes,
    name: str,
    *,
    content_type: str | None = None,
    url: str | None = None,
    listed_title: str | None = None,
    listed_date: str | None = None,
    portal: str | None = None,
    pictures: Mapping[str, bytes] = _NONE,
) -> AnnualReport:
    """Read one published file. `url`, `listed_title` and `listed_date` (ISO) are what the list said of it.

    `portal` is the six-digit division of the portal it was found on, if that is known. `pictures` are those of the page
    that were fetched for it, by address as printed (`AnnualReport.pictures` of a first reading names them).

    A page that is no annual report comes back with kind OTHER or UNSURE. Raises `NotReadable`, `Damaged` or `TooMuch`.
    """
    kind = formats.sniff(data, name)
    with _collector(kind):  # which runs again when all is done with the document
        document, source = _opened(data, name, kind, content_type, pictures)
        report = interpret(
            document,
            source,
            url=url,
            listed_title=listed_title,
            listed_date=listed_date,
            portal=portal,
        )
        return doubted(report, document, data) if is_suspect(report) else report


def read_with_source(
    data: bytes, name: str, pictures: Mapping[str, bytes] = _NONE
) -> tuple[Document, AnnualReport]:
    """What a file holds and what it says, of one reading: for showing the source beside it. As `read`, and raises as it."""
    kind = formats.sniff(data, name)
    with _collector(kind):
        document, source = _opened(data, name, kind, None, pictures)
        report = interpret(document, source)
        return document, doubted(report, document, data) if is_suspect(report) else report


def _collector(kind: MediaType) -> AbstractContextManager[None]:
    """Of a page it rests from the first byte to the last: between its document and its cells it would look through both."""
    return uncollected() if kind is MediaType.HTML else nullcontext()


def _opened(
    data: bytes, name: str, kind: MediaType, content_type: str | None, pictures: Mapping[str, bytes]
) -> tuple[Document, Source]:
    document = _load(data, name, kind, content_type, pictures)
    return document, Source(name, kind, hashlib.sha256(data).hexdigest(), len(data))


def interpret(
    document: Document,
    source: Source,
    *,
    url: str | None = None,
    listed_title: str | None = None,
    listed_date: str | None = None,
    portal: str | None = None,
) -> AnnualReport:
    """What a document says, cell by cell."""
    with uncollected():
        document = of_the_year_named(document, listed_title)
        identity = identify(document, url, listed_title, portal)
        parts = outline(document, identity.agency.name, identity.year)
        tables = read_tables(document, identity.year, identity.agency.name)
    form = form_for_year(identity.year)
    layout = form.id if form else tables.layout["applications"]
    printed = identity.kind is not ReportKind.OTHER
    seen = document.meta.get("reading") == "ocr"
    mixed = "sheets" in document.meta or not_told_apart(parts.sections.values(), tables.cells.values())
    older = identity.year is not None and identity.year < _FIRST_YEAR and printed
    lost = lost_letters(document, tables.uncertain, tables.cells)
    figures_lost = any(map(str.isdecimal, lost))
    cells = all_cells(document, tables, layout) if printed else {}
    return AnnualReport(
        source=source,
        kind=identity.kind,
        title=identity.title,
        agency=identity.agency,
        year=identity.year,
        format=form.id if form else None,
        layout=tables.layout,
        period=None if mixed or figures_lost else identity.period,
        dates=_certain_dates(document, publication_dates(document, url, listed_date), figures_lost),
        sections=_not_certain(parts.sections)
        if older or seen or mixed or lost
        else _with_tables(parts.sections, tables.cells, cells),
        cells=without_numbers(cells) if figures_lost else cells,
        narrative=() if mixed or lost else parts.narrative,
        uncertain=(*_remarks(document, older, lost), *tables.uncertain),
        attachments=document.attachments,
        pictures=tuple(picture.address for picture in document.pictures if not picture.data),
        publisher=document.publisher,
        extra={**tables.headers, **parts.artifacts, **({"form": "before 2019"} if older else {})},
        reader=READER_VERSION,
    )

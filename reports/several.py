"""Reports that are not one file: one report in several parts, and several reports in one archive."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from reports import formats
from reports.document import Block, Document, Grid, GridCell, Paragraph, Place
from reports.errors import ReadingError
from reports.front import beside, interpret, load, read_with_source
from reports.model import AnnualReport, ReportKind, Source


def read_parts(
    parts: Sequence[tuple[bytes, str]],
    *,
    url: str | None = None,
    listed_title: str | None = None,
    listed_date: str | None = None,
    portal: str | None = None,
) -> AnnualReport:
    """One report that was published in several parts (第1页, 第2页 …; 下一页), each ``(bytes, name)``, in order.

    All parts must be given: what none of them shows counts as not printed. A place's page is the part it stands in, from 1.
    The other arguments are those of `read`. Raises `NotReadable`, `Damaged` or `TooMuch` where any part cannot be read, and
    ValueError where there is none.
    """
    if not parts:
        raise ValueError("a report of no parts: give at least one")
    document = joined([load(data, name) for data, name in parts])
    whole = hashlib.sha256(b"".join(data for data, _ in parts)).hexdigest()
    source = Source(parts[0][1], document.media_type, whole, sum(len(data) for data, _ in parts))
    return interpret(
        document, source, url=url, listed_title=listed_title, listed_date=listed_date, portal=portal
    )


def joined(documents: Sequence[Document]) -> Document:
    """Documents one after the other as one; the first says whose it is. Tables are counted on, and pages too."""
    first = documents[0]
    blocks: list[Block] = []
    pictures = []
    unread: list[Place] = []
    pages = tables = 0
    for document in documents:
        pictures += [replace(each, after=each.after + len(blocks)) for each in document.pictures]
        moved = _Moved(pages, tables)
        blocks += moved.blocks(document.blocks)
        unread += map(moved.place, document.unread)
        pages, tables = moved.last_page, moved.last_table
    return replace(
        first,
        blocks=tuple(blocks),
        titles=_each_once(title for document in documents for title in document.titles),
        dates=_each_once(date for document in documents for date in document.dates),
        publisher=next((each.publisher for each in documents if each.publisher), None),
        meta={key: value for document in reversed(documents) for key, value in document.meta.items()},
        attachments=_each_once(file for document in documents for file in document.attachments),
        unread=tuple(unread),
        pictures=tuple(pictures),
        notes=_each_once(note for document in documents for note in document.notes),
    )


_Value = TypeVar("_Value")


def _each_once(values: Iterable[_Value]) -> tuple[_Value, ...]:
    return tuple(dict.fromkeys(values))


class _Moved:
    """The blocks of a further document, with places that come after `pages` pages and `tables` tables."""

    def __init__(self, pages: int, tables: int) -> None:
        self._pages, self._tables = pages, tables
        self.last_page, self.last_table = pages + 1, tables

    def place(self, place: Place) -> Place:
        page = self._pages + (place.page or 1)
        table = None if place.table is None else place.table + self._tables
        self.last_page = max(self.last_page, page)
        self.last_table = max(self.last_table, table or 0)
        return place._replace(page=page, table=table)

    def blocks(self, blocks: Sequence[Block]) -> Iterator[Block]:
        for block in blocks:
            if isinstance(block, Paragraph):
                yield block._replace(place=self.place(block.place))
            else:
                yield self._grid(block)

    def _grid(self, grid: Grid) -> Grid:
        """A merged cell stays one object at every position it covers."""
        made: dict[int, GridCell] = {}
        for row in grid.rows:
            for cell in row:
                if cell is not None and id(cell) not in made:
                    made[id(cell)] = cell._replace(place=self.place(cell.place))
        rows = tuple(tuple(None if cell is None else made[id(cell)] for cell in row) for row in grid.rows)
        return replace(grid, rows=rows, place=self.place(grid.place))


Sourced = tuple[Document, AnnualReport]
"""What a file holds, and what it says."""


def read_each(data: bytes, name: str) -> tuple[AnnualReport | ReadingError, ...]:
    """Every report in a file: of an archive each file that is one, or its error; of any other file the one that it is.

    The same report in two formats (one agency, one year, files of two kinds) is given once, in the likelier. Where no file of an archive is
    an annual report, what `read` takes for the likeliest. Where only one is, what it lacks may stand in the others. Raises `NotReadable`, `Damaged` or `TooMuch`.
    """
    found = read_each_with_source(data, name)
    return tuple(one if isinstance(one, ReadingError) else one[1] for one in found)


def read_each_with_source(data: bytes, name: str) -> tuple[Sourced | ReadingError, ...]:
    """As `read_each`, with what each file holds: for showing the source beside the reading."""
    kind = formats.sniff(data, name)
    inside = formats.unwrap_all(data, kind, name) if kind in formats.ARCHIVES else formats.Opened(())
    if len(inside.files) + len(inside.lost) < 2:
        return (read_with_source(data, name),)
    found: list[Sourced] = []
    lost: list[ReadingError] = []
    for inner in inside.files:
        try:
            one = read_with_source(inner.data, f"{name}/{inner.name}", inner.pictures)
        except ReadingError as error:
            lost.append(error)
            continue
        report = one[1]
        if report.kind is ReportKind.ANNUAL_REPORT and not any(_is_the_same(report, r) for _, r in found):
            found.append(one)
    lost += inside.lost
    if not found:
        return (read_with_source(data, name),)
    if len(found) == 1:
        ((document, report),) = found
        others = [each.name for each in inside.files if f"{name}/{each.name}" != report.source.name]
        document = beside(document, lost, others)
        found = [(document, interpret(document, report.source))]
    return (*found, *lost)


def _is_the_same(report: AnnualReport, other: AnnualReport) -> bool:
    """One agency's report of one year, in files of two kinds; never where agency or year is not known."""
    if None in (report.agency.name, report.year):
        return False
    same = (report.agency, report.year) == (other.agency, other.year)
    return same and report.source.media_type is not other.source.media_type

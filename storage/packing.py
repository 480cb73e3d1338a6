"""A reading in the form it is stored in: made once, in whichever process read it, and cheap to hand to another."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from functools import cached_property

from reports import Agency, AnnualReport, CellState, PublishedDate, ReportKind
from storage.cells import cells_in, cells_out
from storage.codec import content_out, reading_in, reading_out
from storage.database import canonical_bytes, unpacked

LEVEL = 1
"""Of deflate: more costs more time than the disk is worth."""


@dataclass(frozen=True)
class PackedReading:
    """What storing a report needs of it; the rest lies packed. Pickles as bytes, not as thousands of objects."""

    reader: str
    evidence: str
    kind: ReportKind
    title: str | None
    agency: Agency
    year: int | None
    dates: tuple[PublishedDate, ...]
    cells_read: int
    cells_unreadable: int
    reading: bytes
    """Everything but the cells: `codec.reading_out`, as canonical JSON, deflated."""
    cells: tuple[tuple[str, bytes], ...]
    """(table, its cells as ``[["row.column", cell], …]`` in the order they were read, packed likewise)."""
    reading_sha256: str
    """Over everything that was read, places included."""
    content_sha256: str
    """Over what the agency is answerable for (`codec.content_out`)."""

    @cached_property
    def report(self) -> AnnualReport:
        """Unpacked: equal to the report that was packed."""
        cells = ((table, dict(unpacked(packed))) for table, packed in self.cells)
        return reading_in(unpacked(self.reading), cells_in(cells))


def pack(report: AnnualReport) -> PackedReading:
    reading = canonical_bytes(reading_out(report))
    tables = [(table, canonical_bytes(list(of.items()))) for table, of in cells_out(report.cells).items()]
    states = [cell.state for cell in report.cells.values()]
    return PackedReading(
        reader=report.reader,
        evidence=report.source.sha256,
        kind=report.kind,
        title=report.title,
        agency=report.agency,
        year=report.year,
        dates=report.dates,
        cells_read=len(states) - states.count(CellState.ABSENT),
        cells_unreadable=states.count(CellState.UNREADABLE),
        reading=zlib.compress(reading, LEVEL),
        cells=tuple((table, zlib.compress(cells, LEVEL)) for table, cells in tables),
        reading_sha256=_over(reading, *(part for table, cells in tables for part in (table.encode(), cells))),
        content_sha256=hashlib.sha256(canonical_bytes(content_out(report))).hexdigest(),
    )


def _over(*parts: bytes) -> str:
    """sha256 of parts, each after its length, so that no two lists of parts can run into one text."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8))
        whole.update(part)
    return whole.hexdigest()

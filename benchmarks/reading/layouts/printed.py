"""A report as it is laid out before it is published: headings, paragraphs, tables of cells with spans.

Any renderer (HTML, text, docx, PDF …) takes a `Printed` and makes bytes of it. `truth` is what a careful reader takes from
the tables: address → number, or `None` for a cell that is printed without a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """`address` of the value it holds, or `None` for labels and headers."""

    text: str
    across: int = 1
    down: int = 1
    address: str | None = None


Rows = tuple[tuple[PrintedCell, ...], ...]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """Rows of the cells that begin in them, as HTML has them. `part` is the statutory table: disclosure, applications …"""

    rows: Rows
    part: str


@dataclass(frozen=True, slots=True)
class Heading:
    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    text: str


Piece = Heading | Words | PrintedTable


@dataclass(frozen=True, slots=True)
class Printed:
    title: str
    agency: str
    year: int
    layout: Mapping[str, str]
    pieces: tuple[Piece, ...]
    truth: Mapping[str, Number | None]
    blank: frozenset[str] = frozenset()
    """Addresses printed as empty cells."""
    notes: tuple[str, ...] = field(default=())

    @property
    def tables(self) -> tuple[PrintedTable, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, PrintedTable))

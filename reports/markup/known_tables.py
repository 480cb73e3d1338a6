"""Tables that were met before and are remembered whole, within bounds: by what stands between their figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from weakref import WeakValueDictionary

from reports.markup.figures import COVERED, COVERED_PART, FIGURE, Figures, figures_alone_in, figures_in
from reports.markup.pieces import FIRST, LAST, Meaning, Piece
from reports.remembering import Generations

_BEGINNING = 800
"""Bytes of a table, and no more than a quarter of it, that are its header's: where these were never met, no more is looked at. Of
a short one a power of two, as its length changes with its figures."""
_ALIKE = 8
"""So many tables that begin alike are remembered."""
_PART, _PIECE = 48, 32
"""Bytes that a part, and a piece with its texts, takes in a table that is remembered, beside its source."""
_COVERED = re.compile(b"%b|%b" % (COVERED, COVERED_PART))


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Build:
    """What the pieces of a table mean, in order. Of tables that mean the same there is one."""

    meanings: tuple[Meaning, ...]


_BUILDS: WeakValueDictionary[tuple[Meaning, ...], Build] = WeakValueDictionary()


def build_of(pieces: tuple[Piece, ...]) -> Build:
    meanings = tuple([piece.meaning for piece in pieces])
    return _BUILDS.setdefault(meanings, Build(meanings))


@dataclass(frozen=True, slots=True, eq=False)
class KnownTable:
    """`parts` are its source without its figures, from one tag to another."""

    parts: tuple[bytes, ...]
    pieces: tuple[Piece, ...]
    build: Build
    texts: tuple[str, ...]
    """As the parser parts them, with `FIGURE` in the place of figures; none is empty."""
    figures_at: tuple[int, ...]
    """Which of the texts are figures, or parts of them."""
    torn: tuple[int, ...]
    """In how many parts each figure is printed, where markup tears one of them; else nothing."""

    def figures_of(self, source: bytes) -> Figures | None:
        """The figures of a table that differs in nothing else; `None` of another."""
        first, *parts = self.parts
        if not source.startswith(first):
            return None
        at = len(first)
        printed: list[bytes] = []
        for part in parts:
            end = source.find(b"<", at)
            if not source.startswith(part, end):
                return None
            printed.append(source[at:end])
            at = end + len(part)
        if at != len(source):
            return None
        return figures_in(printed, self.torn) if self.torn else figures_alone_in(printed)


_TABLES: Generations[tuple[bytes, bytes, int], KnownTable] = Generations(
    1_000_000,
    lambda _, table: sum(map(len, set(table.parts))) + _PART * len(table.parts) + _PIECE * len(table.pieces),
)
"""By how their cells begin, their beginnings, and which of the tables that begin alike they are."""


def known_table(source: bytes, cell: bytes) -> tuple[KnownTable, Figures] | None:
    """The table that `source` is, and its figures: to find these takes a third of the time of looking for each of its pieces."""
    beginning = _beginning(source)
    for number in range(_ALIKE):
        table = _TABLES.get((cell, beginning, number))
        if table is None:
            return None
        figures = table.figures_of(source)
        if figures is not None:
            return table, figures
    return None


def remember(source: bytes, cell: bytes, pieces: tuple[Piece, ...], covered: Iterable[bytes]) -> None:
    """`covered` are the sources of its pieces without their figures."""
    beginning = _beginning(source)
    free = (n for n in range(_ALIKE) if _TABLES.get((cell, beginning, n)) is None)
    number = next(free, len(source) % _ALIKE)
    texts = tuple([text for piece in pieces for text in piece.texts])
    figures_at = tuple([index for index, text in enumerate(texts) if text == FIGURE])
    parts = _each_once(_COVERED.split(cell.join(covered).removeprefix(FIRST).removesuffix(LAST)))
    counts = tuple([count for piece in pieces for count in piece.figures])
    torn = counts if len(figures_at) > len(counts) else ()
    table = KnownTable(parts, pieces, build_of(pieces), texts, figures_at, torn)
    _TABLES.put((cell, beginning, number), table)


def _each_once(parts: Iterable[bytes]) -> tuple[bytes, ...]:
    """The same, of which equal ones are one: nearly all stand between two figures of a row, and to look at each anew takes time."""
    known: dict[bytes, bytes] = {}
    return tuple([known.setdefault(part, part) for part in parts])


def _beginning(plain: bytes) -> bytes:
    quarter = len(plain) // 4
    return plain[: _BEGINNING if quarter >= _BEGINNING else 1 << quarter.bit_length() >> 1]

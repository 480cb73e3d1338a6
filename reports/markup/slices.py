"""What stands between the tags of a table, put together from what its pieces mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from reports.document import Grid
from reports.markup.decoding import is_sound
from reports.markup.figures import FIGURE, Figures
from reports.markup.known import known
from reports.markup.known_sheets import Sheets
from reports.markup.known_tables import KnownTable, build_of, known_table, remember
from reports.markup.pieces import FIRST, LAST, Piece, has_words
from reports.markup.tables import MAX_ROWS, Bare, grid_of

_COMMENT, _COMMENT_ENDS = b"<!--", b"-->"
_EMPTY = b"<!---->"
_CUTS = {cell: re.compile(cell) for cell in (b"<td", b"<TD")}
"""Splits long sources in two thirds of the time that `bytes.split` takes."""
_MOST = 2_400_000
"""Bytes of the sheets that are remembered in each of two generations: some hundred tables."""


class Whole(Exception):
    """The page must be read with its tables in place."""


@dataclass(frozen=True, slots=True)
class Slice:
    """What stands between the tags of a table."""

    source: bytes
    pieces: tuple[Piece, ...]
    figures: Figures
    """Those that its pieces lack, in order."""
    met: bool
    """Whether all its pieces were met before."""
    table: KnownTable | None = None
    """What it is, where it is remembered whole."""

    def grid(self, number: int) -> Grid:
        """The table as the `number`th of its page. Raises `Whole`."""
        key = (number, self.table.build if self.table is not None else build_of(self.pieces))
        return _SHEETS.filled(key, self.figures.whole) or _SHEETS.remembered(
            key, self._read(number), self.figures.whole, self._counts, likely=self.met
        )

    def _read(self, number: int) -> Grid:
        rows = list(self._rows())
        if len(rows) > MAX_ROWS:
            raise Whole
        return grid_of(rows, number)

    def _rows(self) -> Iterator[list[Bare]]:
        figures = iter(self.figures.whole)
        line: list[Bare] = []
        for piece in self.pieces:
            rows = piece.meaning.rows
            if piece.figures:
                rows = tuple([tuple([_filled(cell, figures) for cell in row]) for row in rows])
            line += rows[0]
            for row in rows[1:]:
                yield line
                line = list(row)
        yield line

    def _counts(self) -> list[int]:
        """How many figures stand in each cell, in printed order."""
        rows = (row for piece in self.pieces for row in piece.meaning.rows)
        return [int(cell.text == FIGURE) for row in rows for cell in row]

    def texts(self) -> list[str]:
        """Its texts, as the parser parts them, stripped; none is empty."""
        if self.table is not None:
            texts = list(self.table.texts)
            for index, figure in zip(self.table.figures_at, self.figures.parts, strict=True):
                texts[index] = figure
            return texts
        figures = iter(self.figures.parts)
        found: list[str] = []
        for piece in self.pieces:
            if piece.figures:
                found += [next(figures) if text == FIGURE else text for text in piece.texts]
            else:
                found += piece.texts
        return found

    def cells(self) -> Iterator[str]:
        """What its cells say, in order."""
        return (cell.text for row in self._rows() for cell in row)


_SHEETS = Sheets(_MOST)


def _filled(cell: Bare, figures: Iterator[str]) -> Bare:
    return cell._replace(text=next(figures)) if cell.text == FIGURE else cell


def slice_of(source: bytes, cell: bytes) -> Slice | None:
    """What stands between the tags of a table whose cells begin with `cell`; `None` where it holds anything that is not known by itself."""
    plain = _without_comments(source) if b"!" in source else source
    known_whole = known_table(plain, cell)
    if known_whole is not None:
        table, figures = known_whole
        return Slice(source, table.pieces, figures, met=True, table=table)
    found = known(_apart(plain, cell))
    if found is None:
        return None
    printed, met = found
    pieces, covered, found_figures = zip(*printed, strict=True)
    if not has_words(pieces):
        return None
    whole, parts = (tuple(chain.from_iterable(each)) for each in zip(*found_figures, strict=True))
    if met:
        remember(plain, cell, pieces, covered)
    return Slice(source, pieces, Figures(whole, parts), met)


def _without_comments(source: bytes) -> bytes:
    """With every comment empty; as it is where one is not plainly begun and ended (HTML §13.1.6), or is no sound text."""
    parts: list[bytes] = []
    comments: list[bytes] = []
    at = 0
    while (start := source.find(_COMMENT, at)) >= 0:
        inside = start + len(_COMMENT)
        end = source.find(_COMMENT_ENDS, inside)
        if end < 0 or source.startswith((b">", b"->"), inside) or b"--!>" in source[inside:end]:
            return source
        parts += (source[at:start], _EMPTY)
        comments.append(source[inside:end])
        at = end + len(_COMMENT_ENDS)
    return b"".join(parts) + source[at:] if is_sound(b"\n".join(comments)) else source


def _apart(source: bytes, cell: bytes) -> list[bytes]:
    sources = _CUTS[cell].split(source)
    sources[0] = FIRST + sources[0]
    sources[-1] += LAST
    return sources

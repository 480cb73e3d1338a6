"""Tables of a page that are known by their pieces, and runs of plain paragraphs: cut out of its source, so that only the
rest has to be parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from reports.markup.cut_page import LINES, MARK, MARK_BYTES, WORD, Cut, whole
from reports.markup.figures import FIGURE, PART
from reports.markup.pieces import PROBE
from reports.markup.runs import Run, runs_in
from reports.markup.slices import Slice, slice_of

_ALIEN = b"\xf4\x80\xa4"
"""What `MARK`, `FIGURE`, `PART` and `PROBE` begin with."""
_REFERENCE = b"&#"
_REFERRED = re.compile(
    b"&#(?:%b)"
    % b"|".join(form % ord(mark) for mark in (MARK, FIGURE, PART, PROBE) for form in (b"[xX]0*%x", b"0*%d"))
)
"""Nor one that may refer to them."""
_FEW = 500
"""So many references of a page are looked for one by one: a single byte is found a hundred times faster than two."""
_MOST = 200_000
"""Bytes between the tags of a table that is cut."""


class _Spelling(NamedTuple):
    """How a page begins and ends its tables and begins their cells."""

    opening: bytes
    closing: bytes
    cell: bytes


_SPELLINGS = (_Spelling(b"<table", b"</table", b"<td"), _Spelling(b"<TABLE", b"</TABLE", b"<TD"))
_ENDS = b" \t\r\n\f>"
"""What may follow the name of a tag."""


def cut(source: bytes) -> Cut:
    """The page without those of its tables that are known by their pieces, and without runs of plain paragraphs."""
    if _is_alien(source):
        return whole(source)
    made = _Rest(source)
    spelling = next((tags for tags in _SPELLINGS if tags.opening in source), None)
    if spelling is not None:
        for named, inside, end in _innermost(source, spelling):
            if source.find(spelling.cell, source.find(spelling.cell, inside, end) + 1, end) < 0:
                continue  # one cell, which may only frame the words of a cell around it
            slice = slice_of(source[inside:end], spelling.cell)
            if slice is not None:
                made.take_table(named, inside, end, slice)
    made.take_rest(len(source))
    return Cut(b"".join(made.parts), made.tables, made.runs) if made.tables or made.runs else whole(source)


@dataclass(slots=True)
class _Rest:
    """What is left of a page's source so far."""

    source: bytes
    parts: list[bytes] = field(default_factory=list)
    tables: list[Slice] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    at: int = 0
    """Until where it was looked at."""
    counted: int = 0
    """Parts whose tables were counted."""
    open: int = 0
    """How many tables begin in these, less those that end."""

    def take_table(self, named: int, inside: int, end: int, slice: Slice) -> None:
        """The table whose name ends at `named`, its tag at `inside`, and itself at `end`."""
        self.take_rest(named)
        number = len(self.tables)
        self.parts += (b" %b=%d" % (MARK_BYTES, number), self.source[named:inside])
        self.parts.append(b"<caption %b>%b%04d%b</caption>" % (MARK_BYTES, MARK_BYTES, number, WORD.encode()))
        self.tables.append(slice)
        self.at = end

    def take_rest(self, end: int) -> None:
        """What stands before `end`, without its runs of paragraphs."""
        begin = self.at
        for run in runs_in(self.source[begin:end]):
            self._take_plain(begin + run.start)
            if not self._is_within_table():
                mark = (MARK_BYTES, len(self.runs), MARK_BYTES, len(self.runs), LINES.encode())
                self.parts.append(b"<p %b=%d>%b%04d%b</p>" % mark)
                self.runs.append(run)
                self.at = begin + run.end
        self._take_plain(end)

    def _take_plain(self, end: int) -> None:
        self.parts.append(self.source[self.at : end])
        self.at = end

    def _is_within_table(self) -> bool:
        """Whether what follows may be words of a cell."""
        rest = b"".join(self.parts[self.counted :])
        self.counted = len(self.parts)
        self.open += sum(rest.count(tags.opening) - rest.count(tags.closing) for tags in _SPELLINGS)
        return self.open != 0


def _is_alien(source: bytes) -> bool:
    """Whether a source may hold one of our marks, or NUL."""
    if b"\0" in source or (_ALIEN[:1] in source and _ALIEN in source):
        return True
    return _has_references(source) and _REFERRED.search(source) is not None


def _has_references(source: bytes) -> bool:
    """Whether a character is written by its number."""
    at = -1
    for _ in range(_FEW):
        at = source.find(b"&", at + 1)
        if at < 0 or source.startswith(_REFERENCE, at):
            return at >= 0
    return source.find(_REFERENCE, at) >= 0


def _innermost(source: bytes, spelling: _Spelling) -> Iterator[tuple[int, int, int]]:
    """Where the tables that hold no others stand: the ends of the name, of the tag, and of what follows it."""
    opening, closing, _ = spelling
    before = 0
    for end in _each(source, closing):
        start = source.rfind(opening, before, end)
        named = start + len(opening)
        inside = source.find(b">", named, end) + 1 if start >= 0 else 0
        if inside and end - inside <= _MOST and source[named] in _ENDS:
            yield named, inside, end
        before = end + len(closing)


def _each(source: bytes, words: bytes) -> list[int]:
    """Where these stand, in order. To look for them backwards takes a third of the time."""
    found: list[int] = []
    at = len(source)
    while (at := source.rfind(words, 0, at)) >= 0:
        found.append(at)
    return found[::-1]

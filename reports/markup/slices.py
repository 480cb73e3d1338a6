"""Tables of a page that are known by their pieces: cut out of its source, so that only the rest has to be parsed.

In the place of what stands between the tags of a cut table stands a caption that no page can have. Where it is found
again as all that its table holds, the parser was where it would have begun to read that table's rows, and their reading
ends as it begins: nothing within pieces as `pieces` knows them reaches out of the table. Where one is not found so (it
stood in a comment, a script, an attribute), the page is parsed whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reports.document import Grid
from reports.markup.generations import Sheets
from reports.markup.pieces import COVERED, FIGURE, FIRST, LAST, OPEN, PROBE, STRANGE, Meaning, Piece, known
from reports.markup.tables import MAX_ROWS, Bare, grid_of

_MARK = "\U00100935"
"""Names the attribute of a cut table and of the caption in it; begins the words of that caption."""
_ALIEN = (b"\0", b"\xf4\x80\xa4")
"""A source that holds one of them is not cut: NUL, and what `_MARK`, `FIGURE` and `PROBE` begin with."""
_REFERENCE = b"&#"
_REFERRED = re.compile(
    b"|".join(form % ord(mark) for mark in (_MARK, FIGURE, PROBE) for form in (b"%x", b"%d"))
)
"""Nor one that may refer to them."""
_MOST = 200_000
"""Bytes between the tags of a table that is cut."""
_COMMENT = re.compile(rb"<!--(?!-?>)(?:[^-]++|-(?!-!>))*?-->")
_EMPTY = b"<!---->"
_UNKNOWN = frozenset((OPEN, STRANGE))
_BLANK = rb"(?:[ \t\r\n\f]|&nbsp;|\xc2\xa0|\xe3\x80\x80)*+"
_FIGURES = re.compile(
    rb">%b(0|[1-9][0-9]{0,2}|1[0-9]{3}|20[3-9][0-9]|2[1-9][0-9]{2}|[3-9][0-9]{3}|[1-9][0-9]{4,5}"
    rb"|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,2}|(?:0|[1-9][0-9]{0,2}|[1-9][0-9]{4,6})\.[0-9]{1,2})%b<"
    % (_BLANK, _BLANK)
)
"""Counts and amounts as they are mostly printed: what may be a year is a word, and what is longer may be a day."""


class _Spelling(NamedTuple):
    """How a page begins and ends its tables and begins their cells."""

    opening: bytes
    closing: bytes
    cell: bytes


_SPELLINGS = (_Spelling(b"<table", b"</table", b"<td"), _Spelling(b"<TABLE", b"</TABLE", b"<TD"))
_ENDS = b" \t\r\n\f>"
"""What may follow the name of a tag."""
_IMPLIED = frozenset(("tbody", "tr", "colgroup"))
"""Elements that stand in a table without a tag (HTML §13.1.2.4)."""
_WORD = "\u8868"
"""Ends the words of the caption: a cell that holds a cut table has words."""
_HAN = re.compile("[\u4e00-\u9fff]")
_COMBINED = re.compile(r"[\s>]+")
_NAMES = re.compile(r"[\w-]+")
_CELLS = 300_000
"""Cells of the sheets that are remembered in each of two generations."""


_CAPTION = f"caption[{_MARK}]"


class Whole(Exception):
    """The page must be read with its tables in place."""


@dataclass(frozen=True, slots=True)
class Slice:
    """What stands between the tags of a table."""

    source: bytes
    pieces: tuple[Piece, ...]
    figures: tuple[str, ...]
    """Those that its pieces lack, in order."""
    met: bool
    """Whether all its pieces were met before."""

    def grid(self, number: int) -> Grid:
        """The table as the `number`th of its page. Raises `Whole`."""
        key = (number, tuple([piece.meaning for piece in self.pieces]))
        size = len(self.pieces)
        return _SHEETS.filled(key, size, self.figures) or _SHEETS.remembered(
            key, size, self._read(number), self.figures, self._counts, likely=self.met
        )

    def _read(self, number: int) -> Grid:
        rows = list(self._rows())
        if len(rows) > MAX_ROWS:
            raise Whole
        return grid_of(rows, number)

    def _rows(self) -> Iterator[list[Bare]]:
        figures = iter(self.figures)
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
        figures = iter(self.figures)
        found: list[str] = []
        for piece in self.pieces:
            if piece.figures:
                found += [next(figures) if text == FIGURE else text for text in piece.texts]
            else:
                found += piece.texts
        return found

    def cells(self) -> list[str]:
        """What its cells say, parsed anew."""
        tree = LexborHTMLParser(b"<!doctype html><table>%b</table>" % self.source)
        return [cell.text(deep=True) for cell in tree.css("td, th")]

    def may_hide(self, names: frozenset[str]) -> bool:
        """Whether an element in it may have all these names: be called so, or have them for its classes and id."""
        return any(names <= piece.names | _IMPLIED for piece in set(self.pieces))


_SHEETS: Sheets[tuple[int, tuple[Meaning, ...]]] = Sheets(_CELLS)


def _filled(cell: Bare, figures: Iterator[str]) -> Bare:
    return cell._replace(text=next(figures)) if cell.text == FIGURE else cell


@dataclass(slots=True)
class Cut:
    """A page's source without what stands in its `tables`.

    Its methods raise `Whole` where it cannot be told what the page is without them.
    """

    source: bytes
    tables: Sequence[Slice]
    found: dict[int, Slice] = field(default_factory=dict)
    """By the `mem_id` of their elements in the tree of the cut page."""

    def find(self, tree: LexborHTMLParser, hiding: Iterable[str]) -> None:
        """Find the tables in the tree. `hiding` are the selectors by which the page's style sheets hide something."""
        if not self.tables:
            return
        captions = tree.css(_CAPTION)
        if len(captions) != len(self.tables):
            raise Whole
        for number, (caption, slice) in enumerate(zip(captions, self.tables, strict=True)):
            table = caption.parent
            if table is None or caption.prev is not None or caption.next is not None:
                raise Whole
            if table.tag != "table" or table.attributes.get(_MARK) != str(number):
                raise Whole
            self.found[table.mem_id] = slice
        for selector in hiding:
            names = frozenset(_NAMES.findall(_COMBINED.split(selector.lower())[-1]))
            if any(slice.may_hide(names) for slice in self.tables):
                raise Whole

    def told(self, text: str) -> Sequence[str]:
        """The texts of the page that one of the cut page stands for."""
        return self._table(text).texts() if self.tables and text.startswith(_MARK) else (text,)

    def cells(self, part: LexborNode) -> Iterator[str]:
        """What the cells in a part of the page say."""
        for node in part.css(f"td, th, {_CAPTION}" if self.tables else "td, th"):
            text = node.text(deep=True)
            if node.tag == "caption":
                yield from self._table(text).cells()
            else:
                yield text

    def expect_none(self, table: LexborNode) -> None:
        """A table whose cells are read with all that is in them."""
        if self.tables and table.css_first(_CAPTION) is not None:
            raise Whole

    def expect_unseen(self, texts: Iterable[str]) -> None:
        """What else was read of the page."""
        if self.tables and any(_MARK in text for text in texts):
            raise Whole

    def _table(self, mark: str) -> Slice:
        return self.tables[int(mark[1:-1])]


def whole(source: bytes) -> Cut:
    return Cut(source, ())


def cut(source: bytes) -> Cut:
    """The page without those of its tables that are known by their pieces."""
    spelling = next((tags for tags in _SPELLINGS if tags.opening in source), None)
    if spelling is None or any(alien in source for alien in _ALIEN):
        return whole(source)
    if _REFERENCE in source and _REFERRED.search(source):
        return whole(source)
    rest: list[bytes] = []
    tables: list[Slice] = []
    at = 0
    for named, inside, end in _innermost(source, spelling):
        slice = _slice(source[inside:end], spelling.cell)
        if slice is not None:
            mark = f"{_MARK}{len(tables):04}".encode()
            rest += (source[at:named], b" %b=%d" % (_MARK.encode(), len(tables)), source[named:inside])
            rest.append(b"<caption %b>%b%b</caption>" % (_MARK.encode(), mark, _WORD.encode()))
            tables.append(slice)
            at = end
    return Cut(b"".join(rest) + source[at:], tables) if tables else whole(source)


def _innermost(source: bytes, spelling: _Spelling) -> Iterator[tuple[int, int, int]]:
    """Where the tables that hold no others stand: the ends of the name, of the tag, and of what follows it."""
    opening, closing, _ = spelling
    before = 0
    while (end := source.find(closing, before)) >= 0:
        start = source.rfind(opening, before, end)
        named = start + len(opening)
        inside = source.find(b">", named, end) + 1 if start >= 0 else 0
        if inside and end - inside <= _MOST and source[named] in _ENDS:
            yield named, inside, end
        before = end + len(closing)


def _slice(source: bytes, cell: bytes) -> Slice | None:
    """`None` where it holds anything that is not known by itself."""
    plain = _COMMENT.sub(_EMPTY, source) if b"<!--" in source else source
    parts = _FIGURES.split(plain)
    figures = parts[1::2]
    sources = _apart((b">%b<" % COVERED).join(parts[::2]), cell)
    found = known(sources)
    if found is not None and OPEN in set(found[0]):
        sources, figures = _opened(plain, cell, sources, found[0], figures)
        found = known(sources)
    if found is None:
        return None
    pieces, met = found
    if not _UNKNOWN.isdisjoint(pieces):
        return None
    if sum([piece.figures for piece in pieces]) != len(figures) or not _has_words(pieces):
        return None
    told = b"\0".join(figures).decode().split("\0") if figures else []
    return Slice(source, tuple(pieces), tuple(told), met)


def _has_words(pieces: Iterable[Piece]) -> bool:
    return any(_HAN.search(text) for piece in pieces for text in piece.texts)


def _apart(source: bytes, cell: bytes) -> list[bytes]:
    sources = source.split(cell)
    sources[0] = FIRST + sources[0]
    sources[-1] += LAST
    return sources


def _opened(
    source: bytes, cell: bytes, covered: Sequence[bytes], pieces: Sequence[Piece], figures: Sequence[bytes]
) -> tuple[list[bytes], list[bytes]]:
    """The pieces with their figures, where these are not words of their own, and the figures of the others."""
    sources: list[bytes] = []
    left: list[bytes] = []
    at = 0
    for bare, cut, piece in zip(_apart(source, cell), covered, pieces, strict=True):
        count = cut.count(COVERED)
        if piece is OPEN:
            sources.append(bare)
        else:
            sources.append(cut)
            left += figures[at : at + count]
        at += count
    return sources, left

"""Tables of a page that are known by their pieces: cut out of its source, so that only the rest has to be parsed.

In the place of what stands between the tags of a cut table stands a caption that no page can have. Where it is found
again as all that its table holds, the parser was where it would have begun to read that table's rows, and their reading
ends as it begins: nothing within pieces as `pieces` knows them reaches out of the table. Where one is not found so (it
stood in a comment, a script, an attribute), the page is parsed whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reports.markup.figures import FIGURE
from reports.markup.pieces import PROBE
from reports.markup.slices import Slice, Whole, slice_of

_MARK = "\U00100935"
"""Names the attribute of a cut table and of the caption in it; begins the words of that caption."""
_ALIEN = b"\xf4\x80\xa4"
"""What `_MARK`, `FIGURE` and `PROBE` begin with."""
_REFERENCE = b"&#"
_REFERRED = re.compile(
    b"|".join(form % ord(mark) for mark in (_MARK, FIGURE, PROBE) for form in (b"&#[xX]0*%x", b"&#0*%d"))
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
_WORD = "\u8868"
"""Ends the words of the caption: a cell that holds a cut table has words."""
_COMBINED = re.compile(r"[\s>]+")
_NAMES = re.compile(r"[\w-]+")
_MOST_LOOKS = 100_000
_IMPLIED = frozenset(("tbody", "tr", "colgroup"))
"""Elements that stand in a table without a tag (HTML §13.1.2.4)."""
_CAPTION = f"caption[{_MARK}]"


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
        selectors = list(hiding)
        if selectors and _may_hide(
            selectors, {piece.names for slice in self.tables for piece in slice.pieces}
        ):
            raise Whole

    def told(self, texts: Iterable[str]) -> Iterable[str]:
        """The texts of the page that those of the cut page stand for."""
        if not self.tables:
            return texts
        found: list[str] = []
        for text in texts:
            if text and text[0] == _MARK:
                found += self._table(text).texts()
            else:
                found.append(text)
        return found

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
        if self.tables and _MARK in "".join(texts):
            raise Whole

    def _table(self, mark: str) -> Slice:
        return self.tables[int(mark[1:-1])]


def _may_hide(selectors: Sequence[str], named: Collection[frozenset[str]]) -> bool:
    """Whether one of the elements with those names may be what a selector ends with."""
    if len(selectors) * len(named) > _MOST_LOOKS:
        return True
    ends = [frozenset(_NAMES.findall(_COMBINED.split(each.lower())[-1])) for each in selectors]
    return any(end <= names | _IMPLIED for end in ends for names in named)


def whole(source: bytes) -> Cut:
    return Cut(source, ())


def cut(source: bytes) -> Cut:
    """The page without those of its tables that are known by their pieces."""
    spelling = next((tags for tags in _SPELLINGS if tags.opening in source), None)
    if spelling is None or _is_alien(source):
        return whole(source)
    rest: list[bytes] = []
    tables: list[Slice] = []
    at = 0
    for named, inside, end in _innermost(source, spelling):
        if source.find(spelling.cell, source.find(spelling.cell, inside, end) + 1, end) < 0:
            continue  # one cell, which may only frame the words of a cell around it
        slice = slice_of(source[inside:end], spelling.cell)
        if slice is not None:
            mark = f"{_MARK}{len(tables):04}".encode()
            rest += (source[at:named], b" %b=%d" % (_MARK.encode(), len(tables)), source[named:inside])
            rest.append(b"<caption %b>%b%b</caption>" % (_MARK.encode(), mark, _WORD.encode()))
            tables.append(slice)
            at = end
    return Cut(b"".join(rest) + source[at:], tables) if tables else whole(source)


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
    while (end := source.find(closing, before)) >= 0:
        start = source.rfind(opening, before, end)
        named = start + len(opening)
        inside = source.find(b">", named, end) + 1 if start >= 0 else 0
        if inside and end - inside <= _MOST and source[named] in _ENDS:
            yield named, inside, end
        before = end + len(closing)

"""Pieces of tables as they stand in the source: what a cell says is known by its markup, without parsing it again.

A table without others in it is cut before each ``<td``. What such a piece means to the parser hangs on nothing before it: a
cell begins in a row, whatever is left open in the cell before is closed by it, and what an element in a cell may look for
ends at that cell (HTML §13.2.4.2, scopes; §13.2.4.3, markers; §13.2.6.4.15, "in cell"). So a piece is parsed once, on its own,
and its like is known wherever it comes again (`known`); its figure may be another one. Pieces that are built in any other
way than `_CELLS` says are never known, nor is a table that holds one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from weakref import WeakValueDictionary

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reports.markup.composed import Composed
from reports.markup.decoding import is_sound
from reports.markup.facts import TITLE_CLASSES, attachments
from reports.markup.figures import COVERED_PART, FIGURE, PART
from reports.markup.guard import refuse_if_deep
from reports.markup.hidden import hidden_nodes, mark_odd, styles_of
from reports.markup.layout import is_long
from reports.markup.nodes import rare_nodes
from reports.markup.painted import may_differ
from reports.markup.tables import Bare, bare_rows

FIRST = b"\0^"
"""Before what stands in a table above its first ``<td``."""
LAST = b"\0$"
"""After the last piece of a table. No source that is cut holds NUL."""
PROBE = "\U00100939"
"""The words of a cell that is put after a piece, to see which row it would stand in."""
_VALUE = rb"(?:\"(?>(?:[^\"<>&]|&quot;|&amp;)*)\"|'(?>(?:[^'<>&]|&quot;|&amp;)*)'|[^\s\"'<>=`&/\x0b]++)"
_BLANK = rb"[ \t\r\n\f]"
ATTRIBUTES = rb"(?>(?:%b++[a-zA-Z_:][\w:.-]*+(?>(?:%b*+=%b*+%b)?))*)%b*+/?+" % (
    _BLANK,
    _BLANK,
    _BLANK,
    _VALUE,
    _BLANK,
)
_INLINE = rb"p|span|font|b|strong|i|em|u|div|br|a|sup|sub|small|big|center|label|ins|[a-z]\w*+:[a-z]\w*+"
_WORDS = rb"(?>(?:[^<>]++|<!---->|<!\[(?:if|endif)[^<>]*+>|</?(?:%b)%b>)*)" % (_INLINE, ATTRIBUTES)
"""Of a cell: texts, and elements that mean nothing outside it."""
_SPACE = rb"%b++|<!---->|<!\[(?:if|endif)[^<>]*+>" % _BLANK
_GAP = rb"(?>(?:%b)*)" % _SPACE
_SECTION = rb"(?:body|head|foot)"
_ROW_ENDS = (
    rb"(?>(?:</tr{blank}*+>{gap}(?>(?:</t{section}{blank}*+>{gap})?)(?>(?:<t{section}{attributes}>{gap})?))?)"
    rb"(?>(?:<tr{attributes}>{gap})?)"
)
_AFTER = _GAP + (
    _ROW_ENDS.replace(b"{blank}", _BLANK)
    .replace(b"{gap}", _GAP)
    .replace(b"{section}", _SECTION)
    .replace(b"{attributes}", ATTRIBUTES)
)
"""Between two cells: white space, or the end of a row."""
_CELL = rb"<t[dh]%b>%b(?>(?:</t[dh]%b*+>)?)%b" % (ATTRIBUTES, _WORDS, _BLANK, _AFTER)
_CELLS = re.compile(rb"(?>(?:%b)+)" % _CELL, re.IGNORECASE)
_TAIL = re.compile(rb"(?>(?:%b)+)(?>(?:</t%b%b*+>)?)%b" % (_CELL, _SECTION, _BLANK, _GAP), re.IGNORECASE)
"""At the end of a table a row may end with what it stands in."""
_HEAD = re.compile(
    rb"%b(?>(?:%b|</?(?:tr|tbody|thead|tfoot|colgroup|col)%b>)*)(?>(?:%b)*)"
    % (_GAP, _SPACE, ATTRIBUTES, _CELL),
    re.IGNORECASE,
)
_TAG = re.compile(rb"<([a-z][\w:]*)", re.IGNORECASE)
_NAMED = re.compile(rb"(?:class|id)\s*=\s*(\"[^\"]*|'[^']*|[^\s>\"']+)", re.IGNORECASE)
_APART = "\0"
"""What no text of a page can hold (HTML §13.2.3.5)."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Meaning:
    """Cells by row: the first ones stand in the row that the piece before left open, the last row is left open.

    Pieces of the same cells have the same meaning, and it is compared as such.
    """

    rows: tuple[tuple[Bare, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    meaning: Meaning
    figures: tuple[int, ...]
    """Of its cells that hold a figure and nothing else, in how many parts it is printed: `FIGURE` stands there, and for each of
    these in `texts`."""
    texts: tuple[str, ...]
    """Stripped, as the parser parts them; none is empty."""
    names: frozenset[str]
    """Of its elements, their classes and ids, in lower case."""


_HAN = re.compile("[\u4e00-\u9fff]")
STRANGE = Piece(Meaning(()), (), (), frozenset())
"""A piece that nothing is known of."""
OPEN = Piece(Meaning(()), (), (), frozenset())
"""A piece whose figures are not words of their own: it is known only with them."""
_MEANINGS: WeakValueDictionary[tuple[tuple[Bare, ...], ...], Meaning] = WeakValueDictionary()
"""Of the pieces and sheets that are remembered, each once."""


def pieces_of(sources: Iterable[bytes]) -> dict[bytes, Piece]:
    """What pieces mean, `STRANGE` and `OPEN` ones among them."""
    found = dict.fromkeys(sources, STRANGE)
    return found | _parsed([source for source in found if _is_sound(source)])


def _is_sound(source: bytes) -> bool:
    """Whether it is built as pieces are, and its text is sound: of a page that is cut nobody looks at it again."""
    if not is_sound(source.removeprefix(FIRST).removesuffix(LAST)) or may_differ(source):
        return False
    if source.startswith(FIRST):
        return _HEAD.fullmatch(source.removeprefix(FIRST)) is not None
    if source.endswith(LAST):
        return _TAIL.fullmatch(b"<td" + source.removesuffix(LAST)) is not None
    return _CELLS.fullmatch(b"<td" + source) is not None


def _parsed(sources: Sequence[bytes]) -> dict[bytes, Piece]:
    alone = b"".join(map(_alone, sources))
    refuse_if_deep(alone)
    tree = LexborHTMLParser(b"<!doctype html><body>" + alone)
    styles = styles_of(b"".join(sources))
    if hidden_nodes(tree, styles, ()):  # nor does a style sheet stand in a piece
        return {} if len(sources) == 1 else _one_by_one(sources)
    mark_odd(tree, styles)
    rare = rare_nodes(tree)
    if attachments(rare):
        return {} if len(sources) == 1 else _one_by_one(sources)
    composed = Composed(tree, rare, ()).cells()
    body = tree.body
    tables = [] if body is None else list(body.iter(include_text=True))
    if [table.tag for table in tables] != ["table"] * len(sources):
        return {}
    return {source: _piece(source, table, composed) for source, table in zip(sources, tables, strict=True)}


def _one_by_one(sources: Iterable[bytes]) -> dict[bytes, Piece]:
    return {source: piece for each in sources for source, piece in _parsed([each]).items()}


def _alone(source: bytes) -> bytes:
    """A piece in a table of its own."""
    probe = f"<td>{PROBE}".encode()
    if source.startswith(FIRST):
        return b"<table>%b%b</table>" % (source.removeprefix(FIRST), probe)
    if source.endswith(LAST):
        return b"<table><tbody><tr><td%b</table>" % source.removesuffix(LAST)
    return b"<table><tbody><tr><td%b%b</table>" % (source, probe)


def _piece(source: bytes, table: LexborNode, composed: frozenset[int]) -> Piece:
    rows = bare_rows(table, composed)
    texts = [text for each in table.text(separator=_APART).split(_APART) if (text := each.strip())]
    if not source.endswith(LAST):
        last = rows[-1].pop() if rows and rows[-1] else None
        if last != Bare(PROBE, 1, 1) or texts.pop() != PROBE:
            return STRANGE
    names = names_of(b"<td" + source)
    if (
        names is None
        or not TITLE_CLASSES.isdisjoint(names)
        or any(is_long(cell.text()) for cell in table.css("td, th"))
    ):
        return STRANGE
    mark = PART if COVERED_PART in source else FIGURE
    cells = [cell.text for row in rows for cell in row if mark in cell.text]
    parts = tuple([len(cell) for cell in cells])
    whole = "".join(cells) == mark * sum(parts) and (mark == PART or sum(parts) == len(parts))
    if not (whole and sum(parts) == source.count(mark.encode()) == texts.count(mark)):
        return OPEN
    if parts:
        rows = [[cell._replace(text=FIGURE) if mark in cell.text else cell for cell in row] for row in rows]
    texts = [FIGURE if text == mark else text for text in texts]
    return Piece(_meaning(tuple(map(tuple, rows))), parts, tuple(texts), names)


def has_words(pieces: Iterable[Piece]) -> bool:
    return any(_HAN.search(text) for piece in pieces for text in piece.texts)


def names_of(source: bytes) -> frozenset[str] | None:
    """Of its elements, their classes and ids, in lower case; `None` where they are written with references."""
    named = b" ".join(_NAMED.findall(source))
    if b"&" in named:
        return None
    words = named.replace(b'"', b" ").replace(b"'", b" ").split() + _TAG.findall(source)
    return frozenset(word.decode().lower() for word in words)


def _meaning(rows: tuple[tuple[Bare, ...], ...]) -> Meaning:
    return _MEANINGS.setdefault(rows, Meaning(rows))

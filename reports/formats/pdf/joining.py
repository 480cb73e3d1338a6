"""Fragments of one table on consecutive pages → one table.

Two fragments belong together when nothing but page furniture stands between them and their column edges agree. At the
seam a cell may go on (a merged group, a label that wraps over the page), a row may be cut in two, and the header rows
may be repeated. Lines say nothing there (both pages draw their border), so it is decided by what wrapping leaves behind:
a text that wraps has filled its line, and what it goes on with carries no list mark of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from reports.formats.pdf.content import UNKNOWN
from reports.formats.pdf.lattice import Lattice, LatticeCell

_EDGE = 5.0
"""Points by which the same column may stand elsewhere on the next page."""
_MARK = re.compile(
    r"^\s*(?:[（(]\s*[一二三四五六七八九十]+\s*[）)]|[一二三四五六七八九十]+\s*[、.．]|\d+\s*[、.．)）]|第[一二三四五六七八九十]+条)"
)
_VALUE = re.compile(r"^[\d０-９.,，．+＋\-－—–/%％\s]*$")
_UNSAID = ("", UNKNOWN)
"""What does not show that a figure stands here: what is drawn over a blank cell makes it unknown, too."""


@dataclass(slots=True)
class Piece:
    """A cell of a joined table: columns by edges of the whole, `page` where it begins."""

    row: int
    rows: int
    left: int
    right: int
    page: int
    source: LatticeCell
    text: str


Edge = dict[tuple[int, int], Piece]
"""The cells that touch the seam on one side, by their columns."""


def same_columns(upper: Lattice, lower: Lattice) -> bool:
    """Whether the fragments have the same outer edges and every inner edge of the coarser one is one of the finer."""
    shift = lower.xs[0] - upper.xs[0]
    if abs(shift) > 40 or abs((upper.xs[-1] - upper.xs[0]) - (lower.xs[-1] - lower.xs[0])) > _EDGE:
        return False
    moved = [x - shift for x in lower.xs]
    fewer, more = sorted((upper.xs, moved), key=len)
    return all(any(abs(x - other) <= _EDGE for other in more) for x in fewer)


def join(fragments: list[Lattice]) -> tuple[list[Piece], int]:
    """(cells, number of columns) of the whole table made of its fragments, first page first."""
    edges = _all_edges(fragments)
    pieces = _pieces(fragments[0], 0, edges)
    if fragments[0].page > 1:
        _doubt_row(pieces, 0, {})
    for lower in fragments[1:]:
        rows = max(piece.row + piece.rows for piece in pieces)
        added = _without_repeated_header(pieces, _pieces(lower, rows, edges), rows)
        if added:
            pieces = _sewn(pieces, added, rows)
    return pieces, len(edges) - 1


def _all_edges(fragments: list[Lattice]) -> list[float]:
    """Column edges of all fragments, measured from each one's left edge."""
    edges: list[float] = []
    for x in sorted(x - fragment.xs[0] for fragment in fragments for x in fragment.xs):
        if not edges or x - edges[-1] > _EDGE:
            edges.append(x)
    return edges


def _pieces(lattice: Lattice, first_row: int, edges: list[float]) -> list[Piece]:
    nearest = {x: _nearest(edges, x - lattice.xs[0]) for x in lattice.xs}
    made = []
    for cell in lattice.cells:
        left, right = nearest[cell.rectangle[0]], nearest[cell.rectangle[2]]
        made.append(
            Piece(first_row + cell.row, cell.rows, left, max(right, left + 1), lattice.page, cell, cell.text)
        )
    return made


def _nearest(edges: list[float], at: float) -> int:
    """Index of the edge, of edges in order, that stands nearest to `at`."""
    after = bisect_left(edges, at, 1, len(edges) - 1)
    return after - 1 if at - edges[after - 1] <= edges[after] - at else after


def _row_texts(pieces: list[Piece], row: int) -> list[tuple[int, int, str]]:
    return sorted((p.left, p.right, "".join(p.text.split())) for p in pieces if p.row == row)


def _without_repeated_header(upper: list[Piece], lower: list[Piece], first: int) -> list[Piece]:
    """`lower` less the leading rows that repeat the whole table's first rows word for word."""
    repeated = 0
    for count in range(max(p.row + p.rows for p in lower) - first):
        texts = _row_texts(lower, first + count)
        if texts != [each for each in _row_texts(upper, count) if each[-1] != UNKNOWN] or not any(
            t and not _VALUE.match(t) for _, _, t in texts
        ):
            break
        repeated = count + 1
    while repeated and any(p.row < first + repeated < p.row + p.rows for p in lower):
        repeated -= 1
    return _raised([p for p in lower if p.row >= first + repeated], repeated)


def _raised(pieces: list[Piece], rows: int) -> list[Piece]:
    """The pieces, which are ours alone, that many rows further up."""
    if rows:
        for piece in pieces:
            piece.row -= rows
    return pieces


def _sewn(upper: list[Piece], lower: list[Piece], seam: int) -> list[Piece]:
    """The pieces as one table, cells that go on over the seam joined."""
    last = {(p.left, p.right): p for p in upper if p.row + p.rows == seam}
    first = {(p.left, p.right): p for p in lower if p.row == seam}
    one_row = _figures_go_on(last, first) or _one_row(last, first)
    if not one_row:
        _doubt(last, first)
        _doubt_below_a_header(lower, seam, last)
    gone: set[int] = set()
    for place, below in first.items():
        above = last.get(place)
        if above is not None and (one_row or _goes_on(above, below, last, first)):
            _continue(above, below, below.rows - one_row)
            gone.add(id(below))
    return upper + _raised([p for p in lower if id(p) not in gone], one_row)


def _doubt(last: Edge, first: Edge) -> None:
    """Nor are the blanks of the row above certain, whose figures may stand in the tail."""
    if _doubt_tail(first, last):
        _, above = _label_and_figures(last)
        if all(piece.text in _UNSAID for piece in above):
            for piece in above:
                piece.text = UNKNOWN


def _doubt_tail(first: Edge, last: Edge) -> bool:
    """A row without a list mark of its own may be the tail of the `last` row of the page before: if any of its cells is blank, none
    is certain, as its figures may be the rests of those above. Whether it may be one."""
    tail, figures = _label_and_figures(first)
    if tail is None or _MARK.match(tail.text):
        return False
    if any(not piece.text for piece in figures):
        for piece in figures:
            above = last.get((piece.left, piece.right))
            if above is not None and piece.text not in _UNSAID and _VALUE.match(above.text):
                above.text = UNKNOWN
            piece.text = UNKNOWN
    return True


def _doubt_below_a_header(lower: list[Piece], seam: int, last: Edge) -> None:
    """Nor is such a row below a header of its page, where that was not known as the table's own."""
    for row in range(seam, max((p.row for p in lower), default=seam) + 1):
        if not _doubt_row(lower, row, last):
            return


def _doubt_row(pieces: list[Piece], row: int, last: Edge) -> bool:
    """Doubt this row if it may be the tail of a label; whether it has no figures, and the next may be one too."""
    edge = {(p.left, p.right): p for p in pieces if p.row == row}
    has_figures = any(p.text and _VALUE.match(p.text) for p in edge.values())
    _doubt_tail(edge, last)
    return not has_figures


def _label_and_figures(edge: Edge) -> tuple[Piece | None, list[Piece]]:
    """The label nearest to the figures of the row at the seam, and the cells right of it."""
    row = [piece for _, piece in sorted(edge.items())]
    labels = [piece for piece in row if piece.text != UNKNOWN and not _VALUE.match(piece.text)]
    if not labels:
        return None, []
    return labels[-1], [piece for piece in row if piece.left >= labels[-1].right]


def _continue(above: Piece, below: Piece, rows: int) -> None:
    if above.text and below.text and _VALUE.match(above.text):
        above.source.candidates = (above.text + below.text,)
        above.text, below.text = UNKNOWN, ""
    spaced = above.text[-1:].isascii() and below.text[:1].isascii() and above.text and below.text
    above.text = above.text + (" " if spaced else "") + below.text
    above.rows += rows
    above.source.full = below.source.full


def _goes_on(above: Piece, below: Piece, last: Edge, first: Edge) -> bool:
    """Whether a group's cell goes on below the seam. A value never does, nor does the label of a row of values."""
    if above.text and _VALUE.match(above.text):
        return False
    if above.rows == 1 and below.rows == 1 and not (_has_label(above, last) and _has_label(below, first)):
        return False
    return not below.text or _wraps(above, below)


def _has_label(piece: Piece, edge: Edge) -> bool:
    """Whether a label stands right of the cell: then the cell names a group of rows."""
    return any(left == piece.right and not _VALUE.match(other.text) for (left, _), other in edge.items())


def _wraps(above: Piece, below: Piece) -> bool:
    """Whether the text below is the rest of the text above: the line above is full, and below begins no new item."""
    if _VALUE.match(above.text) or _VALUE.match(below.text):
        return False
    return above.source.full and not _MARK.match(below.text)


def _one_row(last: Edge, first: Edge) -> bool:
    """Whether the first row below is the tail of the last row above.

    The same cells; the label of the row wraps over the page; nothing below begins anew. A value stands on both sides
    only where it is a number that wraps too: then it cannot be known, only guessed.
    """
    if not first.keys() <= last.keys():
        return False
    label_wraps = False
    for place, below in first.items():
        above = last[place]
        if not below.text:
            continue
        if not above.text:
            if not (
                _VALUE.match(below.text) or _has_label(below, first)
            ):  # the name of a group, in the middle of it
                return False
        elif _VALUE.match(above.text):
            if not (above.source.full and _VALUE.match(below.text)):
                return False
        elif _has_label(below, first):
            if _MARK.match(below.text):
                return False
        elif not _wraps(above, below):
            return False
        elif below.rows == 1:
            label_wraps = True
    return label_wraps


def _figures_go_on(last: Edge, first: Edge) -> bool:
    """Whether the row below has no label, and figures under figures: rests of them, or second ones of their cells."""
    if not first.keys() <= last.keys():
        return False
    for place, below in first.items():
        above = last[place]
        if below.rows > 1 and not _VALUE.match(below.text) and _wraps(above, below):
            continue  # the name of a group goes on beside it
        if below.text and not (_VALUE.match(below.text) and above.text and _VALUE.match(above.text)):
            return False
    return any(below.text for below in first.values())

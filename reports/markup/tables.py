"""One `<table>` → an expanded `Grid`; and whether a table is only there for the layout."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from reports.document import Grid, GridCell, Place
from reports.labels import labels
from reports.markup.nodes import BLOCKS, SKIPPED, is_hidden, squeeze

_MAX_SPAN = 60
_APART = frozenset(("sup", "sub", "s", "strike", "del"))
"""Inline elements whose figures are not part of the number beside them."""
_MAX_ROWS = 3_000
_LAYOUT_TEXT = 600
"""A cell of the statutory tables is never this long (characters)."""


def is_layout(table: LexborNode) -> bool:
    """A table that holds other tables, or whole passages, and none of the form's own labels in cells of its own."""
    own_labels = 0
    long_cell = nested = False
    for row in rows_of(table):
        for cell in cells_of(row):
            if cell.css_first("table") is not None:
                nested = True
                continue
            text = cell.text(deep=True)
            if len(text) > _LAYOUT_TEXT and len("".join(text.split())) > _LAYOUT_TEXT:
                long_cell = True
            elif text and _is_label(text):
                own_labels += 1
    return (nested and own_labels < 3) or (long_cell and own_labels < 2)


def _is_label(text: str) -> bool:
    if len(text) > 120:
        return False
    return any(labels(table).row(text)[0] is not None for table in ("disclosure", "applications"))


def rows_of(table: LexborNode) -> Iterator[LexborNode]:
    """Rows of this table, not those of tables inside it."""
    for child in table.iter():
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot", "form"):
            yield from (row for row in child.iter() if row.tag == "tr")


def cells_of(row: LexborNode) -> Iterator[LexborNode]:
    return (child for child in row.iter() if child.tag in ("td", "th"))


def expand_table(table: LexborNode, number: int, *, hidden: bool = False) -> Grid:
    """The table as the `number`th of its page. Spans expanded as HTML §4.9.12 forms a table: a cell takes the next free column of its row."""
    placed: list[list[GridCell | None]] = []
    visible = (row for row in rows_of(table) if hidden or not is_hidden(row))
    height = 0
    for height, row in enumerate(islice(visible, _MAX_ROWS), 1):
        _place_row(placed, height - 1, row, number, hidden)
    del placed[height:]  # a row span that reaches below the table ends with it
    width = max((len(row) for row in placed), default=0)
    rows = tuple(tuple(row) + (None,) * (width - len(row)) for row in placed)
    return Grid(rows, Place(table=number))


def _place_row(
    placed: list[list[GridCell | None]], r: int, row: LexborNode, number: int, hidden: bool
) -> None:
    while len(placed) <= r:
        placed.append([])
    column = 0
    for node in cells_of(row):
        if not hidden and is_hidden(node):
            continue
        line = placed[r]
        while column < len(line) and line[column] is not None:
            column += 1
        across, down = _span(node, "colspan"), _span(node, "rowspan")
        cell = GridCell(
            cell_text(node, hidden=hidden), Place(table=number, row=r + 1, column=column + 1), down, across
        )
        for below in range(r, r + down):
            while len(placed) <= below:
                placed.append([])
            target = placed[below]
            if len(target) < column + across:
                target.extend([None] * (column + across - len(target)))
            for position in range(column, column + across):
                if target[position] is None:
                    target[position] = cell
        column += across


def _span(node: LexborNode, name: str) -> int:
    value = (node.attributes.get(name) or "1").strip()
    return min(max(int(value), 1), _MAX_SPAN) if value.isascii() and value.isdigit() else 1


def cell_text(node: LexborNode, *, hidden: bool = False) -> str:
    """The words of a cell. Inline elements join without a gap; paragraphs and breaks stay apart as lines."""
    words: list[str] = []
    _collect(node, words, hidden)
    lines = (squeeze(line) for line in "".join(words).split("\n"))
    return "\n".join(line for line in lines if line)


def _collect(node: LexborNode, words: list[str], hidden: bool) -> None:
    for child in node.iter(include_text=True):
        tag = child.tag
        if tag == "-text":
            words.append((child.text_content or "").replace("\n", " ").replace("\r", " "))
        elif tag in SKIPPED or (not hidden and is_hidden(child)):
            continue
        elif tag == "br":
            words.append("\n")
        elif tag in BLOCKS or tag in _APART:
            words.append("\n")
            _collect(child, words, hidden)
            words.append("\n")
        else:
            _collect(child, words, hidden)

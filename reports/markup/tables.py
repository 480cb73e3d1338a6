"""One `<table>` → an expanded `Grid`; and whether a table is only there for the layout."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from reports.document import Grid, GridCell, Place
from reports.labels import labels
from reports.markup.nodes import BLOCKS, SKIPPED, squeeze

_MAX_SPAN = 60
_APART = frozenset(("sup", "sub", "s", "strike", "del"))
"""Inline elements whose figures are not part of the number beside them."""
_DEEPEST = 300
"""Elements within each other in one cell; deeper text is not read."""
_NOTHING: frozenset[int] = frozenset()
_MAX_ROWS = 3_000
_LAYOUT_TEXT = 600
"""A cell of the statutory tables is never this long (characters)."""


def is_layout(table: LexborNode) -> bool:
    """A table that holds other tables, or whole passages, and none of the form's own labels in cells of its own."""
    nested = len(table.css("table")) > 1
    if not nested and len(table.text(deep=True)) <= _LAYOUT_TEXT:
        return False
    texts = [_own_text(cell, nested) for row in rows_of(table) for cell in cells_of(row)]
    long_cell = any(text is not None and len("".join(text.split())) > _LAYOUT_TEXT for text in texts)
    if not nested and not long_cell:
        return False
    own_labels = sum(text is not None and _is_label(text) for text in texts)
    return (nested and own_labels < 3) or (long_cell and own_labels < 2)


def _own_text(cell: LexborNode, nested: bool) -> str | None:
    """The words of a cell; `None` where they are those of a table inside it."""
    return None if nested and cell.css_first("table") is not None else cell.text(deep=True)


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


def expand_table(table: LexborNode, number: int, hidden: frozenset[int] = _NOTHING) -> Grid:
    """The table as the `number`th of its page. Spans expanded as HTML §4.9.12 forms a table: a cell takes the next free column of its row."""
    placed: list[list[GridCell | None]] = []
    visible = (row for row in rows_of(table) if row.mem_id not in hidden)
    height = 0
    for height, row in enumerate(islice(visible, _MAX_ROWS), 1):
        _place_row(placed, height - 1, row, number, hidden)
    del placed[height:]  # a row span that reaches below the table ends with it
    width = max((len(row) for row in placed), default=0)
    rows = tuple(tuple(row) + (None,) * (width - len(row)) for row in placed)
    return Grid(rows, Place(table=number))


def _place_row(
    placed: list[list[GridCell | None]], r: int, row: LexborNode, number: int, hidden: frozenset[int]
) -> None:
    while len(placed) <= r:
        placed.append([])
    column = 0
    line = placed[r]
    for node in cells_of(row):
        if hidden and node.mem_id in hidden:
            continue
        while column < len(line) and line[column] is not None:
            column += 1
        attributes = node.attributes
        across, down = _span(attributes.get("colspan")), _span(attributes.get("rowspan"))
        place = Place(table=number, row=r + 1, column=column + 1)
        cell = GridCell(cell_text(node, hidden), place, down, across)
        for below in range(r, r + down):
            if len(placed) <= below:
                placed.append([])
            target = placed[below]
            if len(target) < column + across:
                target.extend([None] * (column + across - len(target)))
            for position in range(column, column + across):
                if target[position] is None:
                    target[position] = cell
        column += across


def _span(printed: str | None) -> int:
    if not printed:
        return 1
    value = printed.strip()
    return min(max(int(value), 1), _MAX_SPAN) if value.isascii() and value.isdigit() and len(value) < 9 else 1


def cell_text(node: LexborNode, hidden: frozenset[int] = _NOTHING) -> str:
    """The words of a cell. Inline elements join without a gap; paragraphs and breaks stay apart as lines."""
    words: list[str] = []
    _collect(node, words, hidden, _DEEPEST)
    text = "".join(words)
    if "\n" not in text:
        return squeeze(text)
    return "\n".join(filter(None, map(squeeze, text.split("\n"))))


def _collect(node: LexborNode, words: list[str], hidden: frozenset[int], depth: int) -> None:
    for child in node.iter(include_text=True):
        tag = child.tag
        if tag == "-text":
            words.append((child.text_content or "").replace("\n", " ").replace("\r", " "))
        elif tag in SKIPPED or depth == 0 or (hidden and child.mem_id in hidden):
            continue
        elif tag == "br":
            words.append("\n")
        elif tag in BLOCKS or tag in _APART:
            words.append("\n")
            _collect(child, words, hidden, depth - 1)
            words.append("\n")
        else:
            _collect(child, words, hidden, depth - 1)

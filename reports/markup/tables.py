"""One `<table>` → an expanded `Grid`; and whether a table is only there for the layout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from selectolax.lexbor import LexborNode

from reports.document import Grid, GridCell, Place
from reports.labels import labels
from reports.markup.nodes import BLOCKS, DRAWN, ODD, RAISED, SKIPPED, STRUCK, squeeze

_MAX_SPAN = 60
_DEEPEST = 300
"""Elements within each other in one cell; deeper text is not read."""
_LOOKED_AT = 400
"""Cells of a hidden part that are searched for labels."""
_NOTE = re.compile(r"#\w*(?:fn|ftn|footnote|note|zhu|zs)", re.IGNORECASE)
_MAX_ROWS = 3_000
_SHORT = 64
"""Characters of a cell whose tidied words are remembered."""
_UNKNOWN = "\ufffd"
_LAYOUT_TEXT = 600
"""A cell of the statutory tables is never this long (characters)."""


def is_layout(table: LexborNode) -> bool:
    """A table that holds other tables, or whole passages, and none of the form's own labels in cells of its own."""
    nested = len(table.css("table")) > 1
    if not nested and len(table.text(deep=True)) <= _LAYOUT_TEXT:
        return False
    if not nested and not any(_is_long(cell.text()) for cell in table.css("td, th")):
        return False
    texts = [_own_text(cell, nested) for row in rows_of(table) for cell in cells_of(row)]
    long_cell = any(text is not None and _is_long(text) for text in texts)
    own_labels = sum(text is not None and _is_label(text) for text in texts)
    return (nested and own_labels < 3) or (long_cell and own_labels < 2)


def _own_text(cell: LexborNode, nested: bool) -> str | None:
    """The words of a cell; `None` where they are those of a table inside it."""
    return None if nested and cell.css_first("table") is not None else cell.text(deep=True)


def _is_long(text: str) -> bool:
    return len(text) > _LAYOUT_TEXT and len("".join(text.split())) > _LAYOUT_TEXT


def _is_label(text: str) -> bool:
    if len(text) > 120:
        return False
    return any(labels(table).row(text)[0] is not None for table in ("disclosure", "applications"))


def holds_rows(node: LexborNode) -> bool:
    """Whether a part of a page (a row, or what holds tables) has labels of the form in its first cells."""
    return any(_is_label(cell.text(deep=True)) for cell in node.css("td, th")[:_LOOKED_AT])


def rows_of(table: LexborNode) -> Iterator[LexborNode]:
    """Rows of this table, not those of tables inside it."""
    for child in table.iter():
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot", "form"):
            yield from (row for row in child.iter() if row.tag == "tr")


def cells_of(row: LexborNode) -> Iterator[LexborNode]:
    return (child for child in row.iter() if child.tag in ("td", "th"))


def expand_table(table: LexborNode, number: int, hidden: frozenset[int], composed: frozenset[int]) -> Grid:
    """The table as the `number`th of its page. Spans expanded as HTML §4.9.12 forms a table: a cell takes the next free column of its row."""
    placed: list[list[GridCell | None]] = []
    visible = (row for row in rows_of(table) if not hidden or row.mem_id not in hidden)
    height = 0
    for height, row in enumerate(islice(visible, _MAX_ROWS), 1):
        if len(placed) < height:
            placed.append([])
        column = 0
        for node in row.iter():
            own = node.mem_id
            if node.tag not in ("td", "th") or own in hidden:
                continue
            attributes = node.attributes
            across, down = _span(attributes.get("colspan")), _span(attributes.get("rowspan"))
            column = _next_free(placed[height - 1], column)
            place = _place(number, height, column + 1)
            text = cell_text(node, hidden, composed) if own in composed else plain_text(node)
            _put(placed, height - 1, column, GridCell(text, place, down, across))
            column += across
    del placed[height:]  # a row span that reaches below the table ends with it
    width = max((len(row) for row in placed), default=0)
    rows = tuple(tuple(row) + (None,) * (width - len(row)) for row in placed)
    return Grid(rows, Place(table=number))


@lru_cache(maxsize=8192)
def _place(table: int, row: int, column: int) -> Place:
    """The same few places are named in every report."""
    return Place(table=table, row=row, column=column)


def _next_free(line: list[GridCell | None], column: int) -> int:
    while column < len(line) and line[column] is not None:
        column += 1
    return column


def _put(placed: list[list[GridCell | None]], row: int, column: int, cell: GridCell) -> None:
    """Let a cell cover its positions that are still free."""
    down, across = cell.row_span, cell.column_span
    while len(placed) < row + down:
        placed.append([])
    if down == 1 and column == len(placed[row]):
        placed[row] += [cell] * across
        return
    for target in placed[row : row + down]:
        if len(target) < column + across:
            target.extend([None] * (column + across - len(target)))
        for position in range(column, column + across):
            if target[position] is None:
                target[position] = cell


def _span(printed: str | None) -> int:
    if not printed:
        return 1
    value = printed.strip()
    return min(max(int(value), 1), _MAX_SPAN) if value.isascii() and value.isdigit() and len(value) < 9 else 1


def cell_text(node: LexborNode, hidden: frozenset[int], composed: frozenset[int]) -> str:
    """The words of a cell. Inline elements join without a gap; paragraphs and breaks stay apart as lines."""
    words: list[str] = []
    _collect(node, words, hidden, composed, _DEEPEST)
    text = "".join(words)
    if ODD in text:
        text = _without_odd(text)
    return "\n".join(filter(None, map(squeeze, text.split("\n"))))


def plain_text(node: LexborNode) -> str:
    """The words of a cell that holds nothing else, or one paragraph of them."""
    text = node.text()
    return _tidy(text) if len(text) <= _SHORT else _tidied(text)


def _without_odd(text: str) -> str:
    """A label does without its pictures and raised marks; where no words stand, something is shown that is no text."""
    plain = text.replace(ODD, "")
    if any("\u4e00" <= character <= "\u9fff" for character in plain):
        return plain
    return f"{plain}{_UNKNOWN}"


def _tidied(text: str) -> str:
    return squeeze(_without_odd(text) if ODD in text else text)


_tidy = lru_cache(maxsize=8192)(_tidied)
"""Figures and labels come again and again; passages do not."""


def _collect(
    node: LexborNode, words: list[str], hidden: frozenset[int], composed: frozenset[int], depth: int
) -> None:
    for child in node.iter(include_text=True):
        tag = child.tag
        if tag == "-text":
            words.append(_on_one_line(child.text_content or ""))
        elif depth == 0 or (hidden and child.mem_id in hidden):
            continue
        elif tag in DRAWN or tag in STRUCK:
            if tag != "script" or not any(map(str.strip, words)) or "write" in child.text(deep=True):
                words.append(ODD)
        elif tag in SKIPPED:
            continue
        elif tag == "br":
            words.append("\n")
        elif tag in RAISED or (tag == "a" and _is_note(child)):
            words.append(f"\n{ODD}")
            _words_of(child, words, hidden, composed, depth)
            words.append("\n")
        elif tag in BLOCKS:
            words.append("\n")
            _words_of(child, words, hidden, composed, depth)
            words.append("\n")
        else:
            _words_of(child, words, hidden, composed, depth)


def _is_note(link: LexborNode) -> bool:
    """A link to a footnote of the page."""
    return _NOTE.match(link.attributes.get("href") or "") is not None


def _words_of(
    node: LexborNode, words: list[str], hidden: frozenset[int], composed: frozenset[int], depth: int
) -> None:
    if node.mem_id in composed:
        _collect(node, words, hidden, composed, depth - 1)
    else:
        words.append(_on_one_line(node.text()))


def _on_one_line(text: str) -> str:
    return text.replace("\n", " ").replace("\r", " ")

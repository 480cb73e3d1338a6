"""Whether a `<table>` is one of the form's, or only there for the layout; its rows and cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from reports.labels import labels

_LOOKED_AT = 400
"""Cells of a hidden part that are searched for labels."""
_LAYOUT_TEXT = 600
"""A cell of the statutory tables is never this long (characters)."""


def is_layout(table: LexborNode) -> bool:
    """A table that holds other tables, or whole passages, and none of the form's own labels in cells of its own."""
    nested = len(table.css("table")) > 1
    if not nested and len(table.text(deep=True)) <= _LAYOUT_TEXT:
        return False
    if not nested and not any(
        is_long(cell.text()) for row in table.css("tr") if is_long(row.text()) for cell in row.css("td, th")
    ):
        return False
    texts = [_own_text(cell, nested) for row in rows_of(table) for cell in cells_of(row)]
    long_cell = any(text is not None and is_long(text) for text in texts)
    own_labels = sum(text is not None and _is_label(text) for text in texts)
    return (nested and own_labels < 3) or (long_cell and own_labels < 2)


def _own_text(cell: LexborNode, nested: bool) -> str | None:
    """The words of a cell; `None` where they are those of a table inside it, but for a table of one cell about them."""
    inside = cell.css_first("table") if nested else None
    return None if inside is not None and len(inside.css("td, th")) > 1 else cell.text(deep=True)


def is_long(text: str) -> bool:
    """Whether these are no words of a statutory table."""
    return len(text) > _LAYOUT_TEXT and len("".join(text.split())) > _LAYOUT_TEXT


def _is_label(text: str) -> bool:
    if len(text) > 120:
        return False
    return any(labels(table).row(text)[0] is not None for table in ("disclosure", "applications"))


def hold_rows(cells: Iterable[str]) -> bool:
    """Whether a part of a page (a row, or what holds tables) has labels of the form in its first cells."""
    return any(map(_is_label, islice(cells, _LOOKED_AT)))


def rows_of(table: LexborNode) -> Iterator[LexborNode]:
    """Rows of this table, not those of tables inside it."""
    for child in table.iter():
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot", "form"):
            yield from (row for row in child.iter() if row.tag == "tr")


def cells_of(row: LexborNode) -> Iterator[LexborNode]:
    return (child for child in row.iter() if child.tag in ("td", "th"))

"""Flattened rows whose figures may be those of the row below as well, because its label is lost.

In a stack of cells an empty one leaves nothing, so that no count of figures says where a row ends: only the label of the row
that the form has next does. The same holds in a report run together into one line.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from reports import values
from reports.form import forms
from reports.labels import RowLabel, all_disclosure_columns, bare, labels
from reports.tables.rows import PrintedRow

NEXT_IS_LOST = "the label of the next row is lost, and its figure may stand here"
_MOST_ROWS = 500
"""Of a table that is looked at so: a report run together has a tenth of them, and each row looks at all others."""
_HEADS = ("信息内容", "第二十条第")
"""How what stands above the rows of an item of section two begins."""


def next_label_is_lost(row: PrintedRow, label: RowLabel, layouts: Iterable[str]) -> bool:
    """Whether what follows `row` is not the row that these formats have next: the end of the table, a header, a later row.

    A row that nobody can name may be that row, its label misprinted.
    """
    due = frozenset().union(*(_due(layout, label.table, label.row) for layout in layouts))
    if not due:
        return False
    for line in row.grid.rows[row.index + 1 : row.index + _MOST_ROWS]:
        texts = [cell.text for cell in line if cell is not None and cell.text.strip()]
        words = [bare(text) for text in texts if not values.is_value(text)]
        if words:
            return _is_another(words, due, label.table)
    return True


def may_hold_others(row: PrintedRow) -> bool:
    """Whether figures of a row below may have come to `row` unseen: it goes on over what should part the two, or stands in
    a text that has lost its empty cells."""
    own = [cell for cell in row.grid.rows[row.index] if cell is not None]
    return row.grid.traceless or len(row.cells) > len(own)


def all_whole(row: PrintedRow, columns: int) -> bool:
    """Whether each row of the grid has as many figures as columns, or none: no empty cell is lost then, and two rows that ran
    into one would show."""
    figures = (
        sum(cell is not None and values.is_value(cell.text) for cell in line) for line in row.grid.rows
    )
    return len(row.grid.rows) <= _MOST_ROWS and all(count in (0, columns) for count in figures)


def _is_another(words: list[str], due: frozenset[str], table: str) -> bool:
    if any(name.startswith(each) or each in due for each in words for name in due):
        return False
    found = [labels(table).row(each)[0] for each in words]
    if any(each is not None for each in found):
        return not any(each is not None and each.row in due for each in found)
    return words[0].startswith(_HEADS) or words[0] in all_disclosure_columns()


@cache
def _due(layout: str, table: str, row: str) -> frozenset[str]:
    """The row that this format has below, by its id and its bare labels; nothing at the end of a block."""
    for block in forms()[layout].table(table):
        ids = [each.id for each in block.rows]
        if row in ids[:-1]:
            below = block.rows[ids.index(row) + 1]
            names = (below.label, *below.variants, *below.near, *below.under)
            return frozenset((below.id, *map(bare, names)))
    return frozenset()

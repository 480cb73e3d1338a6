"""A row of table three under a misprinted label: known by its place between its neighbours and by what is left of its words.

予已公开 between 上年结转 and 部分公开 can be no other row than （一）予以公开. Both must agree: exactly one row of the form is
wanting between the rows above and below, and no other label of the table is as like the printed one.
"""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz, process

from reports.labels import RowLabel, bare, labels, names_year
from reports.tables.columns_order import Columns
from reports.tables.rows import PrintedRow
from reports.tables.sequence import Sequence

_TABLE = "applications"
_ALIKE = 60.0
"""Of a hundred (rapidfuzz's ratio): half the glyphs of a label of four and more."""


@dataclass(frozen=True, slots=True)
class UnnamedRow:
    """A row of figures under a label nobody knows, where it was met in the `Sequence`, and how its columns are known."""

    at: int
    row: PrintedRow
    label_at: int
    columns: Columns

    @property
    def text(self) -> str:
        return self.row.cells[self.label_at].text


def unnamed(row: PrintedRow, at: int, columns: Columns) -> UnnamedRow | None:
    """The row with its label; nothing where it has none, or may be a heading, a group or another table's."""
    filled = [index for index, cell in enumerate(row.label_cells) if cell.text.strip()]
    if not row.grid.reliable or columns.header is None or not filled or not row.has_number:
        return None
    return UnnamedRow(at, row, filled[-1], columns)


def what_it_is(unnamed: UnnamedRow, order: Sequence) -> RowLabel | None:
    """The one row of the form that it can be."""
    known = labels(_TABLE)
    words = bare(unnamed.text)
    expected = order.only_gap(unnamed.at)
    if not words or expected is None or words in known.rows or words in known.groups or names_year(words):
        return None
    ranked = process.extract(words, tuple(known.rows), scorer=fuzz.ratio, limit=1, score_cutoff=_ALIKE)
    if not ranked:
        return None
    found = known.rows[ranked[0][0]]
    return found if f"{_TABLE}.{found.row}" == expected else None

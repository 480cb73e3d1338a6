"""A row of table three under a misprinted label, or in flattened text under half of one or none: known by its place between
its neighbours and by what is left of its words.

予已公开 between 上年结转 and 部分公开 can be no other row than （一）予以公开. Both must agree: exactly one row of the form is
wanting between the rows above and below, and no other label of the table is as like the printed one. Where a page's end
took the label or half of it, the words left over must be a piece of that row's, and its seven figures must add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from reports import values
from reports.form import forms
from reports.labels import RowLabel, bare, labels, names_year
from reports.model import CellState
from reports.tables.applicants import COLUMNS
from reports.tables.columns_order import Columns
from reports.tables.identities import is_total
from reports.tables.rows import PrintedRow
from reports.tables.sequence import Sequence

_TABLE = "applications"
_ALIKE = 60.0
"""Of a hundred (rapidfuzz's ratio): half the glyphs of a label of four and more."""


@dataclass(frozen=True, slots=True)
class UnnamedRow:
    """A row of figures under a label nobody knows, where it was met in the `Sequence`, and how its columns are known.

    `label_at` is -1 where no label is left."""

    at: int
    row: PrintedRow
    label_at: int
    columns: Columns

    @property
    def text(self) -> str:
        return self.row.cells[self.label_at].text if self.label_at >= 0 else ""


def unnamed(row: PrintedRow, at: int, columns: Columns) -> UnnamedRow | None:
    """The row with its label; nothing where it has none, or may be a heading, a group or another table's."""
    filled = [index for index, cell in enumerate(row.label_cells) if cell.text.strip()]
    if row.grid.guessed or columns.header is None or not row.has_number:
        return None
    if row.grid.reliable:
        return UnnamedRow(at, row, filled[-1], columns) if filled else None
    return UnnamedRow(at, row, filled[-1] if filled else -1, columns) if is_whole(row) else None


def is_whole(row: PrintedRow) -> bool:
    """Whether a row of a text that keeps its empty cells has its seven figures and their sum: it neither goes on nor is the
    rest of another."""
    read = [values.printed(cell) for cell in row.cells[row.first_value :] if cell.text.strip()]
    figures = [cell.value for cell in read if cell.state is CellState.NUMBER and cell.value is not None]
    return not row.grid.traceless and len(read) == len(figures) == len(COLUMNS) and is_total(figures)


def what_it_is(unnamed: UnnamedRow, order: Sequence) -> RowLabel | None:
    """The one row of the form that it can be."""
    known = labels(_TABLE)
    words = bare(unnamed.text)
    expected = order.only_gap(unnamed.at)
    if expected is None or words in known.rows:
        return None
    if not unnamed.row.grid.reliable and words in _pieces(expected):
        return next(label for label in known.rows.values() if f"{_TABLE}.{label.row}" == expected)
    if not words or words in known.groups or names_year(words):
        return None
    ranked = process.extract(words, tuple(known.rows), scorer=fuzz.ratio, limit=1, score_cutoff=_ALIKE)
    if not ranked:
        return None
    found = known.rows[ranked[0][0]]
    return found if f"{_TABLE}.{found.row}" == expected else None


@cache
def _pieces(row: str) -> frozenset[str]:
    """What a page's end may leave of the label of a row (``table.row``): its beginning, its end, its group's or nothing."""
    spelled = {
        bare(label)
        for form in forms().values()
        for block in form.table(_TABLE)
        for each in block.rows
        if f"{_TABLE}.{each.id}" == row
        for label in (each.label, *each.variants, *each.under)
    }
    return frozenset(
        piece for label in spelled for cut in range(len(label)) for piece in (label[:cut], label[cut:])
    )

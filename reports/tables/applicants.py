"""The header of table three: where the seven applicant columns stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reports.form import APPLICANTS
from reports.labels import bare, labels, plain
from reports.tables.foreign import names_other_columns
from reports.tables.rows import PrintedRow

COLUMNS = (*APPLICANTS, "total")
_MIDDLE = ("business", "research", "welfare", "legal", "other")
"""The kinds of organisations."""
_FLATTENED = (COLUMNS, ("natural_person", "total", *_MIDDLE))
"""The orders in which the form's own header comes out as flattened text: 自然人 and 总计 may stand in the row above the others."""
_GROUPS = ("法人或其他组织", "申请人情况")
_COLUMN_NAME = 5
"""Characters; captions are longer."""


@dataclass(frozen=True, slots=True)
class ApplicantHeader:
    """Where the columns were printed: column id → grid column (0-based). `widths` of the header rows, in fields."""

    columns: Mapping[str, int]
    widths: frozenset[int]
    same_grid: bool = True
    reliable: bool = True
    rows: int = 1
    order_kept: bool = True
    """The columns of each header row were printed in the form's order, none of another name among them."""
    edge: int = -1
    """Last grid column of the header rows, empty cells counted."""

    def for_next_grid(self) -> ApplicantHeader:
        return replace(self, same_grid=False)

    @property
    def complete(self) -> bool:
        return set(self.columns) == set(COLUMNS) and len(set(self.columns.values())) == len(COLUMNS)

    @property
    def order(self) -> tuple[str, ...] | None:
        """Column ids left to right; the form's own order where the header does not say otherwise.

        Where the header was flattened, its rows are read one after the other (自然人 总计 商业企业 …): positions mean
        nothing there unless several rows have the same number of fields, one for each column at least.
        """
        even = self.rows > 1 and len(self.widths) == 1 and min(self.widths) > len(COLUMNS)
        straight = self.reliable or even
        if self.complete and straight:
            return tuple(sorted(COLUMNS, key=lambda column: self.columns[column]))
        return COLUMNS if self.order_kept else None


def applicant_header(
    row: PrintedRow, before: ApplicantHeader | None, *, below_rows: bool
) -> ApplicantHeader | None:
    """The header with what this row adds; `None` when it is no header row of table three.

    `below_rows`: labelled rows of the same grid stand above it, so 总计 alone is the row （七）总计, not a column.
    """
    if row.has_number:
        return None
    named = _named_columns(row)
    telling = set(named) - {"total", "other"}
    if not telling and not (
        before is not None
        and before.same_grid
        and not below_rows
        and set(named) == {"total"}
        and (len(row.cells) > 1 or not (before.columns or row.grid.reliable))
    ):
        caption = any(
            "勾稽关系" in cell.text or "申请人情况" in "".join(cell.text.split()) for cell in row.cells
        )
        if not caption or names_other_columns(row):
            return None
    above = before if before is not None and before.same_grid else ApplicantHeader({}, frozenset(), rows=0)
    if row.grid.reliable or row.grid.guessed:
        straight = _keeps(named, COLUMNS)
    else:
        straight = any(_keeps({**above.columns, **named}, order) for order in _FLATTENED)
    return ApplicantHeader(
        {**above.columns, **named},
        above.widths | {len(row.columns)},
        reliable=row.grid.reliable,
        rows=above.rows + 1,
        order_kept=above.order_kept
        and straight
        and not (row.grid.reliable and (_foreign_before(row, named) or _out_of_step(row, named))),
        edge=max(above.edge, row.columns[-1][1]),
    )


def _keeps(named: Iterable[str], order: Sequence[str]) -> bool:
    """Whether these columns come in this order."""
    places = [order.index(column) for column in named]
    return places == sorted(places)


def _out_of_step(row: PrintedRow, named: Mapping[str, int]) -> bool:
    """Between two kinds of organisations more or fewer cells stand than the form has kinds: one changed its place."""
    lefts = [left for left, _ in row.columns]
    steps = {lefts.index(named[c]) - at for at, c in enumerate(_MIDDLE) if c in named and named[c] in lefts}
    return len(steps) > 1


def _foreign_before(row: PrintedRow, named: Mapping[str, int]) -> bool:
    """A column of a name that is not known stands before 自然人: 总计 perhaps, misprinted."""
    first = named.get("natural_person")
    if first is None:
        return False
    before = (cell for cell, (left, _) in zip(row.cells, row.columns, strict=True) if left < first)
    return any(0 < len(bare(cell.text)) <= _COLUMN_NAME for cell in before)


def _named_columns(row: PrintedRow) -> dict[str, int]:
    """Column ids that the row's cells are labels of, with the grid column of each; a numbered label is a row's."""
    known = labels("applications").columns
    named: dict[str, int] = {}
    for cell, words, (column, _) in zip(row.cells, row.words, row.columns, strict=True):
        found = known.get(words)
        if found is None and row.grid.guessed:
            found = _below_its_group(words, known)
            if found is not None:
                named.setdefault(found, column)
            continue
        if found is not None and found not in named and plain(cell.text) == words:
            named[found] = column
    return named


def _below_its_group(words: str, known: Mapping[str, str]) -> str | None:
    """The column whose name stands below that of its group, where no lines say how far the group reaches."""
    for group in _GROUPS:
        words = words.replace(group, "")
    return known.get(words)

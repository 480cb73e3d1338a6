"""Table three: rows of seven values under seven applicant columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reports import values
from reports.document import GridCell
from reports.form import APPLICANTS
from reports.labels import RowLabel, bare, labels, plain
from reports.model import Cell, CellState
from reports.tables.align import displaced, in_order, run_together, spread, unreadable
from reports.tables.collected import Collected
from reports.tables.rows import PrintedRow

COLUMNS = (*APPLICANTS, "total")
_MIDDLE = ("business", "research", "welfare", "legal", "other")


@dataclass(frozen=True, slots=True)
class ApplicantHeader:
    """Where the columns were printed: column id → grid column (0-based). `widths` of the header rows, in fields."""

    columns: Mapping[str, int]
    widths: frozenset[int]
    same_grid: bool = True
    reliable: bool = True
    rows: int = 1
    order_kept: bool = True
    """The five middle columns were printed in the form's order."""

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
    named: dict[str, int] = {}
    for cell, (column, _) in zip(row.cells, row.columns, strict=True):
        found = labels("applications").column(cell.text)
        marked = plain(cell.text) != bare(cell.text)
        if found is not None and not marked and found not in named:
            named[found] = column
    telling = set(named) - {"total", "other"}
    if not telling and not (
        before is not None
        and before.same_grid
        and not below_rows
        and set(named) == {"total"}
        and len(row.cells) > 1
        and not _has_number(row)
    ):
        caption = any(
            "勾稽关系" in cell.text or "申请人情况" in "".join(cell.text.split()) for cell in row.cells
        )
        if not caption:
            return None
    if _has_number(row):
        return None
    above = before if before is not None and before.same_grid else ApplicantHeader({}, frozenset(), rows=0)
    middle = [column for column in named if column in _MIDDLE]
    in_form_order = [column for column in _MIDDLE if column in named]
    return ApplicantHeader(
        {**above.columns, **named},
        above.widths | {len(row.columns)},
        reliable=row.grid.reliable,
        rows=above.rows + 1,
        order_kept=above.order_kept and middle == in_form_order,
    )


def _has_number(row: PrintedRow) -> bool:
    return any(values.cell(cell.text).state is CellState.NUMBER for cell in row.cells)


def read_row(
    collected: Collected, header: ApplicantHeader | None, row: PrintedRow, label: RowLabel, label_at: int
) -> None:
    """Read one labelled row. Nothing is read where the order of columns is not the form's and not known."""
    order = header.order if header is not None else COLUMNS
    if order is None:
        cells = [
            unreadable(row.place, "the columns are printed in an order that cannot be told") for _ in COLUMNS
        ]
        order = COLUMNS
    elif row.grid.reliable:
        cells = _reliable(header, row, label_at, order)
    else:
        cells = _flattened(header, row, label_at, order)
    collected.put_row(label, dict(zip(order, cells, strict=True)))


def _values(row: PrintedRow, label_at: int) -> list[tuple[GridCell, tuple[int, int]]]:
    start = max(row.first_value, label_at + 1)
    return list(zip(row.cells[start:], row.columns[start:], strict=True))


def _reliable(
    header: ApplicantHeader | None, row: PrintedRow, label_at: int, order: tuple[str, ...]
) -> list[Cell]:
    printed = _values(row, label_at)
    single = [cell for cell, _ in printed]
    if header is not None and header.complete:
        last = max(header.columns.values())
        while len(single) > len(COLUMNS) and not single[-1].text and printed[len(single) - 1][1][0] > last:
            single.pop()
    if len(single) == len(COLUMNS):
        return in_order(single)
    while len(single) > len(COLUMNS) and not single[0].text:
        single = single[1:]
    if len(single) == len(COLUMNS):
        return in_order(single)
    if header is not None and header.complete:
        return _by_position(header, row, label_at, order, certain=True)
    return spread([cell for cell in single if cell.text], len(COLUMNS), row.place)


def _by_position(
    header: ApplicantHeader, row: PrintedRow, label_at: int, order: tuple[str, ...], *, certain: bool
) -> list[Cell]:
    """Each column's value is what covers it; a merged cell says 0 for all it covers or cannot be shared out."""
    start = max(row.first_value, label_at + 1)
    made = []
    for column in order:
        at = header.columns[column]
        found = next((i for i, (left, right) in enumerate(row.columns) if left <= at <= right), None)
        if found is None or found < start:
            made.append(unreadable(row.place, "no cell is printed under this column"))
            continue
        read = values.printed(row.cells[found])
        left, right = row.columns[found]
        shared = sum(left <= other <= right for other in header.columns.values()) > 1
        if shared and not (read.state is CellState.NUMBER and read.value == 0):
            read = unreadable(row.cells[found].place, "one cell is merged over several columns", raw=read.raw)
        made.append(read)
    return made if certain else displaced(made, "columns of this row may have shifted")


def _flattened(
    header: ApplicantHeader | None, row: PrintedRow, label_at: int, order: tuple[str, ...]
) -> list[Cell]:
    printed = [cell for cell, _ in _values(row, label_at)]
    filled = [cell for cell in printed if cell.text.strip()]
    if len(filled) == len(COLUMNS):
        return in_order(filled)
    rectangular = (
        header is not None and header.same_grid and header.complete and header.widths == {len(row.columns)}
    )
    if header is not None and rectangular and filled:
        straight = row.columns[max(row.first_value, label_at + 1)][0] == min(header.columns.values())
        return _by_position(header, row, label_at, order, certain=straight)
    if len(filled) == 1 and len(printed) == 1:
        return run_together(filled[0], len(COLUMNS))
    return spread(filled, len(COLUMNS), row.place)

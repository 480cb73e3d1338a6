"""One labelled row of table three with what is known of its columns, and what its printing alone tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports import values
from reports.document import GridCell
from reports.form import APPLICANTS
from reports.labels import RowLabel
from reports.model import Cell, CellState
from reports.tables.align import in_order, unreadable
from reports.tables.applicants import COLUMNS, ApplicantHeader
from reports.tables.columns_order import Columns
from reports.tables.rows import PrintedRow
from reports.tables.shape import Shape, Span

_NO_CELL = "no cell is printed under this column"


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """`printed` are the cells behind the label in which values may stand, `filled` those of them that are not blank;
    `start` is the index of the first of them in the row."""

    row: PrintedRow
    label: RowLabel
    label_at: int
    header: ApplicantHeader | None
    shape: Shape | None
    order: tuple[str, ...]
    """The columns' ids from left to right."""
    start: int
    printed: Sequence[GridCell]
    filled: Sequence[GridCell]

    @property
    def spans(self) -> Sequence[Span]:
        """First and last grid column of each of `printed`."""
        return self.row.columns[self.start :]

    @property
    def edge(self) -> int:
        return self.row.columns[-1][1]

    @property
    def gap_inside(self) -> bool:
        """An empty cell between filled ones: with as many figures as columns, one figure too many stands in the row."""
        return len(self.trimmed) > len(self.filled)

    @property
    def trimmed(self) -> Sequence[GridCell]:
        """Without the empty cells before the first and after the last figure."""
        filled = [position for position, cell in enumerate(self.printed) if cell.text.strip()]
        return self.printed[filled[0] : filled[-1] + 1] if filled else ()

    def under(self, column: int) -> int | None:
        """Index in the row of the cell that covers a grid column; `None` where it is a label or there is none."""
        found = next((i for i, (left, right) in enumerate(self.row.columns) if left <= column <= right), None)
        return None if found is None or found < self.start else found

    def unread(self, why: str) -> list[Cell]:
        """Nothing of it is read."""
        return [unreadable(self.row.place, why) for _ in COLUMNS]

    def by_position(self, header: ApplicantHeader) -> list[Cell]:
        """Each column's value is what covers it; a column that nothing covers, or a label, is not read."""
        made = []
        for column in self.order:
            found = self.under(header.columns[column])
            if found is None:
                made.append(unreadable(self.row.place, _NO_CELL))
                continue
            left, right = self.row.columns[found]
            shared = sum(left <= other <= right for other in header.columns.values()) > 1
            made.append(one(self.row.cells[found], shared=shared))
        return made

    def adds_up(self, cells: Sequence[Cell]) -> bool:
        """With blanks as nothing the applicants make the printed total: only then no figure of a flattened row has shifted."""
        by_column = dict(zip(self.order, cells, strict=True))
        total = by_column["total"]
        if total.state is not CellState.NUMBER:
            return False
        parts = [by_column[column] for column in APPLICANTS]
        if any(part.state is CellState.UNREADABLE and part.why != _NO_CELL for part in parts):
            return False
        return sum(part.value or 0 for part in parts) == total.value

    def adds_up_in_order(self, cells: Sequence[GridCell]) -> bool:
        return self.adds_up(in_order(cells))


def application_row(
    row: PrintedRow, label: RowLabel, label_at: int, columns: Columns, order: tuple[str, ...]
) -> ApplicationRow:
    start = max(_first_under(columns.header, row), label_at + 1)
    printed = row.cells[start:]
    filled = [cell for cell in printed if cell.text.strip()]
    return ApplicationRow(row, label, label_at, columns.header, columns.shape, order, start, printed, filled)


def _first_under(header: ApplicantHeader | None, row: PrintedRow) -> int:
    """The row's first value; words below the first column's name (见附件) are none of its label."""
    if header is None or not (row.grid.reliable and header.same_grid and header.complete):
        return row.first_value
    if row.columns[-1][1] != header.edge:
        return row.first_value
    return row.first_from(min(header.columns.values()))


def one(cell: GridCell, *, shared: bool) -> Cell:
    """A cell that covers several columns says 0 for all of them, or cannot be shared out."""
    read = values.printed(cell)
    if shared and not (read.state is CellState.NUMBER and read.value == 0):
        return unreadable(cell.place, "one cell is merged over several columns", raw=read.raw)
    return read

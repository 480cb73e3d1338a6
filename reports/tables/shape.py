"""Where the value columns of table three stand in one grid, told by its own rows and not by its header.

Headers and rows of Word tables often disagree about spans. Rows that hold seven filled cells cannot be misunderstood; the
places most of them use are the columns of that grid. A row of another build is read by place only where its cells begin
and end at those columns and it reaches just as far: a row that lost or gained a cell does not, and is not guessed at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reports.document import GridCell
from reports.tables.rows import PrintedRow

Span = tuple[int, int]
_SEVERAL = 3


@dataclass(frozen=True, slots=True)
class Shape:
    """`columns` are the first and last grid column (0-based) of each value; `edge` the last column of such rows."""

    columns: tuple[Span, ...]
    edge: int
    sure: bool = True
    """False where every such row has an empty cell beside its seven: one figure too many, and one left out?"""

    alone: bool = False
    """No row of seven figures has an empty cell beside them, and there are several: an empty one is a value."""

    def fits(self, row: PrintedRow, start: int) -> bool:
        """Whether every cell from `start` on covers whole columns, all are covered, and nothing stands beside them."""
        if not row.columns or row.columns[-1][1] != self.edge:
            return False
        lefts = {left for left, _ in self.columns}
        rights = {right for _, right in self.columns}
        covered = 0
        for cell, (left, right) in zip(row.cells[start:], row.columns[start:], strict=True):
            inside = [span for span in self.columns if left <= span[0] and span[1] <= right]
            if inside and left in lefts and right in rights:
                covered += len(inside)
            elif cell.text.strip():
                return False
        return covered == len(self.columns)

    def is_under(self, span: Span) -> bool:
        """Whether one cell begins with the first column and reaches into the last."""
        return span[0] == self.columns[0][0] and span[1] >= self.columns[-1][0]

    def covering(self, row: PrintedRow, column: int) -> tuple[GridCell, bool]:
        """The cell over the `column`th value, and whether it covers others too. The row must fit."""
        left, right = self.columns[column]
        index = next(i for i, (a, b) in enumerate(row.columns) if a <= left and right <= b)
        a, b = row.columns[index]
        return row.cells[index], sum(a <= span[0] and span[1] <= b for span in self.columns) > 1


def usual_shape(rows: Sequence[PrintedRow], columns: int) -> Shape | None:
    """The build of most rows with a label and exactly `columns` filled values; `None` where there is no such row."""
    seen: Counter[tuple[tuple[Span, ...], int]] = Counter()
    beside: Counter[tuple[tuple[Span, ...], int]] = Counter()
    for row in rows:
        start = row.first_value
        filled = [
            span
            for cell, span in zip(row.seen[start:], row.columns[start:], strict=True)
            if not cell.blank and cell.can_be_value
        ]
        if start and len(filled) == columns:
            whole = len(row.cells) - start == columns
            (seen if whole else beside)[tuple(filled), row.columns[-1][1]] += 1
    if not seen and not beside:
        return None
    (spans, edge), _ = (seen or beside).most_common(1)[0]
    return Shape(spans, edge, sure=bool(seen), alone=not beside and seen.total() >= _SEVERAL)

"""Table four: one row of fifteen values under three groups of five (行政复议; 行政诉讼: 未经复议直接起诉, 复议后起诉)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reports.document import GridCell
from reports.form import LITIGATION_RESULTS
from reports.labels import bare
from reports.model import Cell, CellState
from reports.tables.align import in_order, not_letter_spaced, not_torn, run_together, spread, unreadable
from reports.tables.collected import Collected
from reports.tables.litigation_misprints import mended
from reports.tables.rows import PrintedRow

RESULTS = (*LITIGATION_RESULTS, "total")
GROUPS = {
    "行政复议": "review",
    "未经复议直接起诉": "suit_direct",
    "未经复议直接诉讼": "suit_direct",
    "未经复议起诉": "suit_direct",
    "未复议直接起诉": "suit_direct",
    "直接起诉": "suit_direct",
    "复议后起诉": "suit_after_review",
    "复议后诉讼": "suit_after_review",
    "经复议后起诉": "suit_after_review",
    "复议后再起诉": "suit_after_review",
}
SUITS = "行政诉讼"
LEAVES = {
    "结果维持": "upheld",
    "维持": "upheld",
    "维持结果": "upheld",
    "结果纠正": "corrected",
    "纠正": "corrected",
    "纠正结果": "corrected",
    "其他结果": "other",
    "结果其他": "other",
    "尚未审结": "pending",
    "未审结": "pending",
    "尚未结案": "pending",
    "尚未审理": "pending",
    "总计": "total",
    "合计": "total",
    "小计": "total",
    "共计": "total",
}
_TOTALS = ("总计", "合计", "小计", "共计")
_FIRST = "行政复议"
_SURELY = 3
"""Names of groups and results in one row that no other table has."""
_PENDING = "pending"
_HEADERS = frozenset((*GROUPS, *LEAVES, SUITS))
_GROUP_IDS = tuple(dict.fromkeys(GROUPS.values()))
ORDER = tuple(f"litigation.{group}.{leaf}" for group in _GROUP_IDS for leaf in RESULTS)

_SUMS = tuple((tuple(range(start, start + 4)), start + 4) for start in (0, 5, 10))
"""Four results and their total, three times: positions in `ORDER`."""


def _begins_with_a_name(row: PrintedRow) -> bool:
    """件数 before the figures."""
    if not row.grid.reliable or len(row.cells) <= len(ORDER) or row.first_value > 1:
        return False
    return not row.seen[0].blank and not row.seen[0].can_be_value


def _adds_up(cells: list[Cell]) -> bool:
    """Fifteen numbers, each group's total the sum of its four: then an empty cell beside them is no one's place."""
    figures = [cell.value for cell in cells]
    numbers = [figure for figure in figures if figure is not None]
    if len(numbers) < len(ORDER):
        return False
    return all(sum(numbers[part] for part in parts) == numbers[total] for parts, total in _SUMS)


def _where_none_has_moved(cells: list[Cell]) -> list[Cell]:
    """Fifteen of flattened text, without what would be otherwise had a stray separator moved the row: an empty cell at one
    of its ends is then no one's. Where the sums hold as it stands and not otherwise, it has not moved."""
    ways = [cells]
    ways += [[cells[-1], *cells[:-1]]] if cells[-1].state is CellState.BLANK else []
    ways += [[*cells[1:], cells[0]]] if cells[0].state is CellState.BLANK else []
    holding = [way for way in ways if _holds_with_blanks(way)] or ways
    if holding == [cells]:
        return cells
    return [
        cell
        if all((way[at].state, way[at].value) == (cell.state, cell.value) for way in (cells, *holding))
        else unreadable(cell.place, "columns of this row may have shifted", (), cell.raw)
        for at, cell in enumerate(cells)
    ]


def _holds_with_blanks(cells: Sequence[Cell]) -> bool:
    figures = [cell.value or 0 for cell in cells]
    return all(sum(figures[part] for part in parts) == figures[total] for parts, total in _SUMS)


@dataclass(slots=True)
class LitigationTable:
    """The header rows seen so far, and the values once found."""

    rows: list[PrintedRow] = field(default_factory=list)
    done: bool = False
    begun: bool = False
    waiting: list[GridCell] = field(default_factory=list)

    def new_grid(self) -> None:
        """A following grid may go on with the table (a page break); a finished table is forgotten."""
        if self.done:
            self.rows.clear()
            self.done = False

    def take_header(self, row: PrintedRow) -> bool:
        row = mended(row, _HEADERS)
        words = row.words
        named = [word for word in words if word in _HEADERS]
        telling = [word for word in named if word not in _TOTALS]
        if named and not telling and self._waits_for_a_total(row):
            self.rows.append(row)
            return True
        if not telling or len(named) < len([word for word in words if word]):
            self.begun = self.begun or len(set(telling)) >= _SURELY
            return False
        cut = not row.grid.reliable and telling == [_FIRST]
        if len(set(telling)) < 2 and not self.rows and not cut:
            return False
        self.rows.append(row)
        self.begun = True
        return True

    def _waits_for_a_total(self, row: PrintedRow) -> bool:
        """A stray empty line of a flattened table stands before the last header of a group: it holds 总计 alone."""
        if not self.rows or self.done or row.grid.reliable or len([word for word in row.words if word]) > 1:
            return False
        above = [word for header in self.rows for word in header.words if word]
        return LEAVES.get(above[-1]) == _PENDING

    def take_values(self, row: PrintedRow, collected: Collected) -> bool:
        named = _begins_with_a_name(row)
        if not self.rows or self.done or not (row.only_values or named) or row.is_empty:
            return False
        if self._by_header(row, collected):
            self.done = True
            return True
        cells = row.cells[named:]
        filled = [cell for cell in cells if cell.text.strip()]
        if not self._in_form_order():
            collected.note(
                row.place, "table four: its headers are not in the form's order, its values are not read"
            )
            return True
        if len(row.cells) == len(ORDER) and filled and not row.grid.guessed:
            self._put(in_order(row.cells), collected, row)
        elif len(filled) == len(ORDER) and self._are_the_fifteen(filled, row):
            self._put(in_order(filled), collected, row)
        elif row.grid.guessed:
            why = "its table has no closed lines, and the row is not fifteen figures that add up"
            self._put([unreadable(row.place, why) for _ in ORDER], collected, row)
        elif not row.grid.reliable:
            self.waiting += filled
            if len(self.waiting) >= len(ORDER):
                shared = spread(self.waiting, len(ORDER), row.place)
                self._put(not_letter_spaced(shared, self.waiting), collected, row)
        else:
            surplus = len(cells) > len(ORDER)
            self._put(spread(cells if surplus else filled, len(ORDER), row.place), collected, row)
        return True

    def _are_the_fifteen(self, filled: list[GridCell], row: PrintedRow) -> bool:
        """Whether fifteen figures beside empty cells can be no others: they add up, or the row is as wide as its headers."""
        if row.grid.guessed:
            return _adds_up(in_order(filled))
        return not row.grid.reliable or self._as_wide(row) or _adds_up(in_order(filled))

    def _as_wide(self, row: PrintedRow) -> bool:
        """The row reaches as far as its headers: a cell too many would stand out."""
        return row.columns[-1][1] == max(header.columns[-1][1] for header in self.rows)

    def finish(self, collected: Collected) -> None:
        """Values that never came to fifteen are read where every way of sharing them out agrees."""
        if self.waiting and not self.done:
            place = self.waiting[0].place
            single = len(self.waiting) == 1
            cells = (
                run_together(self.waiting[0], len(ORDER), _SUMS)
                if single
                else spread(self.waiting, len(ORDER), place)
            )
            self._put(cells, collected, None)

    def _put(self, cells: list[Cell], collected: Collected, row: PrintedRow | None) -> None:
        self._note_misprints(collected)
        if row is not None and not row.grid.reliable:
            cells = _where_none_has_moved(not_torn(cells, _SUMS) if row.grid.spaced else cells)
        for address, cell in zip(ORDER, cells, strict=True):
            collected.put(address, cell)
        unread = [cell for cell in cells if cell.why]
        if unread:
            place = row.place if row is not None else unread[0].place
            collected.note(place, f"row litigation: {len(unread)} of {len(cells)} cells: {unread[0].why}")
        self.done = True
        self.waiting.clear()

    def _note_misprints(self, collected: Collected) -> None:
        for header in self.rows:
            for cell, name in zip(header.cells, header.words, strict=True):
                if name and name != bare(cell.text):
                    collected.note(cell.place, f"header {cell.text!r} is taken for {name}")

    def _in_form_order(self) -> bool:
        """Read aloud, the headers name the groups in order and the five results three times in order."""
        cells = [each for row in self.rows for each in zip(row.cells, row.words, strict=True)]
        own = {id(cell): word for cell, word in cells}  # a cell that goes down is named once
        words = [*own.values()]
        groups = [GROUPS[word] for word in words if word in GROUPS]
        leaves = [LEAVES[word] for word in words if word in LEAVES]
        first = next((at for at, word in enumerate(words) if word in GROUPS), 0)
        return groups == list(_GROUP_IDS) and leaves == [*RESULTS] * 3 and SUITS not in words[:first]

    def _by_header(self, row: PrintedRow, collected: Collected) -> bool:
        """Each value by the headers above its own column; only when all fifteen columns are named, each once."""
        made: dict[str, Cell] = {}
        above: set[int] = set()
        for cell, (column, right) in zip(row.cells, row.columns, strict=True):
            address, leaf = self._address(column)
            if address is None or (right != column and self._address(right)[0] != address) or address in made:
                return False
            if leaf in above:
                return False  # one header over two figures: its span is wrong, and what follows has moved
            above.add(leaf)
            made[address] = in_order([cell])[0]
        cells = [made[address] for address in ORDER if address in made]
        if len(cells) != len(ORDER) or (tuple(made) != ORDER and not _adds_up(cells)):
            return False  # in another order than the form's the headers may be wrong: one printed twice moves the rest
        self._put(cells, collected, row)
        return True

    def _address(self, column: int) -> tuple[str | None, int]:
        """What the headers above a grid column make of it, and which cell names the result."""
        group = leaf = None
        named = 0
        for header in self.rows:
            for cell, words, (left, right) in zip(header.cells, header.words, header.columns, strict=True):
                if left <= column <= right:
                    group = GROUPS.get(words, group)
                    if words in LEAVES:
                        leaf, named = LEAVES[words], id(cell)
        return (f"litigation.{group}.{leaf}" if group and leaf else None), named

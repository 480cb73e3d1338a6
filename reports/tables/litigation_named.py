"""Table four turned on its side, or a group or two of it in a table of their own: each figure under or beside its names.

A figure's group and result are the only ones named above it in its column or before it in its row. Of the table every cell
must be understood: a word that is not known, a figure with no name or with two, half a group, and nothing is read so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from reports import values
from reports.document import Grid, GridCell
from reports.labels import plain
from reports.model import Cell
from reports.tables.litigation import GROUPS, LEAVES, ORDER, RESULTS, SUITS
from reports.tables.rows import PrintedRow

_FIRST = "review"
_ASIDE = frozenset(
    (
        "",
        "类别",
        "类型",
        "案件类型",
        "情形",
        "情况",
        "结果",
        "处理结果",
        "审理结果",
        "件数",
        "数量",
        "项目",
        "指标",
        SUITS,
    )
)
"""Names of columns and rows that name no figure."""
_MOST = 24
"""Rows and columns of such a table."""


def named_figures(rows: Sequence[PrintedRow]) -> dict[str, Cell] | None:
    """Address → cell where the whole grid is one to three groups of table four; `None` for any other table, and for the
    form's own row of fifteen."""
    grid = rows[0].grid
    if not 1 < len(rows) <= _MOST or grid.width > _MOST or max(map(_figures_of, rows)) >= len(ORDER):
        return None
    found: dict[str, GridCell] = {}
    for address, cell in _figures(grid, rows):
        if address is None or address in found:
            return None
        found[address] = cell
    cells = {address: values.printed(cell) for address, cell in found.items()}
    return cells if cells and all(map(_told, _groups(cells))) else None


def _figures_of(row: PrintedRow) -> int:
    return sum(seen.can_be_value or seen.blank for seen in row.seen)


def _figures(grid: Grid, rows: Sequence[PrintedRow]) -> Iterator[tuple[str | None, GridCell]]:
    """Each figure with its address; `None` for it where it has none, or for a word that is not known."""
    names: dict[int, str] = {}
    figures: dict[int, tuple[int, int, GridCell]] = {}
    for row in rows:
        for cell, seen, (left, _) in zip(row.cells, row.seen, row.columns, strict=True):
            if id(cell) in names or id(cell) in figures:
                continue
            word = _word(cell, seen.words) if not seen.can_be_value else None
            alone = (cell.row_span, cell.column_span) == (1, 1)
            if word is not None:
                names[id(cell)] = word
            elif alone and (seen.can_be_value or seen.blank):
                figures[id(cell)] = row.index, left, cell
            elif not seen.blank:
                yield None, cell
                return
    counted = {index for index, _, cell in figures.values() if cell.text.strip()}
    for index, left, cell in figures.values():
        if (
            index in counted
        ):  # an empty cell beside figures is one that has no name: what stands there may have moved
            above = _names((grid.rows[line][left] for line in range(index)), names)
            yield _address([*above, *_names(grid.rows[index][:left], names)]), cell


def _word(cell: GridCell, words: str) -> str | None:
    """The name as the form has it; a group of suits may be named with its parent."""
    flat = plain(cell.text).removeprefix(SUITS).strip("()[]-:—")
    return next(
        (
            known
            for known in (words, flat)
            if known in GROUPS or known in LEAVES or (known and known in _ASIDE)
        ),
        None,
    )


def _names(cells: Iterable[GridCell | None], names: Mapping[int, str]) -> list[str]:
    own = {id(cell): names[id(cell)] for cell in cells if cell is not None and id(cell) in names}
    return [word for word in own.values() if word in GROUPS or word in LEAVES or word == SUITS]


def _address(words: Sequence[str]) -> str | None:
    groups = {GROUPS[word] for word in words if word in GROUPS}
    leaves = {LEAVES[word] for word in words if word in LEAVES}
    if len(groups) != 1 or len(leaves) != 1 or (groups == {_FIRST} and SUITS in words):
        return None
    return f"litigation.{groups.pop()}.{leaves.pop()}"


def _groups(cells: Mapping[str, Cell]) -> Iterable[Mapping[str, Cell]]:
    by_group: dict[str, dict[str, Cell]] = {}
    for address, cell in cells.items():
        _, group, leaf = address.split(".")
        by_group.setdefault(group, {})[leaf] = cell
    return by_group.values()


def _told(group: Mapping[str, Cell]) -> bool:
    """Five figures in the form's order, or in another in which their sum is right: two names that changed places would show."""
    if set(group) != set(RESULTS):
        return False
    if all(RESULTS.index(one) < RESULTS.index(other) for one, other in pairwise(group)):
        return True
    parts = [group[leaf].value for leaf in RESULTS]
    known = [part for part in parts if part is not None]
    return len(known) == len(parts) and sum(known[:-1]) == known[-1]

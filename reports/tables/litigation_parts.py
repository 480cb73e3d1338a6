"""Table four otherwise than the form has it: results down the side, or one small table for each of its three parts.

Read only where every part that is printed names its five results once and in the form's order, each with one figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reports.document import GridCell
from reports.model import Cell
from reports.tables.align import in_order, unreadable
from reports.tables.litigation import GROUPS, LEAVES, ORDER, RESULTS, SUITS
from reports.tables.litigation_named import named_figures
from reports.tables.rows import PrintedRow

_TELLING = 4
"""So many names of results make a part of table four."""
_BETWEEN = re.compile(r"[()（）\s:：]")
_WHY = "table four is not printed as the form has it, and not so that each figure has one name"
_NAMES = frozenset((*GROUPS, SUITS))
Part = list[tuple[str, GridCell]]
"""The results (`RESULTS`) of one part as printed, each with its figure's cell."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Cells by address, and the index of the row that table four begins with: what stands above it is no part of it."""

    begins: int
    cells: dict[str, Cell]


def read_parts(rows: Sequence[PrintedRow]) -> Parts | None:
    """`None` where these rows hold no such table. Unreadable where they do and it is not certain, all of the table's where no part
    of it is."""
    if not rows or not rows[0].grid.reliable or sum(map(_leaves_of, rows)) < _TELLING:
        return None
    begins = _begins_at(rows)
    cells = _read(rows[begins:])
    return Parts(begins, cells) if cells is not None else None


def _leaves_of(row: PrintedRow) -> int:
    return sum(words in LEAVES for words in row.words)


def _begins_at(rows: Sequence[PrintedRow]) -> int:
    """Where figures of other tables stand above it in the same grid; else it is the whole of it."""
    begins = next((at for at, row in enumerate(rows) if not _NAMES.isdisjoint(row.words)), 0)
    return begins if any(row.has_number for row in rows[:begins]) else 0


def _read(rows: Sequence[PrintedRow]) -> dict[str, Cell] | None:
    named = named_figures(rows)
    if named is not None:
        return named
    leaves = max(map(_leaves_of, rows))
    groups = {group for row in rows for words in row.words if (group := _group(words))}
    if not groups or leaves > len(RESULTS):
        return None
    parts = _down(rows) if leaves == 1 else _stacked(rows)
    cells: dict[str, Cell] = {}
    for group in parts or groups:
        part = parts.get(group, [])
        straight = [leaf for leaf, _ in part] == list(RESULTS)
        read = (
            in_order([cell for _, cell in part])
            if straight
            else [unreadable(rows[0].place, _WHY) for _ in RESULTS]
        )
        cells |= {f"litigation.{group}.{leaf}": cell for leaf, cell in zip(RESULTS, read, strict=True)}
    for address in () if parts else ORDER:
        cells.setdefault(address, unreadable(rows[0].place, _WHY))
    return cells


def _group(words: str) -> str | None:
    """未经复议直接起诉, alone or after 行政诉讼."""
    flat = _BETWEEN.sub("", words)
    return GROUPS.get(flat) or GROUPS.get(flat.removeprefix(SUITS))


def _down(rows: Sequence[PrintedRow]) -> dict[str, Part]:
    """A result to a row: the part's name before it or in a row of its own above, one figure after it."""
    parts: dict[str, Part] = {}
    above: str | None = None
    for row in rows:
        named = [group for words in row.words if (group := _group(words))]
        leaf = next((LEAVES[words] for words in row.words if words in LEAVES), None)
        above = named[-1] if named else above
        if leaf is None:
            if row.has_number:
                return {}
            continue
        at = next(index for index, words in enumerate(row.words) if words in LEAVES)
        after = row.cells[at + 1 :]
        if above is None or len(after) != 1 or after[0].row_span > 1:
            return {}
        parts.setdefault(above, []).append((leaf, after[0]))
    return parts


def _stacked(rows: Sequence[PrintedRow]) -> dict[str, Part]:
    """A part's name, its results in a row, the figures in the row below, each under its own; then the next part."""
    parts: dict[str, Part] = {}
    group: str | None = None
    names: list[tuple[str, tuple[int, int]]] = []
    for row in rows:
        found = {_group(words) for words in row.words if words and words != SUITS}
        leaves = [LEAVES[words] for words in row.words if words in LEAVES]
        if row.is_empty or (not found and SUITS in row.words):
            continue
        if leaves and not names and group is not None:
            names = [(leaf, at) for leaf, at in zip(leaves, row.columns, strict=False)]
            if len(leaves) != len(row.cells):
                return {}
        elif names and group is not None:
            under = dict(zip(row.columns, row.cells, strict=True))
            if len(under) != len(names) or any(at not in under for _, at in names) or group in parts:
                return {}
            parts[group] = [(leaf, under[at]) for leaf, at in names]
            group, names = None, []
        elif len(found) == 1 and None not in found and group is None:
            group = found.pop()
        else:
            return {}
    return parts if group is None else {}

"""Table four otherwise than the form has it: results down the side, or one small table for each of its three parts.

Read only where every part that is printed names its five results once and in the form's order, each with one figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

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
Part = list[tuple[str, GridCell]]
"""The results (`RESULTS`) of one part as printed, each with its figure's cell."""


def read_parts(rows: Sequence[PrintedRow]) -> dict[str, Cell] | None:
    """Cells by address; `None` where these rows are no such table. Unreadable where they are one and not certain."""
    leaves = [sum(words in LEAVES for words in row.words) for row in rows]
    if sum(leaves) < _TELLING or not rows[0].grid.reliable:
        return None
    named = named_figures(rows)
    if named is not None:
        return named
    groups = {group for row in rows for words in row.words if (group := _group(words))}
    down = max(leaves) == 1
    if not groups or (not down and (len(groups) > 1 or sum(leaves) > len(RESULTS))):
        return None
    parts = _down(rows) if down else _across(rows, next(iter(groups)))
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
    for address in ORDER if down else ():
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


def _across(rows: Sequence[PrintedRow], group: str) -> dict[str, Part]:
    """One part: its results in a row, the figures in the row below, each under its own."""
    for head, row in pairwise(rows):
        names = [
            (LEAVES[words], at) for words, at in zip(head.words, head.columns, strict=True) if words in LEAVES
        ]
        if len(names) == len(RESULTS):
            under = dict(zip(row.columns, row.cells, strict=True))
            beside = len(row.cells) > len(head.cells)
            if beside or any(at not in under for _, at in names) or row is not rows[-1]:
                return {}
            return {group: [(leaf, under[at]) for leaf, at in names]}
    return {}

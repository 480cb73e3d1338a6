"""Tables without bars at the ends of their rows (``规章| 0| 0``), as html2text writes them, and programs that join cells.

In Markdown a row of bars (``---|---``, of a single cell ``---``) stands below the first row, and a row of one cell has no bar
at all. A cell that spans leaves nothing, an empty one its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reports import values
from reports.plain.lines import Line, Shape
from reports.plain.tokens import LABELS, kind_of

_RULE = re.compile(r"\s*:?-{3,}:?(?:\s*\|\s*:?-{3,}:?)*\s*")
_OUTER = re.compile(r"\s*\|.*\|\s*")
_LEAST_KNOWN = 2
"""Rows with cells that the form knows."""
_LONGEST_ROW = 400


def loosely_barred(lines: Sequence[Line]) -> list[Line]:
    """Rows of such tables are `PIPES` with their cells; other lines stay as they are."""
    made = list(lines)
    start = 0
    while start < len(made):
        end = start
        while end < len(made) and made[end].text.strip():
            end += 1
        for first, last in _runs(made, start, end):
            if _is_table(made[first:last]):
                made[first:last] = map(_row, made[first:last])
        start = end + 1
    return made


def _runs(lines: Sequence[Line], start: int, end: int) -> list[tuple[int, int]]:
    """Where tables may stand among lines without an empty one between: from the row above a row of bars to the last bar;
    without a row of bars, lines that follow each other with bars between cells and mostly none at the end."""
    barred = [at for at in range(start, end) if "|" in lines[at].text]
    rule = next((at for at in range(start + 1, end) if _RULE.fullmatch(lines[at].text)), None)
    if not barred:
        return []
    if rule is not None:
        return [(rule - 1, max(rule - 1, *barred) + 1)]
    runs: list[tuple[int, int]] = []
    for at in barred:
        if runs and runs[-1][1] == at:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return [run for run in runs if 2 * sum(map(_ends_open, lines[slice(*run)])) > run[1] - run[0]]


def _ends_open(line: Line) -> bool:
    return not line.text.rstrip().endswith("|")


def _is_table(lines: Sequence[Line]) -> bool:
    rows = [_cells(line.text) for line in lines if not _RULE.fullmatch(line.text)]
    if any(_OUTER.fullmatch(line.text) and not _RULE.fullmatch(line.text) for line in lines[:1]):
        return False  # each row says itself where it ends
    if any(len(line.text) > _LONGEST_ROW or "\t" in line.text for line in lines):
        return False
    known = [any(kind_of(cell) in LABELS for cell in cells if cell) for cells in rows]
    return sum(known) >= _LEAST_KNOWN and any(any(map(values.is_value, cells)) for cells in rows)


def _row(line: Line) -> Line:
    rule = _RULE.fullmatch(line.text) is not None
    return Line(line.number, line.text, Shape.PIPES, () if rule else _cells(line.text))


def _cells(text: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in text.split("|"))

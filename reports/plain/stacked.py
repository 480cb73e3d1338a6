"""Tables flattened to one cell a line: lines → rows of cells.

A line that begins with a tab begins a cell; one without goes on with the cell above, unless an empty line stands
between. An empty line ends a row; rows that are cut by a stray one are joined again by the reader of tables.
"""

from __future__ import annotations

from collections.abc import Sequence

from reports.plain.lines import Line
from reports.plain.tokens import rows

Row = list[tuple[str, int]]


def stacked_rows(lines: Sequence[Line]) -> list[Row]:
    if any(line.text.startswith("\t") for line in lines):
        return _tabbed(lines)
    return _bare(lines)


def _tabbed(lines: Sequence[Line]) -> list[Row]:
    made: list[Row] = []
    row: Row = []
    after_break = True
    for line in lines:
        if line.text == "":
            if row:
                made.append(row)
            row, after_break = [], True
            continue
        text = line.text.replace("\xa0", " ").strip()
        if line.text.startswith("\t") or (after_break and text):
            row.append((text, line.number))
            after_break = False
        elif text and row:
            above, number = row[-1]
            row[-1] = (f"{above}\n{text}" if above else text, number)
    if row:
        made.append(row)
    return made


def _bare(lines: Sequence[Line]) -> list[Row]:
    """No tabs: rows begin where the form begins them. Blank cells have left no trace here."""
    tokens = ((line.text.replace("\xa0", " ").strip(), line.number) for line in lines)
    return rows(token for token in tokens if token[0])

"""Tables flattened to one cell a line: lines → rows of cells.

A line that begins with a tab begins a cell; one without goes on with the cell above, unless an empty line stands
between. An empty line ends a row; rows that are cut by a stray one are joined again by the reader of tables.
"""

from __future__ import annotations

from collections.abc import Sequence

from reports import values
from reports.plain.lines import Line

Row = list[tuple[str, int]]


def stacked_rows(lines: Sequence[Line]) -> list[Row]:
    if any(line.text.startswith("\t") for line in lines):
        return _tabbed(lines)
    return _bare(lines)


def _tabbed(lines: Sequence[Line]) -> list[Row]:
    rows: list[Row] = []
    row: Row = []
    after_break = True
    for line in lines:
        if line.text == "":
            if row:
                rows.append(row)
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
        rows.append(row)
    return rows


def _bare(lines: Sequence[Line]) -> list[Row]:
    """No tabs: a label after a value begins a row. Blank cells have left no trace here."""
    rows: list[Row] = []
    row: Row = []
    seen_value = False
    for line in lines:
        text = line.text.replace("\xa0", " ").strip()
        if not text:
            continue
        is_value = values.is_value(text)
        if seen_value and not is_value:
            rows.append(row)
            row, seen_value = [], False
        row.append((text, line.number))
        seen_value = seen_value or is_value
    if row:
        rows.append(row)
    return rows

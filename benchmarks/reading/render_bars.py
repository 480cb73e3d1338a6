"""Tables as converters leave those of web pages: a bar ends every cell, and a cell that spans rows stands in its first only.

A row to a line, with or without bars for the columns that a cell spans; a cell to a line; a cell's text below its bar.
"""

from __future__ import annotations

import random

from benchmarks.reading.figures import Printed, Table

Lines = list[str]


def rows(table: Table, dice: random.Random) -> Lines:
    return [_line(row) for row in table]


def rows_filled(table: Table, dice: random.Random) -> Lines:
    return [_line(row) + _fill(row, table, " ") for row in table]


def markdown(table: Table, dice: random.Random) -> Lines:
    return [f"| {_line(row)}{_fill(row, table, ' ')}" for row in table]


def cells(table: Table, dice: random.Random) -> Lines:
    made: Lines = []
    filled = dice.random() < 0.5
    for row in table:
        made += [f"{_flat(text)} |".strip() for text, _, _ in row]
        made += [_fill(row, table, "")] if filled and _fill(row, table, "") else []
    return made


def broken(table: Table, dice: random.Random) -> Lines:
    """A bar alone opens each row; a space stands before each cell's text."""
    made: Lines = []
    for row in table:
        made += ["| ", *(f" {_flat(text)}  | " for text, _, _ in row)]
        made[-1] += _fill(row, table, "")
    return made


def _line(row: list[Printed]) -> str:
    return " | ".join(_flat(text) for text, _, _ in row) + " |"


def _flat(text: str) -> str:
    return text.replace("\n", " ")


def _fill(row: list[Printed], table: Table, before: str) -> str:
    """As many bars as this row has fewer cells than the widest."""
    missing = max(sum(across for _, _, across in each) for each in table) - len(row)
    return before + "|" * missing if missing > 0 else ""


FORMS = {
    "bars": rows,
    "bars, filled": rows_filled,
    "bars, Markdown": markdown,
    "bars, a cell a line": cells,
    "bars, broken": broken,
}

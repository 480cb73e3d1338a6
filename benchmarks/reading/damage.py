"""Seeded damage to the printed tables: cells, rows and labels lost, figures doubled; and what is left to be read."""

from __future__ import annotations

import random

from benchmarks.reading.figures import Expected, Made, Table

KINDS = ("cells", "rows", "labels", "doubled", "extra cells")
GONE = Expected("absent", None)
_HEAD = 3
"""Header rows of table three."""


def damage(made: Made, table: Table, kind: str, dice: random.Random) -> tuple[Table, dict[str, Expected]]:
    """Table three with one to three injuries, and the expectations that they change.

    Where a cell is gone nothing may be read for it; its neighbours may be read or not, but never wrongly.
    """
    (block,) = made.blocks("applications")
    rows = [list(row) for row in table]
    changed: dict[str, Expected] = {}
    removed: list[int] = []
    for index in dice.sample(range(len(block.rows)), dice.randint(1, 3)):
        at, row = _HEAD + index, block.rows[index]
        addresses = [f"applications.{row.id}.{column.id}" for column in block.columns]
        first = len(rows[at]) - len(addresses)
        if kind == "cells":
            position = dice.randrange(len(addresses))
            del rows[at][first + position]
            changed[addresses[position]] = GONE
        elif kind == "extra cells":
            position = dice.randrange(len(addresses))
            if not all(text for text, _, _ in rows[at][first:]):
                continue  # one too many and one that leaves no trace cannot be told from a whole row
            rows[at].insert(first + position, rows[at][first + position])
        elif kind == "labels":
            text, down, across = rows[at][first - 1]
            rows[at][first - 1] = ("" if dice.random() < 0.5 else text[:1], down, across)
        elif kind == "doubled":
            position = dice.randrange(len(addresses))
            text, down, across = rows[at][first + position]
            if text in ("", "0"):
                continue  # two zeros are a zero, however many there are
            rows[at][first + position] = (f"{text}\n{text}", down, across)
            changed[addresses[position]] = Expected("unreadable", None)
        elif first == 1:  # a row that no group cell begins in
            removed.append(at)
            changed |= dict.fromkeys(addresses, GONE)
    return _without(rows, removed), changed


def _without(rows: Table, removed: list[int]) -> Table:
    """Rows taken out; group cells above lose a row of their height."""
    made: Table = []
    for at, row in enumerate(rows):
        if at in removed:
            continue
        made.append(
            [
                (text, down - sum(at < gone < at + down for gone in removed), across)
                for text, down, across in row
            ]
        )
    return made

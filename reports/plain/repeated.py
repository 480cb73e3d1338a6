"""Cells that span columns, written once a column (``| 信息内容 | 上一年项目数量 | 本年增/减 | 本年增/减 |``), as data frames print them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.plain.tokens import Kind, Token, kind_of

Row = list[Token]
_BEGINS = "信息内容"


def without_repeats(rows: Sequence[Row]) -> list[Row]:
    """Section two's rows, where a column has its left neighbour's name and figures without it: one cell, printed twice."""
    made = list(rows)
    for start, end in _blocks(rows):
        block = made[start:end]
        names = [text for text, _ in block[0]]
        twice = [
            at
            for at in range(2, len(names))
            if names[at] == names[at - 1]
            and kind_of(names[at]) is Kind.COLUMN
            and all(len(row) > at and row[at][0] == row[at - 1][0] for row in block)
        ]
        made[start:end] = [[cell for at, cell in enumerate(row) if at not in twice] for row in block]
    return made


def _blocks(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """From each header of section two to behind the items below it."""
    begins = [at for at, row in enumerate(rows) if row and row[0][0].strip() == _BEGINS]
    for at in begins:
        end = at + 1
        while end < len(rows) and rows[end] and _is_item(rows[end]):
            end += 1
        if end > at + 1:
            yield at, end


def _is_item(row: Row) -> bool:
    first = row[0][0].strip()
    return (
        first != _BEGINS and kind_of(first) is Kind.OPENING and not first.startswith("第二十条")
    ) and kind_of(row[-1][0]) is Kind.VALUE

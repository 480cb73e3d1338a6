"""The three statutory tables of a made report, as rows of spanning cells: what every rendering starts from."""

from __future__ import annotations

import random

from benchmarks.reading.figures import NOTE, Made, Printed, Table, label
from reports.form import Block

Addresses = list[list[str | None]]
"""For each printed cell the address of the value it holds; `None` for labels and headers."""


def disclosure(made: Made, dice: random.Random) -> list[Table]:
    """One table for each 第二十条第（…）项."""
    wide = max(1 + len(block.columns) for block in made.blocks("disclosure"))
    tables: list[Table] = []
    for block in made.blocks("disclosure"):
        rows: Table = [[(block.caption, 1, wide)]]
        heads = [_column(column.label, made.year, dice) for column in block.columns]
        rows.append(_stretch([("信息内容", 1, 1), *((head, 1, 1) for head in heads)], wide))
        for row in block.rows:
            values = [(made.printed[f"disclosure.{row.id}.{c.id}"], 1, 1) for c in block.columns]
            rows.append(_stretch([(label(made, "disclosure", row), 1, 1), *values], wide))
        if made.extra_rows and block.caption.endswith("（一）项"):
            rows.append(_stretch([("其他主动公开文件", 1, 1), ("7", 1, 1), ("8", 1, 1), ("9", 1, 1)], wide))
        tables.append(rows)
    return tables


def _column(words: str, year: int, dice: random.Random) -> str:
    if words.startswith("本年") and dice.random() < 0.05:
        return f"本年({year}){words[2:]}"
    if words == "采购总金额" and dice.random() < 0.4:
        return "采购总金额（单位:万元 保留4位小数）"
    return words


def _stretch(cells: list[Printed], width: int) -> list[Printed]:
    text, rows, columns = cells[-1]
    return [*cells[:-1], (text, rows, columns + width - len(cells))]


def applications(made: Made) -> Table:
    (block,) = made.blocks("applications")
    names = [column.label for column in block.columns]
    rows: Table = [
        [(NOTE, 3, 3), ("申请人情况", 1, 7)],
        [(names[0], 2, 1), ("法人或其他组织", 1, 5), (names[-1], 2, 1)],
        [(name, 1, 1) for name in names[1:-1]],
    ]
    for index, row in enumerate(block.rows):
        cells: list[Printed] = []
        for depth in range(len(row.under)):
            group = row.under[: depth + 1]
            if index == 0 or block.rows[index - 1].under[: depth + 1] != group:
                cells.append((group[-1], _height(block, group), 1))
        values = [(made.printed[f"applications.{row.id}.{c.id}"], 1, 1) for c in block.columns]
        rows.append([*cells, (label(made, "applications", row), 1, 3 - len(row.under)), *values])
    return rows


def _height(block: Block, group: tuple[str, ...]) -> int:
    return sum(row.under[: len(group)] == group for row in block.rows)


def litigation(made: Made) -> Table:
    (block,) = made.blocks("litigation")
    names = [column.label for column in block.columns]
    values = [(made.printed[f"litigation.{r.id}.{c.id}"], 1, 1) for r in block.rows for c in block.columns]
    leaves: list[Printed] = [(name, 1, 1) for name in names]
    tall: list[Printed] = [(name, 2, 1) for name in names]
    return [
        [("行政复议", 1, 5), ("行政诉讼", 1, 10)],
        [*tall, ("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5)],
        leaves * 2,
        values,
    ]


def one_line(text: str) -> str:
    """Two figures in a cell stay two; a label's break vanishes."""
    return text.replace("\n", " " if text[:1].isdigit() else "")


def positions(table: Table) -> list[list[str]]:
    """Every position of the grid: the text where a cell begins, nothing where it goes on."""
    open_cells: dict[int, int] = {}
    made: list[list[str]] = []
    for row in table:
        line: list[str] = []
        column = 0
        waiting = list(row)
        while waiting or open_cells.get(column):
            if open_cells.get(column, 0) > 0:
                open_cells[column] -= 1
                line.append("")
                column += 1
                continue
            text, down, across = waiting.pop(0)
            line += [one_line(text), *[""] * (across - 1)]
            for at in range(column, column + across):
                open_cells[at] = down - 1
            column += across
        made.append(line)
    return made

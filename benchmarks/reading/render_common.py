"""One report with known cells, as the paper form prints it: what every renderer draws.

Written from the printed form (国办公开办函〔2019〕60号, 〔2021〕30号), not from our readers.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reports.form import APPLICANTS, Block, Form, Row, forms, sections

Printed = tuple[str, int, int]
"""Text of a cell, rows and columns it spans."""
Table = list[list[Printed]]
NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """`cells` maps every address of the form to what is printed there (`""` is a blank)."""

    title: str
    form: str
    cells: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Paragraphs by section id."""

    def parts(self) -> Iterator[tuple[str, list[Table], tuple[str, ...]]]:
        """(heading, tables, paragraphs) of the six sections."""
        for section in sections():
            tables = (
                [self.table(section.id)] if section.id in ("disclosure", "applications", "litigation") else []
            )
            yield section.title, tables, self.words.get(section.id, ())

    def table(self, table: str) -> Table:
        blocks = forms()[self.form].table(table)
        if table == "disclosure":
            width = max(1 + len(block.columns) for block in blocks)
            return [row for block in blocks for row in self._disclosure(block, width)]
        (block,) = blocks
        return self._applications(block) if table == "applications" else self._litigation(block)

    def _values(self, block: Block, row: Row) -> list[Printed]:
        return [(self.cells[f"{block.table}.{row.id}.{column.id}"], 1, 1) for column in block.columns]

    def _disclosure(self, block: Block, width: int) -> Table:
        head: list[Printed] = [("信息内容", 1, 1), *((column.label, 1, 1) for column in block.columns)]
        body = [[(row.label, 1, 1), *self._values(block, row)] for row in block.rows]
        return [[(block.caption, 1, width)], *(_stretched(row, width) for row in (head, *body))]

    def _applications(self, block: Block) -> Table:
        labels = [column.label for column in block.columns]
        rows: Table = [
            [(NOTE, 3, 3), ("申请人情况", 1, 7)],
            [(labels[0], 2, 1), ("法人或其他组织", 1, 5), (labels[-1], 2, 1)],
            [(label, 1, 1) for label in labels[1:-1]],
        ]
        for index, row in enumerate(block.rows):
            cells: list[Printed] = []
            for depth in range(len(row.under)):
                group = row.under[: depth + 1]
                if index == 0 or block.rows[index - 1].under[: depth + 1] != group:
                    cells.append(
                        (group[-1], sum(other.under[: depth + 1] == group for other in block.rows), 1)
                    )
            rows.append([*cells, (row.label, 1, 3 - len(row.under)), *self._values(block, row)])
        return rows

    def _litigation(self, block: Block) -> Table:
        labels = [column.label for column in block.columns]
        leaves: list[Printed] = [(label, 1, 1) for label in labels]
        values = [value for row in block.rows for value in self._values(block, row)]
        tall: list[Printed] = [(label, 2, 1) for label in labels]
        groups: list[Printed] = [("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5)]
        return [[("行政复议", 1, 5), ("行政诉讼", 1, 10)], [*tall, *groups], leaves * 2, values]


def _stretched(cells: list[Printed], width: int) -> list[Printed]:
    """The last cell takes what is left of the row."""
    text, rows, columns = cells[-1]
    return [*cells[:-1], (text, rows, columns + width - len(cells))]


def grid_of(table: Table) -> list[list[tuple[int, int] | None]]:
    """For each position the (row, index) of the cell that covers it."""
    width = sum(columns for _, _, columns in table[0])
    grid: list[list[tuple[int, int] | None]] = [[None] * width for _ in table]
    for r, row in enumerate(table):
        column = 0
        for index, (_, rows, columns) in enumerate(row):
            while grid[r][column] is not None:
                column += 1
            for below in grid[r : r + rows]:
                below[column : column + columns] = [(r, index)] * columns
    return grid


def sample(seed: int, form: str = "2021", *, awkward: bool = False) -> PrintedReport:
    """A report with figures drawn from `seed`: most cells 0, as in real ones, and every sum of the form adds up.

    `awkward`: figures that are easily taken for others (1, 7, 11, 101), large ones, and blanks where others print 0.
    """
    dice = random.Random(seed)
    figure_of = _awkward_figure if awkward else _usual_figure
    figures: dict[str, int] = {}
    for block in forms()[form].blocks:
        for row in block.rows:
            most = 99_999 if block.table == "disclosure" else 900
            figures |= {
                f"{block.table}.{row.id}.{column.id}": figure_of(dice, most) for column in block.columns
            }
    _balance(figures, forms()[form], dice)
    cells = {address: str(value) for address, value in figures.items()}
    if awkward:
        cells |= {address: "" for address, text in cells.items() if text == "0" and dice.random() < _BLANKS}
    if form == "2021":
        cells["disclosure.admin_fees.fee_amount"] = f"{dice.randint(0, 99999)}.{dice.randint(1, 99):02}"
    name, year = dice.choice(["青溪县", "石桥镇", "南麓市教育局"]), 2023 if form == "2021" else 2020
    words = {
        section.id: tuple(_sentence(dice, year) for _ in range(dice.randint(1, 4)))
        for section in sections()
        if section.id not in ("disclosure", "applications", "litigation")
    }
    return PrintedReport(f"{name}{year}年政府信息公开工作年度报告", form, cells, words)


def _balance(figures: dict[str, int], form: Form, dice: random.Random) -> None:
    """Results add up to their total; what came in equals what was done and what is left; totals are sums of rows."""
    for who in APPLICANTS:
        total = sum(figures[f"applications.{row}.{who}"] for row in form.result_rows)
        carried_in, carried_out = dice.randint(0, min(total, 9)), dice.choice([0, 0, dice.randint(0, 99)])
        figures[f"applications.result_total.{who}"] = total
        figures[f"applications.carried_in.{who}"] = carried_in
        figures[f"applications.carried_out.{who}"] = carried_out
        figures[f"applications.new_received.{who}"] = total + carried_out - carried_in
    for table in ("applications", "litigation"):
        (block,) = form.table(table)
        for row in block.rows:
            *parts, total_column = (f"{table}.{row.id}.{column.id}" for column in block.columns)
            figures[total_column] = sum(figures[part] for part in parts)


_BLANKS = 0.15
_ALIKE = (1, 7, 11, 17, 71, 77, 111, 171, 10, 100, 101, 6, 8, 9, 3, 5, 80, 66, 98, 1001)


def _awkward_figure(dice: random.Random, most: int) -> int:
    return dice.choice([0, 0, 0, dice.choice(_ALIKE), dice.choice(_ALIKE), dice.randint(1, most * 11)])


def _usual_figure(dice: random.Random, most: int) -> int:
    return dice.choice(
        [0, 0, 0, 0, 0, 0, 0, dice.randint(1, 9), dice.randint(10, 99), dice.randint(100, most)]
    )


def _sentence(dice: random.Random, year: int) -> str:
    subject = dice.choice(["本机关", "全县各级行政机关", "县政府办公室", "各乡镇"])
    deed = dice.choice(["主动公开政府信息", "发布政策解读", "办理依申请公开事项", "组织业务培训"])
    return f"{year}年，{subject}认真贯彻落实《中华人民共和国政府信息公开条例》，全年{deed}{dice.randint(1, 3000)}条（次），较上年有所增加。"

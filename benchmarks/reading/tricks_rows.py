"""Tricks with rows: cells too many beside blanks, shifted cells, merged cells, columns added, swapped or taken away."""

from __future__ import annotations

import random

from benchmarks.reading.figures import Expected
from benchmarks.reading.tricks import HEAD, Sheet, Tricks, rows_of_three

BLANK = Expected("blank", None)


def extra_and_blank_total(printed: Sheet, dice: random.Random) -> None:
    """A cell too many in a row, and its total left blank: seven figures that are not the row's seven."""
    table = printed.parts["applications"][0]
    for at, addresses, first in dice.sample(rows_of_three(printed), 4):
        table[at][-1] = ("", 1, 1)
        table[at].insert(first + dice.randrange(6), (str(dice.randint(1, 99)), 1, 1))
        printed.expected[addresses[-1]] = BLANK


def extra_and_blank_first(printed: Sheet, dice: random.Random) -> None:
    """The first figure blank, one too many further on."""
    table = printed.parts["applications"][0]
    for at, addresses, first in dice.sample(rows_of_three(printed), 4):
        table[at][first] = ("", 1, 1)
        table[at].insert(first + dice.randrange(2, 7), (str(dice.randint(1, 99)), 1, 1))
        printed.expected[addresses[0]] = BLANK


def extra_everywhere(printed: Sheet, dice: random.Random) -> None:
    """Every row has a cell too many and a blank total: no row tells how the table is built."""
    table = printed.parts["applications"][0]
    for at, addresses, first in rows_of_three(printed):
        table[at][-1] = ("", 1, 1)
        table[at].insert(first + dice.randrange(6), (str(dice.randint(1, 99)), 1, 1))
        printed.expected[addresses[-1]] = BLANK


def extra_in_two(printed: Sheet, dice: random.Random) -> None:
    """Section two: a figure too many in a row, and its last left blank."""
    for block, table in zip(printed.made.blocks("disclosure"), printed.parts["disclosure"], strict=True):
        if len(block.columns) < 2 or dice.random() < 0.3:
            continue
        row = dice.randrange(len(block.rows))
        cells = table[2 + row]
        across = cells[-1][2]
        cells[-1] = ("", 1, across)
        cells.insert(1 + dice.randrange(len(block.columns) - 1), (str(dice.randint(1, 99)), 1, 1))
        printed.expected[f"disclosure.{block.rows[row].id}.{block.columns[-1].id}"] = BLANK


def extra_in_four(printed: Sheet, dice: random.Random) -> None:
    """Section four: a figure too many, another left blank."""
    cells = printed.parts["litigation"][0][-1]
    blank = dice.choice((0, len(cells) - 1, dice.randrange(len(cells))))
    cells[blank] = ("", 1, 1)
    cells.insert(dice.randrange(1, len(cells)), (str(dice.randint(1, 99)), 1, 1))
    printed.expected[[each for each in printed.expected if each.startswith("litigation.")][blank]] = BLANK


def column_added(printed: Sheet, dice: random.Random) -> None:
    """The agency's own eighth column, with a name of its own; now and then a total is blank."""
    table = printed.parts["applications"][0]
    where = dice.randrange(7)
    if 1 <= where <= 5:
        table[0][1] = (table[0][1][0], 1, 8)
        table[1][1] = (table[1][1][0], 1, 6)
        table[2].insert(where - 1, ("个体工商户", 1, 1))
    else:
        table[0][1] = (table[0][1][0], 1, 8)
        table[1].insert(0 if where == 0 else 2, ("个体工商户", 2, 1))
    for at, addresses, first in rows_of_three(printed):
        if dice.random() < 0.4:
            table[at][-1] = ("", 1, 1)
            printed.expected[addresses[-1]] = Expected("blank", None)
        table[at].insert(first + where, (str(dice.randint(0, 30)), 1, 1))


def columns_swapped(printed: Sheet, dice: random.Random) -> None:
    """总计 stands first, and one header is misprinted."""
    table = printed.parts["applications"][0]
    table[1] = [table[1][-1], *table[1][:-1]]
    if dice.random() < 0.7:
        at = dice.randrange(5)
        text, down, across = table[2][at]
        table[2][at] = (dice.choice(("□" + text[1:], text[:-1], "", text + "等")), down, across)
    for at, _, first in rows_of_three(printed):
        table[at] = [*table[at][:first], table[at][-1], *table[at][first:-1]]


def two_middle_swapped(printed: Sheet, dice: random.Random) -> None:
    """Two of the five kinds of organisations have changed places, in header and rows; one header may be unknown."""
    table = printed.parts["applications"][0]
    a, b = sorted(dice.sample(range(5), 2))
    table[2][a], table[2][b] = table[2][b], table[2][a]
    if dice.random() < 0.5:
        at = dice.choice((a, b))
        table[2][at] = ("", 1, 1)
    for at, _, first in rows_of_three(printed):
        row = table[at]
        row[first + 1 + a], row[first + 1 + b] = row[first + 1 + b], row[first + 1 + a]


def column_missing(printed: Sheet, dice: random.Random) -> None:
    """One of the seven columns is not printed at all."""
    table = printed.parts["applications"][0]
    where = dice.randrange(1, 6)
    table[0][1] = (table[0][1][0], 1, 6)
    table[1][1] = (table[1][1][0], 1, 4)
    del table[2][where - 1]
    for at, addresses, first in rows_of_three(printed):
        del table[at][first + where]
        printed.hide(addresses[where])


def values_merged_down(printed: Sheet, dice: random.Random) -> None:
    """One figure stands over two rows."""
    table = printed.parts["applications"][0]
    rows = rows_of_three(printed)
    for index in dice.sample(range(len(rows) - 1), 3):
        (at, upper, first), (below, lower, second) = rows[index], rows[index + 1]
        k = dice.randrange(7)
        if len(table[below]) - second < 7 or len(table[at]) - first < 7 or table[at][first + k][1] > 1:
            continue
        table[at][first + k] = (str(dice.randint(1, 50)), 2, 1)
        table[below].pop(second + k)
        printed.hide(upper[k])
        printed.hide(lower[k])


def foreign_rows(printed: Sheet, dice: random.Random) -> None:
    """Rows of the agency's own stand in table three under labels of nobody's form, or hardly differ from the form's."""
    table = printed.parts["applications"][0]
    for _ in range(3):
        at = dice.randrange(HEAD + 4, len(table))
        if any(index < at < index + down for index, row in enumerate(table) for _, down, _ in row):
            continue
        label = dice.choice(
            ("其中：网上申请", "二、上年结转政府信息公开申请数量（上年）", "上年同期", "较上年增减")
        )
        table.insert(at, [(label, 1, 3), *((str(dice.randint(0, 60)), 1, 1) for _ in range(7))])
        break


ROWS: Tricks = {
    trick.__name__: trick
    for trick in (
        extra_and_blank_total,
        extra_and_blank_first,
        extra_everywhere,
        extra_in_two,
        extra_in_four,
        column_added,
        columns_swapped,
        two_middle_swapped,
        column_missing,
        values_merged_down,
        foreign_rows,
    )
}

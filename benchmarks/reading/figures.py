"""Reports whose every cell is known: drawn from a seed, with sums that add up, printed as agencies print figures.

Nothing here uses our reader; the form's facts (ids, labels, variants) are the only thing taken from `reports`.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from reports.form import APPLICANTS, LITIGATION_RESULTS, Block, Row, forms

Printed = tuple[str, int, int]
"""Text of a cell, rows and columns it spans. A line feed in the text is a break inside the cell."""
Table = list[list[Printed]]

NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_NAMES = (
    "青溪县人民政府", "石桥镇人民政府", "南麓市教育局", "白水县人民政府办公室", "东风街道办事处", "云岭县卫生健康局",
    "临河市人民政府", "柳林乡人民政府", "清源县水利局", "永安区司法局",
)  # fmt: skip
HEADINGS = {
    "overview": ("一、总体情况", "一、总体情况", "一、概述"),
    "disclosure": (
        "二、主动公开政府信息情况",
        "二、主动公开政府信息的情况",
        "二、行政机关主动公开政府信息情况",
    ),
    "applications": ("三、收到和处理政府信息公开申请情况", "三、收到和处理政府信息公开申请的情况"),
    "litigation": (
        "四、政府信息公开行政复议、行政诉讼情况",
        "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
    ),
    "problems": ("五、存在的主要问题及改进情况", "五、政府信息公开工作存在的主要问题及改进情况"),
    "other_matters": ("六、其他需要报告的事项", "六、其他需要报告事项"),
}
_CHINESE = "零一二三四五六七八九"
_MISPRINTS = {
    "1.属于国家秘密": "1.属于国家密秘",
    "2.没有现成信息需要另行制作": "2.没有现成信息须要另行制作",
    "5.要求行政机关确认或重新出具已获取信息": "5.要求行政机关确认或重新出具己获取信息",
    "四、结转下年度继续办理": "四、结转下年度继绪办理",
    "3.补正后申请内容仍不明确": "3.补正后申请内容任不明确",
}


@dataclass(frozen=True, slots=True)
class Expected:
    """What a careful reader takes from a cell: its state, and its number where it holds one."""

    state: str
    value: str | None
    """Digits as a decimal number; `None` where the print holds none."""


@dataclass(slots=True)
class Made:
    """One report: tables as printed, by section id, and what each address should be read as."""

    title: str
    agency: str
    year: int
    layout: Mapping[str, str]
    printed: dict[str, str]
    expected: dict[str, Expected]
    words: Mapping[str, tuple[str, ...]]
    headings: Mapping[str, str]
    labels: dict[str, str] = field(default_factory=dict)
    """Printed labels by ``table.row`` where they differ from the form's own."""
    extra_rows: bool = False
    blanks: bool = False

    def blocks(self, table: str) -> tuple[Block, ...]:
        return forms()[self.layout[table]].table(table)


def make(seed: int) -> Made:
    dice = random.Random(f"figures {seed}")
    year = dice.choice((2019, 2020, 2021, 2022, 2023, 2024))
    form = "2019" if year < 2021 else "2021"
    layout = {"disclosure": form, "applications": form, "litigation": form}
    if dice.random() < 0.12:
        layout[dice.choice(("disclosure", "applications"))] = "2021" if form == "2019" else "2019"
    agency = dice.choice(_NAMES)
    made = Made(
        title=f"{agency}{year}年政府信息公开工作年度报告",
        agency=agency,
        year=year,
        layout=layout,
        printed={},
        expected={},
        words={id: words_of(dice, id, year) for id in HEADINGS},
        headings={id: dice.choice(titles) for id, titles in HEADINGS.items()},
        extra_rows=dice.random() < 0.1,
    )
    blanks = dice.random()
    manner = (
        dice.choice(("plain", "plain", "thousands", "wide thousands")),
        0.15 if blanks < 0.1 else 0.0,
        dice.random() < 0.08,
    )
    for address, value in {
        **disclosure(dice, made),
        **_applications(dice, made),
        **litigation(dice),
    }.items():
        made.printed[address], made.expected[address] = as_printed(dice, address, value, manner)
    made.blanks = any(each.state != "number" for each in made.expected.values())
    _relabel(dice, made)
    return made


def _figure(dice: random.Random) -> int:
    return dice.choice((0, 0, 0, 0, 0, dice.randint(1, 9), dice.randint(10, 99), dice.randint(100, 999_999)))


def disclosure(dice: random.Random, made: Made) -> dict[str, str]:
    """Figures of section two, by address, as plain digits."""
    values: dict[str, str] = {}
    for block in made.blocks("disclosure"):
        for row in block.rows:
            for column in block.columns:
                value = str(_figure(dice))
                if column.id == "items_delta":
                    value = dice.choice(("0", "0", f"+{dice.randint(1, 300)}", f"-{dice.randint(1, 300)}"))
                elif column.id in ("fee_amount", "amount") and dice.random() < 0.6:
                    value = f"{dice.randint(0, 99_999)}.{dice.randint(0, 9999):04}"
                values[f"disclosure.{row.id}.{column.id}"] = value
    return values


def _applications(dice: random.Random, made: Made) -> dict[str, str]:
    (block,) = made.blocks("applications")
    results = forms()[made.layout["applications"]].result_rows
    busy = dice.random() < 0.7
    grid: dict[str, list[int]] = {}
    for result in results:
        grid[result] = [small(dice) if busy and dice.random() < 0.35 else 0 for _ in APPLICANTS]
    grid["result_total"] = [sum(grid[result][i] for result in results) for i in range(len(APPLICANTS))]
    grid["carried_in"] = [
        dice.randint(0, total) if dice.random() < 0.3 else 0 for total in grid["result_total"]
    ]
    grid["carried_out"] = [small(dice) if busy and dice.random() < 0.2 else 0 for _ in APPLICANTS]
    grid["new_received"] = [
        total + later - earlier
        for total, later, earlier in zip(
            grid["result_total"], grid["carried_out"], grid["carried_in"], strict=True
        )
    ]
    values: dict[str, str] = {}
    for row in block.rows:
        numbers = [*grid[row.id], sum(grid[row.id])]
        for column, value in zip((*APPLICANTS, "total"), numbers, strict=True):
            values[f"applications.{row.id}.{column}"] = str(value)
    return values


def small(dice: random.Random) -> int:
    """How many applications or disputes of one kind an agency has: mostly below ten."""
    return dice.choice(
        (dice.randint(1, 9), dice.randint(1, 9), dice.randint(10, 99), dice.randint(100, 2500))
    )


def litigation(dice: random.Random) -> dict[str, str]:
    """Figures of table four with their totals, by address, as plain digits."""
    values: dict[str, str] = {}
    for row in ("review", "suit_direct", "suit_after_review"):
        numbers = [small(dice) if dice.random() < 0.25 else 0 for _ in LITIGATION_RESULTS]
        for leaf, value in zip((*LITIGATION_RESULTS, "total"), [*numbers, sum(numbers)], strict=True):
            values[f"litigation.{row}.{leaf}"] = str(value)
    return values


def as_printed(
    dice: random.Random, address: str, value: str, manner: tuple[str, float, bool]
) -> tuple[str, Expected]:
    """`value` as an agency prints it, and what that should be read as."""
    separators, blank, odd = manner
    whole = value.isdigit()
    if value == "0" and dice.random() < blank:
        return "", Expected("blank", None)
    if odd and dice.random() < 0.08:
        if value == "0":
            return dice.choice(("/", "—", "-", "无")), Expected("symbol", None)
        if value == "1":
            return "一", Expected("unreadable", None)  # or a dash typed as one
        if whole and len(value) == 1:
            return _CHINESE[int(value)], Expected("text", value)
        if address.endswith(("amount", "fee_amount")):
            return f"{value}万元", Expected("text", value)
    if whole and len(value) > 3 and separators != "plain":
        mark = "," if separators == "thousands" else "，"
        return f"{int(value):,}".replace(",", mark), Expected("number", value)
    return value, Expected("number", value)


def words_of(dice: random.Random, section: str, year: int) -> tuple[str, ...]:
    """Paragraphs of a section; none where it is a table."""
    if section in ("disclosure", "applications", "litigation"):
        return ()
    if section == "other_matters":
        return (dice.choice(("无。", "本年度未收取信息处理费。", "无其他需要报告的事项。")),)
    lines = [
        f"{year}年，本机关认真贯彻落实《中华人民共和国政府信息公开条例》，全年主动公开政府信息{dice.randint(10, 3000)}条。",
        f"（一）主动公开。通过门户网站发布{dice.randint(10, 900)}条，政务新媒体发布{dice.randint(10, 900)}条。",
        f"（二）依申请公开。共收到政府信息公开申请{dice.randint(0, 99)}件，均在法定期限内答复。",
        "存在的主要问题：一是公开内容还不够全面；二是业务水平有待提高。",
    ]
    return tuple(lines[: dice.randint(2, 4)])


def _relabel(dice: random.Random, made: Made) -> None:
    """Now and then a variant the form's facts list, or a misprint of one label."""
    variants = dice.random() < 0.3
    for table in ("disclosure", "applications"):
        for block in made.blocks(table):
            for row in block.rows:
                if (
                    variants
                    and row.variants
                    and row.id not in ("result_total", "other_misc", "other_handling")
                ):
                    made.labels[f"{table}.{row.id}"] = dice.choice(row.variants)
    if dice.random() < 0.1:
        (block,) = made.blocks("applications")
        wanted = dice.choice([row for row in block.rows if row.label in _MISPRINTS])
        made.labels[f"applications.{wanted.id}"] = _MISPRINTS[wanted.label]


def label(made: Made, table: str, row: Row) -> str:
    return made.labels.get(f"{table}.{row.id}", row.label)

"""One report with known cells from one seed: figures shaped like real ones, both statutory forms and their mixtures."""

from __future__ import annotations

import random
from collections.abc import Mapping
from decimal import Decimal

from benchmarks.reading.layouts.layout import applications_table, disclosure_tables, litigation_table
from benchmarks.reading.layouts.printed import Heading, Number, Piece, Printed, Words
from reports.form import APPLICANTS, LITIGATION_RESULTS, Form, forms, sections

AGENCIES = (
    "清河县人民政府",
    "青山县教育局",
    "临江县石桥镇人民政府",
    "东平县城关街道办事处",
    "安丘县人力资源和社会保障局",
    "平湖县发展和改革局",
)
_PROSE = (
    "全年主动公开各类信息{a}条，其中政策文件类{b}条，其余为工作动态。",
    "坚持以公开为常态、不公开为例外，规范办理程序，健全工作机制。",
    "（一）加强组织领导。明确分管领导和专职人员，完善保密审查。",
    "一是主动公开意识有待增强；二是业务培训还需加强。下一步将改进。",
    "举办培训班{c}次，培训人员{b}人次。",
)


def report(seed: int) -> Printed:
    """The report of this seed; the same in every version of Python."""
    dice = random.Random(f"report {seed}")
    year = dice.choice((2019, 2020, 2021, 2022, 2023, 2024, 2025))
    own = "2019" if year < 2021 else "2021"
    other = "2021" if own == "2019" else "2019"
    mixed = dice.random()
    layout = {
        "disclosure": other if mixed < 0.06 else own,
        "applications": other if 0.06 <= mixed < 0.12 else own,
    }
    values = _figures(dice, forms()[layout["disclosure"]], forms()[layout["applications"]])
    printed = {address: _print(dice, address, value) for address, value in values.items()}
    truth: dict[str, Number | None] = dict(values)
    blank = _empty_some(dice, printed, truth)
    agency = dice.choice(AGENCIES)
    return Printed(
        title=f"{agency}{year}年政府信息公开工作年度报告",
        agency=agency,
        year=year,
        layout=layout,
        pieces=tuple(_pieces(dice, agency, year, layout, printed)),
        truth=truth,
        blank=blank,
    )


def _figures(dice: random.Random, disclosure: Form, applications: Form) -> dict[str, Number]:
    size = dice.choice((0, 0, 1, 5, 60, 4000))
    made: dict[str, Number] = {}
    for block in disclosure.table("disclosure"):
        for address in block.addresses():
            made[address] = _disclosed(dice, address, size)
    rows = [row for block in applications.table("applications") for row in block.rows]
    results = set(applications.result_rows)
    for column in APPLICANTS:
        share = size if column == "natural_person" else size // 8
        for row in rows:
            often = 0.35 if row.id in results else 0.8
            figure = dice.randint(0, share) if share and dice.random() < often else 0
            made[f"applications.{row.id}.{column}"] = figure
        total = sum(int(made[f"applications.{row}.{column}"]) for row in results)
        made[f"applications.result_total.{column}"] = total
        out = int(made[f"applications.carried_out.{column}"])
        made[f"applications.carried_in.{column}"] = min(
            int(made[f"applications.carried_in.{column}"]), total + out
        )
        made[f"applications.new_received.{column}"] = (
            total + out - int(made[f"applications.carried_in.{column}"])
        )
    for row in rows:
        made[f"applications.{row.id}.total"] = sum(
            int(made[f"applications.{row.id}.{column}"]) for column in APPLICANTS
        )
    for group in ("review", "suit_direct", "suit_after_review"):
        parts = [dice.randint(0, max(size // 20, 0)) for _ in LITIGATION_RESULTS]
        for column, part in zip(LITIGATION_RESULTS, parts, strict=True):
            made[f"litigation.{group}.{column}"] = part
        made[f"litigation.{group}.total"] = sum(parts)
    if dice.random() < 0.1:  # an agency's own mistake: sums that do not hold must be read as printed
        address = dice.choice([a for a in made if a.startswith("applications.")])
        made[address] = int(made[address]) + dice.randint(1, 9)
    return made


def _disclosed(dice: random.Random, address: str, size: int) -> Number:
    column = address.rsplit(".", 1)[1]
    if column in ("amount", "fee_amount"):
        return Decimal(dice.randint(0, 10_000_000)).scaleb(-dice.choice((1, 2, 4))) if size else 0
    if column == "items_delta":
        return dice.randint(-size, size)
    return dice.choice((0, dice.randint(0, max(size * 50, 1)))) if size else 0


def _print(dice: random.Random, address: str, value: Number) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if address.endswith("items_delta") and value > 0 and dice.random() < 0.5:
        return f"+{value}"
    if value >= 1000 and dice.random() < 0.08:
        return f"{value:,}"
    return str(value)


def _empty_some(
    dice: random.Random, printed: dict[str, str], truth: dict[str, Number | None]
) -> frozenset[str]:
    """Some agencies leave cells empty or put a stroke; then no number stands there."""
    blank: set[str] = set()
    chance = dice.random()
    if chance < 0.12:
        for address in dice.sample(sorted(printed), dice.randint(1, 12)):
            printed[address], truth[address] = "", None
            blank.add(address)
    elif chance < 0.18:
        symbol = dice.choice(("/", "—", "-", "无"))
        for address in dice.sample(sorted(printed), dice.randint(1, 12)):
            printed[address], truth[address] = symbol, None
    return frozenset(blank)


def _pieces(
    dice: random.Random, agency: str, year: int, layout: Mapping[str, str], printed: Mapping[str, str]
) -> list[Piece]:
    made: list[Piece] = [
        Words(
            f"根据《中华人民共和国政府信息公开条例》的规定，由{agency}编制本报告。"
            f"本报告所列数据的统计期限为{year}年1月1日至{year}年12月31日。"
        )
    ]
    tables = {
        "disclosure": disclosure_tables(forms()[layout["disclosure"]], printed, one=dice.random() < 0.6),
        "applications": [applications_table(forms()[layout["applications"]], printed)],
        "litigation": [litigation_table(printed)],
    }
    for fact in sections():
        made.append(Heading(fact.id, fact.title))
        if fact.id in tables:
            made += tables[fact.id]
        elif fact.id == "other_matters":
            made.append(Words(dice.choice(("无。", "本年度没有其他需要报告的事项。"))))
        else:
            for line in dice.sample(_PROSE, dice.randint(1, 4)):
                made.append(
                    Words(
                        line.format(a=dice.randint(10, 3000), b=dice.randint(1, 300), c=dice.randint(1, 12))
                    )
                )
    return made

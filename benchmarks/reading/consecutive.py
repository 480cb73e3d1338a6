"""Consecutive years of one agency that follow from one another, in every form: what is carried over, in force and counted agrees.

What two years are held against each other for (XYR-*) is then true of the figures themselves, and a failure is the reader's or
the rule's.
"""

from __future__ import annotations

import random
from collections.abc import Mapping

from benchmarks.reading import figures, render_docx, render_html, render_text, render_xlsx
from benchmarks.reading.figures import Expected, Made
from benchmarks.reading.render_common import PrintedReport
from reports.form import APPLICANTS, forms

FORMS = ("html", "docx", "xlsx", *render_text.FORMS)
"""Ways of `render`."""
_FIRST_OF_2021 = 2021
_AGENCIES = ("青溪县教育局", "石桥镇人民政府", "南麓市人民政府", "白水县人民政府办公室", "云岭县卫生健康局")


def years(seed: int, first: int, count: int, *, printed: bool = True) -> list[Made]:
    """Reports of `count` years from `first` on. `printed`: with separators, blanks and symbols as agencies print them, now and then."""
    dice = random.Random(f"consecutive {seed}")
    agency = dice.choice(_AGENCIES)
    manner = ("plain", 0.0, False)
    if printed:
        manner = (dice.choice(("plain", "thousands")), dice.choice((0.0, 0.0, 0.1)), dice.random() < 0.1)
    made: list[Made] = []
    values: Mapping[str, int] = {}
    for year in range(first, first + count):
        report = _empty(dice, agency, year)
        values = _values(dice, report, values)
        for address, value in values.items():
            text = f"+{value}" if address.endswith("items_delta") and value > 0 else str(value)
            report.printed[address], report.expected[address] = figures.as_printed(
                dice, address, text, manner
            )
        report.blanks = any(each.state != "number" for each in report.expected.values())
        made.append(report)
    return made


def _empty(dice: random.Random, agency: str, year: int) -> Made:
    form = "2019" if year < _FIRST_OF_2021 else "2021"
    return Made(
        title=f"{agency}{year}年政府信息公开工作年度报告",
        agency=agency,
        year=year,
        layout=dict.fromkeys(("disclosure", "applications", "litigation"), form),
        printed={},
        expected={},
        words={id: figures.words_of(dice, id, year) for id in figures.HEADINGS},
        headings={id: dice.choice(titles) for id, titles in figures.HEADINGS.items()},
    )


def _values(dice: random.Random, made: Made, before: Mapping[str, int]) -> dict[str, int]:
    """Figures of a year that follow from those of the year `before`."""
    values = {
        address: int(text.partition(".")[0]) for address, text in figures.disclosure(dice, made).items()
    }
    for address in values:
        row, last = address.rpartition(".")[0], before.get(address)
        if address.endswith("in_force"):
            stock = (
                dice.randint(0, 60)
                if last is None
                else last + values[f"{row}.issued"] - values[f"{row}.repealed"]
            )
            if stock < 0:
                values[f"{row}.repealed"] += stock
                stock = 0
            values[address] = stock
        if address.endswith("items_prev") and last is not None:
            values[address] = last + before[f"{row}.items_delta"]
    values |= {address: int(text) for address, text in figures.litigation(dice).items()}
    return values | _applications(dice, made, before)


def _applications(dice: random.Random, made: Made, before: Mapping[str, int]) -> dict[str, int]:
    form = forms()[made.layout["applications"]]
    (block,) = form.table("applications")
    values: dict[str, int] = {}
    for who in APPLICANTS:
        column = {row: figures.small(dice) if dice.random() < 0.2 else 0 for row in form.result_rows}
        came = before.get(
            f"applications.carried_out.{who}", figures.small(dice) if dice.random() < 0.2 else 0
        )
        left = figures.small(dice) if dice.random() < 0.4 else 0
        column["granted"] += max(0, came - left - sum(column.values()))
        done = sum(column.values())
        column |= {
            "result_total": done,
            "carried_in": came,
            "carried_out": left,
            "new_received": done + left - came,
        }
        values |= {f"applications.{row.id}.{who}": column[row.id] for row in block.rows}
    for row in block.rows:
        values[f"applications.{row.id}.total"] = sum(
            values[f"applications.{row.id}.{who}"] for who in APPLICANTS
        )
    return values


def render(
    made: Made, seed: int, form: str, injury: str | None = None
) -> tuple[bytes, Mapping[str, Expected], str]:
    """The file's bytes, what each address should be read as, and the ending of its name. Only pages and texts are injured."""
    if form in ("docx", "xlsx"):
        report = on_paper(made)
        data = render_docx.render(report, seed) if form == "docx" else render_xlsx.render(report, seed)
        return data, made.expected, form
    if form == "html":
        return *render_html.render(made, seed, injury), "html"
    return *render_text.render(made, seed, form, injury), "txt"


def on_paper(made: Made) -> PrintedReport:
    """The same for the renderers of files."""
    return PrintedReport(made.title, made.layout["applications"], made.printed, made.words)


def changed(made: Made, figures_of: Mapping[str, int]) -> Made:
    """The same report with other figures at these addresses."""
    texts = {address: str(value) for address, value in figures_of.items()}
    return Made(
        made.title, made.agency, made.year, made.layout, {**made.printed, **texts},
        {**made.expected, **{at: Expected("number", text) for at, text in texts.items()}}, made.words, made.headings,
    )  # fmt: skip

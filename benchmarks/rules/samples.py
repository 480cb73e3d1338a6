"""Reports for judging: pages of the specimen region as our reader reads them, and the same with figures drawn from a seed."""

from __future__ import annotations

import random
from dataclasses import replace

import reports
from reports import AnnualReport, Cell, CellState
from reports.form import APPLICANTS, LITIGATION_RESULTS, forms
from specimens.region import Region
from specimens.web import Asked

FORM = forms()["2021"]


def _number(value: int) -> Cell:
    return Cell(CellState.NUMBER, str(value), value)


def published(count: int, seed: int) -> list[AnnualReport]:
    """Reports of the specimen region, read whole: narrative, claims, dates and all."""
    region = Region(seed, portals=1 + count // 40)
    found: list[AnnualReport] = []
    for index in range(region.portals):
        for url in region.article_urls(index):
            host, _, target = url.removeprefix("http://").partition("/")
            body = region.answer(Asked(host, "GET", f"/{target}")).body
            report = reports.read(body, "report.html", url=url)
            if report.format == "2021":
                found.append(report)
            if len(found) == count:
                return found
    return found


def with_figures(random_: random.Random, report: AnnualReport, *, sound: bool) -> AnnualReport:
    """The report with a number in every cell. `sound`: its sums add up; else one to three cells are off by some."""
    cells = _applications(random_) | _litigation(random_) | _disclosure(random_)
    if not sound:
        for address in random_.sample(sorted(cells), random_.randint(1, 3)):
            cells[address] += random_.randint(1, 9)
    layout = dict.fromkeys(report.layout, "2021")
    return replace(report, layout=layout, cells={address: _number(value) for address, value in cells.items()})


def _applications(random_: random.Random) -> dict[str, int]:
    cells: dict[str, int] = {}
    for column in APPLICANTS:
        results = {row: random_.choice((0, 0, 0, 0, random_.randint(1, 40))) for row in FORM.result_rows}
        total, out = sum(results.values()), random_.choice((0, 0, random_.randint(1, 5)))
        carried = random_.randint(0, total + out)
        cells |= {f"applications.{row}.{column}": value for row, value in results.items()}
        cells[f"applications.result_total.{column}"] = total
        cells[f"applications.carried_out.{column}"] = out
        cells[f"applications.carried_in.{column}"] = carried
        cells[f"applications.new_received.{column}"] = total + out - carried
    for row in ("new_received", "carried_in", *FORM.result_rows, "result_total", "carried_out"):
        cells[f"applications.{row}.total"] = sum(
            cells[f"applications.{row}.{column}"] for column in APPLICANTS
        )
    return cells


def _litigation(random_: random.Random) -> dict[str, int]:
    cells: dict[str, int] = {}
    for row in ("review", "suit_direct", "suit_after_review"):
        parts = {result: random_.choice((0, 0, random_.randint(1, 9))) for result in LITIGATION_RESULTS}
        cells |= {f"litigation.{row}.{result}": value for result, value in parts.items()}
        cells[f"litigation.{row}.total"] = sum(parts.values())
    return cells


def _disclosure(random_: random.Random) -> dict[str, int]:
    return {
        f"disclosure.{row.id}.{column.id}": random_.choice((0, random_.randint(1, 900)))
        for block in FORM.table("disclosure")
        for row in block.rows
        for column in block.columns
    }


def with_blanks(random_: random.Random, report: AnnualReport) -> AnnualReport:
    """The same report with a tenth of its cells printed empty."""
    blank = Cell(CellState.BLANK, "")
    cells = {address: blank if random_.random() < 0.1 else cell for address, cell in report.cells.items()}
    return replace(report, cells=cells)

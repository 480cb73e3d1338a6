"""Our reader over odd pages: harmless ones are read whole, damaged ones never wrongly."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

import pytest

import reports
import rules
from reports import AnnualReport, CellState
from specimens import Town
from specimens.damages import DAMAGING
from specimens.oddities import HARMLESS
from specimens.web import Asked

AGENCIES = ("青溪县人民政府", "青溪县发展和改革局", "青溪县民政局", "青溪县石桥镇人民政府")


def page_of(agency: str, year: int) -> tuple[str, dict[str, str]]:
    town = Town.demo()
    expected = town.truth().report(agency, year)
    reply = town.answer(Asked(town.host, "GET", expected.url.removeprefix(f"http://{town.host}")))
    return reply.body.decode(), dict(expected.cells)


def misread(report: AnnualReport, printed: dict[str, str]) -> list[str]:
    """Cells with a value that is not the printed one, and cells with none where one is printed."""
    wrong = []
    for address, text in printed.items():
        cell = report.cell(address)
        if cell.state is not CellState.NUMBER or cell.value is None or Decimal(cell.value) != Decimal(text):
            wrong.append(
                f"{address}: printed {text!r}, read {cell.state} {cell.value} {cell.raw!r} {cell.why}"
            )
    return wrong


@cache
def ruleset() -> rules.RuleSet:
    return rules.load(rules.default_paths())


def grave(report: AnnualReport, agency: str) -> list[str]:
    """Findings of weight against the agency; every page here is a clean report."""
    case = rules.Case(report=report, as_of=Town.demo().today, agency=rules.agency_facts(report, agency))
    return [
        f"{one.rule} {one.subject}: {one.message}"
        for one in ruleset().judge(case)
        if one.outcome is rules.Outcome.FAIL
        and one.severity in (rules.Severity.ERROR, rules.Severity.WARNING)
    ]


@pytest.mark.parametrize("oddity", HARMLESS)
def test_an_odd_page_is_read_like_a_plain_one(oddity: str) -> None:
    changes = 0
    for agency in AGENCIES:
        for year in (2020, 2023):
            html, printed = page_of(agency, year)
            changed = HARMLESS[oddity](html)
            changes += changed != html
            report = reports.read(changed.encode(), "page.html")
            assert misread(report, printed) == [], (agency, year)
            assert [id for id, section in report.sections.items() if not section.present] == [], (
                agency,
                year,
            )
            assert report.year == year
            assert grave(report, agency) == [], (agency, year)
    assert changes, "the oddity must change a page"


@pytest.mark.parametrize("oddity", DAMAGING)
def test_a_damaged_page_is_never_read_wrongly_and_accuses_nobody(oddity: str) -> None:
    damage = DAMAGING[oddity]
    for agency in AGENCIES:
        for year in (2020, 2023):
            html, printed = page_of(agency, year)
            changed = damage.change(html)
            assert changed != html
            report = reports.read(changed.encode(), "page.html")
            for line in misread(report, printed):
                address = line.partition(":")[0]
                assert re.match(damage.touches, address), (agency, year, line)
                assert report.cell(address).value is None, (agency, year, line)
            assert grave(report, agency) == [], (agency, year)

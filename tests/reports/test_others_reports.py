"""Two reports on a page, of two agencies or two years: the page's own is read, and nothing of the other is held against it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

import pytest

import reports
import rules
from reports.model import AnnualReport
from specimens.report import SpecimenReport
from tests.reports.portal_pages import PASTES, bare, report

_OWN = report(PASTES["editor"])
_LAST_YEAR = report(PASTES["editor"], year=2023)
_ANOTHERS = report(PASTES["editor"], turn=3)


def _apart(made: SpecimenReport, title: str) -> str:
    return f"<div><h2>{title}</h2>{made.content()}</div>"


def _titles(made: SpecimenReport) -> tuple[str, str]:
    """With the agency before the year, and behind it."""
    name = made.agency.name
    return f"{name}{made.year}年政府信息公开工作年度报告", f"{made.year}年{name}政府信息公开工作年度报告"


def _fails(read: AnnualReport) -> set[str]:
    judged = rules.load().judge(rules.Case(read, date(2026, 11, 1), agency=rules.agency_facts(read)))
    return {each.rule for each in judged if each.outcome is rules.Outcome.FAIL} - {"PARSE-UNCERTAIN"}


def _told(page: bytes) -> tuple[object, ...]:
    """What is read of a page, and what fails: whose it is, its cells, its sections."""
    read = reports.read(page, "page.html")
    cells = {address: cell.value for address, cell in read.cells.items()}
    sections = [(each.text, each.repeats) for each in read.sections.values()]
    return read.agency.name, read.year, cells, sections, _fails(read)


@cache
def _alone() -> tuple[object, ...]:
    return _told(bare(_OWN))


def test_the_page_s_own_report_is_read_whole() -> None:
    agency, year, cells, _, fails = _alone()
    assert (agency, year, fails) == (_OWN.agency.name, 2024, set())
    assert cells == {address: Decimal(printed) for address, printed in _OWN.figures.cells.items()}


@pytest.mark.parametrize("behind", [0, 1], ids=["agency first", "year first"])
@pytest.mark.parametrize("other", [_LAST_YEAR, _ANOTHERS], ids=["last year", "another agency"])
def test_a_report_below_the_page_s_own(other: SpecimenReport, behind: int) -> None:
    assert _told(bare(_OWN, _OWN.content() + _apart(other, _titles(other)[behind]))) == _alone()


@pytest.mark.parametrize("behind", [0, 1], ids=["agency first", "year first"])
def test_another_agency_s_report_above_the_page_s_own(behind: int) -> None:
    both = _apart(_ANOTHERS, _titles(_ANOTHERS)[behind]) + _apart(_OWN, _titles(_OWN)[behind])
    assert _told(bare(_OWN, both)) == _alone()


@pytest.mark.parametrize("other", [_LAST_YEAR, _ANOTHERS], ids=["last year", "another agency"])
@pytest.mark.parametrize("above", [True, False], ids=["above", "below"])
def test_two_reports_that_no_title_tells_apart_accuse_nobody(other: SpecimenReport, above: bool) -> None:
    parts = [f"<div>{other.content()}</div>", f"<div>{_OWN.content()}</div>"]
    read = reports.read(bare(_OWN, "".join(parts if above else reversed(parts))), "page.html")
    told = {address: cell.value for address, cell in read.cells.items() if cell.value is not None}
    assert told.items() <= {a: Decimal(c) for a, c in _OWN.figures.cells.items()}.items()
    assert _fails(read) == set()


def test_a_report_pasted_twice_is_told_that_its_headings_stand_twice() -> None:
    assert "STR-SEC-DUP" in _fails(reports.read(bare(_OWN, _OWN.content() * 2), "page.html"))

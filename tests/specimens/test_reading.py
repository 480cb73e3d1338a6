"""Our reader against the town's truth: every cell of every specimen, every heading, every name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

import reports
from reports import CellState
from specimens import Town
from specimens.attachments import docx_of, pdf_of, xlsx_of
from specimens.figures import blanked
from specimens.report import SpecimenReport
from specimens.scenarios.county import County
from specimens.truth import ExpectedReport
from specimens.web import Asked


def read(town: Town, expected: ExpectedReport) -> reports.AnnualReport:
    reply = town.answer(Asked(town.host, "GET", expected.url.removeprefix(f"http://{town.host}")))
    return reports.read(
        reply.body,
        "page.html",
        content_type=reply.content_type,
        url=expected.url,
        listed_title=expected.title,
    )


def wrong_cells(report: reports.AnnualReport, printed: dict[str, str]) -> list[str]:
    wrong = []
    for address, text in printed.items():
        cell = report.cell(address)
        if text == "":
            right = cell.state is CellState.BLANK
        else:
            right = (
                cell.state is CellState.NUMBER
                and cell.value is not None
                and Decimal(cell.value) == Decimal(text)
            )
        if not right:
            wrong.append(f"{address}: printed {text!r}, read {cell.state} {cell.value} ({cell.raw!r})")
    return wrong


@pytest.mark.parametrize("stage", [1, 3])
def test_no_cell_of_the_town_is_misread(stage: int) -> None:
    town = Town.demo()
    town.move_to(stage)
    for expected in town.truth().reports:
        report = read(town, expected)
        assert wrong_cells(report, dict(expected.cells)) == [], expected.url
        assert (report.kind.value, report.year) == ("annual_report", expected.year)
        assert report.agency.type == expected.type
        missing = {finding.subject for finding in expected.findings if finding.rule == "STR-SEC-MISSING"}
        assert {id for id, section in report.sections.items() if not section.present} == missing


def test_the_visible_date_of_a_migrated_page_is_read_beside_the_stamped_one() -> None:
    town = Town.demo()
    report = read(town, town.truth().report("青溪县民政局", 2023))
    assert {"2024-01-24", "2024-02-23"} <= {one.date for one in report.dates}


@pytest.mark.parametrize(("kind", "make"), [("docx", docx_of), ("pdf", pdf_of), ("xlsx", xlsx_of)])
def test_a_file_is_read_like_the_page(kind: str, make: Callable[[SpecimenReport], bytes]) -> None:
    county = County(97, "a", "文档县", bureaus=3, townships=1)
    for one in county.reports[:4]:
        report = reports.read(make(one), f"report.{kind}")
        assert wrong_cells(report, dict(one.figures.cells)) == [], one.title
        assert report.year == one.year
        assert all(section.present for section in report.sections.values())


@pytest.mark.parametrize(("kind", "make"), [("docx", docx_of), ("pdf", pdf_of)])
def test_blanks_and_a_missing_section_survive_on_paper(
    kind: str, make: Callable[[SpecimenReport], bytes]
) -> None:
    county = County(97, "b", "纸面县", bureaus=3, townships=1)
    one = county.reports[2]
    blank = tuple(
        address for address in one.figures.cells if address.startswith("applications.denied_state_secret")
    )
    poor = replace(one.printing(blanked(one.figures, blank)), without=frozenset({"problems"}))
    report = reports.read(make(poor), f"report.{kind}")
    assert wrong_cells(report, dict(poor.figures.cells)) == []
    assert [id for id, section in report.sections.items() if not section.present] == ["problems"]

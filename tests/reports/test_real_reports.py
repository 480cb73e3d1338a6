"""Every real report against what a careful reader takes from it: nothing wrong, nothing invented, identity right."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import reports
from reports import AnnualReport, CellState, ReportKind

SHARED = Path(__file__).resolve().parents[2] / "../shared/reports"
FILES = (
    "chumiao-2021.txt",
    "erligang-2020.txt",
    "hangzhou-2025.html",
    "huaian-2024.pdf",
    "jingtai-2020.txt",
    "muye-2020.txt",
    "pingtan-2019.html",
    "pingtan-2019.txt",
    "yahe-2019.txt",
)
RUN_TOGETHER = "pingtan-2019.txt"
pytestmark = pytest.mark.real_reports


@cache
def _read(path: Path) -> AnnualReport:
    return reports.read(path.read_bytes(), path.name)


def _truth(folder: Path, name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder / "truth" / f"{Path(name).stem}.json").read_text("utf-8"))
    return loaded


def _expected(truth: dict[str, Any]) -> dict[str, int | float | None]:
    """By our addresses; the truth files of the 2021 form say `made` where the form's id is `issued`."""
    renamed = {"made": "issued"} if truth["layout"]["disclosure"] == "2021" else {}
    return {
        f"{table}.{row}.{renamed.get(column, column) if table == 'disclosure' else column}": value
        for table, rows in truth["tables"].items()
        for row, columns in rows.items()
        for column, value in columns.items()
    }


@pytest.mark.parametrize("name", FILES)
def test_no_value_is_wrong_and_none_is_invented(real_reports: Path, name: str) -> None:
    report = _read(real_reports / name)
    expected = _expected(_truth(real_reports, name))
    wrong = {
        address: (cell.value, expected.get(address))
        for address, cell in report.cells.items()
        if cell.value is not None
        and (expected.get(address) is None or cell.value != Decimal(str(expected[address])))
    }
    assert wrong == {}


@pytest.mark.parametrize("name", [name for name in FILES if name != RUN_TOGETHER])
def test_every_present_value_is_read(real_reports: Path, name: str) -> None:
    report = _read(real_reports / name)
    missed = [
        address
        for address, value in _expected(_truth(real_reports, name)).items()
        if value is not None and report.cell(address).value is None
    ]
    assert missed == []


@pytest.mark.parametrize("name", FILES)
def test_headings_layout_and_identity_are_those_of_the_careful_reader(real_reports: Path, name: str) -> None:
    report, truth = _read(real_reports / name), _truth(real_reports, name)
    assert report.kind is ReportKind.ANNUAL_REPORT
    assert (report.year, report.format) == (truth["year"], truth["format"])
    assert report.title == truth["title"]
    assert report.agency.name == truth["agency"]
    assert {id: section.present for id, section in report.sections.items()} == truth["sections"]
    assert {id: section.heading for id, section in report.sections.items()} == truth["headings"]
    for table, layout in truth["layout"].items():
        assert report.layout[table] == layout


def test_cells_run_together_are_unreadable_with_every_reading(real_reports: Path) -> None:
    report = _read(real_reports / RUN_TOGETHER)
    amount = report.cell("disclosure.procurement.amount")
    assert amount.state is CellState.UNREADABLE
    assert report.cell("disclosure.licensing.items_prev").value is None


def test_blanks_before_a_broken_fragment_are_not_blanks_of_the_agency(real_reports: Path) -> None:
    report = _read(real_reports / "erligang-2020.txt")
    assert all(
        report.cell(f"applications.granted.{column}").state is CellState.UNREADABLE
        for column in ("natural_person", "business", "total")
    )


def test_an_amount_with_its_unit_in_the_cell_keeps_both(real_reports: Path) -> None:
    cell = _read(real_reports / "jingtai-2020.txt").cell("disclosure.procurement.amount")
    assert (cell.state, cell.value, cell.unit) == (CellState.TEXT, Decimal("24575.93"), "万")

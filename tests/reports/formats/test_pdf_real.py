"""The one real PDF we have: WPS-made, tables over three pages, merged and vertical cells."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from reports.document import Document, Grid, MediaType
from reports.formats import load, sniff

SHARED = Path(__file__).resolve().parents[3] / "../shared/reports"
PDF = SHARED / "huaian-2024.pdf"

pytestmark = [
    pytest.mark.real_reports,
    pytest.mark.skipif(
        not PDF.exists(), reason="../shared/reports/huaian-2024.pdf is not beside this checkout"
    ),
]


@pytest.fixture(scope="module")
def document() -> Document:
    data = PDF.read_bytes()
    assert sniff(data, "report.doc") is MediaType.PDF
    return load(data, MediaType.PDF, PDF.name)


@pytest.fixture(scope="module")
def truth() -> dict[str, dict[str, dict[str, float]]]:
    tables: dict[str, dict[str, dict[str, float]]] = json.loads(
        (SHARED / "truth/huaian-2024.json").read_text("utf-8")
    )["tables"]
    return tables


def _values(grid: Grid, row: int) -> list[str]:
    return [cell.text for _, cell in grid.own_cells(row) if re.fullmatch(r"[\d.]+", cell.text)]


def test_every_number_of_table_three_stands_in_its_row_and_column_over_the_page_break(
    document: Document, truth: dict[str, dict[str, dict[str, float]]]
) -> None:
    grid = next(grid for grid in document.grids if grid.width == 10)
    assert grid.reliable
    assert len(grid.rows) == 28
    for row, (name, expected) in enumerate(truth["applications"].items(), 3):
        printed = [grid.rows[row][column] for column in range(3, 10)]
        assert [float(cell.text) for cell in printed if cell] == list(expected.values()), name


def test_a_group_label_cut_by_the_page_is_one_label(document: Document) -> None:
    grid = next(grid for grid in document.grids if grid.width == 10)
    texts = {cell.text for row in grid.rows for cell in row if cell}
    assert "（四）无法提供" in texts
    assert "三、本年度办理结果" in texts
    assert "法提供" not in texts


def test_section_two_is_one_table_over_two_pages(
    document: Document, truth: dict[str, dict[str, dict[str, float]]]
) -> None:
    grid = next(grid for grid in document.grids if grid.width == 4)
    printed = [float(value) for row in range(len(grid.rows)) for value in _values(grid, row)]
    assert printed == [value for row in truth["disclosure"].values() for value in row.values()]


def test_fifteen_narrow_columns_do_not_run_together(
    document: Document, truth: dict[str, dict[str, dict[str, float]]]
) -> None:
    grid = next(grid for grid in document.grids if grid.width == 15)
    expected = [value for group in truth["litigation"].values() for value in group.values()]
    assert [float(value) for value in _values(grid, len(grid.rows) - 1)] == expected


def test_an_authors_name_is_never_output(document: Document) -> None:
    assert "王守强" not in repr(document)
    assert {date.date for date in document.dates} == {"2025-02-25"}


def test_page_numbers_are_not_text_and_the_title_is_whole(document: Document) -> None:
    assert not [p for p in document.paragraphs if re.fullmatch(r"[-\s]*\d+[-\s]*", p.text)]
    assert document.titles[0].replace(" ", "") == "淮安市人民政府2024年政府信息公开工作年度报告"


def test_a_paragraph_goes_on_over_its_lines_and_its_page(document: Document) -> None:
    (opening,) = (p.text for p in document.paragraphs if p.text.startswith("（四）政府信息公开平台建设情况"))
    assert "专栏设置，省市联动" in opening
    assert opening.endswith("合格率均为 100%。")

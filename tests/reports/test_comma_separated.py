"""A sheet saved as comma-separated values is read as its table; prose and figures with commas are no sheet."""

from __future__ import annotations

import csv
import io
from typing import Literal

import pytest

import reports
from benchmarks.reading.render_common import Table, grid_of, sample
from reports.plain.comma_separated import with_tabs


def _positions(table: Table) -> list[list[str]]:
    """A merged cell's text stands at its first place."""
    met: set[tuple[int, int]] = set()
    rows = []
    for line in grid_of(table):
        row = []
        for at in line:
            row.append("" if at is None or at in met else table[at[0]][at[1]][0])
            met |= {at} if at is not None else set()
        rows.append(row)
    return rows


def _saved(ending: str, quoting: Literal[0, 1]) -> tuple[str, dict[str, str]]:
    """A report as a spreadsheet saves it, and its figures."""
    report = sample(11, "2021")
    rows = [[report.title]]
    for heading, tables, words in report.parts():
        rows += [
            [heading],
            *(row for table in tables for row in _positions(table)),
            *([word] for word in words),
        ]
    width = max(map(len, rows))
    out = io.StringIO()
    csv.writer(out, quoting=quoting, lineterminator=ending).writerows(
        row + [""] * (width - len(row)) for row in rows
    )
    return out.getvalue(), dict(report.cells)


@pytest.mark.parametrize("charset", ["utf-8-sig", "gb18030"])
@pytest.mark.parametrize(("ending", "quoting"), [("\r\n", csv.QUOTE_MINIMAL), ("\n", csv.QUOTE_ALL)])
def test_a_sheet_saved_with_commas_is_read(ending: str, quoting: Literal[0, 1], charset: str) -> None:
    text, printed = _saved(ending, quoting)
    report = reports.read(text.encode(charset), "report.csv")
    assert (report.year, report.agency.name) != (None, None)
    read = {address: str(report.cells[address].value) for address in printed}
    assert read == printed


def test_prose_with_commas_and_rows_of_several_widths_are_no_sheet() -> None:
    prose = ["全年公开1,234条,其中主动公开8条", *["规章,0,0,7"] * 9]
    assert with_tabs(prose) is prose
    few = ["a,b,c"] * 7
    assert with_tabs(few) is few


def test_a_field_over_several_lines_moves_no_line() -> None:
    lines = ['"信息', '内容",b,"1,234"', *["x,y,0"] * 8]
    made = with_tabs(lines)
    assert list(made[:3]) == ["信息 内容\tb\t1,234", "", "x\ty\t0"]

"""Figures in Word cells that are struck out, raised or drawn are never read as the cell's figure."""

from __future__ import annotations

import io

import pytest

import reports
from reports.document import Grid

docx = pytest.importorskip("docx")


def _grid(kind: str) -> Grid:
    document = docx.Document()
    paragraph = document.add_table(1, 2).cell(0, 1).paragraphs[0]
    paragraph.add_run("" if kind == "alone" else "12")
    run = paragraph.add_run("3")
    if kind == "struck":
        run.font.strike = True
    elif kind in ("raised", "alone"):
        run.font.superscript = True
    stream = io.BytesIO()
    document.save(stream)
    return reports.load(stream.getvalue(), "x.docx").grids[0]


@pytest.mark.parametrize(("kind", "text"), [("plain", "123"), ("struck", "12\ufffd"), ("raised", "12\ufffd")])
def test_a_raised_or_struck_figure_is_no_digit_of_its_neighbour(kind: str, text: str) -> None:
    assert [cell.text for cell in _grid(kind).rows[0] if cell] == ["", text]


def test_a_footnote_mark_alone_is_neither_a_figure_nor_a_blank() -> None:
    assert [cell.text for cell in _grid("alone").rows[0] if cell] == ["", "\ufffd"]

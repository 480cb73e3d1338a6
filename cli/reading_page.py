"""`nianbao read --html`: the source beside its reading, cell by cell. One inert file: no script, nothing loaded."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, Template

from cli.language import language, say
from cli.show import NOT_KNOWN, STATE_WORD, particulars, reason, section_marks, where
from reports import AnnualReport, Cell, CellState, Document, Grid, Paragraph, Place, forms


def reading_page(document: Document, report: AnnualReport) -> str:
    """A whole HTML page. Text of the source is escaped; a cell of the reading links to where it is printed."""
    return _template().render(
        lang="zh-CN" if language() == "zh" else "en",
        report=report,
        particulars=list(particulars(report)),
        sections=list(section_marks(report)),
        uncertain=[(reason(each.why), where(each.place)) for each in report.uncertain],
        blocks=list(_blocks(document)),
        tables=list(_tables(report)),
        legend=[
            (state, say(*STATE_WORD[state]), count)
            for state in CellState
            if (count := sum(cell.state is state for cell in report.cells.values()))
        ],
        words={
            "unknown": say(*NOT_KNOWN),
            "reader": say("reader", "读取器版本"),
            "source": say("as published", "原文"),
            "reading": say("as read", "读取结果"),
            "uncertain": say("uncertain", "不能确定"),
        },
    )


@cache
def _template() -> Template:
    source = files("cli").joinpath("templates", "reading.html.j2").read_text(encoding="utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(source)


def anchor(place: Place | None) -> str:
    """The id of a place on the page, "" where it has none."""
    if place is None:
        return ""
    parts = (("p", place.page), ("l", place.line), ("t", place.table), ("r", place.row), ("c", place.column))
    return "".join(f"{letter}{count}" for letter, count in parts if count is not None)


def _blocks(document: Document) -> Iterator[dict[str, Any]]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield {"id": anchor(block.place), "words": block.text}
        else:
            yield {"words": "", "rows": [list(_row(block, row)) for row in range(len(block.rows))]}


def _row(grid: Grid, row: int) -> Iterator[dict[str, Any]]:
    for _, cell in grid.own_cells(row):
        yield {
            "id": anchor(cell.place),
            "text": cell.text,
            "rows": min(cell.row_span, len(grid.rows) - row),
            "columns": cell.column_span,
        }


def _tables(report: AnnualReport) -> Iterator[dict[str, Any]]:
    for table in ("disclosure", "applications", "litigation"):
        layout = report.layout.get("applications" if table == "litigation" else table) or report.format
        if layout is None:
            continue
        for block in forms()[layout].table(table):
            yield {
                "caption": block.caption,
                "columns": [column.label for column in block.columns],
                "rows": [
                    {
                        "groups": groups,
                        "label": row.label,
                        "cells": [_cell(report.cell(f"{table}.{row.id}.{c.id}")) for c in block.columns],
                    }
                    for groups, row in block.rows_and_groups()
                ],
            }


def _cell(cell: Cell) -> dict[str, str]:
    shown = {CellState.ABSENT: "·", CellState.BLANK: "▁"}.get(cell.state, (cell.raw or "").strip())
    if cell.state is CellState.UNREADABLE:
        shown = "? " + " / ".join(str(candidate) for candidate in cell.candidates[:6])
        if cell.inferred is not None:
            shown += say(f" (sums allow only {cell.inferred})", f"（按勾稽关系只能是{cell.inferred}）")
    title = " · ".join(
        filter(None, (say(*STATE_WORD[cell.state]), reason(cell.why or ""), where(cell.place)))
    )
    return {"state": str(cell.state), "shown": shown, "title": title, "anchor": anchor(cell.place)}

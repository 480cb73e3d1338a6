"""Tricks in the cells of a workbook: formats, fonts and formulas between what is stored and what is shown.

As in `tricks_word`, each says what may be read: the cell's own figure ("own"), that or nothing ("careful"), nothing though
something is shown ("shown"), nothing at all ("nothing").
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

import xlsxwriter

from benchmarks.reading.render_common import PrintedReport, grid_of

_WIDTH = 15
Look = Mapping[str, object]


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _formatted(look: Look, reading: str) -> tuple[Callable[..., object], str]:
    return lambda book, sheet, at, own: sheet.write(*at, _number(own), book.add_format(look)), reading


def _rich(look: Look) -> Callable[..., object]:
    return lambda book, sheet, at, own: sheet.write_rich_string(*at, own, book.add_format(look), "2")


CELLS: Mapping[str, tuple[Callable[..., object], str]] = {
    "decimals": _formatted({"num_format": "0.00"}, "own"),
    "unit": _formatted({"num_format": '0"件"'}, "own"),
    "thousands": _formatted({"num_format": "#,##0"}, "own"),
    "in ten thousands": _formatted({"num_format": '0!.0,"万"'}, "shown"),
    "hidden": _formatted({"num_format": ";;;"}, "nothing"),
    "per cent": _formatted({"num_format": "0%"}, "shown"),
    "date": _formatted({"num_format": "yyyy-m-d"}, "shown"),
    "prefixed": _formatted({"num_format": '"1"0'}, "shown"),
    "struck": _formatted({"font_strikeout": True}, "nothing"),
    "white": _formatted({"font_color": "white"}, "nothing"),
    "raised beside": (_rich({"font_script": 1}), "careful"),
    "white beside": (_rich({"font_color": "white"}), "careful"),
    "text": (lambda _, sheet, at, own: sheet.write_string(*at, own), "own"),
    "formula": (lambda _, sheet, at, own: sheet.write_formula(*at, "=1+1", None, _number(own)), "own"),
    "formula, not worked out": (
        lambda _, sheet, at, own: sheet.write_formula(*at, "=1+1", None, ""),
        "shown",
    ),
    "error": (lambda _, sheet, at, own: sheet.write_formula(*at, "=1/0", None, "#DIV/0!"), "shown"),
}


def saved(report: PrintedReport, trick: str, addresses: frozenset[str]) -> bytes:
    """The report as a workbook of one sheet, with the trick in the cells of those addresses."""
    stream = io.BytesIO()
    put, _ = CELLS[trick]
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("年度报告")
        sheet.merge_range(0, 0, 0, _WIDTH - 1, report.title)
        row = 1
        marked = PrintedReport(report.title, report.form, {a: f"\x01{a}" for a in report.cells}, report.words)
        for title, tables, words in marked.parts():
            for table in ([[(title, 1, _WIDTH)]], *tables, *([[(text, 1, _WIDTH)]] for text in words)):
                positions = grid_of(table)
                for r, line in enumerate(table):
                    for index, (text, rows, columns) in enumerate(line):
                        at = (row + r, positions[r].index((r, index)))
                        if rows > 1 or columns > 1:
                            sheet.merge_range(*at, at[0] + rows - 1, at[1] + columns - 1, "")
                        _put(book, sheet, at, text, report, put, addresses)
                row += len(table)
    return stream.getvalue()


def _put(
    book: Any,
    sheet: Any,
    at: tuple[int, int],
    text: str,
    report: PrintedReport,
    put: Callable[..., object],
    addresses: frozenset[str],
) -> None:
    if not text.startswith("\x01"):
        sheet.write(*at, text)
    elif text[1:] in addresses:
        put(book, sheet, at, report.cells[text[1:]])
    else:
        sheet.write(*at, _number(report.cells[text[1:]]))

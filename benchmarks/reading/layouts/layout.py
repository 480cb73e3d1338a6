"""The three statutory tables as the blank forms draw them, with the values put in."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from benchmarks.reading.layouts.printed import PrintedCell, PrintedTable
from reports.form import Form, Row

_RESULTS = (
    ("upheld", "结果维持"),
    ("corrected", "结果纠正"),
    ("other", "其他结果"),
    ("pending", "尚未审结"),
    ("total", "总计"),
)
_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
Row_ = tuple[PrintedCell, ...]


def _value(printed: Mapping[str, str], address: str, across: int = 1) -> PrintedCell:
    return PrintedCell(printed[address], across, address=address)


def disclosure_tables(form: Form, printed: Mapping[str, str], *, one: bool) -> list[PrintedTable]:
    """Section two: one grid of four columns, or a table for each 第二十条第（…）项."""
    made: list[list[Row_]] = []
    for block in form.table("disclosure"):
        count = len(block.columns)
        last = 4 - count if one else 1
        width = 4 if one else count + 1
        rows: list[Row_] = [(PrintedCell(block.caption, width),)]
        head = [PrintedCell("信息内容")]
        for position, column in enumerate(block.columns, 1):
            head.append(PrintedCell(column.label, last if position == count and one else 1))
        rows.append(tuple(head))
        for row in block.rows:
            line = [PrintedCell(row.label)]
            for position, column in enumerate(block.columns, 1):
                across = last if position == count and one else 1
                line.append(_value(printed, f"disclosure.{row.id}.{column.id}", across))
            rows.append(tuple(line))
        made.append(rows)
    if one:
        return [PrintedTable(tuple(row for rows in made for row in rows), "disclosure")]
    return [PrintedTable(tuple(rows), "disclosure") for rows in made]


def applications_table(form: Form, printed: Mapping[str, str]) -> PrintedTable:
    """Section three: three label columns and seven of values; the group cells span their rows."""
    (block,) = form.table("applications")
    middle = [PrintedCell(column.label) for column in block.columns[1:6]]
    rows: list[Row_] = [
        (PrintedCell(_NOTE, 3, 3), PrintedCell("申请人情况", 7)),
        (PrintedCell("自然人", 1, 2), PrintedCell("法人或其他组织", 5), PrintedCell("总计", 1, 2)),
        tuple(middle),
    ]
    results = [row for row in block.rows if row.under]
    for row in block.rows:
        cells = list(_labels(row, block.rows, results))
        cells += [_value(printed, f"applications.{row.id}.{column.id}") for column in block.columns]
        rows.append(tuple(cells))
    return PrintedTable(tuple(rows), "applications")


def _labels(row: Row, rows: tuple[Row, ...], results: list[Row]) -> tuple[PrintedCell, ...]:
    if not row.under:
        return (PrintedCell(row.label, 3),)
    made: list[PrintedCell] = []
    if row is results[0]:
        made.append(PrintedCell(row.under[0], 1, len(results)))
    if len(row.under) == 1:
        return (*made, PrintedCell(row.label, 2))
    for _, group in groupby(results, key=lambda each: each.under):
        members = list(group)
        if members[0] is row:
            made.append(PrintedCell(row.under[1], 1, len(members)))
    return (*made, PrintedCell(row.label))


def litigation_table(printed: Mapping[str, str]) -> PrintedTable:
    """Section four: fifteen values in one row."""
    leaves = tuple(PrintedCell(label) for _, label in _RESULTS)
    values = tuple(
        _value(printed, f"litigation.{group}.{id}")
        for group in ("review", "suit_direct", "suit_after_review")
        for id, _ in _RESULTS
    )
    first = tuple(PrintedCell(label, 1, 2) for _, label in _RESULTS)
    return PrintedTable(
        (
            (PrintedCell("行政复议", 5), PrintedCell("行政诉讼", 10)),
            (*first, PrintedCell("未经复议直接起诉", 5), PrintedCell("复议后起诉", 5)),
            (*leaves, *leaves),
            values,
        ),
        "litigation",
    )

"""The statutory tables laid out as the blank form prints them, each cell with its reading and the findings that rest on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports import APPLICANTS, AnnualReport, Cell, CellState, forms
from reports.form import Block, Column
from storage import FiledFinding

Marks = Mapping[str, Sequence[FiledFinding]]


@dataclass(frozen=True, slots=True)
class Printed:
    """One cell of the page. `kind`: `head`, `label` or the state of a reading."""

    text: str
    kind: str
    rows: int = 1
    columns: int = 1
    address: str = ""
    findings: tuple[FiledFinding, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class PrintedTable:
    id: str
    caption: str
    rows: tuple[tuple[Printed, ...], ...]


SUM_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
CAPTIONS = {
    "disclosure": "二、主动公开政府信息情况",
    "applications": "三、收到和处理政府信息公开申请情况",
    "litigation": "四、政府信息公开行政复议、行政诉讼情况",
}


def marks_of(findings: Sequence[FiledFinding]) -> Marks:
    """Cell address → the findings that rest on it."""
    marks: dict[str, list[FiledFinding]] = {}
    for filed in findings:
        for place in filed.finding.places:
            marks.setdefault(place, []).append(filed)
    return marks


def tables(report: AnnualReport, marks: Marks) -> Iterator[PrintedTable]:
    """The three tables, each in the layout it really uses (its year's format where none could be told)."""
    for table, caption in CAPTIONS.items():
        layout = report.layout.get("applications" if table == "litigation" else table) or report.format
        if layout is None:
            continue
        blocks = forms()[layout].table(table)
        if table == "disclosure":
            rows = [row for block in blocks for row in _disclosure(report, block, marks)]
        elif table == "applications":
            rows = list(_applications(report, blocks[0], marks))
        else:
            rows = list(_litigation(report, blocks[0], marks))
        yield PrintedTable(table, caption, tuple(tuple(row) for row in rows))


def _read(report: AnnualReport, address: str, marks: Marks, columns: int = 1) -> Printed:
    cell = report.cell(address)
    return Printed(
        _shown(cell),
        cell.state.value,
        columns=columns,
        address=address,
        findings=tuple(marks.get(address, ())),
        why=cell.why or "",
    )


def _shown(cell: Cell) -> str:
    if cell.state is CellState.UNREADABLE:
        found = " / ".join(str(one) for one in cell.candidates[:4])
        return f"? {found}" if found else "?"
    return (cell.raw or "").strip()


def _disclosure(report: AnnualReport, block: Block, marks: Marks) -> Iterator[list[Printed]]:
    width = 4
    yield [Printed(block.caption, "caption", columns=width)]
    spare = width - 1 - len(block.columns)
    heads = [Printed("信息内容", "head")]
    heads += [
        Printed(column.label, "head", columns=1 + (spare if last else 0))
        for last, column in _with_last(block.columns)
    ]
    yield heads
    for row in block.rows:
        yield [
            Printed(row.label, "label"),
            *(
                _read(report, f"{block.table}.{row.id}.{column.id}", marks, 1 + (spare if last else 0))
                for last, column in _with_last(block.columns)
            ),
        ]


def _with_last(items: Sequence[Column]) -> Iterator[tuple[bool, Column]]:
    return ((number == len(items) - 1, item) for number, item in enumerate(items))


def _applications(report: AnnualReport, block: Block, marks: Marks) -> Iterator[list[Printed]]:
    deepest = max(len(row.under) for row in block.rows) + 1
    labels = {column.id: column.label for column in block.columns}
    yield [
        Printed(SUM_NOTE, "head", rows=3, columns=deepest),
        Printed("申请人情况", "head", columns=len(block.columns)),
    ]
    yield [
        Printed(labels["natural_person"], "head", rows=2),
        Printed("法人或其他组织", "head", columns=len(APPLICANTS) - 1),
        Printed(labels["total"], "head", rows=2),
    ]
    yield [Printed(labels[id], "head") for id in APPLICANTS[1:]]
    for groups, row in block.rows_and_groups():
        cells = [Printed(group, "label group", rows=held) for group, held in groups]
        cells.append(Printed(row.label, "label", columns=deepest - len(row.under)))
        cells += [_read(report, f"{block.table}.{row.id}.{column.id}", marks) for column in block.columns]
        yield cells


def _litigation(report: AnnualReport, block: Block, marks: Marks) -> Iterator[list[Printed]]:
    wide = len(block.columns)
    review, *suits = block.rows
    yield [
        Printed(review.label, "head", columns=wide),
        Printed("行政诉讼", "head", columns=wide * len(suits)),
    ]
    yield [
        *(Printed(column.label, "head", rows=2) for column in block.columns),
        *(Printed(suit.label, "head", columns=wide) for suit in suits),
    ]
    yield [Printed(column.label, "head") for _ in suits for column in block.columns]
    yield [
        _read(report, f"{block.table}.{row.id}.{column.id}", marks)
        for row in block.rows
        for column in block.columns
    ]


def labels(address: str, layout: str | None) -> str:
    """An address in the form's words: “行政复议 · 总计”; itself where it is no cell."""
    parts = address.split(".")
    if len(parts) == 3 and layout is not None and layout in forms():
        for block in forms()[layout].table(parts[0]):
            row = next((one for one in block.rows if one.id == parts[1]), None)
            column = next((one for one in block.columns if one.id == parts[2]), None)
            if row and column:
                return f"{CAPTIONS[parts[0]][:2]}{row.label} · {column.label}"
    return address

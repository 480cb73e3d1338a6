"""One WordprocessingML table (ISO/IEC 29500-1 §17.4): its cells with their spans, in grid columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from reports.formats.docx_looks import is_on
from reports.formats.limits import refuse_grid
from reports.formats.markup import attribute, child, local
from reports.formats.spans import Span

TextOf = Callable[[etree._Element], str]


def table_spans(table: etree._Element, text_of: TextOf, name: str) -> list[Span]:
    """Every printed cell. Tracked deleted rows and cells are gone; a vertical merge is one cell."""
    spans: list[Span] = []
    open_merges: dict[int, int] = {}
    row_number = 0
    for row in _children(table, "tr"):
        if _row_is_deleted(row):
            continue
        column = _skipped(row, "gridBefore")
        seen: dict[int, int] = {}
        for cell in _children(row, "tc"):
            if _cell_is_deleted(cell):
                continue
            width, continues, restarts, joins_left = _cell_shape(cell)
            refuse_grid(row_number + 1, column + width, name)
            index = open_merges.get(column)
            if (
                joins_left
                and spans
                and spans[-1].row == row_number
                and spans[-1].column + spans[-1].columns == column
            ):
                spans[-1] = _wider(spans[-1], width)
            elif continues and index is not None and spans[index].columns == width:
                spans[index] = _taller(spans[index], row_number)
                seen[column] = index
            else:
                spans.append(Span(row_number, column, text_of(cell), columns=width))
                if restarts or continues:
                    seen[column] = len(spans) - 1
            column += width
        open_merges = seen
        row_number += 1
    return _without_slivers(spans, _slivers(table))


_SLIVER = 80
"""Twentieths of a point; a narrower grid column is a rounding error between two rows' edges."""


def _slivers(table: etree._Element) -> list[int]:
    grid = child(table, "tblGrid")
    widths = [
        attribute(column, "w") or ""
        for column in (grid if grid is not None else ())
        if local(column) == "gridCol"
    ]
    return [index for index, width in enumerate(widths) if width.isdecimal() and int(width) < _SLIVER]


def _without_slivers(spans: list[Span], slivers: list[int]) -> list[Span]:
    """The same cells on a grid without columns that have no width. A cell that is nothing but sliver keeps its place."""
    alone = {span.column for span in spans if span.columns == 1}
    gone = [column for column in slivers if column not in alone]
    if not gone:
        return spans

    def moved(column: int) -> int:
        return column - sum(sliver < column for sliver in gone)

    return [
        span._replace(
            column=moved(span.column), columns=moved(span.column + span.columns) - moved(span.column)
        )
        for span in spans
    ]


def _children(element: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Direct children of that name, looking through content controls, custom XML and tracked insertions."""
    for node in element:
        name = local(node)
        if name == wanted:
            yield node
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"):
            yield from _children(node, wanted)


def _cell_shape(cell: etree._Element) -> tuple[int, bool, bool, bool]:
    """(grid columns, continues a vertical merge, begins one, continues a horizontal merge)."""
    properties = child(cell, "tcPr")
    if properties is None:
        return 1, False, False, False
    span = child(properties, "gridSpan")
    width = _number(attribute(span, "val")) if span is not None else 1
    vertical = child(properties, "vMerge")
    kind = None if vertical is None else (attribute(vertical, "val") or "continue")
    horizontal = child(properties, "hMerge")
    joins = horizontal is not None and (attribute(horizontal, "val") or "continue") == "continue"
    return max(width, 1), kind == "continue", kind == "restart", joins


def _skipped(row: etree._Element, which: str) -> int:
    properties = child(row, "trPr")
    skipped = child(properties, which) if properties is not None else None
    return _number(attribute(skipped, "val")) if skipped is not None else 0


def _row_is_deleted(row: etree._Element) -> bool:
    properties = child(row, "trPr")
    if properties is None:
        return False
    return child(properties, "del") is not None or is_on(child(properties, "hidden"))


def _cell_is_deleted(cell: etree._Element) -> bool:
    properties = child(cell, "tcPr")
    return properties is not None and child(properties, "cellDel") is not None


def _wider(span: Span, width: int) -> Span:
    return Span(span.row, span.column, span.text, span.rows, span.columns + width)


def _taller(span: Span, row: int) -> Span:
    return Span(span.row, span.column, span.text, row - span.row + 1, span.columns)


def _number(value: str | None) -> int:
    return int(value) if value is not None and value.isdecimal() and len(value) < 6 else 0

"""Tables flattened to one cell a line: lines → rows of cells.

A line that begins with a tab begins a cell; one without goes on with the cell above, unless an empty line stands
between. An empty line ends a row; rows that are cut by a stray one are joined again by the reader of tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.labels import bare, labels
from reports.plain.lines import Line
from reports.plain.tokens import Kind, kind_of, rows

Row = list[tuple[str, int]]


def stacked_rows(lines: Sequence[Line]) -> list[Row]:
    if any(line.text.startswith("\t") for line in lines):
        return list(_mended(_tabbed(lines)))
    return _bare(lines)


def _mended(rows: Sequence[Row]) -> Iterator[Row]:
    """Rows of which a stray empty line cut the label in two are put together: only where both halves make a label exactly."""
    waiting: Row = []
    for row in rows:
        if waiting and row and _is_label(f"{waiting[-1][0]}{row[0][0]}"):
            yield [*waiting[:-1], (f"{waiting[-1][0]}{row[0][0]}", waiting[-1][1]), *row[1:]]
            waiting = []
            continue
        if waiting:
            yield waiting
        cut = bool(row) and kind_of(row[-1][0]) is not Kind.VALUE and not _is_label(row[-1][0])
        waiting = row if cut else []
        if not cut:
            yield row
    if waiting:
        yield waiting


def _is_label(text: str) -> bool:
    return any(bare(text) in labels(part).rows for part in ("disclosure", "applications"))


def _tabbed(lines: Sequence[Line]) -> list[Row]:
    made: list[Row] = []
    row: Row = []
    after_break = True
    for line in lines:
        if line.text == "":
            if row:
                made.append(row)
            row, after_break = [], True
            continue
        text = line.text.replace("\xa0", " ").strip()
        if line.text.startswith("\t") or (after_break and text):
            row.append((text, line.number))
            after_break = False
        elif text and row:
            above, number = row[-1]
            row[-1] = (f"{above}\n{text}" if above else text, number)
    if row:
        made.append(row)
    return made


def _bare(lines: Sequence[Line]) -> list[Row]:
    """No tabs: rows begin where the form begins them. Blank cells have left no trace here."""
    tokens = ((line.text.replace("\xa0", " ").strip(), line.number) for line in lines)
    return rows(token for token in tokens if token[0])

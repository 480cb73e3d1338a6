"""Tables flattened to one cell a line: lines → rows of cells.

A line that begins with a tab begins a cell; one without goes on with the cell above, unless an empty line stands
between. An empty line ends a row; rows that are cut by a stray one are joined again by the reader of tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.column_names import BEGINS
from reports.dated_labels import undated
from reports.labels import all_disclosure_columns, labels, plain
from reports.plain.lines import Line, Shape
from reports.plain.sums import SUM, is_broken, sums_hold
from reports.plain.tokens import Kind, Token, kind_of, rows

Row = list[tuple[str, int]]
_COLUMNS, _SEVERAL = 7, 6
"""Of table three; so many of its rows show whether the table was written row by row, or one column after the other."""


def stacked_rows(lines: Sequence[Line]) -> list[Row]:
    return _bare(lines) if is_bare(lines) else list(_mended(_tabbed(lines)))


def is_bare(lines: Sequence[Line]) -> bool:
    """Stacked without tabs: an empty cell leaves nothing."""
    return lines[0].shape is Shape.STACKED and not any(line.text.startswith("\t") for line in lines)


def _mended(rows: Sequence[Row]) -> Iterator[Row]:
    """Rows that a stray empty line cut in two are put together: where both halves make a label exactly, and headers of
    section two (信息内容 …), which the reader of tables believes only whole."""
    waiting: Row = []
    for row in rows:
        joined = _joined(waiting, row) if waiting and row else None
        if waiting and joined is None:
            yield waiting
        whole = row if joined is None else joined
        may_go_on = bool(whole) and kind_of(whole[-1][0]) is not Kind.VALUE and not _is_label(whole[-1][0])
        waiting = whole if may_go_on else []
        if not may_go_on:
            yield whole
    if waiting:
        yield waiting


def _joined(above: Row, below: Row) -> Row | None:
    """The two as one row; `None` where they are two."""
    if plain(above[0][0]) == BEGINS and all(map(_is_header, below)):
        return [*above, *below]
    (start, number), (rest, _) = above[-1], below[0]
    if _is_label(f"{start}{rest}") or kind_of(f"{start}{rest}") is Kind.COLUMN:
        return [*above[:-1], (f"{start}{rest}", number), *below[1:]]
    return None


def _is_header(cell: tuple[str, int]) -> bool:
    return undated(cell[0]) in all_disclosure_columns()


def _is_label(text: str) -> bool:
    return any(undated(text) in labels(part).rows for part in ("disclosure", "applications"))


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
    made = rows(_whole_columns([token for token in tokens if token[0]]))
    applicants = [row for row in made if _is_of_table_three(row)]
    whole = sum(len(_figures(row)) == _COLUMNS for row in applicants)
    by_column = len(applicants) >= _SEVERAL and 2 * whole < len(applicants)
    return [row for row in made if not (by_column and _may_be_by_chance(row)) and not _is_broken(row)]


def _whole_columns(tokens: Sequence[Token]) -> Iterator[Token]:
    """The cells, names of columns that were printed on two lines (本年新, 制作数量) put together."""
    at = 0
    while at < len(tokens):
        text, number = tokens[at]
        both = text + tokens[at + 1][0] if at + 1 < len(tokens) else ""
        halves = both and all(kind_of(half) is Kind.WORDS for half in (text, tokens[at + 1][0]))
        if halves and kind_of(both) is Kind.COLUMN:
            text, at = both, at + 1
        yield text, number
        at += 1


def _is_broken(row: Row) -> bool:
    """A row of table three among whose figures are pieces of one: nobody can tell how many it has."""
    return _is_of_table_three(row) and any(map(is_broken, _figures(row)))


def _may_be_by_chance(row: Row) -> bool:
    """Seven figures after a label, as a row has, that do not add up as a row's do."""
    figures = _figures(row)
    return _is_of_table_three(row) and len(figures) == _COLUMNS and not sums_hold(figures, SUM)


def _is_of_table_three(row: Row) -> bool:
    return any(undated(text) in labels("applications").rows for text, _ in row) and bool(_figures(row))


def _figures(row: Row) -> list[str]:
    return [text for text, _ in row if kind_of(text) is Kind.VALUE]

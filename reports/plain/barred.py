"""Tables of a web page turned into text: a bar ends every cell (``规章 | 0 | 0 | 0 |``), and none need stand before a row.

Converters differ: a row to a line; a cell to a line (``规章 |``, ``0 |``); a cell's text on the line below its bar. A cell
that spans several columns leaves so many bars more at the row's end (``行政许可 | 0 | ||``), one that spans rows stands in
its first row only. What no label of the form is in stays words: a page's own frame is converted in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reports import values
from reports.column_names import BEGINS
from reports.headings import heading_of
from reports.plain.bars_below import in_one_line
from reports.plain.lines import Line, Shape, between_bars
from reports.plain.tokens import LABELS, Kind, Token, kind_of, rows

Row = list[Token]

_BARRED = re.compile(r"\s*\S.*\|\s*$|\s*\|+\s*$")
_LONGEST_CELL = 60
_LEAST_KNOWN = 2
"""Cells that the form knows: so many must be in a run of barred lines."""
_CAPTION = "勾稽关系"
_NEARLY_ALL = 0.9
_COLUMNS = 7
"""Of table three, which is the widest whose rows have a label."""
_WITHOUT_LABEL = 15
"""Columns of table four."""


def barred(lines: Sequence[Line]) -> list[Line]:
    """Lines of tables whose cells end in bars are `BARRED`; other lines lose the bars at their end."""
    made = list(lines)
    start = 0
    while start < len(made):
        if not _may_be_barred(made[start]):
            start += 1
            continue
        end = _end_of_run(made, start)
        if all(line.shape is Shape.PIPES or not line.text.strip() for line in made[start:end]):
            start = end  # Markdown: a bar before each row as well
            continue
        first, last = _table_within(made, start, end)
        opened = _bars_before_rows(made[first:last])
        for at in range(start, end):
            line = made[at]
            in_table = first <= at < last
            made[at] = _row_line(line, opened=opened) if in_table else _words(line)
        start = end
    return made


def _may_be_barred(line: Line) -> bool:
    return line.shape in (Shape.WORDS, Shape.GAPS, Shape.PIPES) and _BARRED.fullmatch(line.text) is not None


def _end_of_run(lines: Sequence[Line], start: int) -> int:
    """Behind the last barred line: blank lines and the first lines of a broken cell may stand between."""
    end = start
    for at in range(start, len(lines)):
        line = lines[at]
        if heading_of(line.text.rstrip("| ")) or len(line.text) > _LONGEST_CELL * _COLUMNS:
            break
        if _may_be_barred(line):
            end = at + 1
        elif line.text.strip() and not _may_go_on(line):
            break
    return max(end, start + 1)


def _may_go_on(line: Line) -> bool:
    """Whether a line without a bar may be the beginning of a cell that ends on the line below."""
    text = line.text.strip()
    return len(text) <= _LONGEST_CELL and not text.endswith(("。", "；", "：")) and "\t" not in line.text


def _table_within(lines: Sequence[Line], start: int, end: int) -> tuple[int, int]:
    """From the first to behind the last line of the run that has a cell the form knows, or figures after it."""
    cells = {at: [cell for cell in between_bars(lines[at].text) if cell] for at in range(start, end)}
    known = [at for at in range(start, end) for cell in cells[at] if kind_of(cell) in LABELS]
    if len(known) < _LEAST_KNOWN:
        return end, end
    captions = [at for at in range(start, known[0]) if any(_CAPTION in cell for cell in cells[at])]
    figures = [at for at in range(known[-1], end) if any(map(values.is_value, cells[at]))]
    return min([*captions, known[0]]), max([known[-1], *figures]) + 1


def _bars_before_rows(lines: Sequence[Line]) -> bool:
    """Whether a bar stands before most rows; where none does, one at the beginning of a line is behind an empty cell."""
    filled = [line.text.strip() for line in lines if line.text.strip(" |\xa0")]
    return 2 * sum(text.startswith("|") for text in filled) > len(filled)


def _row_line(line: Line, *, opened: bool) -> Line:
    cells = between_bars(line.text)
    if any(cells) and not opened and line.text.lstrip().startswith("|"):
        cells = ("", *cells)
    return Line(line.number, line.text, Shape.BARRED, cells)


def _words(line: Line) -> Line:
    if line.shape is Shape.PIPES or not _may_be_barred(line):
        return line
    return Line(line.number, line.text.rstrip("| \xa0"), Shape.WORDS)


def barred_rows(lines: Sequence[Line]) -> list[Row]:
    """Rows of (text, line number) of a stretch of `BARRED` lines."""
    whole = list(_whole_cells(lines))
    filled = [line for line in whole if any(line.cells)]
    single = sum(len(list(filter(None, line.cells))) == 1 for line in filled)
    if single < _NEARLY_ALL * len(filled):
        return [[(cell, line.number) for line in row for cell in line.cells] for row in _lines_of_rows(whole)]
    return [_without_excess(row) for row in _headers_whole(rows(_one_by_one(whole)))]


def _lines_of_rows(lines: Sequence[Line]) -> list[list[Line]]:
    """One line a row; but where words were wrapped and figures were not, a label and each name of a header stand on lines
    of their own, with one bar behind, and the row goes on below (``行政许可 |``, ``114 | ||``). A bar alone below one of
    those is an empty cell."""
    made: list[list[Line]] = []
    for line in lines:
        if not any(line.cells):
            if made and made[-1][-1].text.count("|") == line.text.count("|") == 1:
                made[-1].append(line)
        elif made and _goes_on_with(made[-1], line):
            made[-1].append(line)
        else:
            made.append([line])
    return made


def _goes_on_with(row: Sequence[Line], line: Line) -> bool:
    if row[-1].text.count("|") != 1:
        return False
    above = [kind_of(cell) for each in row for cell in each.cells]
    below = [kind_of(cell) for cell in line.cells if cell]
    if row[0].cells[0] == BEGINS:
        return all(kind is Kind.COLUMN for kind in (*above[1:], *below))
    return above in ([Kind.ROW], [Kind.OPENING]) and below[0] is Kind.VALUE


def _whole_cells(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines with what stands above them without a bar, where that is the beginning of their first cell."""
    above: list[str] = []
    for line in lines:
        if not line.text.strip():
            continue
        if not line.text.rstrip().endswith("|"):
            above.append(line.text)
            continue
        first, *others = line.cells
        yield Line(line.number, line.text, line.shape, (in_one_line([*above, first]), *others))
        above = []


def _one_by_one(lines: Sequence[Line]) -> Iterator[Token]:
    """Cells in order. A bar alone is an empty cell, unless one stands before each row's label: then it opens the row."""
    opening = _bars_open_rows(lines)
    for at, line in enumerate(lines):
        if any(line.cells):
            yield from ((cell, line.number) for cell in line.cells if cell)
        elif line.text.strip() == "|" and not (
            opening and (_is_label_after(lines, at) or _is_header_before(lines, at))
        ):
            yield "", line.number


def _bars_open_rows(lines: Sequence[Line]) -> bool:
    """Before nearly every label; in table four, which has none, before a row of names."""
    labels = [
        at for at, line in enumerate(lines) if at and kind_of(line.cells[0]) in (Kind.ROW, Kind.OPENING)
    ]
    if not labels:
        return any(
            above.text.strip() == "|" and kind_of(below.cells[0]) is Kind.COLUMN
            for above, below in pairwise(lines)
        )
    opened = sum(lines[at - 1].text.strip() == "|" for at in labels)
    return bool(labels) and opened >= _NEARLY_ALL * len(labels)


def _headers_whole(made: Sequence[Row]) -> Iterator[Row]:
    """Rows, the empty cell at a header's end in the header's own: the rows below it have one there, too."""
    for row, below in pairwise([*made, []]):
        if [text for text, _ in row] == [""]:
            continue
        ends_empty = [text for text, _ in below] == [""] and kind_of(row[-1][0]) is Kind.COLUMN
        yield [*row, *below] if ends_empty else row


def _is_label_after(lines: Sequence[Line], at: int) -> bool:
    return (
        at + 1 < len(lines) and any(lines[at + 1].cells) and kind_of(lines[at + 1].cells[0]) is not Kind.VALUE
    )


def _is_header_before(lines: Sequence[Line], at: int) -> bool:
    """Whether what stands above is the last name of a header: the row of figures below it has no label."""
    above = next((line for line in reversed(lines[:at]) if any(line.cells) or line.text.strip() == "|"), None)
    names = [cell for cell in above.cells if cell] if above is not None else []
    return bool(names) and kind_of(names[-1]) is Kind.COLUMN


def _without_excess(row: Row) -> Row:
    """A row has no more than seven figures, one of table four, which has no label, fifteen: empty cells at its end beyond
    those are what spanning cells left."""
    cells = list(row)
    labelled = any(kind_of(text) is not Kind.VALUE for text, _ in cells)
    most = _COLUMNS if labelled else _WITHOUT_LABEL
    while cells and not cells[-1][0] and sum(kind_of(text) is Kind.VALUE for text, _ in cells) > most:
        cells.pop()
    return cells

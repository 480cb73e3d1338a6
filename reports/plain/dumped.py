"""Table three in the text dump of a PDF: labels wrapped over lines, those of groups among them, figures on lines between.

A dump keeps the order of what stands on the page and little else. Every row of the form begins with its own list mark
and words, and the rows follow one another: where the beginnings of all rows are found in the form's order, the figures
between two beginnings are those of one row. Where beginnings are lost, the figures are a row's only if there are
exactly as many as the form has cells, every beginning that is left stands before its own, and all sums hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports import numerals
from reports.form import APPLICANTS, Block, forms
from reports.plain.dump_lines import UNKNOWN, DumpLine, marked
from reports.plain.dump_windows import lines_of_rows
from reports.plain.dumped_headers import applicants_in_order
from reports.plain.sums import SUM, is_broken, sums_hold

_TABLE = "applications"
_COLUMNS = (*APPLICANTS, "total")
_WIDTH = len(_COLUMNS)
_STRAYS, _NEARLY_ALL = 3, 0.7
"""Lines of figures whose row is not told, and share of the rows that must be told where some are not."""
_LEAST_KNOWN = 0.5
"""Share of the rows whose beginning must be left where others are lost."""
Piece = tuple[str, int]
"""Text and the line it stands on."""


@dataclass(frozen=True, slots=True)
class Dumped:
    """Rows of pieces, the header first; `last` is the line of the last figure."""

    rows: tuple[tuple[Piece, ...], ...]
    last: int


def read_applications(lines: Sequence[tuple[str, int]]) -> Dumped | None:
    """The table in the lines (text, number) under its heading; `None` where its rows are not certain."""
    tried = [
        (block, body)
        for unmarked in (False, True)
        for (block,) in (form.table(_TABLE) for form in forms().values())
        if (body := _body(lines, list(marked(lines, block.rows, unmarked=unmarked))))
        and any(line.torn for line in body)  # else each row says itself whose it is
    ]
    for block, body in tried:
        found = _figures(body, len(block.rows))
        if found is not None:
            return _made(found, block, body[0].number)
    return _in_windows(tried)


def _body(lines: Sequence[tuple[str, int]], held: Sequence[DumpLine]) -> list[DumpLine]:
    """The lines from the first row on; nothing where a row is not of the form, or the header not as it should be."""
    starts = [row for line in held for row in line.begins]
    if UNKNOWN in starts or len(starts) != len(set(starts)) or not starts or starts[0] != 0:
        return []
    first = next(line.number for line in held if line.begins)
    if any(len(line.figures) > 1 for line in held if line.number < first):
        return []
    if not applicants_in_order([text for text, number in lines if number < first]):
        return []
    return [line for line in held if line.number >= first]


def _figures(body: Sequence[DumpLine], count: int) -> Figures | None:
    starts = [row for line in body for row in line.begins]
    found = _between_beginnings(body, count) if starts == [*range(count)] else None
    return found or _counted(body, count)


Figures = list[list[Piece]]
"""For each row of the form what stands in it."""


def _between_beginnings(body: Sequence[DumpLine], count: int) -> Figures | None:
    """All rows begin: between two beginnings stand the figures of one row, on one line.

    They add up. Where they do not, they are believed if all rows have seven: a figure printed twice and one that is
    lost make seven as well, but hardly in one row alone.
    """
    at = [line.number for line in body for _ in line.begins]
    if len(set(at)) < count:  # two rows begin on one line
        return None
    ends = [*at[1:], body[-1].number + 1]
    held = [_of_one_row(body, start, end) for start, end in zip(at, ends, strict=True)]
    figures = [line.figures if line is not None else [] for line in held]
    seven = all(len(row) == _WIDTH and not any(map(is_broken, row)) for row in figures)
    made: Figures = []
    for line, start in zip(held, at, strict=True):
        sure = line is not None and (sums_hold(line.figures, SUM) or (seven and line.even))
        beside = line is not None and (line.number == start or all(figures))
        made.append([(figure, line.number) for figure in line.figures] if line and sure and beside else [])
    return made if sum(map(bool, made)) > count / 2 else None


def _of_one_row(body: Sequence[DumpLine], start: int, end: int) -> DumpLine | None:
    """The one line of figures from `start` up to `end`. Beside it may stand a page number, or the end of a figure that a
    narrow cell broke: then the row must add up."""
    held = [line for line in body if start <= line.number < end and line.figures]
    if len(held) > 1:
        held = [line for line in held if not line.is_lone and sums_hold(line.figures, SUM)]
    return held[0] if len(held) == 1 else None


def _in_windows(tried: Sequence[tuple[Block, Sequence[DumpLine]]]) -> Dumped | None:
    """About nearly each row's line of figures stands its whole label: rows of seven that add up are read. The form is the one
    of which more rows are told."""
    told = [
        (len(found.lines) - found.strays, number, block, body, found)
        for number, (block, body) in enumerate(tried)
        if (found := lines_of_rows(body, block.rows)) is not None
        and found.strays <= _STRAYS
        and len(found.lines) >= _NEARLY_ALL * len(block.rows)
    ]
    if not told:
        return None
    score, _, block, body, best = max(told)
    if any(other == score and another.rows != block.rows for other, _, another, _, _ in told):
        return None
    held = [best.lines.get(row) for row in range(len(block.rows))]
    figures: Figures = [
        [(figure, line.number) for figure in line.figures] if line and sums_hold(line.figures, SUM) else []
        for line in held
    ]
    return _made(figures, block, body[0].number)


def _counted(body: Sequence[DumpLine], count: int) -> Figures | None:
    """As many figures as the form has cells, in its order: no beginning that is left says otherwise, all sums hold."""
    rows = [line for line in body if len(line.figures) == _WIDTH]
    lines = rows if len(rows) == count else [line for line in body if line.figures]
    figures = [(figure, line.number) for line in lines for figure in line.figures]
    if len(figures) != count * _WIDTH:
        return None
    known = list(_beside_figures(body))
    for row, start in known:
        if sum(number < start for _, number in figures) != row * _WIDTH:
            return None
    made = [figures[at : at + _WIDTH] for at in range(0, len(figures), _WIDTH)]
    return made if len(known) >= _LEAST_KNOWN * count and _adds_up(made) else None


def _beside_figures(body: Sequence[DumpLine]) -> Iterator[tuple[int, int]]:
    """(row, line) of each beginning after which figures stand before any other: one that was moved away has none."""
    last: tuple[int, int] | None = None
    for line in body:
        for row in line.begins:
            last = (row, line.number)
        if line.figures and last is not None:
            yield last
            last = None


def _adds_up(rows: Figures) -> bool:
    """Each row's total is the sum of its six, the results' that of the rows between, and not everything is nothing."""
    texts = [[text for text, _ in row] for row in rows]
    if not all(sums_hold(row, SUM) for row in texts):
        return False
    numbers = [[numerals.number(text) or 0 for text in row] for row in texts]
    return (
        any(map(any, numbers)) and [sum(column) for column in zip(*numbers[2:-2], strict=True)] == numbers[-2]
    )


def _made(found: Figures, block: Block, first: int) -> Dumped:
    header = tuple((column.label, first) for column in block.columns)
    body = []
    above = first
    for row, figures in zip(block.rows, found, strict=True):
        above = figures[0][1] if figures else above
        body.append(((row.label, above), *figures))
    last = max(number for row in body for _, number in row)
    return Dumped((header, *body), last)

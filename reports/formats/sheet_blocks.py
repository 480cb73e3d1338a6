"""A worksheet's cells → blocks: what stands alone in its row is a paragraph, what stands in a row of cells is a table.

Spreadsheets have no paragraphs, so a report in one writes its headings and its prose into merged rows between tables.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports.document import Block, Paragraph, Place
from reports.errors import Damaged, TooMuch
from reports.form import sections
from reports.formats.limits import BLOCKS, DOCUMENT_POSITIONS, refuse_grid
from reports.formats.sheet_numbers import UNKNOWN_VALUE
from reports.formats.spans import Span, expand
from reports.telling import may_be_missed

_PROSE = 60
"""Characters; a lone cell longer than this is prose, not a caption inside a table."""
Merge = tuple[int, int, int, int]
"""(first row, first column, last row, last column), from 0, both ends included."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One visible sheet: the texts by (row, column) from 0, and its merged ranges."""

    name: str
    texts: Mapping[tuple[int, int], str]
    merges: Sequence[Merge] = ()
    hidden: Collection[int] = ()
    """Rows that are not shown: they hold no text and do not part a table. Within a table what they hold is unknown."""
    hidden_columns: Collection[int] = ()
    folded: bool = False
    """What the form prints, or prose, stands in what is not shown: whoever unfolds the sheet reads it."""

    def text(self, row: int, column: int) -> str:
        """Of a cell in a table: a cell that is folded away is not empty."""
        folded = row in self.hidden or column in self.hidden_columns
        return self.texts.get((row, column), UNKNOWN_VALUE if folded else "")


def sheet_blocks(sheet: Sheet, *, name: str, first_table: int) -> list[Block]:
    """Blocks of one sheet in order; its tables are counted on from `first_table`, each with its own rows from 1."""
    blocks: list[Block] = []
    merges = [merge for merge in sheet.merges if merge[2] > merge[0] or merge[3] > merge[1]]
    lines = _lines(sheet)
    table, positions = first_table, 0
    for run in _runs(sheet, lines, merges):
        if isinstance(run, int):
            blocks.append(Paragraph(next(iter(lines[run].values())), Place(row=run + 1)))
            continue
        grid = expand(_spans(sheet, lines, merges, run, name), table=table, name=name)
        table, positions = table + 1, positions + len(grid.rows) * grid.width
        if positions > DOCUMENT_POSITIONS or len(blocks) > BLOCKS:
            raise TooMuch(f"{name}: more tables than any report has", f"{name}：表格过多，已拒绝读取")
        blocks.append(grid)
    return blocks


Lines = Mapping[int, Mapping[int, str]]
"""Texts by row and column."""


def _lines(sheet: Sheet) -> Lines:
    lines: dict[int, dict[int, str]] = {}
    for (row, column), text in sorted(sheet.texts.items()):
        lines.setdefault(row, {})[column] = text
    return lines


def _reach(lines: Lines, merges: Sequence[Merge]) -> dict[int, int]:
    """The last row of the merged cells that each row stands in; itself where it stands in none."""
    reach: dict[int, int] = {}
    lowest, ordered = -1, sorted(merges, reverse=True)
    for row in lines:
        while ordered and ordered[-1][0] <= row:
            lowest = max(lowest, ordered.pop()[2])
        reach[row] = max(lowest, row)
    return reach


def _runs(sheet: Sheet, lines: Lines, merges: Sequence[Merge]) -> Iterator[int | tuple[int, int]]:
    """Each lone row that is a paragraph, as its number, and each table as (first, last row), in order."""
    reach = _reach(lines, merges)
    start: int | None = None
    end = -1
    for row, line in lines.items():
        texts = list(line.values())
        if start is not None and any(between not in sheet.hidden for between in range(end + 1, row)):
            yield (start, end)
            start = None
        if len(texts) == 1 and (start is None or row > end) and _is_paragraph(texts[0], alone=start is None):
            if start is not None:
                yield (start, end)
                start = None
            yield row
            continue
        start = row if start is None else start
        end = max(end, reach[row], row)
    if start is not None:
        yield (start, end)


def _is_paragraph(text: str, *, alone: bool) -> bool:
    """A heading of the statutory form, prose, or anything that stands alone before a table has begun."""
    return alone or are_words(text)


def are_words(text: str) -> bool:
    """Whether a cell is a heading of the statutory form, or prose."""
    return len(text) > _PROSE or any(re.search(section.matches, text) for section in sections())


def is_reported(text: str) -> bool:
    """Whether a cell that is not shown may be what is missing."""
    return are_words(text) or may_be_missed(text)


def _spans(
    sheet: Sheet, lines: Lines, merges: Sequence[Merge], run: tuple[int, int], name: str
) -> list[Span]:
    """Cells of the rows of a run; a position without a text is a cell that is there and empty."""
    start, end = run
    inside = [merge for merge in merges if start <= merge[0] and merge[2] <= end]
    columns = [column for row in range(start, end + 1) for column in lines.get(row, ())]
    first = min([*columns, *(merge[1] for merge in inside)])
    last = max([*columns, *(merge[3] for merge in inside)])
    refuse_grid(end - start + 1, last - first + 1, name)
    area = sum((merge[2] - merge[0] + 1) * (merge[3] - merge[1] + 1) for merge in inside)
    if area > (end - start + 1) * (last - first + 1):
        raise Damaged(
            f"{name}: merged ranges overlap; save the sheet again", f"{name}：合并单元格互相重叠，文件已损坏"
        )
    covered: set[tuple[int, int]] = set()
    spans = []
    for top, left, bottom, right in inside:
        covered.update((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        text = sheet.text(top, left)
        spans.append(Span(top - start, left - first, text, bottom - top + 1, right - left + 1))
    for row in range(start, end + 1):
        for column in range(first, last + 1):
            if (row, column) not in covered:
                spans.append(Span(row - start, column - first, sheet.text(row, column)))
    return spans

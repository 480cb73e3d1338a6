"""A worksheet's cells → blocks: what stands alone in its row is a paragraph, what stands in a row of cells is a table.

Spreadsheets have no paragraphs, so a report in one writes its headings and its prose into merged rows between tables.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports.document import Block, Grid, Paragraph, Place
from reports.errors import Damaged
from reports.form import sections
from reports.formats.limits import refuse_grid
from reports.formats.spans import Span, expand

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
    """Rows that are not shown: they hold no text and do not part a table."""


def sheet_blocks(sheet: Sheet, *, name: str, first_table: int) -> list[Block]:
    """Blocks of one sheet in order; its tables are counted on from `first_table`, each with its own rows from 1."""
    blocks: list[Block] = []
    merges = [merge for merge in sheet.merges if merge[2] > merge[0] or merge[3] > merge[1]]
    for run in _runs(sheet, merges):
        if isinstance(run, int):
            text = next(text for (row, _), text in sheet.texts.items() if row == run)
            blocks.append(Paragraph(text, Place(row=run + 1)))
            continue
        table = first_table + sum(isinstance(block, Grid) for block in blocks)
        blocks.append(expand(_spans(sheet, merges, *run, name), table=table, name=name))
    return blocks


def _runs(sheet: Sheet, merges: Sequence[Merge]) -> Iterator[int | tuple[int, int]]:
    """Each lone row that is a paragraph, as its number, and each table as (first, last row), in order."""
    by_row: dict[int, list[str]] = {}
    for (row, _), text in sorted(sheet.texts.items()):
        by_row.setdefault(row, []).append(text)
    reach = {row: max([m[2] for m in merges if m[0] <= row <= m[2]], default=row) for row in by_row}
    start: int | None = None
    end = -1
    for row, texts in by_row.items():
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
    return alone or len(text) > _PROSE or any(re.search(section.matches, text) for section in sections())


def _spans(sheet: Sheet, merges: Sequence[Merge], start: int, end: int, name: str) -> list[Span]:
    """Cells of the rows start…end; a position without a text is a cell that is there and empty."""
    inside = [merge for merge in merges if start <= merge[0] and merge[2] <= end]
    columns = [column for row, column in sheet.texts if start <= row <= end]
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
        text = sheet.texts.get((top, left), "")
        spans.append(Span(top - start, left - first, text, bottom - top + 1, right - left + 1))
    for row in range(start, end + 1):
        for column in range(first, last + 1):
            if (row, column) not in covered:
                spans.append(Span(row - start, column - first, sheet.texts.get((row, column), "")))
    return spans

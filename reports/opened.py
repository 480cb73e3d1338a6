"""Tables, or rows of them, that are text: headings typed into a row, a frame about words, what stands in columns beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reports.document import Block, Grid, GridCell, Paragraph
from reports.headings import LONGEST, heading_of
from reports.sheets import Sheet, once_for_each


def opened_rows(block: Grid) -> Sequence[Block]:
    """A grid with rows that are nothing but a section's heading: those rows as paragraphs, the rest as it is; one that is a frame
    about words, as those words."""
    if block.sheet is not None and not _holds_headings(block.sheet):
        return (block,)
    if block.reliable and _is_box(block):
        return [
            Paragraph(" ".join(cell.text.split()), cell.place)
            for cell in _printed(block)
            if cell.text.strip()
        ]
    headings = [_heading_row(row) for row in block.rows]
    if not any(headings):
        return (block,)
    made: list[Block] = []
    start = 0
    for index, heading in enumerate([*headings, None]):
        ends = index == len(block.rows)
        if heading is None and not ends:
            continue
        if index > start:
            made.append(replace(block, rows=block.rows[start:index]))
        if heading is not None:
            made.append(Paragraph(" ".join(heading.text.split()), heading.place))
        start = index + 1
    return made


def _is_box(grid: Grid) -> bool:
    """Whether it has one cell a row: a frame about words, which are read as they would be without it."""
    return all(row and row[0] is not None and all(cell is row[0] for cell in row) for row in grid.rows)


def without_title(opened: Sequence[Block], before: Sequence[Block]) -> Sequence[Block]:
    """Without a first row that says again the heading under which its table stands: that is the table's title."""
    if not opened or not isinstance(opened[0], Paragraph) or len(opened) == 1:
        return opened
    title = heading_of(opened[0].text)
    paragraphs = (block for block in reversed(before) if isinstance(block, Paragraph))
    above = next((heading for block in paragraphs if (heading := heading_of(block.text))), None)
    if title is None or above is None or (above.section, above.mark) != (title.section, title.mark):
        return opened
    return opened[1:]


@once_for_each
def _holds_headings(sheet: Sheet) -> bool:
    return any(_heading_row(row) for row in sheet.covered.rows)


def _heading_row(row: Sequence[GridCell | None]) -> GridCell | None:
    """The one cell with words of a row, where they are a heading."""
    only: GridCell | None = None
    for cell in row:
        if cell is None or cell is only or not cell.text or cell.text.isspace():
            continue
        if only is not None:
            return None
        only = cell
    if only is None or len(only.text) > LONGEST or heading_of(only.text) is None:
        return None
    return only


def words_of_tables(blocks: Sequence[Block]) -> Iterator[str]:
    """What the tables among them say, row by row."""
    for block in blocks:
        if isinstance(block, Grid):
            for row in range(len(block.rows)):
                yield " ".join(cell.text for _, cell in block.own_cells(row))


def _printed(grid: Grid) -> Iterator[GridCell]:
    for row in range(len(grid.rows)):
        yield from (cell for _, cell in grid.own_cells(row))

"""Whether a report goes on outside the element that holds its headings: markup that closes an element too early, or text between
the rows of a table, which browsers put in front of it, leaves part of a report there.

What was not read can hold the section, or the words, that seem to be missing.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from reports.closing import closes, is_sentence
from reports.document import Block, Grid, Paragraph
from reports.headings import CONTENTS, heading_of
from reports.markup.article import Searched
from reports.markup.walk import Chain


def goes_on_outside(page: Searched, found: Sequence[tuple[Block, Chain]]) -> bool:
    """`found` are the blocks of the article, one piece of the page or all of it."""
    blocks = page.walk.blocks
    if not found or len(found) == len(blocks):
        return False
    first = next(at for at, each in enumerate(blocks) if each is found[0])
    end = first + len(found)
    inside = {heading.section for at, heading in page.headed if first <= at < end}
    if any(section not in inside for section in _named_outside(page, range(first, end))):
        return True
    below = blocks[end][0] if end < len(blocks) else None
    bare = any(at == end - 1 and not heading.rest for at, heading in page.headed)
    if bare and any(above == end for _, _, above in page.walk.images):
        return True
    if isinstance(below, Paragraph):
        return not closes(below.text) and (bare or is_sentence(below.text))
    return below is not None and bare


def _named_outside(page: Searched, article: Container[int]) -> Iterator[str]:
    """Sections with a heading outside the article that stands in no list of headings."""
    places = {at for at, _ in page.headed}
    for at, heading in page.headed:
        if at not in article and not _is_listed(at, places):
            yield heading.section
    for at, (block, _) in enumerate(page.walk.blocks):
        if isinstance(block, Grid) and at not in article:
            yield from _named_in(block)


def _is_listed(at: int, places: Container[int]) -> bool:
    """Whether so many headings follow each other here that it is a list of contents."""
    return any(all(at - back + step in places for step in range(CONTENTS)) for back in range(CONTENTS))


def _named_in(grid: Grid) -> Iterator[str]:
    for row in range(len(grid.rows)):
        for _, cell in grid.own_cells(row):
            heading = heading_of(cell.text) if cell.text else None
            if heading is not None:
                yield heading.section

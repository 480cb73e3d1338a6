"""Whether a report goes on outside the element that holds its headings, or in a part of it that is folded up. Markup that closes
an element too early, or text between the rows of a table, which browsers put in front of it, leaves part of a report outside.

What was not read can hold the section, or the words, that seem to be missing.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from reports.closing import closes, is_sentence
from reports.document import Grid, Paragraph
from reports.folding import unspaced
from reports.headings import CONTENTS, heading_of
from reports.markup.article import Searched
from reports.markup.beside import Placed

_TELLING = 10
"""Characters of a sentence that says something of its own."""


def goes_on_outside(page: Searched, found: Sequence[Placed]) -> bool:
    """`found` are the blocks of the article, one piece of the page or all of it."""
    blocks = page.walk.blocks
    if not found or len(found) == len(blocks):
        return False
    first = _where(blocks, found)
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


def is_folded_up(page: Searched, found: Sequence[Placed], root: int | None) -> bool:
    """Whether the article has sentences that are not shown, or words of a section of which nothing is."""
    blocks, folded = page.walk.blocks, page.walk.folded
    if not folded or not found:
        return False
    first = _where(blocks, found)
    bare = {at + 1 for at, heading in page.headed if not heading.rest}
    shown: str | None = None
    for node, chain, above in folded:
        inside = root is None or root in chain
        opens = above in bare and first < above <= first + len(found)
        if not (inside or opens):
            continue
        lines = [line for line in map(unspaced, node.text(deep=True, separator="\n").split("\n")) if line]
        if opens and lines:
            return True
        told = [line for line in lines if is_sentence(line) and len(line) >= _TELLING]
        if told and shown is None:
            shown = unspaced("".join(block.text for block, _ in blocks if isinstance(block, Paragraph)))
        if shown is not None and any(line not in shown for line in told):
            return True
    return False


def _where(blocks: Sequence[Placed], found: Sequence[Placed]) -> int:
    return next(at for at, each in enumerate(blocks) if each is found[0])


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

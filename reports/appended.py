"""Another report above or below the report: a township's beside its subdistrict's, last year's left in the template.

Its headings are no second headings of this one, and its sentences are not this agency's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reports.document import Block, Paragraph
from reports.model import Cell, Section
from reports.other_agencies import names_another
from reports.tables.collected import TWICE
from reports.tables.foreign import names_own, same_report, title_of, whose

_MOST = 4
"""So many sections above a title make a whole report of what stands there."""
_CONTRADICTIONS = 3
"""So many figures that stand twice with different values are not one report's, pasted twice."""
_ABOVE = 3
"""So many blocks above its first heading a report's bare name stands: its opening words come between."""


def own_part(
    blocks: Sequence[Block], chapters: Sequence[tuple[int, str]], agency: str | None, year: int | None
) -> tuple[int, int]:
    """From which block to which the report itself stands, between titles, or bare names, at which another agency's or another
    year's begins; all blocks where there is no other.

    `agency` and `year` are the report's own, where they are known; `chapters` are the headings found, in order: index of the block
    and section. The same report pasted twice is not another.
    """
    start = 0
    if len({section for _, section in chapters}) == len(chapters):
        return start, len(blocks)  # another report would have some of the sections again
    own: re.Match[str] | None = None
    before: set[str] = set()
    last = -1
    for at, section in chapters:
        for index in range(last + 1, at):
            block = blocks[index]
            if not isinstance(block, Paragraph):
                continue
            title = title_of(block.text)
            if title is not None and not before:
                own = own or title
            if section not in before or len(before) < _MOST:
                continue
            if title is None:
                another = at - index <= _ABOVE and names_another(block.text, agency)
            elif own is not None and names_another(whose(own), agency) and names_own(title, agency):
                start, own, before, another = index, title, set(), False
            else:
                another = not same_report(title, own, year, agency)
            if another:
                return start, index
        before.add(section)
        last = at
    return start, len(blocks)


def not_told_apart(sections: Iterable[Section], cells: Iterable[Cell]) -> bool:
    """Whether most sections stand twice, and the tables contradict each other: two reports without titles."""
    if sum(bool(section.repeats) for section in sections) < _MOST:
        return False
    return sum(cell.why == TWICE for cell in cells) >= _CONTRADICTIONS

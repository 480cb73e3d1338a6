"""Another report below the report: a township's beside its subdistrict's, last year's left in the template.

Its headings are no second headings of this one, and its sentences are not this agency's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reports.document import Block, Paragraph
from reports.tables.foreign import same_report, title_of

_MOST = 4
"""So many sections above a title make a whole report of what stands there."""


def second_report(blocks: Sequence[Block], chapters: Sequence[tuple[int, str]]) -> int | None:
    """Index of the title at which another agency's or another year's report begins; `None` where none does.

    `chapters` are the headings found, in order: index of the block and section. The same report pasted twice is not another.
    """
    if len({section for _, section in chapters}) == len(chapters):
        return None  # another report would have some of the sections again
    own: re.Match[str] | None = None
    before: set[str] = set()
    last = -1
    for at, section in chapters:
        for index in range(last + 1, at):
            block = blocks[index]
            title = title_of(block.text) if isinstance(block, Paragraph) else None
            if title is None:
                continue
            if not before:
                own = own or title
            elif own and section in before and len(before) >= _MOST and not same_report(title, own, None):
                return index
        before.add(section)
        last = at
    return None

"""Tables of a county's departments or townships, printed on one page with its own under their bare names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reports.document import Block, Document, Grid, Paragraph
from reports.headings import heading_of
from reports.other_agencies import agency_named, is_another, names_another, names_the_whole
from reports.sheets import form_of

_NEAR = 2
"""Lines above a table, or a heading, in which a name says whose it is."""
_HEADING = 100
"""Characters of the longest heading."""


def grids_of_others(document: Document, agency: str | None) -> frozenset[int]:
    """`id` of each grid that stands under another agency's name, in a report of `agency` that has grids under none."""
    at = document.grids_at
    blocks = document.blocks[: at[-1] + 1 if at else 0]  # what follows the last one stands over none
    if agency is None or not any(names_another(caption, agency) for caption in _captions(blocks)):
        return frozenset()
    walk = _Walk(agency)
    others: set[int] = set()
    own = False
    for block in blocks:
        if isinstance(block, Paragraph):
            walk.line(block.text)
        elif walk.is_anothers(block):
            others.add(id(block))
        else:
            own = True
    return frozenset(others) if own else frozenset()


def _captions(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif caption := _caption(block):
            yield caption


def _caption(grid: Grid) -> str:
    """The words of a first row that is one cell, or in flattened text of the first cell: a line above the table may stand in it."""
    rows = form_of(grid).rows  # a figure names nobody
    first = rows[0] if rows else ()
    if not first or first[0] is None or (grid.reliable and first[0] is not first[-1]):
        return ""
    return first[0].text


@dataclass(slots=True)
class _Walk:
    agency: str
    another: bool = False
    """What stands here is another agency's."""
    named: list[bool | None] = field(default_factory=list)
    """Of the lines above, since the last table or heading: whether each names another agency, or (`None`) nobody."""
    met: set[str] = field(default_factory=set)
    """Sections of the report's own that have begun: another's are the same over again."""

    def line(self, text: str) -> None:
        heading = heading_of(text) if len(text) < _HEADING else None
        if heading is None:
            self.named.append(self._names(text))
            return
        self._settle()
        if heading.section not in self.met:
            self.another = False
            self.met.add(heading.section)

    def is_anothers(self, grid: Grid) -> bool:
        caption = _caption(grid)
        if caption:
            self.named.append(self._names(caption))
        self._settle()
        return self.another

    def _names(self, text: str) -> bool | None:
        name = agency_named(text)
        if name is None:
            return False if names_the_whole(text) else None
        return is_another(name, self.agency)

    def _settle(self) -> None:
        said = [named for named in self.named[-_NEAR:] if named is not None]
        if said:
            self.another = said[-1]
        self.named.clear()

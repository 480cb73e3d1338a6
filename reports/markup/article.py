"""The article of a page: its report among the portal's chrome, by where the headings of its sections stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from reports.closing import is_sentence
from reports.document import Block, Paragraph
from reports.headings import Heading, headings_among
from reports.markup.beside import REPORTED, Headed, of_the_report, outside_contents
from reports.markup.walk import Chain, Walk

_LONGEST_HEADING = 200
"""A line by which the parts of a page are told has fewer characters."""
_LONGEST_PREAMBLE = 12
"""Paragraphs."""


class Searched(NamedTuple):
    """A walked page, with all that may be a heading in it by the number of blocks above, and the headings that are sure."""

    walk: Walk
    headed: Sequence[tuple[int, Heading]]
    sure: Sequence[Headed]

    @property
    def names_sections(self) -> bool:
        """Most of a report's sections are named."""
        return _different(self.sure) >= REPORTED

    @property
    def shows_a_report(self) -> bool:
        """Most of a report's sections, and not only a list of them."""
        return self.names_sections and (
            _different(outside_contents(_chains(self.walk), self.sure)) >= REPORTED
        )

    @property
    def opened(self) -> int:
        """Headings with something between them and the next, with pictures and frames: what folds up shows its headings alone."""
        places = [heading.at for heading in self.sure]
        pictures = sum(places[0] < above <= places[-1] for _, _, above in self.walk.images if places)
        return sum(after - at > 1 for at, after in pairwise(places)) + pictures + len(self.walk.framed)


def searched(walk: Walk) -> Searched:
    """Sure is a heading that does not go on for long."""
    headed = headings_among([block for block, _ in walk.blocks])
    placed = ((heading, at, *walk.blocks[at]) for at, heading in headed if not heading.loose)
    sure = [
        Headed(heading.section, _with_its_own(chain, at), at)
        for heading, at, block, chain in placed
        if isinstance(block, Paragraph) and len(block.text) < _LONGEST_HEADING
    ]
    return Searched(walk, headed, sure)


def _with_its_own(chain: Chain, at: int) -> Chain:
    """Where a block stands, its own element last: paragraphs of a run have one as well, though nobody parsed it."""
    return (*chain[:-1], ~at) if chain[-1] < 0 else chain


def _chains(walk: Walk) -> Sequence[Chain]:
    return [chain for _, chain in walk.blocks]


def headings_of(
    page: Searched, found: Sequence[tuple[Block, Chain]], length: int
) -> Sequence[tuple[int, Heading]] | None:
    """The headings among the first `length` blocks of the article; `None` where the article is not one piece of the page."""
    blocks = page.walk.blocks
    first = next((at for at, each in enumerate(blocks) if found and each is found[0]), 0)
    if not found or blocks[first + len(found) - 1] is not found[-1]:
        return None
    return tuple([(at - first, heading) for at, heading in page.headed if first <= at < first + length])


def _different(headings: Sequence[Headed]) -> int:
    return len({heading.section for heading in headings})


def article(page: Searched, shown: bool) -> tuple[list[tuple[Block, Chain]], int | None]:
    """The blocks under the smallest element that holds every section heading; all when there are none, or when no report is
    `shown` and they stand apart from what may be one: a column of the site's is named like a section."""
    walk, headings = page.walk, page.sure
    if len(headings) > _different(headings):
        headings = of_the_report(walk.blocks, headings)
    chains = [heading.chain for heading in headings]
    if not chains:
        return walk.blocks, None
    shared = chains[0]
    for chain in chains[1:]:
        shared = _common(shared, chain)
    root = shared[-1]
    if len(shared) > 1 and len(chains) == 1:  # not the heading alone
        root = shared[-2]
    if not shown and _tables_are_outside(walk, root):
        return walk.blocks, None
    found = [each for each in walk.blocks if root in each[1]]
    return (_preamble(page, found[0]) + found if shown else found), root


def _preamble(page: Searched, begins: tuple[Block, Chain]) -> list[tuple[Block, Chain]]:
    """The sentences directly above an element that begins with a heading."""
    blocks = page.walk.blocks
    first = next(at for at, each in enumerate(blocks) if each is begins)
    headed = {at for at, _ in page.headed}
    above = first
    while first in headed and above > max(0, first - _LONGEST_PREAMBLE):
        block = blocks[above - 1][0]
        if not isinstance(block, Paragraph) or above - 1 in headed or not is_sentence(block.text):
            break
        above -= 1
    return blocks[above:first]


def _tables_are_outside(walk: Walk, root: int) -> bool:
    """Whether what may be tables of the form (tables, pictures, frames) stands outside this element, and nothing such within."""
    places = [chain for block, chain in walk.blocks if not isinstance(block, Paragraph)]
    places += [chain for _, chain, _ in walk.images]
    places += walk.framed
    return bool(places) and not any(root in chain for chain in places)


def _common(left: Chain, right: Chain) -> Chain:
    length = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        length += 1
    return left[:length]

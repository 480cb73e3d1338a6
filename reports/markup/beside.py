"""Headings that a site prints beside a report: a list of contents, columns of its own that are named like sections, the
same report once more for another screen.

Were they taken for the report's, the page's whole frame would be: its counters, imprint and links as the report's last words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reports.document import Block, Grid, Paragraph
from reports.folding import unspaced
from reports.headings import CONTENTS
from reports.markup.walk import Chain

Placed = tuple[Block, Chain]
"""What a page shows, and where."""
_SENTENCE = "。"
REPORTED = 4
"""So many sections are most of a report's."""


class Headed(NamedTuple):
    """Where the heading of a section stands: `at` is the number of blocks above it."""

    section: str
    chain: Chain
    at: int


def outside_contents(blocks: Sequence[Chain], headings: Sequence[Headed]) -> Sequence[Headed]:
    """The headings that stand in no list of contents. `blocks` are the places of all that the page shows."""
    places = [heading.at for heading in headings]
    if not any(
        third - first == CONTENTS - 1 for first, third in zip(places, places[CONTENTS - 1 :], strict=False)
    ):
        return headings  # a list has nothing between them
    shown = Counter([element for chain in blocks for element in chain])
    headed = Counter([element for heading in headings for element in heading.chain])
    lists = {element for element, count in headed.items() if count >= CONTENTS and count == shown[element]}
    return [heading for heading in headings if lists.isdisjoint(heading.chain)]


def of_the_report(page: Sequence[Placed], headings: Sequence[Headed]) -> Sequence[Headed]:
    """The headings without those in a list of contents, and without those beside the one smallest element that holds all the
    sections; of several such elements that say the same, as on a page made for two kinds of screens, those of one; all of them
    where there are two reports, in elements that differ or one beside the other's element. `page` is all that it shows."""
    left = outside_contents([chain for _, chain in page], headings) or headings
    smallest = _smallest(left)
    if len(smallest) > 1:
        smallest = _said_once(page, smallest)
    elif smallest and _reports_beside(page, left, smallest[0]):
        return left
    return [heading for heading in left if smallest[0] in heading.chain] if len(smallest) == 1 else left


def _smallest(headings: Sequence[Headed]) -> Sequence[int]:
    """The elements that hold a heading of each section and within which none does so, in order."""
    sections: Mapping[int, set[str]] = defaultdict(set)
    for section, chain, _ in headings:
        for element in chain:
            sections[element].add(section)
    most = max(map(len, sections.values()))
    whole = {element for element, held in sections.items() if len(held) == most}
    ends = [tuple(element for element in heading.chain if element in whole) for heading in headings]
    around = {element for end in ends for element in end[:-1]}
    return [element for element in dict.fromkeys(end[-1] for end in ends if end) if element not in around]


def _reports_beside(page: Sequence[Placed], headings: Sequence[Headed], element: int) -> bool:
    """Whether headings outside this element have most of its sections, and tables among them."""
    beside = [heading for heading in headings if element not in heading.chain]
    if len({heading.section for heading in beside}) < REPORTED:
        return False
    return any(
        not isinstance(block, Paragraph) and element not in chain
        for block, chain in page[beside[0].at : beside[-1].at]
    )


def _said_once(page: Sequence[Placed], elements: Sequence[int]) -> Sequence[int]:
    """Of elements with the same sentences and tables one; some may lack the tables (a telephone is shown pictures of them)."""
    prose: Mapping[int, list[str]] = {element: [] for element in elements}
    tables: Mapping[int, list[object]] = {element: [] for element in elements}
    for block, chain in page:
        for element in prose.keys() & chain:
            if not isinstance(block, Paragraph):
                tables[element].append(_as_printed(block))
            elif block.text.endswith(_SENTENCE):
                prose[element].append(unspaced(block.text))
    whole = [element for element in elements if tables[element]]
    same = all(prose[element] == prose[elements[0]] for element in elements)
    return whole[:1] if same and whole and all(tables[at] == tables[whole[0]] for at in whole) else elements


def _as_printed(grid: Grid) -> list[str]:
    """What its rows say up to the last cell with words: Word leaves rows and columns by which it counts."""
    rows = ("\t".join(unspaced(cell.text) if cell else "" for cell in row) for row in grid.rows)
    return [row.rstrip("\t") for row in rows if row.strip("\t")]

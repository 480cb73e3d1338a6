"""Headings that a site prints beside a report: a list of contents, columns of its own that are named like sections.

Were they taken for the report's, the page's whole frame would be: its counters, imprint and links as the report's last words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reports.headings import CONTENTS
from reports.markup.walk import Chain


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


def of_the_report(blocks: Sequence[Chain], headings: Sequence[Headed]) -> Sequence[Headed]:
    """The headings without those in a list of contents, and without those beside the one smallest element that holds all the
    sections; all of them where there are several such elements, as in two reports on a page."""
    left = outside_contents(blocks, headings) or headings
    smallest = _smallest(left)
    return [heading for heading in left if smallest in heading.chain] if smallest is not None else left


def _smallest(headings: Sequence[Headed]) -> int | None:
    """The one element that holds a heading of each section and within which none does so."""
    sections: Mapping[int, set[str]] = defaultdict(set)
    for section, chain, _ in headings:
        for element in chain:
            sections[element].add(section)
    most = max(map(len, sections.values()))
    whole = {element for element, held in sections.items() if len(held) == most}
    ends = {tuple(element for element in heading.chain if element in whole) for heading in headings}
    around = {element for end in ends for element in end[:-1]}
    inmost = {end[-1] for end in ends if end} - around
    return inmost.pop() if len(inmost) == 1 else None

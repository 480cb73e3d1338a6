"""The narratives of one county and year held against each other: who is like whom once the templates are left out.

What all of them have in common is worked out once and kept while the county is being judged, whichever of them is asked for.
Signatures (MinHash) only name candidates; what is said rests on the exact likeness.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reports import AnnualReport
from rules.texts.similarity import MIN_LETTERS, Comparison, Masked, compare, masked, signature

if TYPE_CHECKING:
    import numpy

TEMPLATE_AGENCIES = 5
"""A paragraph that so many agencies share is their superior's template, nobody's copy."""
MARGIN = 0.20
"""How far below the likeness asked for an estimate may lie: four standard deviations of 64 permutations at 0.8."""
COUNTIES_KEPT = 3


def shared_by(narratives: Iterable[Masked]) -> Counter[str]:
    """How many of the narratives have each masked sentence."""
    return Counter(plain for narrative in narratives for plain in set(narrative.plain))


@dataclass(frozen=True)
class Neighbours:
    """Narratives by agency."""

    whole: Mapping[str, Masked]

    @cached_property
    def counted(self) -> Counter[str]:
        return shared_by(self.whole.values())

    @cached_property
    def own(self) -> Mapping[str, Masked]:
        """What is left of each narrative without the templates."""
        templates = frozenset(plain for plain, count in self.counted.items() if count >= TEMPLATE_AGENCIES)
        return {name: narrative.without(templates) for name, narrative in self.whole.items()}

    @cached_property
    def comparable(self) -> tuple[str, ...]:
        return tuple(name for name, narrative in self.own.items() if narrative.letters >= MIN_LETTERS)

    @cached_property
    def _signatures(self) -> numpy.ndarray:
        import numpy  # noqa: PLC0415  # most commands compare no texts

        return numpy.array([signature(self.own[name]).hashvalues for name in self.comparable])

    def like(self, name: str, least: float) -> tuple[Comparison, ...]:
        """Those at least so like this one, the most alike first."""
        mine = self.own[name]
        if mine.letters < MIN_LETTERS or len(self.comparable) < 2:
            return ()
        alike = (self._signatures == signature(mine).hashvalues).mean(axis=1) >= least - MARGIN
        compared = (
            compare(mine, self.own[other], other)
            for other, near in zip(self.comparable, alike, strict=True)
            if near and other != name
        )
        return tuple(
            sorted((c for c in compared if c.percent >= least * 100), key=lambda c: (-c.percent, c.name))
        )

    def stirred_by(self, name: str, least: float) -> frozenset[str]:
        """Those of whom something else is true because this one is there.

        They are like it; or share a sentence with it that so many have only now that it is a template; or are, or were
        till then, like one of those.
        """
        found = {one.name for one in self.like(name, least)}
        just = {plain for plain in self.whole[name].plain if self.counted[plain] == TEMPLATE_AGENCIES}
        sharing = {
            other for other, narrative in self.whole.items() if just and not just.isdisjoint(narrative.plain)
        } - {name}
        if sharing:
            before = Neighbours({other: one for other, one in self.whole.items() if other != name})
            for other in sharing:
                found |= {one.name for among in (self, before) for one in among.like(other, least)}
        return frozenset(found | sharing) - {name}


_kept: OrderedDict[frozenset[tuple[str, int]], Neighbours] = OrderedDict()
"""By the agencies and their narratives' identities; these stay alive in the value."""


def neighbours(own: AnnualReport, siblings: Sequence[AnnualReport]) -> Neighbours | None:
    """This report among the others, `None` where it has no name or there is no other.

    A report of the same name is no other agency's, and one without a name may be none.
    """
    if not own.agency.name:
        return None
    found = {own.agency.name: masked(own)}
    for sibling in siblings:
        name = sibling.agency.name
        if name and name not in found:
            found[name] = masked(sibling)
    if len(found) < 2:
        return None
    key = frozenset((name, id(narrative)) for name, narrative in found.items())
    kept = _kept.pop(key, None) or Neighbours(found)
    _kept[key] = kept
    while len(_kept) > COUNTIES_KEPT:
        _kept.popitem(last=False)
    return kept


def alike_among(own: AnnualReport, siblings: Sequence[AnnualReport], least: float) -> tuple[Comparison, ...]:
    """Other agencies' narratives at least so like this one, templates left out; the most alike first."""
    among = neighbours(own, siblings)
    return () if among is None else among.like(own.agency.name or "", least)


def stirred(own: AnnualReport, siblings: Sequence[AnnualReport], least: float) -> tuple[int, ...]:
    """Positions of the siblings whose own comparison this report may have changed."""
    among = neighbours(own, siblings)
    names = frozenset[str]() if among is None else among.stirred_by(own.agency.name or "", least)
    return tuple(at for at, sibling in enumerate(siblings) if sibling.agency.name in names)

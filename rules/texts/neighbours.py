"""The narratives of one county and year held against each other: who is like whom once the templates are left out.

What all of them have in common is worked out once and kept while the county is being judged, whichever of them is asked for.
Signatures (MinHash) only name candidates; what is said rests on the exact likeness.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
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
KEPT = 6
"""Groups kept in memory: counties, and of a large one the part that is held against each of its other reports."""


def shared_by(narratives: Iterable[Masked]) -> Counter[str]:
    """How many of the narratives have each masked sentence."""
    return Counter(plain for narrative in narratives for plain in set(narrative.plain))


@dataclass(frozen=True)
class Neighbours:
    """Narratives by agency. With one more or one fewer only what that changes is worked out."""

    whole: Mapping[str, Masked]
    counted: Counter[str]
    """How many of them have each masked sentence."""
    own: Mapping[str, Masked]
    """What is left of each without the templates."""
    _alike: dict[tuple[str, float], tuple[Comparison, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @classmethod
    def of(cls, whole: Mapping[str, Masked]) -> Neighbours:
        counted = shared_by(whole.values())
        return cls(whole, counted, {name: _own(narrative, counted) for name, narrative in whole.items()})

    def joined_by(self, name: str, narrative: Masked) -> Neighbours:
        """Equal to `of` them and this one, whose name is none of theirs."""
        counted = self.counted.copy()
        counted.update(set(narrative.plain))
        just = {plain for plain in narrative.plain if counted[plain] == TEMPLATE_AGENCIES}
        own = self._own_without(just, self.whole, counted)
        return Neighbours({**self.whole, name: narrative}, counted, {**own, name: _own(narrative, counted)})

    def left_by(self, name: str) -> Neighbours:
        """Equal to `of` all but this one."""
        counted = self.counted.copy()
        counted.subtract(set(self.whole[name].plain))
        whole = {other: narrative for other, narrative in self.whole.items() if other != name}
        return Neighbours(whole, counted, self._own_without(self.just_with(name), whole, counted))

    def _own_without(
        self, turned: Set[str], whole: Mapping[str, Masked], counted: Counter[str]
    ) -> dict[str, Masked]:
        """`turned`: sentences that have become templates, or are none any more."""
        return {
            name: self.own[name] if turned.isdisjoint(narrative.plain) else _own(narrative, counted)
            for name, narrative in whole.items()
        }

    def just_with(self, name: str) -> set[str]:
        """Its sentences that would be no templates without it."""
        return {plain for plain in self.whole[name].plain if self.counted[plain] == TEMPLATE_AGENCIES}

    @cached_property
    def comparable(self) -> tuple[str, ...]:
        return tuple(name for name, narrative in self.own.items() if narrative.letters >= MIN_LETTERS)

    @cached_property
    def _signatures(self) -> numpy.ndarray:
        import numpy  # noqa: PLC0415  # most commands compare no texts

        return numpy.array([signature(self.own[name]).hashvalues for name in self.comparable])

    def like(self, name: str, least: float) -> tuple[Comparison, ...]:
        """Those at least so like this one, the most alike first."""
        if (name, least) not in self._alike:
            self._alike[name, least] = self._like(name, least)
        return self._alike[name, least]

    def _like(self, name: str, least: float) -> tuple[Comparison, ...]:
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
        just = self.just_with(name)
        sharing = {
            other for other, narrative in self.whole.items() if just and not just.isdisjoint(narrative.plain)
        } - {name}
        if sharing:
            before = self.left_by(name)
            for other in sharing:
                found |= {one.name for among in (self, before) for one in among.like(other, least)}
        return frozenset(found | sharing) - {name}


def _own(narrative: Masked, counted: Counter[str]) -> Masked:
    templates = frozenset(plain for plain in narrative.plain if counted[plain] >= TEMPLATE_AGENCIES)
    return narrative.without(templates) if templates else narrative


Key = frozenset[tuple[str, int]]
"""Agencies and their narratives' identities."""
_kept: OrderedDict[Key, Neighbours] = OrderedDict()
"""The narratives stay alive in the values."""


def neighbours(own: AnnualReport, siblings: Sequence[AnnualReport]) -> Neighbours | None:
    """This report among the others, `None` where it has no name or there is no other.

    A report of the same name is no other agency's, and one without a name may be none.
    """
    mine, others = own.agency.name, dict[str, Masked]()
    if not mine:
        return None
    for sibling in siblings:
        name = sibling.agency.name
        if name and name != mine and name not in others:
            others[name] = masked(sibling)
    if not others:
        return None
    narrative, theirs = masked(own), _key(others)
    with_mine = theirs | {(mine, id(narrative))}
    if with_mine in _kept:
        return _keep(with_mine, _kept[with_mine])
    made = _keep(theirs, _kept.get(theirs) or Neighbours.of(others)).joined_by(mine, narrative)
    return _keep(with_mine, made)


def _key(whole: Mapping[str, Masked]) -> Key:
    return frozenset((name, id(narrative)) for name, narrative in whole.items())


def _keep(key: Key, group: Neighbours) -> Neighbours:
    """The last ones asked for. Those of a county are asked for by each of its reports; in a county too large to be compared
    whole only what all those beyond are held against, so that it is never forgotten for what each is alone."""
    _kept[key] = group
    _kept.move_to_end(key)
    while len(_kept) > KEPT:
        _kept.popitem(last=False)
    return group


def alike_among(own: AnnualReport, siblings: Sequence[AnnualReport], least: float) -> tuple[Comparison, ...]:
    """Other agencies' narratives at least so like this one, templates left out; the most alike first."""
    among = neighbours(own, siblings)
    return () if among is None else among.like(own.agency.name or "", least)


def stirred(own: AnnualReport, siblings: Sequence[AnnualReport], least: float) -> tuple[int, ...]:
    """Positions of the siblings whose own comparison this report may have changed."""
    among = neighbours(own, siblings)
    names = frozenset[str]() if among is None else among.stirred_by(own.agency.name or "", least)
    return tuple(at for at, sibling in enumerate(siblings) if sibling.agency.name in names)

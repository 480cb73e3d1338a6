"""The roster: which agencies there are, under which names and in which report years, and which one a printed name means.

It decides what "missing" can mean, so a name that fits two agencies fits none. Pure values; storing is `storage`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from reports.identity.canonical import CanonicalName, canonical, is_short_for, town_stem, within_region
from reports.identity.divisions import is_within
from reports.model import AgencyLevel, AgencyType


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name, with the report years it was in use (`None`: always). A former name has a `last_year`."""

    name: str
    first_year: int | None = None
    last_year: int | None = None

    def in_use(self, year: int | None) -> bool:
        return _within_years(year, self.first_year, self.last_year)


@dataclass(frozen=True, slots=True)
class RosterAgency:
    """One agency that may owe a report. `division` is of the region it serves: six digits, or nine for a township.

    `first_year` and `last_year` are the first and last *report* years it owes. `successor` is the id of the agency that
    owes for it afterwards (renamed, merged). `own_site`: a vertical agency that publishes there and not on the
    county's portal, where nothing is then expected of it.
    """

    id: str
    name: str
    type: AgencyType
    level: AgencyLevel
    division: str
    parent: str | None = None
    aliases: tuple[Alias, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    successor: str | None = None
    own_site: str | None = None

    @property
    def region(self) -> str:
        """The six-digit code of the county, city or province it belongs to."""
        return self.division[:6]

    def standing_in(self, year: int | None) -> bool:
        """Whether it owes a report of that year; with no year known, whether it ever does."""
        return _within_years(year, self.first_year, self.last_year)

    def names_in(self, year: int | None) -> Iterator[str]:
        """Its name and the aliases in use for that report year."""
        yield self.name
        yield from (alias.name for alias in self.aliases if alias.in_use(year))


class Fit(StrEnum):
    """How a printed name led to an agency, the strictest first."""

    EXACT = "exact"
    """The name, or one of its recorded aliases, letter for letter."""
    SAME = "same"
    """The same name written another way (人民政府办公室, 政府办; with or without its region)."""
    SHORT = "short"
    """An abbreviation that fits one agency of the county only (教体局)."""
    UPGRADED = "upgraded"
    """A town of that name in the same county, now 镇 or 街道 where the report says 乡 or 镇."""
    SUCCESSOR = "successor"
    """The name of an agency that no longer stood in that year; this one took over."""


@dataclass(frozen=True, slots=True)
class Match:
    """The agency a name means, or `None`: not on the roster, or several fit. `why` is English."""

    agency: RosterAgency | None
    fit: Fit | None
    why: str
    candidates: tuple[RosterAgency, ...] = ()


@dataclass(frozen=True, slots=True)
class _Named:
    """One name of one agency, ready for comparing."""

    agency: RosterAgency
    alias: Alias
    core: str

    def borne_in(self, year: int | None) -> bool:
        """Whether it was the agency's name for that year; a body gone by then keeps its last names."""
        return not self.agency.standing_in(year) or self.alias.in_use(year)


class Roster:
    """Agencies by id and by name. Raises `ValueError` when two have one id: the file check has told that in Chinese."""

    def __init__(self, agencies: Iterable[RosterAgency]) -> None:
        self._by_id: dict[str, RosterAgency] = {}
        self._by_core: dict[str, list[_Named]] = {}
        self._by_region: dict[str, list[_Named]] = {}
        for agency in agencies:
            if agency.id in self._by_id:
                raise ValueError(f"two agencies have the id {agency.id!r}")
            self._by_id[agency.id] = agency
            for alias in (Alias(agency.name), *agency.aliases):
                named = _Named(agency, alias, canonical(alias.name).core)
                self._by_core.setdefault(named.core, []).append(named)
                self._by_region.setdefault(agency.region, []).append(named)

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[RosterAgency]:
        return iter(self._by_id.values())

    def get(self, id: str) -> RosterAgency | None:
        return self._by_id.get(id)

    def expected(self, region: str, year: int) -> tuple[RosterAgency, ...]:
        """Who owes a report of that year on the portals of a region (six digits), in the roster's order."""
        return tuple(
            a for a in self if is_within(a.division, region) and a.standing_in(year) and a.own_site is None
        )

    def standing(self, agency: RosterAgency, year: int | None) -> RosterAgency | None:
        """The agency, or whoever took over, that stands in that year; `None` where the chain ends or turns in a circle."""
        seen: set[str] = set()
        current: RosterAgency | None = agency
        while current is not None and current.id not in seen:
            if current.standing_in(year):
                return current
            seen.add(current.id)
            over = year is not None and current.last_year is not None and year > current.last_year
            current = self._by_id.get(current.successor) if over and current.successor else None
        return None

    def match(self, name: str, *, year: int | None = None, region: str | None = None) -> Match:
        """The agency that `name` means in a report of `year`, among those of `region` (six digits) where it is known.

        Exact names and aliases first, then the same name written another way, then an abbreviation. Several that fit
        equally well are no match: a report is never given to the wrong agency.
        """
        wanted = canonical(name)
        printed = within_region(wanted.regions, region)
        if wanted.regions and not printed:
            return Match(None, None, f"{name} names another region than {region}")
        near = self._near(wanted, printed, region)
        same = [named for named in near if named.core == wanted.core and named.borne_in(year)]
        if same:
            return self._settle(name, same, year)
        if not printed and region is None:
            return Match(None, None, f"{name} is not on the roster")
        standing = [named for named in near if named.borne_in(year) and named.agency.standing_in(year)]
        return self._loosely(name, wanted.core, standing)

    def _loosely(self, name: str, core: str, near: list[_Named]) -> Match:
        """By a town's stem or an abbreviation, when one agency fits and no other."""
        town = town_stem(core)
        if town is not None:
            fit, fitting = Fit.UPGRADED, [n.agency for n in near if town_stem(n.core) == town]
        else:
            fit, fitting = Fit.SHORT, [n.agency for n in near if is_short_for(core, n.core)]
        unique = tuple({agency.id: agency for agency in fitting}.values())
        if len(unique) == 1:
            return Match(unique[0], fit, f"{name} can be {unique[0].name} and no other")
        why = f"{name} may be one of {len(unique)} agencies" if unique else f"{name} is not on the roster"
        return Match(None, None, why, unique)

    def _near(self, wanted: CanonicalName, printed: tuple[str, ...], region: str | None) -> list[_Named]:
        """Names of the agencies of the printed regions themselves; of everything within `region` where none is printed.

        A government's own name ("" as core) is only asked of the region itself: 县政府 is not the 镇政府 of each of its towns.
        """
        if printed:
            return [named for code in printed for named in self._by_region.get(code, ())]
        if region is not None and not wanted.core:
            return self._by_region.get(region, [])
        if region is not None and not region.endswith("00"):
            return self._by_region.get(region, [])
        named = self._by_core.get(wanted.core, [])
        return named if region is None else [n for n in named if is_within(n.agency.division, region)]

    def _settle(self, name: str, same: list[_Named], year: int | None) -> Match:
        borne = {named.agency.id: named.agency for named in same}
        standing = {a.id: a for agency in borne.values() if (a := self.standing(agency, year)) is not None}
        if len(standing) > 1:
            return Match(None, None, f"{name} fits {len(standing)} agencies", tuple(standing.values()))
        if not standing:
            return Match(
                None, None, f"{name} did not stand in {year} and has no successor", tuple(borne.values())
            )
        (agency,) = standing.values()
        if agency.id not in borne:
            return Match(agency, Fit.SUCCESSOR, f"{agency.name} took over from {same[0].agency.name}")
        exact = any(named.alias.name == name and named.agency is agency for named in same)
        fit = Fit.EXACT if exact else Fit.SAME
        return Match(agency, fit, f"{fit.value} name")


def _within_years(year: int | None, first: int | None, last: int | None) -> bool:
    return year is None or ((first is None or first <= year) and (last is None or year <= last))

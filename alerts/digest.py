"""How findings stand in a digest: by city, county and what happened, worst first; and what is said of many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from alerts.entries import NEW, OVER, Entry, Told, kind_rank
from alerts.wording import Words
from rules import SEVERITIES

Place = Callable[[str | None], str]
"""Division code → the name to stand in a heading; "" for no heading."""

Some = TypeVar("Some", bound=Told)


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class County:
    name: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class City:
    """`name` is empty where the county stands under no city (省直辖县级行政区划) or the division is not known."""

    name: str
    counties: tuple[County, ...]


def _badness(entries: Iterable[Told]) -> tuple[int, ...]:
    """How many of each severity, worst first, negated: the worst place sorts before the others."""
    found = Counter(entry.grade for entry in entries if entry.kind not in OVER)
    return tuple(-found[severity] for severity in SEVERITIES)


def in_order(entries: Sequence[Some]) -> list[Some]:
    """The worst city first, in it the worst county, in it what is new before what is over."""
    by_city: dict[str, list[Some]] = {}
    by_county: dict[str, list[Some]] = {}
    for entry in entries:
        by_city.setdefault((entry.division or "")[:4], []).append(entry)
        by_county.setdefault((entry.division or "")[:6], []).append(entry)
    bad_city = {code: _badness(members) for code, members in by_city.items()}
    bad_county = {code: _badness(members) for code, members in by_county.items()}

    def key(entry: Some) -> tuple[object, ...]:
        city, county = (entry.division or "")[:4], (entry.division or "")[:6]
        return (bad_city[city], city, bad_county[county], county, entry.rank)

    return sorted(entries, key=key)


def arranged(entries: Sequence[Entry], city: Place, county: Place) -> tuple[City, ...]:
    """Entries in their order under the names of their cities and counties."""
    tree: dict[str, dict[str, dict[str, list[Entry]]]] = {}
    for entry in entries:
        counties = tree.setdefault(city(entry.division), {})
        groups = counties.setdefault(county(entry.division), {})
        groups.setdefault(entry.group, []).append(entry)
    return tuple(
        City(
            name,
            tuple(
                County(own, tuple(Group(title, tuple(members)) for title, members in groups.items()))
                for own, groups in counties.items()
            ),
        )
        for name, counties in tree.items()
    )


def _by_group(entries: Sequence[Told]) -> Counter[str]:
    """How many of each kind, what is new first, whichever place comes first."""
    return Counter(entry.group for entry in sorted(entries, key=lambda entry: kind_rank(entry.kind)))


def summary(entries: Sequence[Told], open_total: int, words: Words) -> str:
    """One sentence: how many of each kind, those that are new by severity, and what was open before."""
    by_group = _by_group(entries)
    new = Counter((entry.group, entry.severity) for entry in entries if entry.kind in NEW)
    parts = []
    for group, count in by_group.items():
        severities = [(name, new[group, name]) for name in words.severities.values() if new[group, name]]
        worst = words.enumeration.join(f"{name} {number}" for name, number in severities)
        said = words.count.format(what=group, count=count)
        parts.append(said + (words.bracketed.format(worst) if worst else ""))
    if open_total:
        parts.append(words.open_before.format(count=open_total))
    return words.comma.join(parts) + words.full_stop


def headline(entries: Sequence[Told], words: Words) -> str:
    """How many of each kind, for a title: what a list of mails shows before one is opened."""
    told = words.comma.join(
        words.count.format(what=group, count=n) for group, n in _by_group(entries).items()
    )
    return words.bracketed.format(told)


def brief_line(name: str, entries: Sequence[Told], words: Words) -> str:
    """A place by numbers: how many of each kind and severity, and the first finding's number."""
    told = ((entry.group, entry.severity) for entry in entries)
    counted = words.enumeration.join(
        f"{group} {severity} {n}" for (group, severity), n in Counter(told).items()
    )
    first = words.bracketed.format(min(entry.number for entry in entries) + words.and_others)
    return f"{name}{words.colon}{counted}{first}"


def open_line(name: str, numbers: Sequence[str], words: Words) -> dict[str, object]:
    """A place's open findings by number, at most twenty of them."""
    shown = words.enumeration.join(sorted(numbers)[:20]) + (words.and_others if len(numbers) > 20 else "")
    return {
        "name": name,
        "count": len(numbers),
        "text": words.open_line.format(count=len(numbers), numbers=shown),
    }

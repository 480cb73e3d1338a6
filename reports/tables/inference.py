"""What the form's own sums say of cells that could not be read: shown as `inferred`, never as a value.

Each unreadable cell with candidates is a variable; each sum whose every term is a number or such a variable binds
them. Variables that share sums are solved together by narrowing bounds and searching, within a fixed number of steps.
Only where exactly one assignment is left is it told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reports.model import Cell, CellState, Number
from reports.tables.identities import Identity, identities

_WORK = 60_000
"""Possible values looked at in one report, all groups together (some 30 ms); beyond that nothing more is said."""
Domains = dict[str, tuple[Number, ...]]


@dataclass(frozen=True, slots=True)
class _Sum:
    """sum of sign × variable == `target`."""

    terms: tuple[tuple[str, int], ...]
    target: Number


@dataclass(slots=True)
class _Work:
    """What is left of the allowance."""

    left: int


def infer(cells: Mapping[str, Cell], applications: str | None) -> dict[str, Cell]:
    """`cells` with `inferred` set where the sums leave exactly one possibility."""
    domains = {
        address: tuple(dict.fromkeys(cell.candidates))
        for address, cell in cells.items()
        if cell.state is CellState.UNREADABLE and cell.candidates
    }
    if not domains:
        return dict(cells)
    sums = [bound for each in identities(applications) if (bound := _bound(each, cells, domains))]
    made = dict(cells)
    work = _Work(_WORK)
    for names, group in sorted(_groups(sums), key=lambda each: sum(len(domains[name]) for name in each[0])):
        solution = _only_solution({name: domains[name] for name in names}, group, work)
        for address, value in solution.items():
            made[address] = replace(made[address], inferred=value)
    return made


OF_A_PICTURE = "read from a picture, and a sum it belongs to does not hold"
OF_GUESSED_LINES = "its table has no closed lines, and a sum it belongs to does not hold"
OF_TORN_TEXT = "cells beside it lost their place in the flattened text, and a sum it belongs to does not hold"


def distrust(
    cells: Mapping[str, Cell],
    applications: str | None,
    doubtful: Collection[str] | None = None,
    why: str = OF_A_PICTURE,
) -> dict[str, Cell]:
    """Where a sum does not hold a figure may be misread, so no cell of it that was read from a picture, or from a text
    whose other cells are torn (`doubtful`; `None` for all), is certain; nor, of a picture, where it cannot hold."""
    made = dict(cells)
    doubted = frozenset(cells if doubtful is None else doubtful)
    for identity in identities(applications):
        values = {address: cells[address].value for address in identity.addresses if address in cells}
        if len(values) < len(identity.addresses) or _may_hold(identity, values, pictured=why == OF_A_PICTURE):
            continue
        for address, value in values.items():
            if address not in doubted or value is None:
                continue
            candidates = (value,)
            made[address] = replace(
                cells[address],
                state=CellState.UNREADABLE,
                value=None,
                unit=None,
                candidates=candidates,
                why=why,
            )
    return made


def _may_hold(identity: Identity, values: Mapping[str, Number | None], *, pictured: bool) -> bool:
    """Whether the sum holds, or has a cell without a number; of a picture one that can complete it with a count."""
    if not pictured and None in values.values():
        return True
    left, right = (sum(values[a] or 0 for a in side) for side in (identity.left, identity.right))
    open_left, open_right = (any(values[a] is None for a in side) for side in (identity.left, identity.right))
    return (
        left == right
        or (open_left and left < right)
        or (open_right and right < left)
        or (open_left and open_right)
    )


def _bound(identity: Identity, cells: Mapping[str, Cell], domains: Domains) -> _Sum | None:
    """The sum over its open cells; `None` where it has none, or holds a cell that is neither open nor a number."""
    terms: list[tuple[str, int]] = []
    target: Number = 0
    for sign, side in ((1, identity.left), (-1, identity.right)):
        for address in side:
            if address in domains:
                terms.append((address, sign))
                continue
            cell = cells.get(address)
            if cell is None or cell.state is not CellState.NUMBER or cell.value is None:
                return None
            target -= sign * cell.value
    return _Sum(tuple(terms), target) if terms else None


def _groups(sums: Sequence[_Sum]) -> Iterator[tuple[list[str], list[_Sum]]]:
    """Variables that are bound to each other, with their sums."""
    left = list(sums)
    while left:
        group = [left.pop()]
        names = {name for name, _ in group[0].terms}
        while more := [each for each in left if any(name in names for name, _ in each.terms)]:
            group += more
            left = [each for each in left if each not in more]
            names.update(name for each in more for name, _ in each.terms)
        yield sorted(names), group


def _only_solution(domains: Domains, sums: Sequence[_Sum], work: _Work) -> Mapping[str, Number]:
    """The single assignment; empty where there is none, more than one, or the allowance runs out."""
    found: list[dict[str, Number]] = []
    open_branches = [domains]
    while open_branches:
        narrowed = _narrow(open_branches.pop(), sums, work)
        if work.left <= 0:
            return {}
        if narrowed is None:
            continue
        undecided = [name for name, values in narrowed.items() if len(values) > 1]
        if not undecided:
            found.append({name: values[0] for name, values in narrowed.items()})
            if len(found) > 1:
                return {}
            continue
        name = min(undecided, key=lambda each: len(narrowed[each]))
        open_branches += [{**narrowed, name: (value,)} for value in narrowed[name]]
    return found[0] if found else {}


def _narrow(domains: Domains, sums: Sequence[_Sum], work: _Work) -> Domains | None:
    """Drop every value that no choice of the others can complete to its sum; `None` where nothing is left."""
    made = dict(domains)
    waiting = list(sums)
    while waiting and work.left > 0:
        each = waiting.pop()
        lows, highs = [], []
        for name, sign in each.terms:
            reach = [sign * value for value in made[name]]
            lows.append(min(reach))
            highs.append(max(reach))
            work.left -= len(reach)
        least, most = sum(lows), sum(highs)
        changed: set[str] = set()
        for (name, sign), low, high in zip(each.terms, lows, highs, strict=True):
            values = made[name]
            kept = tuple(
                value
                for value in values
                if least - low + sign * value <= each.target <= most - high + sign * value
            )
            if not kept:
                return None
            if len(kept) < len(values):
                made[name] = kept
                changed.add(name)
        if changed:
            waiting += [
                other
                for other in sums
                if other not in waiting and changed & {name for name, _ in other.terms}
            ]
    return made

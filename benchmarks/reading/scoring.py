"""What counts: cells right, wrong, invented, accusing, non-zero right, states right, identity right. Any reader can be scored.

`accusing`: called blank, a symbol, absent or words where a number stands, or a symbol or words where nothing does, which a
rule could hold against the agency.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from benchmarks.reading.corpus import Case
from benchmarks.reading.figures import Expected

_SAYS_NOTHING = ("blank", "symbol", "absent")
_SAYS_NO_NUMBER = ("symbol", "text")
_STATES = frozenset(("number", "text", "unreadable", *_SAYS_NOTHING))
"""States that a case may demand; others ("any", "shown") are not scored."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader says: a value for an address only where it is certain of one; states and identity where it has them."""

    values: Mapping[str, Decimal]
    states: Mapping[str, str] = field(default_factory=dict)
    agency: str | None = None
    year: int | None = None


@dataclass(slots=True)
class Score:
    files: int = 0
    cells: int = 0
    right: int = 0
    wrong: int = 0
    invented: int = 0
    accusing: int = 0
    missed: int = 0
    nonzero: int = 0
    nonzero_right: int = 0
    states: int = 0
    states_right: int = 0
    identity_right: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, case: Case, answer: Answer) -> None:
        self.files += 1
        told = f"{case.number} {case.form} {case.injury or ''}"
        for address, truth in case.expected.items():
            self._cell(told, address, truth, answer, may_miss=address in case.may_miss)
        for address in answer.values.keys() - case.expected.keys():
            self.invented += 1
            self.examples.append(f"{told} {address}: invented {answer.values[address]}")
        same = answer.agency == case.agency and answer.year == case.year
        self.identity_right += same or case.year is None

    def _cell(self, case: str, address: str, truth: Expected, answer: Answer, *, may_miss: bool) -> None:
        found = answer.values.get(address)
        state = answer.states.get(address)
        if found is None and _accuses(truth, state):
            self.accusing += 1
            shows = truth.value or ("something" if truth.state == "shown" else truth.state)
            self.examples.append(f"{case} {address}: called {state}, shows {shows}")
        if truth.state in _STATES and not may_miss:
            self.states += 1
            self.states_right += state == truth.state
        if truth.value is None:
            if found is not None:
                self.invented += 1
                self.examples.append(f"{case} {address}: invented {found} where {truth.state}")
            return
        value = Decimal(truth.value)
        if found is not None and found != value:
            self.wrong += 1
            self.examples.append(f"{case} {address}: {found}, not {value}")
        if may_miss:
            return
        self.cells += 1
        self.nonzero += value != 0
        self.missed += found is None
        self.right += found == value
        self.nonzero_right += found == value and value != 0

    def merge(self, other: Score) -> None:
        for name in (
            "files",
            "cells",
            "right",
            "wrong",
            "invented",
            "accusing",
            "missed",
            "nonzero",
            "nonzero_right",
        ):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("states", "states_right", "identity_right"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.examples += other.examples

    @property
    def nonzero_share(self) -> float:
        """A reader that always says 0 has 0 here, and 95 % of all cells right."""
        return self.nonzero_right / self.nonzero if self.nonzero else 1.0

    @property
    def states_share(self) -> float:
        return self.states_right / self.states if self.states else 1.0

    @property
    def identity_share(self) -> float:
        return self.identity_right / self.files if self.files else 1.0

    def figures(self) -> dict[str, float]:
        return {
            "files": self.files,
            "cells": self.cells,
            "right": self.right,
            "wrong": self.wrong,
            "invented": self.invented,
            "accusing": self.accusing,
            "nonzero": self.nonzero,
            "nonzero_share": round(self.nonzero_share, 5),
            "states_share": round(self.states_share, 5),
            "identity_share": round(self.identity_share, 5),
        }


def _accuses(truth: Expected, state: str | None) -> bool:
    """Whether a cell said to be in `state`, and to hold no number, is said to be worse than it is."""
    if truth.value is not None:
        return state in _SAYS_NOTHING or state in _SAYS_NO_NUMBER
    if truth.state == "shown":
        return state in _SAYS_NOTHING
    return truth.state == "blank" and state in _SAYS_NO_NUMBER

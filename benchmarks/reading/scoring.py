"""What counts: cells right, wrong, invented, non-zero right, states right, identity right. Any reader can be scored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from benchmarks.reading.figures import Expected, Made


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
    missed: int = 0
    nonzero: int = 0
    nonzero_right: int = 0
    states: int = 0
    states_right: int = 0
    identity_right: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, case: str, made: Made, expected: Mapping[str, Expected], answer: Answer) -> None:
        self.files += 1
        for address, truth in expected.items():
            self._cell(case, address, truth, answer)
        for address in answer.values.keys() - expected.keys():
            self.invented += 1
            self.examples.append(f"{case} {address}: invented {answer.values[address]}")
        self.identity_right += answer.agency == made.agency and answer.year == made.year

    def _cell(self, case: str, address: str, truth: Expected, answer: Answer) -> None:
        found = answer.values.get(address)
        self.states += 1
        self.states_right += answer.states.get(address) == truth.state
        if truth.value is None:
            if found is not None:
                self.invented += 1
                self.examples.append(f"{case} {address}: invented {found} where {truth.state}")
            return
        value = Decimal(truth.value)
        self.cells += 1
        self.nonzero += value != 0
        if found is None:
            self.missed += 1
        elif found == value:
            self.right += 1
            self.nonzero_right += value != 0
        else:
            self.wrong += 1
            self.examples.append(f"{case} {address}: {found}, not {value}")

    def merge(self, other: Score) -> None:
        for name in ("files", "cells", "right", "wrong", "invented", "missed", "nonzero", "nonzero_right"):
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
            "nonzero": self.nonzero,
            "nonzero_share": round(self.nonzero_share, 5),
            "states_share": round(self.states_share, 5),
            "identity_share": round(self.identity_share, 5),
        }

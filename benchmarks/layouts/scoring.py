"""What a reader made of a report, against what stands in it.

`wrong`: a number where another number stands. `invented`: a number where none stands. `accusing`: called blank or absent
where a number stands, which a rule could hold against the agency. `missed`: honestly not read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from benchmarks.layouts.printed import Number, Printed

Reading = Mapping[str, tuple[str, Number | None]]
"""Address → (state of contract.md, value or `None`); what a reader does not mention is not read."""


@dataclass(slots=True)
class Score:
    cases: int = 0
    cells: int = 0
    right: int = 0
    wrong: int = 0
    invented: int = 0
    accusing: int = 0
    nonzero: int = 0
    nonzero_right: int = 0
    states: int = 0
    states_right: int = 0
    failures: list[str] = field(default_factory=list)

    def add(self, case: str, printed: Printed, reading: Reading) -> None:
        self.cases += 1
        hidden = {note.removeprefix("hidden:") for note in printed.notes if note.startswith("hidden:")}
        for address, truth in printed.truth.items():
            state, value = reading.get(address, ("unlisted", None))
            self._number(case, address, truth, state, value, hidden=address in hidden)
            if truth is None:
                self.states += 1
                expected = (
                    ("blank", "unreadable") if address in printed.blank else ("symbol", "text", "unreadable")
                )
                self.states_right += state in expected
        for address in reading.keys() - printed.truth.keys():
            if reading[address][1] is not None:
                self.invented += 1
                self.failures.append(f"{case}: {address} is not printed, read as {reading[address][1]}")

    def _number(
        self, case: str, address: str, truth: Number | None, state: str, value: Number | None, *, hidden: bool
    ) -> None:
        if truth is None:
            if value is not None:
                self.invented += 1
                self.failures.append(f"{case}: {address} holds no number, read as {value}")
            return
        if not hidden:
            self.cells += 1
            self.nonzero += truth != 0
        if value is None:
            if state in ("blank", "absent", "symbol"):
                self.accusing += 1
                self.failures.append(f"{case}: {address} holds {truth}, called {state}")
            elif not hidden:
                self.failures.append(f"{case}: {address} holds {truth}, {state} (missed)")
            return
        if value != truth:
            self.wrong += 1
            self.failures.append(f"{case}: {address} holds {truth}, read as {value}")
        elif not hidden:
            self.right += 1
            self.nonzero_right += truth != 0

    @property
    def nonzero_share(self) -> float:
        return self.nonzero_right / self.nonzero if self.nonzero else 1.0

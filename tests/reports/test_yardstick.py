"""The generated corpus in short; the whole of it is `python -m benchmarks.reading`."""

from __future__ import annotations

import json
from decimal import Decimal

from benchmarks.reading import corpus
from benchmarks.reading.__main__ import FLOORS, below, measure, total
from benchmarks.reading.scoring import Answer

FIRST, CASES = 10_000, 144


def test_no_number_is_wrong_or_invented_and_no_floor_is_missed() -> None:
    kept = json.loads(FLOORS.read_text(encoding="utf-8"))[f"{FIRST}+{CASES}"]
    assert corpus.digest(CASES, FIRST) == kept["corpus"], (
        "the corpus has changed: set its floors with --lower-floors"
    )
    scores = measure(CASES, FIRST)
    assert total(scores).examples == []
    assert below(scores, kept["floors"]) == []


def test_the_same_number_is_always_the_same_case() -> None:
    assert corpus.digest(36) == corpus.digest(36)
    assert [case.expected for case in corpus.cases(36)] == [case.expected for case in corpus.cases(36)]


def test_a_figure_below_its_floor_is_told() -> None:
    scores = measure(3, 0, lambda data, name: Answer({}))
    assert below(scores, {"nonzero_all": 0.5}) == ["nonzero_all is 0.0, below its floor 0.5"]


def test_the_scorer_sees_a_wrong_and_an_invented_number() -> None:
    """A yardstick that cannot fail measures nothing."""

    def shifts(data: bytes, name: str) -> Answer:
        return Answer({"applications.new_received.total": Decimal(-1), "no.such.cell": Decimal(1)})

    whole = total(measure(3, 0, shifts))
    assert whole.wrong == 3
    assert whole.invented == 3

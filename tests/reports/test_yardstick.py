"""The generated corpus in short; the whole of it is `python -m benchmarks.reading`."""

from __future__ import annotations

from decimal import Decimal

from benchmarks.reading import corpus
from benchmarks.reading.__main__ import measure, total
from benchmarks.reading.scoring import Answer

CASES = 144


def test_no_number_of_the_generated_corpus_is_wrong_or_invented() -> None:
    scores = measure(CASES, 10_000)
    everything, sound = total(scores), total(scores, "sound")
    assert everything.examples == []
    assert everything.identity_share == 1.0
    assert sound.nonzero_share >= 0.99


def test_the_same_number_is_always_the_same_case() -> None:
    assert [case.data for case in corpus.cases(36)] == [case.data for case in corpus.cases(36)]


def test_the_scorer_sees_a_wrong_and_an_invented_number() -> None:
    """A yardstick that cannot fail measures nothing."""

    def shifts(data: bytes, name: str) -> Answer:
        answer = Answer({"applications.new_received.total": Decimal(-1), "no.such.cell": Decimal(1)})
        return answer

    whole = total(measure(3, 0, shifts))
    assert whole.wrong == 3
    assert whole.invented == 3

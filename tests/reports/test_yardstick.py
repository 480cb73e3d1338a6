"""The generated corpus in short; the whole of it is `python -m benchmarks.reading`."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.reading import __main__ as bench
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


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    def ran(*words: str) -> int:
        monkeypatch.setattr("sys.argv", ["benchmarks.reading", *words])
        monkeypatch.setattr(bench, "_peers", lambda *_: None)
        return bench.main()

    return ran


@pytest.mark.parametrize("corpus_hash", ["", "of another corpus"])
def test_floors_are_lowered_only_where_that_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., int], corpus_hash: str
) -> None:
    """Promise 11. Floors that no reader reaches stay until someone says that they are to fall, and so does another corpus."""
    file = tmp_path / "floors.json"
    unreached = {"corpus": corpus_hash or corpus.digest(3), "floors": {"nonzero_all": 2.0}}
    file.write_text(json.dumps({"0+3": unreached}), encoding="utf-8")
    monkeypatch.setattr(bench, "FLOORS", file)
    assert run("--cases", "3") == 1
    assert json.loads(file.read_text(encoding="utf-8")) == {"0+3": unreached}
    assert run("--cases", "3", "--lower-floors") == 0
    kept = json.loads(file.read_text(encoding="utf-8"))["0+3"]
    assert kept["corpus"] == corpus.digest(3)
    assert 0 < kept["floors"]["nonzero_all"] <= 1


def test_floors_rise_by_themselves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., int]
) -> None:
    file = tmp_path / "floors.json"
    low = {"corpus": corpus.digest(3), "floors": {"nonzero_all": 0.1}}
    file.write_text(json.dumps({"0+3": low}), encoding="utf-8")
    monkeypatch.setattr(bench, "FLOORS", file)
    assert run("--cases", "3") == 0
    assert json.loads(file.read_text(encoding="utf-8"))["0+3"]["floors"]["nonzero_all"] > 0.1

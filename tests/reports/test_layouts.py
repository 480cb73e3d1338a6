"""A slice of the generated layouts: nothing wrong, nothing invented, nothing called blank or absent that is printed."""

from __future__ import annotations

import pytest

import reports
from benchmarks.layouts.corpus import Case, cases
from benchmarks.layouts.scoring import Score

EVERY_FORM = ("html", "tabs", "pipes", "stacked", "bare", "spaces", "single_spaces", "together")


def _score(found: list[Case]) -> Score:
    score = Score()
    for case in found:
        report = reports.read(case.data, case.file)
        reading = {address: (str(cell.state), cell.value) for address, cell in report.cells.items()}
        score.add(case.name, case.printed, reading)
    return score


@pytest.fixture(scope="module")
def slice_of_the_corpus() -> list[Case]:
    return list(cases(160, start=77_000))


def test_no_layout_and_no_damage_makes_a_wrong_number(slice_of_the_corpus: list[Case]) -> None:
    assert {case.form for case in slice_of_the_corpus} == set(EVERY_FORM)
    score = _score(slice_of_the_corpus)
    assert (score.wrong, score.invented, score.accusing) == (0, 0, 0), score.failures[:5]


def test_undamaged_pages_are_read_whole(slice_of_the_corpus: list[Case]) -> None:
    score = _score([case for case in slice_of_the_corpus if case.form == "html" and not case.damaged])
    assert score.nonzero > 1000
    assert score.nonzero_share >= 0.995

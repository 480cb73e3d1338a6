"""The garbage collector is left as it was found, whatever a page turns out to be."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping

import pytest

import reports
from reports.errors import ReadingError
from reports.uncollected import uncollected


@pytest.fixture
def collector_off() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


def test_the_collector_runs_again_after_a_page_that_was_refused() -> None:
    with pytest.raises(ReadingError):
        reports.read(b"<html>" + b"<div>" * 100_000, "page.html")
    assert gc.isenabled()


def test_the_collector_does_not_run_between_a_page_and_its_cells() -> None:
    lines = "".join(f"<p>第{number}项工作已完成。</p>" for number in range(3_000))
    runs: list[str] = []

    def met(phase: str, _: Mapping[str, int]) -> None:
        runs.append(phase)

    gc.callbacks.append(met)
    try:
        report = reports.read(f"<html><body>{lines}</body></html>".encode(), "page.html")
    finally:
        gc.callbacks.remove(met)
    assert len(report.narrative) == 3_000
    assert runs.count("start") <= 1, "once behind it, and never within"


def test_the_collector_rests_within_and_runs_again_behind() -> None:
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


@pytest.mark.usefixtures("collector_off")
def test_a_collector_that_its_owner_stopped_stays_so() -> None:
    reports.read("<p>一、总体情况</p>".encode(), "page.html")
    assert not gc.isenabled()

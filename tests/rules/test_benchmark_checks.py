"""The checks that engines are compared on are checks: they hold on sound figures, and each is broken by its own cell."""

from __future__ import annotations

import random

from benchmarks.rules.checks import checks, flat_name
from benchmarks.rules.engines import hand_written, ours
from benchmarks.rules.samples import published, with_figures
from reports import CellState


def test_sixty_checks_each_hold_on_zeros_and_break_by_one_cell() -> None:
    judge, all_checks = hand_written(checks()), checks()
    names = {flat_name(cell) for check in all_checks for cell in check.cells}
    zeros = dict.fromkeys(names, 0)
    assert len(all_checks) == 60
    (report,) = published(1, seed=1)
    assert all(judge(report, zeros))
    for number, check in enumerate(all_checks):
        assert judge(report, {**zeros, flat_name(check.breaks): 1})[number] is False, check.text


def test_the_engine_compared_judges_what_the_report_says() -> None:
    (report,) = published(1, seed=1)
    sound = with_figures(random.Random(1), report, sound=True)
    assert all(cell.state is CellState.NUMBER for cell in sound.cells.values())
    assert all(ours(checks())(sound, {}))

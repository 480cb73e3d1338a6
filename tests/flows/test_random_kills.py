"""Promise 1: a few kills at random moments; ``python -m benchmarks.kills --times 200`` is the long run of the same."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.kills.__main__ import killed_seasons
from benchmarks.kills.season import STAGES, differences, run


def test_a_season_killed_at_random_moments_ends_as_an_undisturbed_one() -> None:
    kills, hit, wrong = killed_seasons(4, seed=7, a_stage=2)
    assert (kills, hit.total(), wrong) == (4, 4, ())


def test_a_lost_row_and_a_message_told_twice_would_be_seen(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    run(first, STAGES[0])
    shutil.copytree(first, second)
    assert differences(first, second) == ()
    (message,) = (second / "alerts").glob("*.md")
    shutil.copy(message, second / "alerts" / "again.md")
    run(second, STAGES[1])
    found = differences(first, second)
    assert "messages" in found
    assert "table findings" in found

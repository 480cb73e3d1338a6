"""Promise 1: a few kills at random moments; ``python -m benchmarks.kills --times 200`` is the long run of the same."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.kills.season import STAGES, differences
from tests.flows.rehearsal import one_round
from tests.flows.servers import ROOT


def test_a_season_killed_at_random_moments_ends_as_an_undisturbed_one() -> None:
    """In a process of its own: rounds are forked, and a process that ran other tests has threads."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.kills", "--times", "4", "--seed", "7", "--a-stage", "2"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "season 1: 4 kills, as undisturbed" in done.stdout
    assert "4 kills with seed 7, after: " in done.stdout


def test_a_lost_row_and_a_message_told_twice_would_be_seen(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    asyncio.run(one_round(first, STAGES[0]))
    shutil.copytree(first, second)
    assert differences(first, second) == ()
    (message,) = (second / "alerts").glob("*.md")
    shutil.copy(message, second / "alerts" / "again.md")
    asyncio.run(one_round(second, STAGES[1]))
    found = differences(first, second)
    assert "messages" in found
    assert "table findings" in found

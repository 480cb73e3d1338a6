"""Promise 1: a run may die anywhere and be run again; the end is that of an undisturbed run.

``python -m benchmarks.kills --times 200`` is the long run of the same. It runs in a process of its own: rounds are forked from
it, and a process that ran other tests has threads and hooks that a fork inherits.
"""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.kills.season import STAGES, differences
from tests.flows.rehearsal import FEW_RULES, one_round
from tests.flows.servers import ENOUGH, ROOT

BEFORE_THINGS_ARE_KEPT = "1:evidence:4,1:captured:21,1:read:6,1:composed:1,3:judged:1"
AFTER_THINGS_ARE_KEPT = "1:listed:3,1:read:35,1:judged:9,1:sent:1,3:sent:1"


def test_a_round_killed_anywhere_and_run_again_ends_as_an_undisturbed_one() -> None:
    at = ("--at", BEFORE_THINGS_ARE_KEPT, "--at", AFTER_THINGS_ARE_KEPT)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.kills", "--times", "4", "--seed", "7", "--a-stage", "2", *at],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=ENOUGH,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for season, kills in ((1, 5), (2, 10), (3, 14)):
        assert f"season {season}: {kills} kills, as undisturbed" in done.stdout


def test_a_lost_row_and_a_message_told_twice_would_be_seen(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    asyncio.run(one_round(first, STAGES[0], rules=FEW_RULES))
    shutil.copytree(first, second)
    assert differences(first, second) == ()
    (message,) = (second / "alerts").glob("*.md")
    shutil.copy(message, second / "alerts" / "again.md")
    asyncio.run(one_round(second, STAGES[1], rules=FEW_RULES))
    found = differences(first, second)
    assert "messages" in found
    assert "table findings" in found

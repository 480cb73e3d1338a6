"""Processes that read and judge beside the one that stores: nothing of the outcome shows how many there were."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from storage import Memory
from tests.flows.families import left_of
from tests.flows.rehearsal import FEW_RULES, one_round
from tests.flows.tables import lasting


def test_what_two_processes_read_and_judge_is_what_one_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NIANBAO_DEMO_OFFICE", "NIANBAO_DEMO_OPERATOR"):
        monkeypatch.setenv(name, "")  # the rounds set them; put back afterwards
    left = []
    for processes in (1, 2):
        folder = tmp_path / str(processes)
        asyncio.run(one_round(folder, 1, rules=FEW_RULES, processes=processes))
        with Memory(f"sqlite:///{folder / 'nianbao.db'}") as memory:
            left.append(lasting(memory))
    assert left[0]["revisions"]
    assert left[0]["judgements"]
    assert left[0] == left[1]


STANDS_IDLE = """
import sys, time
from datetime import date
from flows.crew import crew
from flows.settings import Settings
from flows.workplace import workplace

def nothing(desk, batch):
    import os
    return [os.getpid() for _ in batch]

if __name__ == "__main__":
    from pathlib import Path
    with workplace(Settings(var=Path(sys.argv[1]), processes=2)) as work, crew(work, date(2025, 4, 1)) as hands:
        for _, pids in hands.over(nothing, [[1]] * 2):
            print(*pids, flush=True)
        time.sleep(60)
"""


def test_a_killed_run_leaves_no_process_behind(tmp_path: Path) -> None:
    script = tmp_path / "stands_idle.py"
    script.write_text(STANDS_IDLE, encoding="utf-8")
    root = Path(__file__).resolve().parents[2]
    run = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "var")],
        stdout=subprocess.PIPE,
        text=True,
        env={
            **os.environ,
            "PYTHONPATH": str(root),
            "NIANBAO_OFFICES": str(root / "specimens" / "demo-office.yaml"),
        },
    )
    assert run.stdout is not None
    pids = {int(run.stdout.readline()) for _ in range(2)}
    run.send_signal(signal.SIGKILL)
    run.wait()
    run.stdout.close()
    assert left_of(pids) == []

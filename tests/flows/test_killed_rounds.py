"""Promise 1: a run may die anywhere and be run again; the end is that of an undisturbed run."""

from __future__ import annotations

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
UNTIL_THE_END = ("", 0)


def run(folder: Path, stage: int, kill_at: tuple[str, int] = UNTIL_THE_END) -> bool:
    """Run one round; SIGKILL it when it prints the n-th line of a step. Returns whether it was killed."""
    step, count = kill_at
    command = [sys.executable, "-m", "tests.flows.rehearsal", str(folder), str(stage)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    seen = 0
    for line in process.stdout:
        seen += line.split(" ", 1)[0] == step
        if step and seen == count:
            os.kill(process.pid, signal.SIGKILL)
            break
    process.stdout.close()
    code = process.wait(timeout=120)
    assert code in (0, -signal.SIGKILL)
    return code == -signal.SIGKILL


def database(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, in an order of its own."""
    with sqlite3.connect(folder / "nianbao.db") as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr) for table in tables}


def files(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("undisturbed")
    for stage in (1, 3):
        run(folder, stage)
    return folder


@pytest.mark.parametrize(
    "kills",
    [
        [
            (1, ("evidence", 4)),
            (1, ("captured", 21)),
            (1, ("read", 6)),
            (1, ("composed", 1)),
            (3, ("judged", 1)),
        ],
        [(1, ("listed", 3)), (1, ("read", 35)), (1, ("judged", 9)), (1, ("sent", 1)), (3, ("sent", 1))],
    ],
    ids=["before-things-are-kept", "after-things-are-kept"],
)
def test_a_killed_round_run_again_ends_as_an_undisturbed_one(
    kills: list[tuple[int, tuple[str, int]]], undisturbed: Path, tmp_path: Path
) -> None:
    """Several kills one after the other; a stage is run to its end before the town moves on."""
    for stage, kill_at in kills:
        assert run(tmp_path, stage, kill_at), f"the round ended before step {kill_at}"
        if kill_at == kills[-1][1] or stage != kills[kills.index((stage, kill_at)) + 1][0]:
            run(tmp_path, stage)
    assert files(tmp_path / "alerts") == files(undisturbed / "alerts")
    assert files(tmp_path / "evidence").keys() == files(undisturbed / "evidence").keys()
    expected, found = database(undisturbed), database(tmp_path)
    for table in expected:
        assert found[table] == expected[table], f"table {table} differs"

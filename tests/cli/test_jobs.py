"""Commands that work in several processes: none outlives the command, and one that is lost is told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from tests.cli.test_rule_preview import RULE, six_reports
from tests.flows.families import below, end_within, working

__all__ = ["six_reports"]
ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def begun(*arguments: str | Path, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command whose two further processes are at work."""
    command = subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        for _ in range(1200):
            if sum(map(working, below(command.pid))) >= 2 or command.poll() is not None:
                break
            time.sleep(0.05)
        yield command
    finally:
        command.kill()
        command.communicate()


@pytest.fixture
def doors(tmp_path: Path) -> list[Path]:
    """Files that nobody ever finishes reading: pipes without a writer."""
    pipes = [tmp_path / f"{number}.html" for number in range(4)]
    for pipe in pipes:
        os.mkfifo(pipe)
    return pipes


def killed_leaves_nothing(command: subprocess.Popen[bytes]) -> None:
    family = below(command.pid)
    assert len(family) >= 2, command.communicate()[1].decode()[-2000:]
    command.send_signal(signal.SIGKILL)
    command.wait()
    end_within(family)


def test_a_killed_reading_leaves_no_process_behind(doors: list[Path]) -> None:
    with begun("-m", "cli", "read", "--jobs", "2", *doors) as command:
        killed_leaves_nothing(command)


OVER_STORED = """
import sys
from pathlib import Path
from cli.rule_preview import Compared, over_stored
over_stored(Compared((Path(sys.argv[1]),), ()), 2, part_size=2)
"""


def test_a_killed_preview_leaves_no_process_behind(six_reports: Path, tmp_path: Path) -> None:
    rule = tmp_path / "rule.yaml"
    os.mkfifo(rule)

    def written_once() -> None:
        rule.write_text(RULE, encoding="utf-8")  # for the command itself: its processes wait for ever

    Thread(target=written_once, daemon=True).start()
    where = {"NIANBAO_DATABASE": f"sqlite:///{six_reports}", "NIANBAO_VAR": str(tmp_path)}
    with begun("-c", OVER_STORED, rule, **where) as command:
        killed_leaves_nothing(command)


def test_a_process_that_is_killed_is_told_with_the_files_it_may_have_been_at(doors: list[Path]) -> None:
    with begun("-m", "cli", "read", "--jobs", "2", *doors) as command:
        os.kill(below(command.pid)[0], signal.SIGKILL)
        told = command.communicate(timeout=60)[1].decode()
        assert command.returncode == 2
    assert "killed or ran out of memory" in told
    assert str(doors[0]) in told
    assert "Traceback" not in told


def test_an_interruption_waits_for_no_process_and_shows_no_fault(doors: list[Path]) -> None:
    with begun("-m", "cli", "read", "--jobs", "2", *doors) as command:
        family = below(command.pid)
        for process in (command.pid, *family):  # as a terminal does: to the whole group
            os.kill(process, signal.SIGINT)
        told = command.communicate(timeout=60)[1].decode()
        assert command.returncode == 130
    assert "Traceback" not in told
    end_within(family)

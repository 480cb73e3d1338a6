"""Commands that work in several processes: none outlives the command, and one that is lost is told."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from types import MappingProxyType

import pytest

from tests.cli.test_rule_preview import RULE, six_reports
from tests.flows.families import Killer, below, left_of, working

__all__ = ["six_reports"]
ROOT = Path(__file__).resolve().parents[2]
ENOUGH = 600
"""Seconds that nobody waits out but a failure."""
CHINESE = {"LC_ALL": "zh_CN.UTF-8"}


def _heeds_interruptions() -> None:
    """Tests begun in the background of a shell ignore Ctrl-C, and so would every command that they begin (POSIX, Shell §2.12)."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def begun(
    *arguments: str | Path, environment: Mapping[str, str] = MappingProxyType({}), processes: int = 2
) -> Iterator[subprocess.Popen[bytes]]:
    """A command whose further processes are at work."""
    command = subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=_heeds_interruptions,  # noqa: PLW1509 - one call of the system, no lock
    )
    try:
        while sum(map(working, below(command.pid))) < processes and command.poll() is None:
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


def left_by_a_kill(command: subprocess.Popen[bytes]) -> list[int]:
    """The processes of a killed command that outlive it."""
    family = below(command.pid)
    assert len(family) >= 2, command.communicate()[1].decode()[-2000:]
    command.send_signal(signal.SIGKILL)
    command.wait()
    return left_of(family)


def test_a_killed_reading_leaves_no_process_behind(doors: list[Path]) -> None:
    with begun("-m", "cli", "read", "--jobs", "2", *doors) as command:
        assert left_by_a_kill(command) == []


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
    with begun("-c", OVER_STORED, rule, environment=where) as command:
        assert left_by_a_kill(command) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_kills_its_reader_is_named_and_the_others_are_read(tmp_path: Path, jobs: int) -> None:
    """The kill is a real one: whoever opens the pipe stands still in it, and is sent SIGKILL, as the kernel does without memory."""
    pages = [tmp_path / f"{number}.html" for number in range(4)]
    for page in pages:
        page.write_text(
            "<h1>清溪县教育局2024年政府信息公开工作年度报告</h1><p>一、总体情况</p>", encoding="utf-8"
        )
    pages[2].unlink()
    os.mkfifo(pages[2])
    with (
        begun(
            "-m", "cli", "read", "--json", "--jobs", str(jobs), *pages, environment=CHINESE, processes=jobs
        ) as command,
        Killer(pages[2], command.pid) as killer,
    ):
        printed, told = command.communicate(timeout=ENOUGH)
        assert command.returncode == 3
    assert len(killer.victims) == 2, "once among others, once alone"
    read = [json.loads(line)["source"]["name"] for line in printed.splitlines()]
    assert read == [page.name for page in pages if page != pages[2]]
    assert told.decode().strip().splitlines() == [
        f"错误: {pages[2]}：读取它的进程两次被终止或崩溃（第二次单独读取），请查看内存是否足够，或把文件交给维护人员"
    ]


def test_an_interruption_waits_for_no_process_and_says_how_far_it_came(
    doors: list[Path], tmp_path: Path
) -> None:
    """As a terminal does: Ctrl-C goes to the command and to its processes, which stand in the middle of a file."""
    pages = [tmp_path / f"read-{number}.html" for number in range(2)]
    for page in pages:
        page.write_text(
            "<h1>清溪县教育局2024年政府信息公开工作年度报告</h1><p>一、总体情况</p>", encoding="utf-8"
        )
    with begun("-m", "cli", "read", "--json", "--jobs", "2", *pages, *doors, environment=CHINESE) as command:
        assert command.stdout is not None
        for _ in pages:
            command.stdout.readline()
        until_it_waits(command)
        family = below(command.pid)
        for process in (command.pid, *family):
            os.kill(process, signal.SIGINT)
        told = command.communicate(timeout=ENOUGH)[1].decode().strip().splitlines()
        assert command.returncode == 130
    assert told == ["错误: 已中断：6 个文件中已读取 2 个，其余未读"]
    assert left_of(family) == []


def test_an_interruption_of_any_other_command_is_one_sentence(tmp_path: Path) -> None:
    rule = tmp_path / "rule.yaml"
    os.mkfifo(rule)  # a command in the middle of its work, for as long as it takes to press
    with (
        begun("-m", "cli", "rules", "test", rule, environment=CHINESE, processes=0) as command,
        opened(rule, command),
    ):
        command.send_signal(signal.SIGINT)
        told = command.communicate(timeout=ENOUGH)[1].decode().strip().splitlines()
        assert command.returncode == 130
    assert told == ["错误: 已中断；再次运行同一命令即可继续"]


def until_it_waits(command: subprocess.Popen[bytes]) -> None:
    """It has dealt with what it has and sleeps until there is more, or it has ended: proc(5)."""
    while Path(f"/proc/{command.pid}/stat").read_text("latin-1").rpartition(")")[2].split()[0] not in "SZ":
        time.sleep(0.01)


@contextmanager
def opened(pipe: Path, by: subprocess.Popen[bytes]) -> Iterator[None]:
    """For the length of the block somebody reads from the pipe, and has to wait."""
    end = None
    while end is None and by.poll() is None:
        with suppress(OSError):
            end = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        time.sleep(0.01)
    yield
    if end is not None:
        os.close(end)

"""A file that kills whoever reads it: one such file never stops a province, and is never held against anybody.

The kill is a real one. The poisonous file's evidence is a named pipe, so that whoever reads it stands still in the middle of
it; the test then does what the kernel does when memory ends, and sends SIGKILL to the process that has it open.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

import reports
from flows.hands import HandLost, Hands
from flows.progress import Counts, listening
from flows.reading import DIED, read_due
from flows.settings import Settings
from flows.workplace import Workplace, workplace
from storage import Begun
from tests.flows.families import Killer
from tests.flows.rehearsal import FEW_RULES
from tests.flows.servers import ROOT
from tests.storage.builders import PORTAL, START, captured

PAGE = "<html><body><h1>{agency}2024年政府信息公开工作年度报告</h1><p>一、总体情况。</p></body></html>"
POISON = "毒物局"


def poisoned(var: Path, others: int) -> Path:
    """Captures of so many harmless reports and one poisonous one; the pipe that its evidence is."""
    with at(var) as work:
        work.memory.record_portal(PORTAL, name="清溪县")
        for agency in [POISON, *(f"第{number}局" for number in range(others))]:
            one = captured(PAGE.format(agency=agency), agency=agency)
            work.memory.record_captures([one])
            digest = work.archive.keep(one.body or b"")
            if agency == POISON:
                pipe = var / "evidence" / "bodies" / digest[:2] / digest
                pipe.unlink()
                os.mkfifo(pipe)
    return pipe


@contextmanager
def at(var: Path, processes: int = 1) -> Iterator[Workplace]:
    offices = ROOT / "specimens" / "demo-office.yaml"
    settings = Settings(var=var, offices=offices, rules=FEW_RULES[2:], processes=processes, now=START)
    with workplace(settings) as work:
        yield work


def due(work: Workplace, reader: str = reports.READER_VERSION) -> list[tuple[str | None, int]]:
    return [(one.title, one.suspicion) for one in work.memory.due_for_reading(reader)]


@pytest.fixture(autouse=True)
def _addresses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("NIANBAO_DEMO_OFFICE", "NIANBAO_DEMO_OPERATOR"):
        monkeypatch.setenv(name, f"nianbaofile://{tmp_path}/{name}")


def test_a_file_that_kills_its_reader_is_put_aside_and_the_others_are_read(tmp_path: Path) -> None:
    pipe = poisoned(tmp_path, 60)
    said: list[tuple[str, str]] = []
    with at(tmp_path, processes=2) as work, Killer(pipe) as killer, listening(lambda *one: said.append(one)):
        assert read_due(work) == Counts(read=60, unreadable=1)
        assert len(killer.victims) == 2, "once among others, once alone"
        assert due(work) == [(f"{POISON}2024年年报", 3)], (
            "not given up after one try: memory may have been short"
        )
        assert work.memory.open_matters("reader:") == ()

        assert read_due(work) == Counts(unreadable=1)
        assert len(killer.victims) == 3
        assert due(work) == []
        assert len(work.memory.open_matters("reader:")) == 1, "the operator has it on the list"
        assert [what for step, what in said if step == "unreadable" and what.endswith(DIED)]

        assert read_due(work) == Counts()
        assert (f"{POISON}2024年年报", 1) in due(work, "a reader of next year"), "which begins with it alone"


def test_a_run_that_dies_of_a_file_leaves_the_rest_to_the_next(tmp_path: Path) -> None:
    """With little to do a run reads by itself, and is killed itself."""
    pipe = poisoned(tmp_path, 3)
    with Killer(pipe) as killer:
        run = multiprocessing.get_context("fork").Process(target=_one_run, args=(tmp_path,))
        run.start()
        run.join()
        assert run.exitcode == -signal.SIGKILL
        with at(tmp_path) as work:
            assert len(due(work)) == 4
            assert read_due(work) == Counts(read=3, unreadable=1)
            assert len(killer.victims) == 2
            assert due(work) == [(f"{POISON}2024年年报", 3)]


def _one_run(var: Path) -> None:
    with at(var) as work:
        read_due(work)


def test_a_file_that_takes_every_run_with_it_is_put_aside_unread(tmp_path: Path) -> None:
    """Where memory ends for the whole machine nobody is left to see who died: beginnings without an end are counted."""
    pipe = poisoned(tmp_path, 0)
    with at(tmp_path) as work, Killer(pipe) as killer:
        ((_, _),) = due(work)
        (one,) = work.memory.due_for_reading(reports.READER_VERSION)
        Begun(work.memory).together([one.id])
        for _ in range(4):
            Begun(work.memory).alone(one.id)
        assert read_due(work) == Counts(unreadable=1)
        assert killer.victims == []
        assert due(work) == []


def test_evidence_that_is_on_another_machine_stops_nothing_and_stays_due(tmp_path: Path) -> None:
    poisoned(tmp_path, 2).unlink()
    with at(tmp_path) as work:
        assert read_due(work) == Counts(read=2, unreadable=1)
        assert due(work) == [(f"{POISON}2024年年报", 0)]


def _deadly(_: None, numbers: Sequence[int]) -> list[int]:
    if 0 in numbers:
        os.kill(os.getpid(), signal.SIGKILL)
    return list(numbers)


def test_what_was_made_before_a_process_was_lost_is_had_back_and_work_goes_on() -> None:
    parts = [[1], [2], [3], [0], [4], [5], [6], [7], [8]]
    back: list[int] = []
    begun: list[int] = []
    with Hands(2, None, _sit, forked=True) as hands:
        with pytest.raises(HandLost) as lost:
            for _, made in hands.over(_deadly, parts, begin=begun.extend):
                back += made
        assert "0" in lost.value.items
        assert [*map(str, back), *lost.value.items] == [str(one) for one in begun], (
            "nothing is told twice or lost"
        )
        assert [made for _, made in hands.over(_deadly, [[1], [2]])] == [[1], [2]]


def _sit() -> None:
    return None

"""Promise 1: SIGKILL at every numbered step, run again: nothing lost, nothing twice, the same end as undisturbed.

A step is every statement and every commit of the database, and the moments before and after each send.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import event

from alerts import compose, deliver, load_offices, send
from rules.engine.verdict import Outcome
from storage import Memory, StoredMessage
from tests.alerts.conftest import OFFICES
from tests.alerts.stand_ins import hook
from tests.storage import databases
from tests.storage.builders import NUMBERS, judge, later, listed, listing, read, verdict
from tests.storage.dump import natural

AGENCIES = ("教育局", "财政局", "民政局")
Step = Callable[[], None]


def walk(address: str, folder: Path, step: Step) -> None:
    """A first patrol with findings, then one in which an agency corrects a number and another takes its report down."""
    office_file = folder / "offices.yaml"
    office_file.write_text(OFFICES, encoding="utf-8")
    names = ("OPERATOR_URL", "PROVINCE_URL", "URGENT_URL", "CITY_URL")
    offices = load_offices(office_file, {name: f"nianbaofile://{folder / name.lower()}" for name in names})

    def counted(to: str, message: StoredMessage, gateway: str | None) -> None:
        step()
        send(to, message, gateway)
        step()

    with Memory(address) as memory:
        event.listen(memory.engine, "before_cursor_execute", lambda *_: step())
        event.listen(memory.engine, "commit", lambda _: step())
        for day, shown in enumerate((AGENCIES, AGENCIES[:2], AGENCIES[:2])):
            reached = folder / "day"
            if reached.exists() and day < int(reached.read_text()):
                continue  # a flow that is started again does not turn the calendar back
            reached.write_text(str(day))
            at = later(days=day)
            memory.record_listing(listing([listed(name) for name in shown], at=at, rows=len(shown)))
            for name in shown:
                corrected = day > 0 and name == "教育局"
                numbers = {**NUMBERS, "applications.new_received.total": 10} if corrected else NUMBERS
                revision = read(memory, f"{name}{corrected}", agency=name, numbers=numbers, at=at)
                outcome = Outcome.PASS if corrected else Outcome.FAIL
                judge(
                    memory, revision, verdict(outcome=outcome), verdict("CEL-BLANK", Outcome.UNKNOWN), at=at
                )
            compose(memory, offices, at)
            deliver(memory, offices, at + timedelta(minutes=1), sender=counted)


def in_child(work: Callable[[], None]) -> int:
    """Run in a forked process; its wait status."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    try:
        work()
    except BaseException:
        import traceback

        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def killed_at(number: int) -> Step:
    count = 0

    def step() -> None:
        nonlocal count
        count += 1
        if count == number:
            os.kill(os.getpid(), signal.SIGKILL)

    return step


def files(folder: Path) -> dict[str, str]:
    return {str(file.relative_to(folder)): file.read_text("utf-8") for file in folder.rglob("*.md")}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], tuple[str, Path]]:
    """Makes a database and a folder for one run."""

    def make(name: str) -> tuple[str, Path]:
        folder = tmp_path / name
        folder.mkdir()
        if request.param == "sqlite":
            return databases.sqlite_copy(request.getfixturevalue("sqlite_template"), folder), folder
        server = request.getfixturevalue("postgres_url")
        return databases.postgres_copy(server, request.getfixturevalue("postgres_template")), folder

    return make


@pytest.mark.slow
def test_a_kill_at_any_step_ends_like_an_undisturbed_run(fresh: Callable[[str], tuple[str, Path]]) -> None:
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 1

    address, folder = fresh("undisturbed")
    walk(address, folder, count)
    with Memory(address) as memory:
        wanted = natural(memory)
    wanted_files = files(folder)
    assert len(wanted["findings"]) == 5  # three balances, one quiet edit, one report taken down
    every = steps // (20 if "sqlite" in address else 6)
    for number in range(1, steps, every):
        address, folder = fresh(f"killed-{number}")
        died = in_child(partial(walk, address, folder, killed_at(number)))
        assert os.WTERMSIG(died) == signal.SIGKILL
        assert in_child(partial(walk, address, folder, lambda: None)) == 0
        with Memory(address) as memory:
            assert natural(memory) == wanted, f"killed at step {number} of {steps}"
        assert files(folder) == wanted_files, f"killed at step {number} of {steps}"


OFFICE = """
operator: {destinations: [{name: 值守, address_from: OPERATOR_URL}]}
offices:
  - name: 云岭省办
    divisions: ["99"]
    destinations: [{name: 钩子, address_from: HOOK_URL, delivery: at_once}, {name: 汇总, address_from: HOOK_URL}]
"""


@pytest.mark.parametrize("moment", ["between commit and send", "between send and its mark"])
def test_a_kill_around_a_send_loses_nothing_and_a_double_carries_the_same_number(
    moment: str, sqlite_template: Path, tmp_path: Path
) -> None:
    """The message is committed, the process dies; whoever comes next sends it. Over real HTTP to a stand-in."""
    address = databases.sqlite_copy(sqlite_template, tmp_path)
    file = tmp_path / "offices.yaml"
    file.write_text(OFFICE, encoding="utf-8")

    def dies(to: str, message: StoredMessage, gateway: str | None) -> None:
        if moment == "between send and its mark":
            send(to, message, gateway)
        os.kill(os.getpid(), signal.SIGKILL)

    with hook() as server:
        offices = load_offices(file, {"HOOK_URL": server.base.replace("http", "json") + "/alerts"})

        def patrol() -> None:
            with Memory(address) as memory:
                judge(memory, read(memory), verdict())
                compose(memory, offices, later())
                deliver(memory, offices, later(), sender=dies)

        assert os.WTERMSIG(in_child(patrol)) == signal.SIGKILL
        with Memory(address) as memory:
            for hour in range(3):
                assert compose(memory, offices, later(hours=hour)) == ()
                deliver(memory, offices, later(hours=hour))
            keys = {message.key: message.state for message in memory.messages()}
        received = [payload["message"] for _, payload in server.received]
    assert set(keys.values()) == {"sent"}
    assert len(keys) == 2  # one transition, two destinations
    for key in keys:
        told = [said for said in received if key in said]
        assert 1 <= len(told) <= (1 if moment == "between commit and send" else 2)
        assert len(set(told)) == 1  # what was sent twice is the same to the letter, its number included

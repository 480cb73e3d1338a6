"""One season of the demo town in processes of their own, each of which may be killed; and what is left of it in the end.

The processes are forked from one that has everything imported and warm, so that a round costs its own work and no start-up.
Call `run` only from a process with nothing else in it: what others left behind there (threads, hooks at exit: Prefect's end a
forked process with code 1) is inherited.
"""

from __future__ import annotations

import asyncio
import hashlib
import multiprocessing
import os
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

from flows.progress import listening
from tests.flows.families import below, working
from tests.flows.rehearsal import FEW_RULES, one_round

STAGES = (1, 3)
"""Days of the demo town: the first patrol, and the one after reports were corrected, changed silently and added."""
TRAFFIC = frozenset({"hosts", "leases"})
"""Tables of what was done to hosts: who was killed and began again did ask more often, and that is kept truly."""
OPENING = 1.0
"""Seconds in which the database is made or opened, before the first step is told."""
BETWEEN = 0.05
"""Seconds after a step within which the kill comes, so that it also falls inside the next."""
CREW = 1.0
"""Seconds after the further processes of a round have begun within which the kill comes: they load rules, read, judge, wait."""

Rows = Mapping[str, list[tuple[object, ...]]]


class Moment(Protocol):
    """When a round is killed: asked before the first step ("opening") and after each that is told."""

    @property
    def after(self) -> float:
        """Seconds that pass between the moment and the kill."""

    def due(self, step: str, process: int) -> bool: ...


@dataclass
class Told:
    """The moment at which a step is told for the n-th time: the round stands still there, and is killed before it goes on."""

    step: str
    count: int

    @property
    def after(self) -> float:
        """Nothing: it stands still."""
        return 0.0

    def due(self, step: str, _: int) -> bool:
        self.count -= step == self.step
        return self.count == 0


@dataclass
class Drawn:
    """The moment some seconds after so many steps, whatever they are."""

    steps: int
    after: float

    def due(self, _: str, __: int) -> bool:
        self.steps -= 1
        return self.steps < 0


@dataclass
class AtWork:
    """The moment some seconds after the further processes of a round have begun for the n-th time: once to read, once to judge."""

    count: int
    after: float

    def due(self, _: str, process: int) -> bool:
        there = False
        while self.count and _runs(process):
            before, there = there, any(map(working, below(process)))
            self.count -= there and not before
            time.sleep(0.01)
        return self.count == 0


@dataclass(frozen=True, slots=True)
class Moments:
    """Where a kill may come: seeded, over the steps that a round of this stage has told when it was left alone."""

    dice: random.Random
    steps: int

    def draw(self) -> Drawn:
        step = self.dice.randint(0, self.steps)
        return Drawn(step, self.dice.uniform(0, BETWEEN if step else OPENING))

    def draw_at_work(self) -> AtWork:
        return AtWork(self.dice.randint(1, 2), self.dice.uniform(0, CREW))


@dataclass(frozen=True, slots=True)
class Round:
    """How a round ended: the steps it told, and whether it was killed after the last of them ("opening" before the first)."""

    steps: int
    last: str
    killed: bool
    hands: int = 0
    """Further processes that read and judged for it in the moment of the kill."""


def warm_up() -> None:
    """Import and compile everything in this process before others are forked from it."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(one_round(Path(folder), STAGES[0], rules=FEW_RULES))


def _round(folder: Path, stage: int, tell: Connection, processes: int | None, stepwise: bool) -> None:
    with _words(folder).open("wb") as kept:
        os.dup2(kept.fileno(), sys.__stderr__.fileno() if sys.__stderr__ else 2)

    def heard(step: str, _: str) -> None:
        tell.send(step)
        if stepwise:
            tell.recv()

    with listening(heard):
        asyncio.run(one_round(folder, stage, rules=FEW_RULES, processes=processes))


def _words(folder: Path) -> Path:
    """Beside a season's folder: what its latest round said on standard error."""
    return folder.with_name(f"{folder.name}.stderr")


def run(folder: Path, stage: int, moment: Moment | None = None, processes: int | None = None) -> Round:
    """One round, killed at a moment, or left alone. Raises RuntimeError with its last words where it fails by itself."""
    process_kind = multiprocessing.get_context("fork")
    told, tell = process_kind.Pipe()
    stepwise = isinstance(moment, Told)
    process = process_kind.Process(target=_round, args=(folder, stage, tell, processes, stepwise))
    process.start()
    assert process.pid is not None
    tell.close()
    steps, last, hands = 0, "opening", 0
    try:
        while moment is None or not moment.due(last, process.pid):
            if stepwise and steps:
                told.send(None)
            last = told.recv()
            steps += 1
        time.sleep(moment.after)
        hands = sum(map(working, below(process.pid)))
        process.kill()
        while told.poll():
            last = told.recv()
    except EOFError:
        pass
    process.join()
    told.close()
    killed = process.exitcode == -9
    if not killed and process.exitcode:
        said = _words(folder).read_text("utf-8", "replace")
        raise RuntimeError(f"the round of stage {stage} in {folder} ended with {process.exitcode}:\n{said}")
    return Round(steps, last, killed, hands)


def _runs(process: int) -> bool:
    """Whether it has not ended; proc(5)."""
    return Path(f"/proc/{process}/stat").read_text("latin-1").rpartition(")")[2].split()[0] != "Z"


def tables(folder: Path) -> Rows:
    """Every row of every table, in an order of its own, but for what was done to hosts."""
    with sqlite3.connect(folder / "nianbao.db") as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr)
            for name in names
            if name not in TRAFFIC
        }


def messages(folder: Path) -> Mapping[str, str]:
    """Digest of every message the office and the operator have, by its place."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for box in ("alerts", "operator")
        for path in sorted((folder / box).rglob("*"))
        if path.is_file()
    }


def evidence(folder: Path) -> frozenset[str]:
    """Names of the bodies kept; the chain beside them is longer where something was asked twice. What SQLite keeps beside an open
    file, and takes away with its last user, is none."""
    kept = (path.name for path in (folder / "evidence").rglob("*") if path.is_file())
    return frozenset(name for name in kept if not name.endswith(("-shm", "-wal")))


def differences(undisturbed: Path, folder: Path) -> tuple[str, ...]:
    """What differs between two seasons; nothing, it is promised."""
    expected, found = tables(undisturbed), tables(folder)
    differ = [
        f"table {name}" for name in sorted({*expected, *found}) if expected.get(name) != found.get(name)
    ]
    if messages(undisturbed) != messages(folder):
        differ.append("messages")
    if missing := evidence(undisturbed) - evidence(folder):
        differ.append(f"evidence lost: {', '.join(sorted(missing))}")
    return tuple(differ)

"""Processes that read and judge beside this one. They write nothing: what they make is stored by one process, in order.

A run with little to do does it by itself. Nothing of the outcome depends on how many hands there are.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import wait
from pathlib import Path
from typing import TypeVar

import reports
import rules
from flows.workplace import Workplace
from reports import ReadingError
from rules import RuleSet
from scrapers import Archive
from storage import DueCapture, DueRevision, Judgement, Memory, PackedReading, pack, sum_up

WORTH_IT = 400
"""Reports below which the start of further processes costs more than they bring."""
AHEAD = 3
"""Batches a process may be ahead of the one that stores: what bounds memory."""

Given = TypeVar("Given")
Made = TypeVar("Made")
Readings = list[PackedReading | str]
"""For each capture the reading, or why there is none."""
Judgements = list[tuple[int, Judgement]]
"""(revision, what is said of it)."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What one process reads and judges with."""

    archive: Archive
    memory: Memory
    ruleset: RuleSet
    as_of: date


def read(desk: Desk, some: Sequence[DueCapture]) -> Readings:
    return [_read(desk.archive, due) for due in some]


def _read(archive: Archive, due: DueCapture) -> PackedReading | str:
    try:
        return pack(
            reports.read(
                archive.load(due.sha256),
                due.name,
                url=due.url,
                listed_title=due.title,
                listed_date=due.listed_date,
                portal=due.division,
            )
        )
    except ReadingError as problem:
        return str(problem)


def judge(desk: Desk, some: Sequence[DueRevision]) -> Judgements:
    ids = [due.id for due in some]
    cases = desk.memory.cases(ids, desk.as_of)
    return [(id, sum_up(desk.ruleset.judge(case), case)) for id, case in zip(ids, cases, strict=True)]


class Crew:
    """Does the same work on many batches, in other processes where that is worth it; results in the order of the batches."""

    def __init__(self, work: Workplace, as_of: date) -> None:
        self._work = work
        self._desk = Desk(work.archive, work.memory, work.ruleset, as_of)
        self._pool: ProcessPoolExecutor | None = None
        self._hands = work.settings.processes or len(os.sched_getaffinity(0))
        self._worth_it = WORTH_IT if work.settings.processes is None else 0

    def over(
        self, work: Callable[[Desk, Sequence[Given]], Made], batches: Sequence[Sequence[Given]]
    ) -> Iterator[tuple[Sequence[Given], Made]]:
        """Each batch with what was made of it."""
        if self._pool is None and (self._hands < 2 or sum(map(len, batches)) < self._worth_it):
            return ((batch, work(self._desk, batch)) for batch in batches)
        if self._pool is None:
            self._pool = self._start()
        return _in_order(self._pool, work, batches, self._hands * AHEAD)

    def _start(self) -> ProcessPoolExecutor:
        work = self._work
        paths = tuple(work.settings.rules or rules.default_paths())
        return ProcessPoolExecutor(
            self._hands,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_sit_down,
            initargs=(work.settings.evidence, work.settings.database_url, paths, self._desk.as_of),
        )

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


@contextmanager
def crew(work: Workplace, as_of: date) -> Iterator[Crew]:
    gathered = Crew(work, as_of)
    try:
        yield gathered
    finally:
        gathered.close()


def _in_order(
    pool: ProcessPoolExecutor,
    work: Callable[[Desk, Sequence[Given]], Made],
    batches: Iterable[Sequence[Given]],
    ahead: int,
) -> Iterator[tuple[Sequence[Given], Made]]:
    under_way: deque[tuple[Sequence[Given], Future[Made]]] = deque()
    for batch in batches:
        under_way.append((batch, pool.submit(_at_desk, work, batch)))
        if len(under_way) >= ahead:
            done, made = under_way.popleft()
            yield done, made.result()
    for done, made in under_way:
        yield done, made.result()


_desk: list[Desk] = []
"""What this process works with; filled once by `_sit_down`."""


def _sit_down(evidence: Path, database: str, paths: tuple[Path, ...], as_of: date) -> None:
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    _desk[:] = [Desk(Archive(evidence), Memory(database), rules.load(paths), as_of)]
    gc.collect()
    gc.freeze()  # what is here stays: looking through it again and again took a third of judging
    gc.set_threshold(50_000, 20, 20)


def _leave_with_parent() -> None:
    """A killed run must leave nothing behind that holds its database open."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(0)


def _at_desk(work: Callable[[Desk, Sequence[Given]], Made], batch: Sequence[Given]) -> Made:
    return work(_desk[0], batch)

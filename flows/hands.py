"""Further processes that do the same work on many parts: reading, judging, comparing rule sets. Results in the order of the parts.

What the processes work with is made in each of them once. They end when the one that started them ends, also when it was
killed; its interruption from the keyboard or by whoever stops a service is its own to answer. Nothing of an outcome depends on how many there are.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

AHEAD = 3
"""Parts a process may be ahead of the one that takes the results: what bounds memory."""
SHOWN = 5
"""Items named where one of many lost its process."""

Desk = TypeVar("Desk")
Given = TypeVar("Given")
Made = TypeVar("Made")


def collect_seldom() -> None:
    """For this process: a long work makes few circles and keeps many objects, and looking for circles took a tenth of a patrol."""
    gc.set_threshold(50_000, 20, 20)


class HandLost(RuntimeError):
    """A process ended in the middle of its work, without an error of ours: killed, or out of memory."""

    def __init__(self, items: Sequence[str]) -> None:
        more = f" and {len(items) - SHOWN} more" if len(items) > SHOWN else ""
        self.items = tuple(items)
        named = ", ".join(items[:SHOWN]) or "nothing yet"
        super().__init__(
            f"a process was killed or ran out of memory while it worked on one of: {named}{more}; "
            "with fewer processes each has more memory"
        )
        chinese = f"处理下列之一时，子进程被终止或内存不足：{named}{'等' if more else ''}"
        self.chinese = f"{chinese if items else '子进程尚未开始工作即被终止或内存不足'}。请减少进程数后重试"


class Hands(Generic[Desk]):
    """`many` processes, begun when there is work for them; with fewer than two, or less than `worth` items, this one does it.
    Where one was lost, all begin anew with the next work."""

    def __init__(
        self,
        many: int,
        desk: Desk,
        sit_down: Callable[..., Desk],
        *given: Any,
        worth: int = 0,
        forked: bool = False,
        apart: bool = False,
        ahead: int = AHEAD,
    ) -> None:
        """`desk` is what this process works with, `sit_down(*given)` makes that of another. Processes start anew, knowing nothing;
        with `forked` they know what this one does, at no cost: only where it has no threads and no database open. With `apart`
        this process never does it, be there ever so little. `ahead`: as `AHEAD` says, where parts are smaller or larger."""
        self._many, self._desk, self._worth, self._apart, self._ahead = many, desk, worth, apart, ahead
        self._sit_down, self._given = sit_down, given
        self._context = multiprocessing.get_context("fork" if forked else "spawn")
        self._pool: ProcessPoolExecutor | None = None
        self._stay: Connection | None = None
        """Open as long as the processes are wanted."""

    def over(
        self,
        work: Callable[[Desk, Sequence[Given]], Made],
        parts: Sequence[Sequence[Given]],
        name: Callable[[Given], str] = str,
        begin: Callable[[Sequence[Given]], None] = lambda _: None,
    ) -> Iterator[tuple[Sequence[Given], Made]]:
        """Each part with what was made of it; `begin` is called with it before. What `work` raises is raised here, in its turn;
        HandLost where a process was lost."""
        if self._pool is None and not self._apart and (self._many < 2 or sum(map(len, parts)) < self._worth):
            return ((part, work(self._desk, part)) for part in _begun(parts, begin))
        if self._pool is None:
            self._pool = self._start()
        queue = _Queue(self._pool, work, _begun(parts, begin), self._many * self._ahead)
        queue.fill()  # now and not when the first result is asked for: whoever forks may begin threads after this
        return self._results(queue, name)

    def _results(
        self, queue: _Queue[Given, Made], name: Callable[[Given], str]
    ) -> Iterator[tuple[Sequence[Given], Made]]:
        try:
            yield from queue.results()
        except BrokenProcessPool as lost:
            self._leave()
            raise HandLost([name(item) for item in queue.under_way()]) from lost

    def one_by_one(
        self,
        work: Callable[[Desk, Sequence[Given]], Made],
        items: Sequence[Given],
        begin: Callable[[Given], None],
    ) -> Iterator[tuple[Given, Made | None]]:
        """Each item by itself in a process that has nothing else, so that it is known what that died of: `None` where it did.

        Only with `apart`. HandLost where no process could even be begun, which says nothing about any item.
        """
        for item in items:
            list(self.over(_sits, [()]))
            begin(item)
            try:
                ((_, made),) = self.over(work, [[item]])
            except HandLost:
                yield item, None
            else:
                yield item, made

    def _start(self) -> ProcessPoolExecutor:
        home, self._stay = self._context.Pipe(duplex=False)
        threads = max(len(os.sched_getaffinity(0)) // self._many, 1)
        given = (home, self._stay, threads, self._sit_down, self._given)
        return ProcessPoolExecutor(self._many, self._context, _begin, given)

    def __enter__(self) -> Hands[Desk]:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """After an error or an interruption nobody waits for what is under way: it is lost, and was written nowhere."""
        self._leave(wait=kind is None)

    def _leave(self, *, wait: bool = False) -> None:
        """End the processes; without `wait` at once, whatever they have in hand."""
        if self._stay is not None and not wait:
            self._stay.close()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        self._pool = self._stay = None


class _Queue(Generic[Given, Made]):
    """Parts that are under way, in order: never more than `most`."""

    def __init__(
        self,
        pool: ProcessPoolExecutor,
        work: Callable[[Any, Sequence[Given]], Made],
        parts: Iterator[Sequence[Given]],
        most: int,
    ) -> None:
        self._pool, self._work, self._coming, self._most = pool, work, parts, most
        self._under_way: deque[tuple[Sequence[Given], Future[Made]]] = deque()

    def fill(self) -> None:
        for part in islice(self._coming, self._most - len(self._under_way)):
            self._under_way.append((part, self._submitted(part)))

    def _submitted(self, part: Sequence[Given]) -> Future[Made]:
        """A loss that is only noticed here is told in the part's turn: what was made before it is had back first."""
        try:
            return self._pool.submit(_at_desk, self._work, part)
        except BrokenProcessPool as lost:
            future = Future[Made]()
            future.set_exception(lost)
            return future

    def under_way(self) -> Iterator[Given]:
        """What a process has or may have had in hand, and did not give back."""
        return (item for part, _ in self._under_way for item in part)

    def results(self) -> Iterator[tuple[Sequence[Given], Made]]:
        while self._under_way:
            part, future = self._under_way[0]
            made = future.result()
            self._under_way.popleft()
            self.fill()
            yield part, made


def _begun(
    parts: Sequence[Sequence[Given]], begin: Callable[[Sequence[Given]], None]
) -> Iterator[Sequence[Given]]:
    for part in parts:
        begin(part)
        yield part


_desk: list[Any] = []
"""What this process works with; filled once by `_begin`."""


def _begin(
    home: Connection, stay: Connection, threads: int, sit_down: Callable[..., Any], given: tuple[Any, ...]
) -> None:
    os.environ.setdefault("OMP_NUM_THREADS", str(threads))  # what libraries in C take for their own
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(
        signal.SIGTERM, signal.SIG_IGN
    )  # a service manager sends it to all: the one who began this answers
    stay.close()  # the parent's end: what keeps it open keeps this process here
    threading.Thread(target=_leave_with_parent, args=(home,), daemon=True).start()
    _desk[:] = [sit_down(*given)]
    gc.collect()
    gc.freeze()  # what is here stays: looking through it again and again took a third of judging
    collect_seldom()


def _leave_with_parent(home: Connection) -> None:
    """Whoever is killed must leave nothing behind that holds a database open."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel, home])
    os._exit(0)


def _at_desk(work: Callable[[Desk, Sequence[Given]], Made], part: Sequence[Given]) -> Made:
    return work(_desk[0], part)


def _sits(_: Desk, __: Sequence[Given]) -> None:
    """Nothing to do, done by a process that is there."""

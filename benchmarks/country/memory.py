"""How much memory a stage holds: this process, the largest of those it began, and all of them together, looked at twice a second."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from types import TracebackType

_PAGE = os.sysconf("SC_PAGE_SIZE")
_EVERY = 0.5
_OTHERS = (b"specimens.region", b"multiprocessing.resource_tracker")
"""Processes that are no part of what is measured: the portals, and Python's own keeper of semaphores."""


class Peak:
    """Peaks in bytes while the block lasts. Of what lives shorter than half a second nothing is seen."""

    def __init__(self) -> None:
        self.own = self.largest = self.together = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Peak:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        self._look()

    def _watch(self) -> None:
        while not self._over.wait(_EVERY):
            self._look()

    def _look(self) -> None:
        own = resident(os.getpid())
        others = [resident(one) for one in begun() if not _left_out(one)]
        self.own = max(self.own, own)
        self.largest = max(self.largest, *others, 0)
        self.together = max(self.together, own + sum(others))


def begun() -> list[int]:
    """Processes begun by this one, by id."""
    threads = Path("/proc/self/task").iterdir()
    return [int(id) for thread in threads for id in _read(thread / "children").split()]


def resident(process: int) -> int:
    """Bytes in memory, 0 of a process that has ended. proc(5)."""
    fields = _read(Path(f"/proc/{process}/statm")).split()
    return int(fields[1]) * _PAGE if fields else 0


def _left_out(process: int) -> bool:
    words = _read(Path(f"/proc/{process}/cmdline")).replace(b"\0", b" ")
    return any(name in words for name in _OTHERS)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""

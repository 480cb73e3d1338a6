"""Which processes descend from one, whether they are still there, and how one comes to a violent end: proc(5)."""

from __future__ import annotations

import os
import select
import signal
import threading
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path


def below(process: int) -> list[int]:
    """All processes that descend from one."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = int((folder / "stat").read_text("latin-1").rpartition(")")[2].split()[1])
            parents.setdefault(parent, []).append(int(folder.name))
    found, waiting = [], [process]
    while waiting:
        below = parents.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def working(process: int) -> bool:
    """Whether it has begun what it is for: the thread that watches its parent runs beside the first one."""
    with suppress(OSError):
        return len(list(Path(f"/proc/{process}/task").iterdir())) > 1
    return False


def left_of(processes: Collection[int], seconds: float = 600) -> list[int]:
    """Those that are still there after so long; none as soon as all have ended."""
    end = time.monotonic() + seconds
    while (left := [process for process in processes if _alive(process)]) and time.monotonic() < end:
        time.sleep(0.05)
    return left


def _alive(process: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text("latin-1").rpartition(")")[2].split()[0] != "Z"
    return False


class Killer:
    """Kills, once for each time, the process that has the poisonous file open."""

    def __init__(self, pipe: Path, family: int | None = None) -> None:
        """Of those below the process `family`, this one if none is named."""
        self.pipe, self.victims, self._family = pipe, list[int](), family or os.getpid()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._wait)

    def __enter__(self) -> Killer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _wait(self) -> None:
        while not self._stop.wait(0.01):
            with suppress(OSError):  # nobody is reading it
                end = os.open(self.pipe, os.O_WRONLY | os.O_NONBLOCK)
                try:
                    while not self._deserted(end):
                        for reader in self._readers():
                            os.kill(reader, signal.SIGKILL)
                            if reader not in self.victims:
                                self.victims.append(reader)
                        self._stop.wait(0.02)
                finally:
                    os.close(end)

    def _deserted(self, end: int) -> bool:
        """Nobody reads any more, or nobody is to be killed any more."""
        looking = select.poll()
        looking.register(end, select.POLLERR)
        return bool(looking.poll(0)) or self._stop.is_set()

    def _readers(self) -> list[int]:
        found = []
        for process in below(self._family):
            with suppress(OSError):
                if any(file.readlink() == self.pipe for file in Path(f"/proc/{process}/fd").iterdir()):
                    found.append(process)
        return found

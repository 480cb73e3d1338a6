"""Which processes descend from one, and whether they are still there: proc(5)."""

from __future__ import annotations

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


def end_within(processes: Collection[int], seconds: float = 60) -> None:
    """Wait until none is left; AssertionError with those that stay."""
    end = time.monotonic() + seconds
    while left := [process for process in processes if _alive(process)]:
        assert time.monotonic() < end, f"still there: {left}"
        time.sleep(0.05)


def _alive(process: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text("latin-1").rpartition(")")[2].split()[0] != "Z"
    return False

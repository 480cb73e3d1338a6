"""What is due, a part at a time, so that memory does not grow with what a country has to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from flows.workplace import Workplace
from reports import china_day
from storage import DueCapture, DueRevision

Row = TypeVar("Row", DueCapture, DueRevision)

TOGETHER = 50
"""Reports stored in one transaction: what a killed run does again."""
AT_ONCE = 20_000
"""Due rows held in memory. To ask for them costs half a second in a country, while nobody works."""


def parts(ask: Callable[[int], Sequence[Row]], limit: int | None) -> Iterator[Sequence[Row]]:
    """What is due, a part at a time: each is asked for when the one before is done, and nothing is taken up twice.

    What stays due although it was taken up (its evidence is on another machine) does not hide what comes after it.
    """
    seen: set[int] = set()
    stuck = 0
    while limit is None or len(seen) < limit:
        most = stuck + (AT_ONCE if limit is None else min(AT_ONCE, limit - len(seen)))
        part = ask(most)
        fresh = [due for due in part if due.id not in seen]
        stuck = len(part) - len(fresh)
        if fresh:
            seen.update(due.id for due in fresh)
            yield fresh
        elif len(part) < most:
            return


def batches(due: Sequence[Row]) -> list[Sequence[Row]]:
    return [due[start : start + TOGETHER] for start in range(0, len(due), TOGETHER)]


def address(due: DueCapture | DueRevision) -> str:
    return due.url


def today(work: Workplace) -> date:
    return china_day(work.now())

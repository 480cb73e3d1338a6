"""Reading what was captured: many at a time, and by itself what may have killed the process that read it before.

A file that kills its reader (out of memory, a fault in a library written in C) must not stop a province. Whatever is read is
noted before; what a dead process had in hand is a suspect. Suspects are read last, each alone in a further process, and one
that kills it in two runs is put aside: not read, so that nothing may be said of it, and on the operator's list.
"""

from __future__ import annotations

from collections.abc import Sequence

import reports
from flows.batches import address, batches, parts, today
from flows.crew import Desk, Fault, Readings, Unread, crew, read
from flows.hands import HandLost, Hands
from flows.holding import GivenUp, unless_given_up
from flows.progress import Counts, tell
from flows.workplace import Workplace
from storage import CONDEMNED, Begun, DueCapture, PackedReading, Reading, together

DIES = "the reader died: its process was killed or crashed; the next run tries this file once more, alone"
DIED = "the reader died: its process was killed or crashed each time it read this file alone; put aside"
DOUBT = 2
"""What one process that was seen to die adds to the suspicion: it had begun, and it did not end."""


def read_due(work: Workplace, portals: Sequence[str] | None = None, limit: int | None = None) -> Counts:
    """Read every capture that this reader has not read; one that cannot be read is noted for the operator.

    Raises HandLost where no process could even be begun.
    """

    def ask(most: int) -> Sequence[DueCapture]:
        return work.memory.due_for_reading(reports.READER_VERSION, portals=portals, limit=most)

    counts = Counts()
    suspects: list[DueCapture] = []
    with crew(work, today(work)) as hands:
        for part in parts(ask, limit):
            suspects += [due for due in part if due.suspicion]
            counts += _read_many(work, hands, [due for due in part if not due.suspicion], suspects)
    return counts + _read_alone(work, suspects)


def _read_many(
    work: Workplace, hands: Hands[Desk], left: Sequence[DueCapture], suspects: list[DueCapture]
) -> Counts:
    """Read these; what a process had in hand that died joins the `suspects`, and the rest goes on."""
    counts = Counts()
    begun = Begun(work.memory)

    def begin(some: Sequence[DueCapture]) -> None:
        unless_given_up()
        begun.together([due.id for due in some])

    while left:
        try:
            for some, outcomes in hands.over(read, batches(left), address, begin):
                left = left[len(some) :]
                counts += _keep(work, some, outcomes)
        except HandLost as lost:
            suspects += left[: len(lost.items)]
            left = left[len(lost.items) :]
        except GivenUp:
            begun.not_read([due.id for due in left])
            raise
    return counts


def _read_alone(work: Workplace, suspects: Sequence[DueCapture]) -> Counts:
    if not suspects:
        return Counts()
    begun = Begun(work.memory)
    condemned = [due for due in suspects if due.suspicion >= CONDEMNED]
    counts = sum((_put_aside(work, due) for due in condemned), Counts())

    def begin(due: DueCapture) -> None:
        unless_given_up()
        begun.alone(due.id)

    with crew(work, today(work), apart=True) as hands:
        others = [due for due in suspects if due.suspicion < CONDEMNED]
        for due, outcomes in hands.one_by_one(read, others, begin):
            if outcomes is not None:
                counts += _keep(work, [due], outcomes)
                continue
            begun.died(due.id)
            if max(due.suspicion, 1) + DOUBT >= CONDEMNED:
                counts += _put_aside(work, due)
            else:
                tell("unreadable", f"{due.url}: {DIES}")
                counts += Counts(unreadable=1)
    return counts


def _put_aside(work: Workplace, due: DueCapture) -> Counts:
    Begun(work.memory).set_aside(due.id, reports.READER_VERSION, DIED)
    _list(work, due, "每次单独读取都使读取程序中断（内存不足或程序崩溃）")
    tell("unreadable", f"{due.url}: {DIED}")
    return Counts(unreadable=1)


def _keep(work: Workplace, some: Sequence[DueCapture], outcomes: Readings) -> Counts:
    counts = Counts()
    pairs = list(zip(some, outcomes, strict=True))
    readings = [Reading(due.id, one, work.now()) for due, one in pairs if isinstance(one, PackedReading)]
    together(work.memory.record_readings, readings)
    for due, outcome in pairs:
        if isinstance(outcome, PackedReading):
            if due.suspicion:
                work.memory.settle_matter(_key(due), work.now())
            tell("read", due.url)
            counts += Counts(read=1)
        else:
            _keep_unread(work, due, outcome)
            tell("unreadable", f"{due.url}: {outcome.why}")
            counts += Counts(unreadable=1)
    return counts


def _keep_unread(work: Workplace, due: DueCapture, outcome: Unread) -> None:
    match outcome.fault:
        case Fault.FILE:
            work.memory.record_unreadable(due.id, reports.READER_VERSION, outcome.why)
        case Fault.PROGRAM:
            Begun(work.memory).set_aside(due.id, reports.READER_VERSION, outcome.why)
            _list(work, due, f"读取程序自身出错（{outcome.why}）")
        case Fault.ARCHIVE:  # another machine may have it, and the next patrol asks for the page anew
            Begun(work.memory).not_read([due.id])


def _key(due: DueCapture) -> str:
    return f"reader:{due.url}"


def _list(work: Workplace, due: DueCapture, why: str) -> None:
    work.memory.list_matter(
        key=_key(due),
        kind="reader_failed",
        subject=f"有一份文件未能读取，已搁置：{due.title or due.name}",
        detail=f"{due.url} {why}。已按“未能读取”处理：不作任何判断，也不通知任何单位；其余文件照常读取。"
        f"请检查内存是否不足，并把存证 {due.sha256[:16]} 交给程序维护人员；读取程序更新后自动重读。",
        at=work.now(),
    )

"""Readings begun and not ended: what a process that dies in the middle of one leaves behind (promise 1: no file stops the rest).

Every reading is noted before it begins, many in one statement, and the note goes with what is made of it. What a killed run
leaves is read by itself in the next, so that the one file that kills whoever reads it is told from those beside it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, update
from sqlalchemy.orm import Session

from storage.tables import BegunRow
from storage.upsert import insert_new

if TYPE_CHECKING:
    from storage.memory import Memory

CONDEMNED = 5
"""Suspicion from which a capture is not read any more: twice seen to kill its reader when it was alone, or four times begun
alone by runs that were never heard of again (the whole machine may go down with a reader that takes all memory)."""
IN_COMPANY = 1


class Begun:
    """The notes, on a `Memory`: each call is one transaction."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def together(self, captures: Collection[int]) -> None:
        """These are read now, one among others: each is a suspect until it has been read."""
        rows = [{"capture_id": id, "suspicion": IN_COMPANY} for id in sorted(captures)]
        with self._memory.writing() as session:
            insert_new(session, BegunRow, rows, ("capture_id",))

    def alone(self, capture: int) -> None:
        """This is read now, and nothing else by the same process."""
        self._more(capture)

    def died(self, capture: int) -> None:
        """The process that read it alone is dead, and whoever waited for it is not."""
        self._more(capture)

    def set_aside(self, capture: int, reader: str, why: str) -> None:
        """Not read any more by this reader; another version begins with it alone."""
        with self._memory.batch():
            self._memory.record_unreadable(capture, reader, why)
            self.together([capture])

    def not_read(self, captures: Collection[int]) -> None:
        """They were not read after all, for a reason that is none of theirs."""
        with self._memory.writing() as session:
            ended(session, captures)

    def _more(self, capture: int) -> None:
        with self._memory.writing() as session:
            insert_new(session, BegunRow, [{"capture_id": capture, "suspicion": 0}], ("capture_id",))
            session.execute(_MORE, {"capture": capture})


def ended(session: Session, captures: Collection[int]) -> None:
    """They were read, or cannot be: no suspicion is left."""
    session.execute(_ENDED, {"captures": list(captures)})


_MORE = (
    update(BegunRow)
    .where(BegunRow.capture_id == bindparam("capture"))
    .values(suspicion=BegunRow.suspicion + 1)
    .execution_options(synchronize_session=False)
)
_ENDED = (
    delete(BegunRow)
    .where(BegunRow.capture_id.in_(bindparam("captures", expanding=True)))
    .execution_options(synchronize_session=False)
)

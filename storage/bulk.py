"""Many writes in one transaction, where each is worth keeping even when a neighbour is refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy.exc import IntegrityError, OperationalError

from storage.errors import StorageError

if TYPE_CHECKING:
    from storage.memory import Memory

Kept = TypeVar("Kept")


def together(memory: Memory, calls: Sequence[Callable[[], Kept]]) -> list[Kept]:
    """What each call gave, all in one transaction; where that is refused, each in its own.

    A call is a method of `memory` with its arguments: idempotent, so it may be called again. Refused is what one row can
    do to the others: a contradiction in one report, a deadlock or a double insert with another process. The one that is
    refused by itself raises, and those before it are kept. Not for use inside `Memory.batch`.
    """
    try:
        with memory.batch():
            return [call() for call in calls]
    except (StorageError, OperationalError, IntegrityError):
        return [call() for call in calls]

"""Many writes in one transaction: each worth keeping even when a neighbour is refused, and none upon another of its part."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from typing import TypeVar

from sqlalchemy.exc import IntegrityError, OperationalError

from storage.errors import DatabaseAway, DiskFull, StorageError

Given = TypeVar("Given")
Kept = TypeVar("Kept")


def together(record: Callable[[Sequence[Given]], list[Kept]], given: Sequence[Given]) -> list[Kept]:
    """What `record` (one of `Memory`'s that take many, in one transaction) keeps; where that is refused, each by itself.

    Refused is what one row can do to the others: a contradiction in one report, a deadlock or a double insert with
    another process. The one that is refused by itself raises, and those before it are kept.
    """
    try:
        return record(given)
    except (DatabaseAway, DiskFull):
        raise  # which no row did
    except (StorageError, OperationalError, IntegrityError):
        return [kept for one in given for kept in record([one])]


def rounds(given: Sequence[Given], about: Callable[[Given], Collection[Hashable]]) -> list[list[Given]]:
    """In their order, cut so that no two of one part are about the same thing: a part can then be worked at once."""
    parts: list[list[Given]] = [[]]
    seen: set[Hashable] = set()
    for one in given:
        things = about(one)
        if not seen.isdisjoint(things):
            parts.append([])
            seen = set()
        parts[-1].append(one)
        seen.update(things)
    return parts

"""What was counted, kept while nothing happened: for counts that many people look at and few acts change."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Value = TypeVar("Value")
SECONDS = 60.0
"""How long a count is good while nothing happened (a roster may be corrected in place, which moves no mark)."""
MOST = 256


class Kept:
    """Counts by key, each with the mark it was counted at. Threads may share it: at worst two count the same."""

    def __init__(self) -> None:
        self._found: dict[Hashable, tuple[float, Hashable, Any]] = {}

    def get(self, key: Hashable, mark: Hashable, count: Callable[[], Value]) -> Value:
        """The kept value where neither the mark nor the time has moved on; counted anew otherwise."""
        now = time.monotonic()
        found = self._found.get(key)
        if found is not None and found[1] == mark and now - found[0] <= SECONDS:
            value: Value = found[2]
            return value
        value = count()
        if len(self._found) >= MOST:
            self._found.clear()
        self._found[key] = (now, mark, value)
        return value

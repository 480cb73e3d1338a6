"""What is remembered of files that were read, within bounds: ten thousand of them must take no more memory than two thousand.

What is known of tables takes most: it is counted in bytes, and whatever is found out about one of them hangs on its `Sheet` and
goes with it. Of words that come again there are a few thousand short ones.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

WORDS = 2_048
"""Short texts (labels, figures, headings) of which each of those who look at them remembers what it found. With four times as
many of them reading takes 2 % less time, and ten megabytes more."""

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Generations(Generic[K, V]):
    """Two generations of what was met: when the younger is full, the older one is forgotten."""

    def __init__(self, most: int, size: Callable[[K, V], int]) -> None:
        """At `most` so many bytes in each of the two; `size` is what one of them takes."""
        self._most = most
        self._size_of = size
        self._size = 0
        self._young: dict[K, V] = {}
        self._old: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key)
            if found is not None:
                self.put(key, found)
        return found

    def young(self, keys: Iterable[K]) -> list[V | None]:
        """What the younger generation knows of each."""
        return list(map(self._young.get, keys))

    def put(self, key: K, found: V) -> None:
        """What was known under this key before counts too, until its generation is forgotten."""
        size = self._size_of(key, found)
        if self._size + size > self._most:
            self._old, self._young, self._size = self._young, {}, 0
        self._size += size
        self._young[key] = found

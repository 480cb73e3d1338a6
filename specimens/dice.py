"""Deterministic chance: the same words always give the same numbers, on every machine and Python version.

The generator is SplitMix64 (Steele, Lea and Flood, 2014), seeded with BLAKE2b over the words. Specimens need repeatable
variety, not secrecy.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")
_MASK = (1 << 64) - 1


class Dice:
    """A stream of numbers that depends on `words` alone."""

    __slots__ = ("_state",)

    def __init__(self, *words: str | int) -> None:
        text = "\x1f".join(str(word) for word in words)
        self._state = int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")

    def _next(self) -> int:
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return mixed ^ (mixed >> 31)

    def below(self, limit: int) -> int:
        """A number from 0 to ``limit - 1``."""
        return self._next() % limit

    def between(self, low: int, high: int) -> int:
        """A number from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def chance(self, percent: int) -> bool:
        return self.below(100) < percent

    def pick(self, choices: Sequence[T]) -> T:
        return choices[self.below(len(choices))]

    def token(self, length: int = 16) -> str:
        """Lower-case hexadecimal digits, as portals put into their addresses."""
        return "".join(f"{self._next():016x}" for _ in range(length // 16 + 1))[:length]

"""What can go wrong in reading, on one page. Each says what was being read, what is wrong with it and what to do."""

from __future__ import annotations


class ReadingError(Exception):
    """Base of all reading errors. `str()` is one English sentence; `chinese` the same for an official."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(english)
        self.chinese = chinese


class NotReadable(ReadingError):
    """We know what it is and cannot read that kind (an extra is missing, a format we have no reader for)."""


class Damaged(ReadingError):
    """It says it is one kind and is broken, encrypted, empty or cut short."""


class TooMuch(ReadingError):
    """Reading it would exceed a limit: size, nesting, decompression, entity expansion, time."""

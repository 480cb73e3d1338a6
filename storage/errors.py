"""What can go wrong in the memory, on one page. Each says what was being done, to what, and what to do about it."""

from __future__ import annotations


class StorageError(Exception):
    """Base of all storage errors. `str()` is one English sentence; `chinese` the same for an official."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(english)
        self.chinese = chinese


class DatabaseUnusable(StorageError):
    """The address is wrong, the server does not answer, or the driver is not installed."""


class SchemaOutdated(StorageError):
    """The database is older or newer than this program; `nianbao db upgrade` or a newer program is needed."""


class UnknownRow(StorageError):
    """Asked for a capture, revision, finding or agency that is not there."""


class Contradiction(StorageError):
    """What is to be stored contradicts what is stored, and choosing silently could accuse someone."""

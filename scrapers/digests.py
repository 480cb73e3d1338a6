"""Where the body of each digest lies: a small SQLite file, made anew from the WARC files where it is lost."""

from __future__ import annotations

import errno
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scrapers.chain import Place


@dataclass(frozen=True, slots=True)
class Original:
    """Where a body lies: portal folder, file and stretch; the address it came from, and when (ISO)."""

    folder: str
    file: str
    offset: int
    length: int
    uri: str
    date: str


class Digests:
    """Safe for several threads and processes. Every call may raise OSError."""

    def __init__(self, path: Path, *, durable: bool) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._turn = threading.Lock()
        with self._in_turn():
            self._database = sqlite3.connect(
                path, timeout=60.0, isolation_level=None, check_same_thread=False
            )
            self._database.execute("PRAGMA journal_mode=WAL")
            self._database.execute(f"PRAGMA synchronous={'FULL' if durable else 'OFF'}")
            self._database.execute(
                "CREATE TABLE IF NOT EXISTS bodies (sha256 TEXT PRIMARY KEY, folder TEXT, file TEXT, offset INTEGER,"
                " length INTEGER, uri TEXT, date TEXT) WITHOUT ROWID"
            )
            self._database.execute("CREATE INDEX IF NOT EXISTS places ON bodies (folder, file, offset)")

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """One thread at a time. What the disk refuses SQLite is an `OSError`, as for every other file of the archive."""
        try:
            with self._turn:
                yield
        except sqlite3.OperationalError as error:
            full = error.sqlite_errorname == "SQLITE_FULL"
            raise OSError(errno.ENOSPC if full else errno.EIO, str(error), str(self._path)) from error

    def close(self) -> None:
        self._database.close()

    def get(self, sha256: str) -> Original | None:
        with self._in_turn():
            row = self._database.execute(
                "SELECT folder, file, offset, length, uri, date FROM bodies WHERE sha256 = ?", (sha256,)
            ).fetchone()
        return Original(*row) if row else None

    def source(self, sha256: str) -> tuple[str, str] | None:
        """The address a body came from, and when (ISO)."""
        known = self.get(sha256)
        return (known.uri, known.date) if known else None

    def put(self, places: Mapping[str, Original]) -> None:
        """Digest → where its body lies, all at once. The first place of a body stays."""
        rows = [
            (sha256, one.folder, one.file, one.offset, one.length, one.uri, one.date)
            for sha256, one in places.items()
        ]
        if not rows:
            return
        with self._in_turn(), self._database:  # all of them or none
            self._database.execute("BEGIN IMMEDIATE")
            self._database.executemany("INSERT OR IGNORE INTO bodies VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def move(self, folder: str, before: Place, after: Place | None) -> None:
        """The answer lies elsewhere now, or nowhere."""
        old = (folder, before.file, before.offset)
        with self._in_turn():
            if after is None:
                self._database.execute("DELETE FROM bodies WHERE folder = ? AND file = ? AND offset = ?", old)
            else:
                self._database.execute(
                    "UPDATE bodies SET file = ?, offset = ?, length = ? WHERE folder = ? AND file = ? AND offset = ?",
                    (after.file, after.offset, after.length, *old),
                )

    def empty(self) -> bool:
        with self._in_turn():
            return self._database.execute("SELECT 1 FROM bodies LIMIT 1").fetchone() is None

"""Transactions of one database: a writing one, a reading one, and several calls in one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import TracebackType
from typing import Self

from sqlalchemy.orm import Session

from storage.database import make_engine
from storage.outages import outages_named
from storage.schema import require_current


class Transactions:
    """One database, open. Safe to use from several threads and processes."""

    def __init__(self, address: str) -> None:
        """Open a database that `upgrade` has made. Raises DatabaseUnusable or SchemaOutdated."""
        self.engine = make_engine(address)
        self._shared: ContextVar[Session | None] = ContextVar("shared_session", default=None)
        try:
            require_current(self.engine)
        except BaseException:  # nobody holds what was not made: its connections are closed whatever it was
            self.engine.dispose()
            raise

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: all of it or nothing. Nested inside `batch()` it is part of that one.

        Raises DatabaseAway or DiskFull where the whole database is in the way.
        """
        shared = self._shared.get()
        if shared is not None:
            yield shared
            shared.flush()
            return
        with (
            outages_named(self.engine),
            Session(self.engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A consistent look that never waits for a writer."""
        shared = self._shared.get()
        if shared is not None:
            yield shared
            return
        looking = self.engine.execution_options(read_only=True)
        with outages_named(self.engine), Session(looking, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Several calls in one transaction: thousands of rows a second instead of hundreds. Lost whole or kept whole."""
        with self.writing() as session:
            token = self._shared.set(session)
            try:
                yield
            finally:
                self._shared.reset(token)

"""What a run says while it works: one line for each thing done, and counts at the end. Never the truth, only a view."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields

Listener = Callable[[str, str], None]
"""Called with (step, what), e.g. ``("captured", "http://…")``."""

_listener: ContextVar[Listener | None] = ContextVar("progress", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Hear of every step taken inside the block."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


@contextmanager
def gathering(*wanted: str) -> Iterator[list[tuple[str, str]]]:
    """The steps of these kinds that are taken inside the block; whoever listens outside hears them too."""
    outside = _listener.get()
    gathered: list[tuple[str, str]] = []

    def hear(step: str, what: str) -> None:
        if step in wanted:
            gathered.append((step, what))
        if outside is not None:
            outside(step, what)

    with listening(hear):
        yield gathered


def tell(step: str, what: str) -> None:
    listener = _listener.get()
    if listener is not None:
        listener(step, what)


@dataclass(frozen=True, slots=True)
class Counts:
    """What a patrol or an inspection did. `new + changed + unchanged` reports; `troubles` could not be checked."""

    listings: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    troubles: int = 0
    read: int = 0
    unreadable: int = 0
    judged: int = 0
    opened: int = 0
    rectified: int = 0
    withdrawn: int = 0
    elsewhere: int = 0
    """Portals left to another worker that was at one of their hosts."""
    sent: int = 0
    waiting: int = 0
    """Messages that did not get through yet and will be tried again."""

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

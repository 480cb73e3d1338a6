"""One file must not hold up the others: what reading it may take of the processor and of memory, whatever is in it.

A reader of ours takes seconds for the worst file that was ever found, and native code has limits of its own
(`reports.formats`). What takes far more is a fault that nobody knows yet; then that one file is refused by name.
"""

from __future__ import annotations

import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reports import TooMuch

PROCESSOR_SECONDS = 30.0
"""For one file, in this process; a slow machine or a busy one changes nothing."""
DATA_BYTES = 1024**3
"""What a reading process may hold beyond what it began with, which is a good deal where a large process was forked; reading
takes a tenth of it."""
_AGAIN = 0.1
"""Of those seconds: how soon whoever goes on with the next part of an archive is stopped again."""
_NATIVE = 2
"""Times those seconds until native code, which no exception reaches, ends with its process."""


def limit_memory() -> None:
    """For this process: `DATA_BYTES` more than now is a `MemoryError`. Processes that it starts may set their own."""
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    known = _held() + DATA_BYTES
    resource.setrlimit(
        resource.RLIMIT_DATA, (known if most == resource.RLIM_INFINITY else min(known, most), most)
    )


def _held() -> int:
    """Bytes of this process that count against the limit; 0 where the system does not tell."""
    try:
        *_, data, _ = Path("/proc/self/statm").read_text(encoding="ascii").split()
    except OSError:
        return 0
    return int(data) * resource.getpagesize()


@contextmanager
def within_limits(name: str, seconds: float = PROCESSOR_SECONDS) -> Iterator[None]:
    """Raises `TooMuch` for the file of that name where the block takes too long or runs out of memory.

    Signals are the main thread's: in any other one only memory is watched.
    """
    try:
        if threading.current_thread() is threading.main_thread():
            with _timed(name, seconds):
                yield
        else:
            yield
    except (MemoryError, SystemError) as problem:  # the second from native code that found none
        raise TooMuch(
            f"{name}: reading it needs too much memory", f"{name}：读取所需内存过大，已停止"
        ) from problem


@contextmanager
def _timed(name: str, seconds: float) -> Iterator[None]:
    reading = True

    def too_long(*_: object) -> None:
        if reading:
            raise TooMuch(
                f"{name}: reading it took more than {seconds:g} seconds of the processor",
                f"{name}：读取超时（处理器用时超过{seconds:g}秒），已停止",
            )

    before = signal.signal(signal.SIGPROF, too_long)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds * _NATIVE)  # nobody answers it: that is its use
    signal.setitimer(signal.ITIMER_PROF, seconds, seconds * _AGAIN)
    try:
        try:
            yield
        finally:
            reading = False
    finally:  # whatever was raised in between: the next signal is seconds away
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGPROF, before)

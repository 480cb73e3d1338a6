"""Files that are whole or not there: written beside their place, flushed to the disk, renamed into it."""

from __future__ import annotations

import fcntl
import itertools
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_SERIAL = itertools.count()


def write_whole(path: Path, content: bytes, *, durable: bool = True, beside: Path | None = None) -> None:
    """Write all of `content` or nothing. With `durable`, both the file and its name are on the disk afterwards.

    `beside` is a folder on the same file system for the unfinished file (by default the file's own): many new files in many
    folders cost less when they are born in one.
    """
    folder = beside or path.parent
    temporary = folder / f".part-{os.getpid()}-{next(_SERIAL)}"
    handle = _created(temporary)
    try:
        try:
            written = 0
            while written < len(content):
                written += os.write(handle, content[written:] if written else content)
            if durable:
                os.fsync(handle)
        finally:
            os.close(handle)
        _renamed(temporary, path)
    except BaseException:  # Ctrl-C and a cancelled walk too must leave no half a file behind
        temporary.unlink(missing_ok=True)
        raise
    if durable:
        _sync_folder(path.parent)


def _created(path: Path) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
    try:
        return os.open(path, flags, 0o644)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, flags, 0o644)


def _renamed(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.replace(path)


def append_lines(path: Path, lines: Sequence[str], *, durable: bool = True) -> int:
    """Append lines, all or none where the disk is full; returns the file's size then. A line that a crash cut short is
    closed off first, so that it never joins the next."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
    try:
        size = os.fstat(handle).st_size
        whole = size == 0 or os.pread(handle, 1, size - 1) == b"\n"
        content = ("" if whole else "\n").encode() + "".join(f"{line}\n" for line in lines).encode()
        with undone_at(handle, size):
            written = 0
            while written < len(content):
                written += os.write(handle, content[written:] if written else content)
            if durable:
                os.fsync(handle)
        return size + len(content)
    finally:
        os.close(handle)


@contextmanager
def undone_at(handle: int, size: int) -> Iterator[None]:
    """A full disk leaves the file as long as it was: what was half written would only be taken for damage."""
    try:
        yield
    except OSError:
        os.ftruncate(handle, size)
        raise


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One writer at a time in `folder` (which is there), among processes."""
    handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

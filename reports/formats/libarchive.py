"""RAR and 7-Zip archives by libarchive, under the limits of every package. Native code: call it through `reports.formats.worker`.

Read by the system's library where it is installed, as old Word files are by LibreOffice.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from reports.errors import NotReadable
from reports.formats import limits
from reports.formats.rar_sums import sums_of
from reports.formats.tarred import too_much
from reports.formats.zipped import damaged

_END, _WARN = 1, -20
"""What libarchive's calls return (archive.h); less is a failure."""
_KIND, _REGULAR = 0o170000, 0o100000
_PIECE = 1 << 20
_RAR = b"Rar!"
_USUAL = "libarchive.so.13"
_FORMATS = ("rar", "rar5", "7zip")
Member = tuple[bytes, bytes | None]
"""Name (UTF-8 or the archiver's own code) and content; `None` of one that is encrypted or damaged."""


def unpack(data: bytes, name: str) -> list[Member]:
    """The files of an archive. Raises `NotReadable` without the library, `Damaged` or `TooMuch`."""
    library = _library()
    if library is None:
        raise NotReadable(
            f"{name}: opening RAR and 7-Zip archives needs libarchive; install libarchive13, or publish the report itself",
            f"{name}：打开RAR或7Z压缩包需要libarchive，请安装libarchive13，或直接公开年度报告文件",
        )
    made: list[Member] = []
    left = limits.UNPACKED_BYTES
    with _opened(library, data, name) as archive:
        for count, entry in enumerate(_entries(library, archive, name)):
            if count >= limits.ZIP_ENTRIES:
                raise too_much(name, f"more than {limits.ZIP_ENTRIES} entries")
            if library.archive_entry_filetype(entry) & _KIND != _REGULAR:
                continue
            locked = library.archive_entry_is_encrypted(entry)
            content = None if locked else _content(library, archive, min(left, limits.MEMBER_BYTES), name)
            left -= len(content or b"")
            made.append((_called(library, entry, count), content))
    return _held_to_their_sums(data, made) if data.startswith(_RAR) else made


def _held_to_their_sums(data: bytes, members: list[Member]) -> list[Member]:
    """Those whose content is what the archive says it is; of the others nothing can be believed."""
    sums = sums_of(data)
    if len(sums) != len(members):
        return [(name, None) for name, _ in members]
    return [
        (name, content if content is not None and zlib.crc32(content) == told else None)
        for (name, content), told in zip(members, sums, strict=True)
    ]


@cache
def _library() -> Any:
    """The shared library with its signatures, or `None`."""
    try:
        library = ctypes.CDLL(ctypes.util.find_library("archive") or _USUAL)
    except OSError:
        return None
    for function in ("read_new", "entry_pathname", "entry_pathname_utf8", "error_string"):
        getattr(library, f"archive_{function}").restype = ctypes.c_void_p
    library.archive_read_data.restype = ctypes.c_ssize_t
    library.archive_entry_filetype.restype = ctypes.c_uint
    return library


@contextmanager
def _opened(library: Any, data: bytes, name: str) -> Iterator[ctypes.c_void_p]:
    archive = ctypes.c_void_p(library.archive_read_new())
    try:
        for format_ in _FORMATS:
            getattr(library, f"archive_read_support_format_{format_}")(archive)
        if library.archive_read_open_memory(archive, data, ctypes.c_size_t(len(data))) < _WARN:
            raise damaged(name, _why(library, archive))
        yield archive
    finally:
        library.archive_read_free(archive)


def _entries(library: Any, archive: ctypes.c_void_p, name: str) -> Iterator[ctypes.c_void_p]:
    entry = ctypes.c_void_p()
    while (said := library.archive_read_next_header(archive, ctypes.byref(entry))) != _END:
        if said < _WARN:
            raise damaged(name, _why(library, archive))
        yield entry


def _content(library: Any, archive: ctypes.c_void_p, most: int, name: str) -> bytes | None:
    made = bytearray()
    piece = ctypes.create_string_buffer(_PIECE)
    while (count := library.archive_read_data(archive, piece, ctypes.c_size_t(_PIECE))) > 0:
        made += piece.raw[:count]
        if len(made) > most:
            raise too_much(name, f"it unpacks to more than {most} bytes")
    return bytes(made) if count == 0 else None


def _called(library: Any, entry: ctypes.c_void_p, count: int) -> bytes:
    for read in (library.archive_entry_pathname_utf8, library.archive_entry_pathname):
        pointer = read(entry)
        if pointer:
            return ctypes.string_at(pointer)
    return b"%d" % (count + 1)


def _why(library: Any, archive: ctypes.c_void_p) -> str:
    pointer = library.archive_error_string(archive)
    return ctypes.string_at(pointer).decode("utf-8", "replace") if pointer else "?"

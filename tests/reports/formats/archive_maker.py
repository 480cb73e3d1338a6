"""Archives that Python does not write: RAR 5 with its members stored (by hand), 7-Zip (by the system's libarchive)."""

from __future__ import annotations

import ctypes
import zlib
from collections.abc import Mapping
from ctypes.util import find_library

_ROOM = 4 << 20


def rar(members: Mapping[str, bytes], *, encrypted: bool = False) -> bytes:
    """RAR 5.0 as RARLAB's technical note has it: a signature, then blocks with a CRC each. `encrypted`: said so, and not what the CRC
    is of."""
    parts = [b"Rar!\x1a\x07\x01\x00", _block(_number(1) + _number(0) + _number(0))]
    for name, data in members.items():
        extra = _number(36) + _number(1) + _number(0) + _number(0) + b"\x0f" + bytes(32) if encrypted else b""
        head = (
            _number(2)
            + _number(2 | bool(extra))
            + (_number(len(extra)) if extra else b"")
            + _number(len(data))
            + _number(4)
            + _number(len(data))
            + _number(0o100644)
            + zlib.crc32(data).to_bytes(4, "little")
            + _number(0)
            + _number(1)
            + _number(len(name.encode()))
            + name.encode()
            + extra
        )
        parts += [_block(head), bytes(byte ^ 0x5A for byte in data) if encrypted else data]
    return b"".join([*parts, _block(_number(5) + _number(0) + _number(0))])


def _block(head: bytes) -> bytes:
    sized = _number(len(head)) + head
    return zlib.crc32(sized).to_bytes(4, "little") + sized


def _number(value: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    made = bytearray()
    while value >= 0x80:
        made.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*made, value])


def has_libarchive() -> bool:
    return find_library("archive") is not None


def seven_zip(members: Mapping[str, bytes]) -> bytes:
    library = ctypes.CDLL(find_library("archive") or "")
    library.archive_write_new.restype = library.archive_entry_new.restype = ctypes.c_void_p
    room, used = ctypes.create_string_buffer(_ROOM), ctypes.c_size_t()
    archive = ctypes.c_void_p(library.archive_write_new())
    library.archive_write_set_format_7zip(archive)
    library.archive_write_open_memory(archive, room, ctypes.c_size_t(_ROOM), ctypes.byref(used))
    for name, data in members.items():
        entry = ctypes.c_void_p(library.archive_entry_new())
        library.archive_entry_set_pathname_utf8(entry, name.encode())
        library.archive_entry_set_size(entry, ctypes.c_int64(len(data)))
        library.archive_entry_set_filetype(entry, ctypes.c_uint(0o100000))
        library.archive_entry_set_perm(entry, ctypes.c_uint(0o644))
        library.archive_write_header(archive, entry)
        library.archive_write_data(archive, data, ctypes.c_size_t(len(data)))
        library.archive_entry_free(entry)
    library.archive_write_close(archive)
    library.archive_write_free(archive)
    return room.raw[: used.value]

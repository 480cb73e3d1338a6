"""CRC-32 of each file of a RAR archive, as its headers have it (RAR 4: technote of 2.9; RAR 5: RARLAB's note on 5.0).

libarchive 3.6 hands out stored members without holding them to it, and a figure may have changed on its way.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_RAR4, _RAR5 = b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00"
_FILE4, _END4 = 0x74, 0x7B
_HAS_DATA4, _LARGE4, _FOLDER4 = 0x8000, 0x100, 0xE0
_FILE5 = 2
_EXTRA5, _DATA5 = 1, 2
_FOLDER5, _TIME5, _CRC5 = 1, 2, 4


def sums_of(data: bytes) -> list[int | None]:
    """In the order of the archive, folders left out; `None` where a header has none. Ends where a header cannot be followed."""
    found: list[int | None] = []
    try:
        found.extend(_of_5(data) if data.startswith(_RAR5) else _of_4(data))
    except (struct.error, IndexError):  # cut short: what was found stands
        return found
    return found


def _of_4(data: bytes) -> Iterator[int | None]:
    at = len(_RAR4)
    while at + 7 <= len(data):
        kind, flags, size = struct.unpack_from("<BHH", data, at + 2)
        packed = struct.unpack_from("<I", data, at + 7)[0] if flags & _HAS_DATA4 else 0
        if kind == _FILE4:
            if flags & _LARGE4:
                packed += struct.unpack_from("<I", data, at + 32)[0] << 32
            if flags & _FOLDER4 != _FOLDER4:
                yield struct.unpack_from("<I", data, at + 16)[0]
        if kind == _END4 or size < 7:
            return
        at += size + packed


def _of_5(data: bytes) -> Iterator[int | None]:
    at = len(_RAR5)
    while at + 5 < len(data):
        size, at = _number(data, at + 4)
        end = at + size
        kind, at = _number(data, at)
        flags, at = _number(data, at)
        _, at = _number(data, at) if flags & _EXTRA5 else (0, at)
        packed, at = _number(data, at) if flags & _DATA5 else (0, at)
        if kind == _FILE5:
            about, at = _number(data, at)
            if not about & _FOLDER5:
                yield _sum_of_5(data, at, about)
        at = end + packed


def _sum_of_5(data: bytes, at: int, about: int) -> int | None:
    """Behind the size and the attributes, and the time where there is one."""
    _, at = _number(data, at)
    _, at = _number(data, at)
    at += 4 if about & _TIME5 else 0
    return int.from_bytes(data[at : at + 4], "little") if about & _CRC5 else None


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first; and where it ends."""
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80 or shift > 63:
            return value, at

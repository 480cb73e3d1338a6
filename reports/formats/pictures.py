"""Picture files before anything of them is decoded: the size they declare, and several of them as one run of bytes."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

_PNG = b"\x89PNG\r\n\x1a\n"
_WITH_ALPHA = (4, 6)
"""Colour types of a PNG that has an alpha channel (ISO/IEC 15948 §11.2.2)."""
_JPEG = b"\xff\xd8"
_BMP_HEADERS = frozenset(bytes((size, 0, 0, 0)) for size in (12, 16, 40, 52, 56, 64, 108, 124))
"""Lengths of the second header of a BMP (BITMAPCOREHEADER to BITMAPV5HEADER), as it is written."""


def declared_size(data: bytes) -> tuple[int, int]:
    """(width, height) in pixels from the header of a PNG, GIF, BMP, WebP or JPEG; (0, 0) where it cannot be told."""
    if data.startswith(_PNG) and len(data) >= 24:
        width, height = struct.unpack_from(">II", data, 16)
        return width, height
    if data.startswith(b"GIF8") and len(data) >= 10:
        width, height = struct.unpack_from("<HH", data, 6)
        return width, height
    if data.startswith(b"BM") and len(data) >= 26:
        width, height = struct.unpack_from("<ii", data, 18)
        return abs(width), abs(height)
    if is_webp(data) and len(data) >= 30:
        return _webp_size(data)
    return _jpeg_size(data) if data.startswith(_JPEG) else (0, 0)


def may_let_through(data: bytes) -> bool:
    """Whether what lies under a picture may be seen: a PNG with an alpha channel, a GIF, or one of a kind that is not known."""
    if data.startswith(_PNG):
        return len(data) > 25 and (data[25] in _WITH_ALPHA or b"tRNS" in data[:4096])
    return not data.startswith((b"\xff\xd8\xff", b"BM"))


def is_webp(data: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def is_bmp(data: bytes) -> bool:
    """Two letters are no proof: the header's own length must be one that Windows or OS/2 wrote."""
    return data[:2] == b"BM" and len(data) >= 26 and data[14:18] in _BMP_HEADERS


_SHEET = 1.41
"""Widths of a sheet's height."""
_TIFF = {b"II*\0": "<", b"MM\0*": ">"}


def sheets_in(data: bytes, most: int) -> int:
    """How many sheets of paper a picture shows, by its shape or its directory of pages, and `most` at most: what it may
    cost to read. 1 where it cannot be told."""
    order = _TIFF.get(data[:4])
    if order is not None:
        return _directories(data, order, most)
    width, height = declared_size(data)
    return min(max(round(height / (_SHEET * width)), 1), most) if width else 1


def _directories(data: bytes, order: str, most: int) -> int:
    """TIFF 6.0, section 2: each directory ends with where the next begins."""
    found, at = 0, 4
    while found < most and at + 4 <= len(data):
        (start,) = struct.unpack_from(f"{order}I", data, at)
        if not start or start + 2 > len(data):
            break
        (entries,) = struct.unpack_from(f"{order}H", data, start)
        found, at = found + 1, start + 2 + 12 * entries
    return max(found, 1)


def _webp_size(data: bytes) -> tuple[int, int]:
    """RFC 9649, sections 2.5 to 2.7."""
    kind = data[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack_from("<HH", data, 26)
    return width & 0x3FFF, height & 0x3FFF


def _jpeg_size(data: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 + (struct.unpack_from(">H", data, at + 2)[0] if marker not in (0x01, 0xFF) else 0)
    return 0, 0


_LENGTH = struct.Struct("!Q")


def bundled(pictures: Sequence[bytes]) -> bytes:
    """Several files as one run of bytes, as a worker takes them: each after its length (8 bytes, big-endian)."""
    return b"".join(_LENGTH.pack(len(data)) + data for data in pictures)


def unbundled(data: bytes) -> Iterator[bytes]:
    """The files again."""
    at = 0
    while at < len(data):
        (length,) = _LENGTH.unpack_from(data, at)
        at += _LENGTH.size
        yield data[at : at + length]
        at += length

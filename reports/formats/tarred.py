"""gzip (RFC 1952) and tar (POSIX.1 ustar, pax, GNU) under the limits of every package: unpacking stops there, whatever they declare."""

from __future__ import annotations

import io
import struct
import tarfile
import zlib
from collections.abc import Iterator

from reports.errors import Damaged, TooMuch
from reports.formats import limits

GZIP = b"\x1f\x8b"
_GZIP_WINDOW = 31
"""zlib's word for: a gzip header, and the largest window."""
_MARK = slice(257, 262)
_BROKEN = (tarfile.TarError, zlib.error, EOFError, OSError, ValueError, struct.error, OverflowError)


def is_tar(data: bytes) -> bool:
    return data[_MARK] == b"ustar"


def gunzipped(data: bytes, name: str) -> bytes:
    """What is packed. Raises `Damaged` or `TooMuch`."""
    unpacker = zlib.decompressobj(_GZIP_WINDOW)
    most = min(limits.UNPACKED_BYTES, max(limits.RATIO_FREE_BYTES, limits.PACKING_RATIO * len(data)))
    try:
        unpacked = unpacker.decompress(data, most + 1)
    except zlib.error as error:
        raise _damaged(name, str(error)) from error
    if len(unpacked) > most:
        raise TooMuch(
            f"{name}: refused as a decompression bomb, it unpacks to more than {most} bytes",
            f"{name}：解压后体积异常（疑似压缩炸弹），已拒绝读取",
        )
    if not unpacker.eof:
        raise _damaged(name, "cut short")
    return unpacked


def tar_members(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of each file of an archive; links and devices are passed over. Raises `Damaged` or `TooMuch`."""
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:", errors="surrogateescape") as archive:
            for count, member in enumerate(archive):
                if count >= limits.ZIP_ENTRIES:
                    raise too_much(name, f"more than {limits.ZIP_ENTRIES} entries")
                if member.size > limits.MEMBER_BYTES:
                    raise too_much(name, f"a member of {member.size} bytes")
                stream = archive.extractfile(member) if member.isreg() else None
                if stream is not None:
                    yield member.name, stream.read()
    except _BROKEN as error:
        raise _damaged(name, str(error)) from error


def too_much(name: str, what: str) -> TooMuch:
    """The refusal of an archive that holds more than any report's."""
    return TooMuch(f"{name}: refused, {what}", f"{name}：压缩包内文件过多或过大，已拒绝读取")


def _damaged(name: str, detail: str) -> Damaged:
    return Damaged(
        f"{name}: the archive is damaged or cut short ({detail}); fetch it again",
        f"{name}：文件已损坏或不完整，请重新下载",
    )

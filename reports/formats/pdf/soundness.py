"""PDFs that lost or doubled a piece on their way: readers mend them in silence, and what they then show is not what was published.

Where the last cross-reference is not where the file says (ISO 32000-1 §7.5.5), as sloppy programs write it too, the compressed streams
are unpacked: half of one cannot be, and the sum at its end would not be right (RFC 1950).
"""

from __future__ import annotations

import re
import zlib

from reports.formats import limits

_START = re.compile(rb"startxref\s{1,8}(\d{1,15})")
_CROSS_REFERENCE = re.compile(rb"\s{0,8}(?:xref|\d{1,10}\s{1,4}\d{1,5}\s{1,4}obj)")
_END = 2_048
"""Bytes in which a file ends: what says where its last cross-reference is stands there."""
_HEADER = 1_024
_FLATE = re.compile(rb"/Filter\s*\[?\s*/FlateDecode\s*(?:\]|/(?!\w*Decode)|>>)")
_DICTIONARY = 600
"""Bytes before a stream in which it says how it is packed."""
_AT_ONCE = 1 << 20


def is_torn(data: bytes) -> bool:
    """Whether a piece of the file is lost or stands twice."""
    return not _is_where_it_says(data) and b"/Encrypt" not in data and _holds_half_a_stream(data)


def _is_where_it_says(data: bytes) -> bool:
    found = _START.findall(data, max(len(data) - _END, 0))
    if not found:
        return False
    before = max(data.find(b"%PDF-", 0, _HEADER), 0)
    at = int(found[-1])
    return any(_CROSS_REFERENCE.match(data, start) for start in (at, at + before))


def _holds_half_a_stream(data: bytes) -> bool:
    unpacked = 0
    begin = 0
    while (at := data.find(b"stream", begin)) >= 0:
        begin = at + 6
        packed = _FLATE.search(data, max(data.rfind(b"obj", max(at - _DICTIONARY, 0), at), 0), at)
        if data.startswith(b"end", at - 3) or packed is None:
            continue
        end = data.find(b"endstream", begin)
        rest = data[begin : end if end >= 0 else len(data)].removeprefix(b"\r").removeprefix(b"\n")
        reader = zlib.decompressobj()
        try:
            while rest and not reader.eof:
                unpacked += len(reader.decompress(rest, _AT_ONCE))
                rest = reader.unconsumed_tail
                if unpacked > limits.UNPACKED_BYTES:
                    return False
        except zlib.error:
            return True
        if not reader.eof:
            return True
    return False

"""Bytes of a page → text. By byte-order mark, then what the bytes themselves allow, then header and meta.

A declared charset is a claim, not a fact: pages say utf-8 and are GBK, and the other way round. UTF-8 is nearly never
valid by accident, so bytes that are valid UTF-8 are UTF-8. GB2312 and GBK are read as their superset GB18030 (WHATWG
Encoding Standard §4.2). What stays damaged is counted and said.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UTF8 = ("utf-8", "utf8")
_CHINESE = frozenset(("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "csgb2312", "chinese", "hz-gb-2312"))
_ODD = {"big5": "big5hkscs", "big5-hkscs": "big5hkscs"}
REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Decoded:
    """`damage` counts characters that could not be decoded, NULs among the others included; `note` is English, "" where nothing was remarkable."""

    text: str
    charset: str
    damage: int
    note: str


def decode(data: bytes, content_type: str | None = None) -> Decoded:
    for mark, charset in _BOMS:
        if data.startswith(mark):
            return _made(data[len(mark) :].decode(charset, "replace"), charset, "", True)
    declared = _declared(data, content_type)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        other = bool(declared) and declared not in _UTF8 and not data.isascii()
        note = f"decoded as utf-8 though it says {declared}" if other else ""
        return _made(text, "utf-8", note, b"\0" in data)
    return _not_utf8(data, declared)


def called_utf8(data: bytes, content_type: str | None) -> bytes | None:
    """What calls itself UTF-8, or nothing, without its byte-order mark; `None` of what `decode` must look at."""
    if data.startswith(codecs.BOM_UTF8):
        return data[len(codecs.BOM_UTF8) :]
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    return data if _declared(data, content_type) in ("", *_UTF8) else None


def is_sound(source: bytes) -> bool:
    """Whether it is UTF-8 of which `decode` has nothing to say."""
    if b"\0" in source:
        return False
    try:
        return REPLACEMENT not in source.decode()
    except UnicodeDecodeError:
        return False


def _declared(data: bytes, content_type: str | None) -> str:
    header = _HEADER.search(content_type or "")
    if header:
        return header[1].lower()
    meta = _META.search(data[:4096])
    return meta[1].decode("ascii").lower() if meta else ""


def _not_utf8(data: bytes, declared: str) -> Decoded:
    candidates = ["gb18030", "utf-8"]
    if declared in _ODD:
        candidates.insert(0, _ODD[declared])
    tries = [(data.decode(charset, "replace"), charset) for charset in candidates]
    text, charset = min(tries, key=lambda made: made[0].count(REPLACEMENT))
    expected = "gb18030" if declared in _CHINESE else _ODD.get(declared, declared)
    note = f"decoded as {charset} though it says {declared}" if declared and expected != charset else ""
    return _made(text, charset, note, b"\0" in data)


def _made(text: str, charset: str, note: str, may_hold_nuls: bool) -> Decoded:
    if may_hold_nuls:  # something else stood there: a figure around one is not the one that was printed
        text = text.rstrip("\0").replace("\0", REPLACEMENT)
    damage = (
        text.count(REPLACEMENT) if REPLACEMENT in text else 0
    )  # to look for the first is ten times faster
    if damage:
        note = "; ".join(filter(None, (note, f"{damage} characters could not be decoded")))
    return Decoded(text, charset, damage, note)

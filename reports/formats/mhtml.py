"""A saved page (MHTML, RFC 2557): the HTML of the root part of a `multipart/related`, decoded, and the pictures beside it."""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator, Mapping
from email.message import Message
from email.parser import BytesHeaderParser

from reports.errors import Damaged
from reports.formats import limits

_DEPTH = 4
_PARTS = 2_000
_PICTURES = 200
"""Addresses of pictures kept; a report has a few."""
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_UTF8_MARK = b"\xef\xbb\xbf"


def html_of(data: bytes, name: str) -> tuple[bytes, Mapping[str, bytes]]:
    """The first HTML part's bytes, as UTF-8 with its mark where the part names a charset that decodes it; and the pictures
    saved with it, by every address the HTML may call them by (Content-Location, ``cid:``)."""
    html: bytes | None = None
    base = ""
    found: dict[str, bytes] = {}
    for head, body in _parts(data, _DEPTH):
        kind = head.get_content_type()
        if html is None and kind in ("text/html", "application/xhtml+xml"):
            html, base = _in_utf8(head, _decoded(head, body)), str(head.get("Content-Location", ""))
        elif kind.startswith("image/") and len(found) < _PICTURES:
            found |= dict.fromkeys(_addresses(head, base), _decoded(head, body))
    if html is None:
        raise Damaged(
            f"{name}: the saved page holds no HTML; save it again",
            f"{name}：网页存档内没有网页正文，请重新保存",
        )
    return html, found


def _in_utf8(head: Message, html: bytes) -> bytes:
    charset = head.get_param("charset")
    if isinstance(charset, str):
        try:
            return _UTF8_MARK + html.decode(charset).encode("utf-8")
        except (LookupError, UnicodeError):
            return html
    return html


def _addresses(head: Message, base: str) -> Iterator[str]:
    """What the page may call this part: its location, the same seen from the page's own folder or site, its Content-ID."""
    location = str(head.get("Content-Location", "")).strip()
    if location:
        yield location
        folder = base.rpartition("/")[0] + "/"
        if len(folder) > 1 and location.startswith(folder):
            yield location.removeprefix(folder)
            yield "./" + location.removeprefix(folder)
        _, mark, rest = location.partition("://")
        if mark and "/" in rest:
            yield "/" + rest.partition("/")[2]
    identity = str(head.get("Content-ID", "")).strip().strip("<>")
    if identity:
        yield f"cid:{identity}"


def _parts(data: bytes, depth: int) -> Iterator[tuple[Message, bytes]]:
    end = _END_OF_HEAD.search(data)
    if end is None:
        return
    head = BytesHeaderParser().parsebytes(data[: min(end.end(), 65536)])
    body = data[end.end() :]
    boundary = head.get_param("boundary")
    if head.get_content_maintype() != "multipart" or not isinstance(boundary, str) or depth <= 0:
        yield head, body
        return
    pieces = body.split(b"--" + boundary.encode("utf-8", "replace"), limits.ZIP_ENTRIES)
    for piece in pieces[1:_PARTS]:
        if piece.startswith(b"--"):
            return
        yield from _parts(piece.lstrip(b"\r\n"), depth - 1)


def _decoded(head: Message, body: bytes) -> bytes:
    encoding = str(head.get("Content-Transfer-Encoding", "")).strip().lower()
    if encoding == "quoted-printable":
        return quopri.decodestring(body)
    if encoding == "base64":
        try:
            return base64.b64decode(body)
        except (binascii.Error, ValueError):
            return b""
    return body

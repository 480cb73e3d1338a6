"""The HTML of a saved page (MHTML, RFC 2557): the root part of a `multipart/related`, decoded."""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesHeaderParser

from reports.errors import Damaged
from reports.formats import limits

_DEPTH = 4
_PARTS = 2_000
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_UTF8_MARK = b"\xef\xbb\xbf"


def html_of(data: bytes, name: str) -> bytes:
    """The first HTML part's bytes, as UTF-8 with its mark where the part names a charset that decodes it."""
    for head, body in _parts(data, _DEPTH):
        if head.get_content_type() not in ("text/html", "application/xhtml+xml"):
            continue
        html = _decoded(head, body)
        charset = head.get_param("charset")
        if isinstance(charset, str):
            try:
                return _UTF8_MARK + html.decode(charset).encode("utf-8")
            except (LookupError, UnicodeError):
                return html
        return html
    raise Damaged(
        f"{name}: the saved page holds no HTML; save it again", f"{name}：网页存档内没有网页正文，请重新保存"
    )


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

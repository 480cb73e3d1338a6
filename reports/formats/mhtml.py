"""A saved page (MHTML, RFC 2557): the HTML of the root part of a `multipart/related` with that of its frames, decoded, and
the pictures beside it. The root is the part that the file's head names, or else the first page in it."""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator, Mapping, Sequence
from email.message import Message
from email.parser import BytesHeaderParser

from reports.errors import Damaged
from reports.formats import limits

_DEPTH = 4
_PARTS = 2_000
_PICTURES = 200
"""Addresses of pictures kept; a report has a few."""
_PAGES = 50
_HEAD_BYTES = 8192
_PARAMETERS = 200
"""Of one part; the parser of heads takes the square of their number."""
_HTML = ("text/html", "application/xhtml+xml")
_CHINESE = frozenset(("gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80"))
_CHARSETS = _CHINESE | {"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "big5", "hz-gb-2312"}
_FRAME = re.compile(
    rb"""<(i?frame)\b[^<>]{0,2000}?\bsrc\s*=\s*["']?([^"'\s<>]{1,2000})["']?[^<>]{0,2000}>""", re.I
)
_FRAMESET = re.compile(rb"</?(?:frameset|noframes|iframe)\b[^<>]*>", re.I)
_AROUND = re.compile(rb"<!doctype[^>]*>|</?(?:html|head|body)\b[^<>]*>", re.I)
_PADDED = re.compile(rb"=[ \t]{1,76}\r?\n")
"""A soft line break behind which the mail left blanks: they count for nothing (RFC 2045 §6.7 rule 3)."""
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_UTF8_MARK = b"\xef\xbb\xbf"


def html_of(data: bytes, name: str) -> tuple[bytes, Mapping[str, bytes]]:
    """The page's bytes, as UTF-8 with its mark where its charset is plain, with the pages of its frames in their places;
    and the pictures saved with it, by every address the HTML may call them by (Content-Location, ``cid:``).

    Raises `Damaged` where no HTML is in it, or cannot be decoded.
    """
    pages: list[tuple[Message, bytes]] = []
    found: dict[str, bytes] = {}
    images: list[tuple[Message, bytes]] = []
    for head, body in _parts(data, _DEPTH):
        kind = head.get_content_type()
        if kind in _HTML and len(pages) < _PAGES:
            pages.append((head, body))
        elif kind.startswith("image/") and len(images) < _PICTURES:
            images.append((head, body))
    if not pages:
        raise Damaged(
            f"{name}: the saved page holds no HTML; save it again",
            f"{name}：网页存档内没有网页正文，请重新保存",
        )
    root = _root(data, [head for head, _ in pages])
    head, body = pages.pop(root)
    base = str(head.get("Content-Location", ""))
    for image, content in images:
        found |= dict.fromkeys(_addresses(image, base), _decoded(image, content) or b"")
    html = _decoded(head, body)
    if html is None:
        raise Damaged(
            f"{name}: the saved page is cut short; save it again", f"{name}：网页存档不完整，请重新保存"
        )
    return _with_frames(_in_utf8(head, html), pages, base), found


def _root(data: bytes, pages: Sequence[Message]) -> int:
    """Index of the page that the file's head names: by its Content-ID (``start``, RFC 2387 §3.2), or by its address, which
    Chromium writes (Snapshot-Content-Location). The first where it names none of them."""
    end = _END_OF_HEAD.search(data, 0, _HEAD_BYTES)
    head = BytesHeaderParser().parsebytes(data[: end.end() if end is not None else 0])
    start = head.get_param("start")
    address = str(head.get("Snapshot-Content-Location", "")).strip()
    for index, page in enumerate(pages):
        if isinstance(start, str) and start and str(page.get("Content-ID", "")).strip() == start.strip():
            return index
    for index, page in enumerate(pages):
        if address and str(page.get("Content-Location", "")).strip() == address:
            return index
    return 0


def _in_utf8(head: Message, html: bytes) -> bytes:
    """As UTF-8 where the bytes bear out what the part says; a reader of pages knows better what to make of others."""
    charset = _charset(head)
    tried = ("utf-8", "gb18030") if charset in _CHINESE else (charset,)
    for each in tried if charset in _CHARSETS else ():
        try:
            return _UTF8_MARK + html.decode(each).encode("utf-8")
        except UnicodeError:
            continue
    return html


def _charset(head: Message) -> str:
    charset = head.get_param("charset")
    return charset.strip().lower() if isinstance(charset, str) else ""


def _with_frames(html: bytes, pages: Sequence[tuple[Message, bytes]], base: str) -> bytes:
    """The page with each page of `pages` that one of its frames shows in the place of that frame."""
    if not pages or not html.startswith(_UTF8_MARK):
        return html
    known: dict[bytes, tuple[Message, bytes]] = {}
    for page in pages:
        known |= {address.encode(): page for address in _addresses(page[0], base)}
    left = [limits.MEMBER_BYTES]
    used: list[tuple[Message, bytes]] = []
    """Pages that are in their places: none is shown twice."""

    def shown(frame: re.Match[bytes], depth: int = 0) -> bytes:
        page = known.get(frame[2].replace(b"&amp;", b"&")) if depth < _DEPTH else None
        inner = _decoded(*page) if page is not None and page not in used else None
        text = _in_utf8(page[0], inner) if page is not None and inner is not None else b""
        left[0] -= len(text)
        if not text.startswith(_UTF8_MARK) or left[0] < 0:
            return frame[0]
        assert page is not None
        used.append(page)
        text = _AROUND.sub(b"", text.removeprefix(_UTF8_MARK))
        return b"<div>" + _FRAME.sub(lambda one: shown(one, depth + 1), text) + b"</div>"

    made = _FRAME.sub(shown, html)
    return html if made == html else _FRAMESET.sub(b"", made)


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
    if end is None or data.count(b";", 0, min(end.end(), _HEAD_BYTES)) > _PARAMETERS:
        return
    head = BytesHeaderParser().parsebytes(data[: min(end.end(), _HEAD_BYTES)])
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


def _decoded(head: Message, body: bytes) -> bytes | None:
    """The part as it was before it was packed for the mail; `None` where its coding is broken."""
    encoding = str(head.get("Content-Transfer-Encoding", "")).strip().lower()
    if encoding == "quoted-printable":
        return quopri.decodestring(_PADDED.sub(b"=\n", body))
    if encoding == "base64":
        try:
            return base64.b64decode(body)
        except (binascii.Error, ValueError):
            return None
    return body

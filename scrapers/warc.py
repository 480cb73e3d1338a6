"""One answer as WARC records (ISO 28500:2017, WARC/1.1): response or revisit, request, and a word on how we came to it.

Written by ourselves, each record a gzip member of its own, because the form is small and a general writer spends as long on
it as on the compression; readers that are not ours are what the tests open it with.
"""

from __future__ import annotations

import uuid
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from http.client import responses
from urllib.parse import urlsplit

from scrapers.values import Capture

LEVEL = 4
"""gzip: level 9 takes five times as long for 4 % of the size."""
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_RECODED = ("content-encoding", "transfer-encoding", "content-length")
"""Bodies are kept decoded; these fields stay under ``X-Archive-Orig-``, as replay tools expect."""


class UnreadableWarc(Exception):
    """The bytes are no WARC records of ours, or no longer."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A response record read back."""

    uri: str
    date: str
    body: bytes


def warc_of(capture: Capture, original: tuple[str, str] | None) -> bytes:
    """Three records. With `original` (address and date of the record that has the body) it is not repeated."""
    date = warc_date(capture)
    response_id = _identifier()
    common = [("WARC-Date", date), ("WARC-Target-URI", _uri(capture.final))]
    if capture.remote_address:
        common.append(("WARC-IP-Address", capture.remote_address))
    answer = [("WARC-Record-ID", response_id), *common, ("WARC-Payload-Digest", f"sha256:{capture.sha256}")]
    if original is not None:
        answer += [
            ("WARC-Profile", NOT_MODIFIED if capture.unchanged else SAME_PAYLOAD),
            ("WARC-Refers-To-Target-URI", _uri(original[0])),
            ("WARC-Refers-To-Date", original[1]),
        ]
    beside = ("WARC-Concurrent-To", response_id)
    return b"".join(
        (
            _record(
                "response" if original is None else "revisit",
                [*answer, ("Content-Type", "application/http; msgtype=response")],
                _answer_head(capture) + (capture.body if original is None else b""),
            ),
            _record(
                "request",
                [("WARC-Record-ID", _identifier()), *common, beside, ("Content-Type", "application/http; msgtype=request")],
                _request_head(capture) + capture.request_body,
            ),
            _record(
                "metadata",
                [("WARC-Record-ID", _identifier()), *common[:2], beside, ("Content-Type", "application/warc-fields")],
                _way(capture),
            ),
        )
    )  # fmt: skip


def _record(kind: str, fields: Iterable[tuple[str, str]], block: bytes) -> bytes:
    head = _head("WARC/1.1", [("WARC-Type", kind), *fields, ("Content-Length", str(len(block)))])
    return _gzip(b"".join((head, block, b"\r\n\r\n")))


def _gzip(record: bytes) -> bytes:
    """A gzip member (RFC 1952). A short record gets a short window: room for the usual one costs ten times its compression."""
    window, memory = (12, 5) if len(record) < 4096 else (15, 8)
    writer = zlib.compressobj(LEVEL, zlib.DEFLATED, 16 + window, memory)
    return writer.compress(record) + writer.flush()


def _head(first: str, fields: Iterable[tuple[str, str]]) -> bytes:
    lines = [first, *(f"{name}: {' '.join(value.split())}" for name, value in fields), "", ""]
    return "\r\n".join(lines).encode("utf-8", "replace")


def _identifier() -> str:
    return f"<urn:uuid:{uuid.uuid4()}>"


def _uri(address: str) -> str:
    return address.replace(" ", "%20")


def warc_date(capture: Capture) -> str:
    return capture.fetched_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def response_in(block: bytes) -> Kept | None:
    """The response in a block of records of ours; `None` where it holds a revisit only. Raises `UnreadableWarc`."""
    try:
        text = zlib.decompressobj(31).decompress(block)
    except zlib.error as error:
        raise UnreadableWarc(str(error)) from error
    head, _, rest = text.partition(b"\r\n\r\n")
    lines = head.decode("utf-8", "replace").split("\r\n")
    fields = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
    if not lines[0].startswith("WARC/") or not fields.get("Content-Length", "").isdigit():
        raise UnreadableWarc("no WARC record begins here")
    if fields.get("WARC-Type") != "response":
        return None
    content = rest[: int(fields["Content-Length"])]
    _, mark, body = content.partition(b"\r\n\r\n")
    if not mark:
        raise UnreadableWarc("the response has no HTTP head")
    return Kept(fields.get("WARC-Target-URI", ""), fields.get("WARC-Date", ""), body)


def _answer_head(capture: Capture) -> bytes:
    fields = [(f"X-Archive-Orig-{k}" if k.lower() in _RECODED else k, v) for k, v in capture.headers.items()]
    if not capture.unchanged:
        fields.append(("Content-Length", str(len(capture.body))))
    return _head(f"HTTP/1.1 {capture.status} {responses.get(capture.status, '')}", fields)


def _request_head(capture: Capture) -> bytes:
    parts = urlsplit(capture.final)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return _head(f"{capture.method} {target} HTTP/1.1", capture.request_headers.items())


def _way(capture: Capture) -> bytes:
    """Metadata in application/warc-fields: the address asked for, every redirect, the portal."""
    lines = [f"portal: {capture.portal}", f"asked: {capture.asked}", f"sha256: {capture.sha256}"]
    lines.extend(f"via: {hop}" for hop in capture.redirects)
    return ("\r\n".join(lines) + "\r\n").encode()

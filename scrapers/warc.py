"""One answer as a WARC file (ISO 28500:2017, WARC/1.1): request, response or revisit, and a word on how we came to it."""

from __future__ import annotations

import gzip
import io
import json
import uuid
import zlib
from dataclasses import dataclass
from http.client import responses
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParserException
from warcio.warcwriter import WARCWriter

from scrapers.values import Capture


class UnreadableWarc(Exception):
    """The file is no WARC, or no longer one."""


NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_RECODED = ("content-encoding", "transfer-encoding", "content-length")
"""Bodies are kept decoded; these fields stay under ``X-Archive-Orig-``, as replay tools expect."""


@dataclass(frozen=True, slots=True)
class Original:
    """Where a body already lies: the record's file, the address it came from, and when (ISO)."""

    file: str
    uri: str
    date: str

    def to_json(self) -> bytes:
        return json.dumps(
            {"file": self.file, "uri": self.uri, "date": self.date}, ensure_ascii=False
        ).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Original:
        facts = json.loads(text)
        return cls(facts["file"], facts["uri"], facts["date"])


def warc_of(capture: Capture, original: Original | None) -> bytes:
    """The file's bytes, gzipped record by record. With `original` the body is not repeated (a revisit record)."""
    out = io.BytesIO()
    writer = _Writer(out)
    common = {"WARC-Date": warc_date(capture)}
    if capture.remote_address:
        common["WARC-IP-Address"] = capture.remote_address
    response_id, request_id = (f"<urn:uuid:{uuid.uuid4()}>" for _ in range(2))
    answer = {**common, "WARC-Record-ID": response_id, "WARC-Payload-Digest": f"sha256:{capture.sha256}"}
    if original is not None:
        answer["WARC-Profile"] = NOT_MODIFIED if capture.unchanged else SAME_PAYLOAD
        answer["WARC-Refers-To-Target-URI"] = original.uri
        answer["WARC-Refers-To-Date"] = original.date
    body = None if original is not None else io.BytesIO(capture.body)
    record = writer.create_warc_record(
        capture.final,
        "response" if original is None else "revisit",
        payload=body,
        length=len(capture.body) if body is not None else None,
        http_headers=_status_and_headers(capture),
        warc_headers_dict=answer,
    )
    writer.write_record(record)
    asked = {**common, "WARC-Record-ID": request_id, "WARC-Concurrent-To": response_id}
    writer.write_record(
        writer.create_warc_record(
            capture.final,
            "request",
            payload=io.BytesIO(capture.request_body),
            length=len(capture.request_body),
            http_headers=_request_line(capture),
            warc_headers_dict=asked,
        )
    )
    told = io.BytesIO(_way(capture))
    writer.write_record(
        writer.create_warc_record(
            capture.final,
            "metadata",
            payload=told,
            length=len(told.getvalue()),
            warc_headers_dict={"WARC-Date": common["WARC-Date"], "WARC-Concurrent-To": response_id},
        )
    )
    return out.getvalue()


class _Writer(WARCWriter):  # type: ignore[misc] # warcio has no types
    """Each record a gzip member of its own, at level 6: warcio's level 9 takes three times as long for 1 % of the size."""

    def __init__(self, out: io.BytesIO) -> None:
        super().__init__(out, gzip=False, warc_version="WARC/1.1")
        self._file = out

    def write_record(self, record: object, params: object = None) -> None:
        plain = io.BytesIO()
        self._write_warc_record(plain, record)
        self._file.write(gzip.compress(plain.getvalue(), 6, mtime=0))


def warc_date(capture: Capture) -> str:
    return capture.fetched_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def payload_of(content: bytes) -> bytes | None:
    """The body in a WARC file of ours; `None` where it holds a revisit only."""
    try:
        for record in ArchiveIterator(io.BytesIO(content)):
            if record.rec_type == "response":
                return bytes(record.raw_stream.read())
    except (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, zlib.error) as error:
        raise UnreadableWarc(str(error)) from error
    return None


def _status_and_headers(capture: Capture) -> StatusAndHeaders:
    headers = [
        (f"X-Archive-Orig-{k}" if k.lower() in _RECODED else k, _one_line(v))
        for k, v in capture.headers.items()
    ]
    if not capture.unchanged:
        headers.append(("Content-Length", str(len(capture.body))))
    return StatusAndHeaders(
        f"{capture.status} {responses.get(capture.status, '')}", headers, protocol="HTTP/1.1"
    )


def _request_line(capture: Capture) -> StatusAndHeaders:
    parts = urlsplit(capture.final)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = [(key, _one_line(value)) for key, value in capture.request_headers.items()]
    return StatusAndHeaders(f"{capture.method} {target} HTTP/1.1", headers, is_http_request=True)


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _way(capture: Capture) -> bytes:
    """Metadata in application/warc-fields: the address asked for, every redirect, the portal."""
    lines = [f"portal: {capture.portal}", f"asked: {capture.asked}", f"sha256: {capture.sha256}"]
    lines.extend(f"via: {hop}" for hop in capture.redirects)
    return ("\r\n".join(lines) + "\r\n").encode()

"""Values of the simulated web: what was asked, what is answered, and how a server may misbehave on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from hashlib import blake2b
from typing import Protocol
from urllib.parse import parse_qsl

from reports import CHINA

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the server saw it. `host` is the Host header without its port, lower case; `target` keeps the
    query; header names are lower case."""

    host: str
    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    secure: bool = False

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(self.target.partition("?")[2], keep_blank_values=True))

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True))

    @property
    def cookies(self) -> dict[str, str]:
        pairs = (pair.partition("=") for pair in self.headers.get("cookie", "").split(";"))
        return {name.strip(): value.strip() for name, _, value in pairs if name.strip()}


@dataclass(frozen=True, slots=True)
class Wire:
    """Misbehaviour on the wire. Times in seconds, sizes in bytes."""

    delay: float = 0.0
    """Silence before the first byte."""
    drip: float | None = None
    """Bytes a second; `None` writes at once."""
    endless: bool = False
    """The body never ends (chunked, repeated until the client leaves)."""
    declare: int | None = None
    """A Content-Length that is not the body's."""
    raw: bytes | None = None
    """Exactly these bytes, then the connection closes."""
    drop: bool = False
    """The connection closes without a word."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. `content_type` of `None` sends none. With `etag` or `changed` the server answers conditional requests
    by itself (RFC 9110 §13)."""

    status: int = 200
    body: bytes = field(default=b"", repr=False)
    content_type: str | None = HTML
    headers: tuple[tuple[str, str], ...] = ()
    etag: str | None = None
    changed: datetime | None = None
    wire: Wire | None = None


class Site(Protocol):
    """Anything that answers requests."""

    def answer(self, asked: Asked) -> Reply: ...


def page(
    html: str, changed: date | datetime | None = None, *, charset: str = "utf-8", declare: str | None = HTML
) -> Reply:
    """A static page: encoded, with validators. `declare` is the Content-Type sent, whatever the bytes are."""
    body = html.encode(charset, "xmlcharrefreplace")
    return Reply(
        body=body,
        content_type=declare,
        etag=f'"{blake2b(body, digest_size=8).hexdigest()}"',
        changed=moment(changed),
    )


def moment(day: date | datetime | None) -> datetime | None:
    """Nine in the morning of that day in China, when offices upload."""
    if day is None or isinstance(day, datetime):
        return day
    return datetime.combine(day, time(9, 0), tzinfo=CHINA)


def http_date(when: datetime) -> str:
    return format_datetime(when.astimezone(UTC), usegmt=True)


def redirect(to: str, status: int = 302) -> Reply:
    body = f"<html><head><title>{status} Found</title></head><body><center><h1>{status} Found</h1></center></body></html>"
    return Reply(status, body.encode(), "text/html", (("Location", to),))


def not_found(text: str = "页面不存在") -> Reply:
    """The usual error page of a small portal."""
    body = f"<html><head><title>404</title></head><body><h2>404 Not Found</h2><p>{text}</p></body></html>"
    return Reply(404, body.encode(), HTML)


def plain(text: str, status: int = 200) -> Reply:
    return Reply(status, text.encode(), "text/plain; charset=utf-8")

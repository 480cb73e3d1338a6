"""What a patrol brings home: listings, captures, and the word on what could not be seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Obstacle(StrEnum):
    """Why something could not be checked (portals.md §3.2, §3.4). Printed as ``could_not_check:<value>``."""

    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    HTTP_4XX = "http_4xx"
    HTTP_5XX = "http_5xx"
    WAF_CHALLENGE = "waf_challenge"
    CAPTCHA = "captcha"
    JS_SHELL = "js_shell"
    SOFT404 = "soft404"
    OFF_SITE_REDIRECT = "off_site_redirect"
    REDIRECT_LOOP = "redirect_loop"
    CHARSET = "charset"
    LAYOUT_CHANGED = "layout_changed"
    ROBOTS_DISALLOWED = "robots_disallowed"
    ROBOTS_UNAVAILABLE = "robots_unavailable"
    RATE_LIMITED = "rate_limited"
    UA_REFUSED = "ua_refused"
    PAGINATION_INCOMPLETE = "pagination_incomplete"
    NETWORK_POSITION = "network_position"
    TOO_LARGE = "too_large"
    ADDRESS_REFUSED = "address_refused"
    """The name resolves to a private or local address, or the scheme is not http(s)."""
    MALFORMED = "malformed"
    COLUMN_MOVED = "column_moved"
    COLUMN_EMPTY = "column_empty"


class FetchFailed(Exception):
    """One fetch came to nothing. `detail` is English; `obstacle` is what an operator sorts by."""

    def __init__(self, obstacle: Obstacle, url: str, detail: str) -> None:
        super().__init__(f"{url}: {obstacle.value}: {detail}")
        self.obstacle = obstacle
        self.url = url
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Capture:
    """One response, kept whole. The body lies in the evidence archive under `sha256`; here are the facts about it.

    `asked` is the address we requested, `final` the one that answered after redirects. Times are aware, UTC.
    `status` 304 means: unchanged since the capture whose digest is `sha256` (no body of its own).
    """

    portal: str
    asked: str
    final: str
    status: int
    headers: Mapping[str, str]
    fetched_at: datetime
    sha256: str
    size: int
    body: bytes = field(repr=False, default=b"")
    redirects: tuple[str, ...] = ()
    remote_address: str | None = None
    """The IP address that was connected to, after the guard had passed it."""

    @property
    def unchanged(self) -> bool:
        return self.status == 304


@dataclass(frozen=True, slots=True)
class Validators:
    """What a conditional request needs (RFC 9110 §13.1), as the last full answer gave it."""

    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class ListedReport:
    """One row of a column that looks like an annual report. `title` is whole (title= before the cut text)."""

    url: str
    title: str
    date: str | None
    """ISO date printed in the list, `None` where none is."""
    column: str


@dataclass(frozen=True, slots=True)
class Listing:
    """One column, read at one time. Only a `complete` listing can support a statement that something is not there."""

    portal: str
    column: str
    url: str
    read_at: datetime
    reports: tuple[ListedReport, ...]
    rows: int
    """All rows read, reports or not."""
    pages_read: int
    pages_declared: int | None
    complete: bool
    obstacle: Obstacle | None = None
    detail: str = ""
    captures: tuple[Capture, ...] = ()

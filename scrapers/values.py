"""What a patrol brings home: listings, captures, and the word on what could not be seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Obstacle(StrEnum):
    """Why something could not be checked. Printed as ``could_not_check:<value>``."""

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
    COLUMN_NOT_FOUND = "column_not_found"
    MIGRATED = "migrated"
    """The page says that the site has moved or merged; a person updates the roster."""
    POSTPONED = "postponed"
    """Our own manners forbid asking now: outside the allowed hours, or the day's requests are used up."""


class FetchFailed(Exception):
    """One fetch came to nothing. `detail` is English; `obstacle` is what an operator sorts by."""

    def __init__(self, obstacle: Obstacle, url: str, detail: str, capture: Capture | None = None) -> None:
        super().__init__(f"{url}: {obstacle.value}: {detail}")
        self.obstacle = obstacle
        self.url = url
        self.detail = detail
        self.capture = capture
        """The answer that shows the obstacle, where there was an answer: evidence of why we could not check."""


class PartFailed(FetchFailed):
    """A further page or a file of a report was not had: its own page is there, and the report cannot be read today."""


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
    method: str = "GET"
    request_headers: Mapping[str, str] = field(default_factory=dict)
    """As sent to `final`."""
    request_body: bytes = field(repr=False, default=b"")

    @property
    def unchanged(self) -> bool:
        return self.status == 304


@dataclass(frozen=True, slots=True)
class Validators:
    """What a conditional request needs (RFC 9110 §13.1), as the last full answer gave it."""

    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None
    settled_by: str | None = None
    """As `ReportCaptured.settled_by`."""
    answered_on: date | None = None
    """The day in China on which the whole body was last sent; `None` where nobody kept it."""


@dataclass(frozen=True, slots=True)
class ListedReport:
    """One row of a column that looks like an annual report. `title` is whole (title= before the cut text)."""

    url: str
    title: str
    date: str | None
    """ISO date printed in the list, `None` where none is."""
    column: str
    certain: bool = True
    """False where the title alone does not say that this is a report; the body decides."""
    agency: str | None = None
    """Roster id of the agency whose own column lists it; a hint only: title and body decide whose report it is."""


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
    year: int | None = None
    """The report year the column's address was made for, `None` where the address has no year."""
    agency: str | None = None
    """Roster id, where the column is one agency's own."""
    unchanged: bool = False
    """Every page answered 304; rows are those of the captures kept before."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What an article page that was read whole says of itself (scrapers.page_facts)."""

    tags: Mapping[str, str]
    """The content-page tags of 国办发〔2017〕47号 that are there and not empty, by their standard names."""
    letters: int | None = None
    """Characters of the article on a page whose attachment is read in its stead; `None` where not counted."""


@dataclass(frozen=True, slots=True)
class ReportCaptured:
    """One listed report, brought home. `body` is what to read, `name` what to call it.

    `capture` is the page that the list links; `parts` are further pages of a report split over pages, pictures of its
    tables, or attachments. `body` is the page itself, the pages joined (pictures inside, RFC 2397), or the attachment where
    the page is only a link to it. `unchanged`:
    everything answered 304, and `body` is empty unless the kept bytes could be recalled.
    """

    listed: ListedReport
    capture: Capture
    parts: tuple[Capture, ...] = ()
    body: bytes = field(repr=False, default=b"")
    name: str = ""
    unchanged: bool = False
    sha256: str = ""
    """Digest of `body`, also where `body` is empty because nothing changed; `capture.sha256` where it is the page itself."""
    page: PageFacts | None = None
    """`None` where the address is no page, or the page was not read whole."""
    settled_by: str | None = None
    """Hash of the look (our code, the portal's description) that found the page to be the whole report by itself: the same
    look need not be taken at the same bytes again. `None` where there is more to it, or it was not seen to be a report."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that could not be seen. `where` is a column id, ``home``, or ``report``; `detail` is English."""

    portal: str
    where: str
    url: str
    obstacle: Obstacle
    detail: str
    capture: Capture | None = None


@dataclass(frozen=True, slots=True)
class Vanished:
    """A report that an earlier patrol found and this one did not, though its columns were read whole.

    `listed`: whether a column still lists it. `obstacle` is how its address answers now (http_4xx, soft404), `None` where the
    page is still there and only its row is gone. A fact for the record, not yet a finding.
    """

    portal: str
    report: ListedReport
    listed: bool
    obstacle: Obstacle | None
    detail: str
    capture: Capture | None = None


Step = Listing | ReportCaptured | Trouble | Vanished

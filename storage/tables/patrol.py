"""Who should publish, where, and what a patrol brought home."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import (
    Facts,
    Key,
    Long,
    Moment,
    OptionalLong,
    OptionalMoment,
    OptionalSha256,
    Sha256,
    Table,
)


class PortalRow(Table):
    """One portal and its health. `state`: ok · failing · unreachable · held (rows below the floor) · silent."""

    __tablename__ = "portals"
    id: Mapped[str] = mapped_column(String(100), primary_key=True)
    name: Mapped[str]
    division: Mapped[str | None] = mapped_column(index=True)
    home: Mapped[OptionalLong]
    state: Mapped[str] = mapped_column(default="ok", index=True)
    failures: Mapped[int] = mapped_column(default=0)
    failing_since: Mapped[OptionalMoment]
    last_tried_at: Mapped[OptionalMoment]
    last_answer_at: Mapped[OptionalMoment]
    last_full_read_at: Mapped[OptionalMoment]
    obstacle: Mapped[str | None]
    detail: Mapped[OptionalLong]
    outage: Mapped[int] = mapped_column(default=0)
    """Outages told so far; numbers the occurrences of one portal."""
    reminded_at: Mapped[OptionalMoment]
    expected_every_hours: Mapped[int | None]


class AgencyRow(Table):
    """One agency. Identity is (scope, normalised): the county's six-digit division, or ``portal:<id>`` without one."""

    __tablename__ = "agencies"
    __table_args__ = (
        UniqueConstraint("scope", "normalised"),
        Index(None, "portal_id", "roster_id"),
        Index("ix_agencies_owing", "division", "type", "on_roster", "first_year", "last_year"),
        Index("ix_agencies_names", "type", "division", "name"),
    )
    id: Mapped[Key]
    scope: Mapped[str] = mapped_column(String(110))
    normalised: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    type: Mapped[str] = mapped_column(default="unsure")
    level: Mapped[str] = mapped_column(default="unsure")
    division: Mapped[str | None]
    parent: Mapped[str | None]
    portal_id: Mapped[str | None] = mapped_column(ForeignKey("portals.id"))
    roster_id: Mapped[str | None] = mapped_column(index=True)
    on_roster: Mapped[bool] = mapped_column(default=False)
    """False: only ever seen in a report; an operator should confirm it."""
    first_year: Mapped[int | None]
    """First and last report year it owes; `None` is open."""
    last_year: Mapped[int | None]
    founded: Mapped[date | None]
    dissolved: Mapped[date | None]


class AliasRow(Table):
    """Another name an agency is known by, normalised."""

    __tablename__ = "agency_aliases"
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"), primary_key=True)
    normalised: Mapped[str] = mapped_column(primary_key=True, index=True)
    name: Mapped[str]


class ColumnRow(Table):
    """One column of a portal, as often as it was read. Days are China's (UTC+8)."""

    __tablename__ = "columns"
    __table_args__ = (UniqueConstraint("portal_id", "column", "url"),)
    id: Mapped[Key]
    portal_id: Mapped[str] = mapped_column(ForeignKey("portals.id"))
    column: Mapped[str]
    url: Mapped[Long]
    year: Mapped[int | None]
    agency: Mapped[str | None]
    last_complete_on: Mapped[date | None]
    good_rows: Mapped[int] = mapped_column(default=0)
    """Rows of the last listing that counted: the floor of the next is half of it."""
    held: Mapped[bool] = mapped_column(default=False)
    held_why: Mapped[OptionalLong]
    held_rows: Mapped[int | None]
    held_on: Mapped[date | None]


class ListingRow(Table):
    """One reading of a column that differed from the one before; an equal one only moves `last_read_at`."""

    __tablename__ = "listings"
    __table_args__ = (UniqueConstraint("column_id", "sequence"),)
    id: Mapped[Key]
    column_id: Mapped[int] = mapped_column(ForeignKey("columns.id"))
    sequence: Mapped[int]
    digest: Mapped[Sha256]
    read_at: Mapped[Moment]
    last_read_at: Mapped[Moment]
    rows: Mapped[int]
    reports: Mapped[int]
    pages_read: Mapped[int]
    pages_declared: Mapped[int | None]
    complete: Mapped[bool]
    obstacle: Mapped[str | None]
    detail: Mapped[OptionalLong]


class LookRow(Table):
    """One column as seen on one day in China, reduced to what the proof of absence needs (scrapers.Look)."""

    __tablename__ = "looks"
    portal_id: Mapped[str] = mapped_column(ForeignKey("portals.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    column: Mapped[str] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(primary_key=True)
    complete: Mapped[bool]
    look: Mapped[Facts]


class ListedRow(Table):
    """One report as a column lists it. `missing_on`: first China day on which a whole, healthy listing lacked it."""

    __tablename__ = "listed_reports"
    __table_args__ = (UniqueConstraint("column_id", "url"), Index(None, "url"))
    id: Mapped[Key]
    column_id: Mapped[int] = mapped_column(ForeignKey("columns.id"))
    url: Mapped[Long]
    title: Mapped[Long]
    printed_date: Mapped[str | None]
    certain: Mapped[bool]
    agency: Mapped[str | None]
    first_seen_at: Mapped[Moment]
    last_seen_at: Mapped[Moment]
    unlisted_on: Mapped[date | None]
    """The last China day before on which the column was read whole and did not list it."""
    missing_on: Mapped[date | None]
    vanished_on: Mapped[date | None]
    """Missing from whole listings on a second day: said, once, until it is listed again."""


class CaptureRow(Table):
    """What an address answered, one row for each change; the bytes lie in the evidence archive by digest.

    `read_sha256` is the digest of what is to be read (the page, its pages joined, or the attachment). `read_by` is
    the reader version that last read it, `unreadable` why that failed.
    """

    __tablename__ = "captures"
    __table_args__ = (
        UniqueConstraint("url", "sequence"),
        Index(
            "ix_captures_due",
            "url",
            "read_by",
            sqlite_where=text("latest AND report"),
            postgresql_where=text("latest AND report"),
        ),
        Index(None, "portal_id", "last_seen_at"),
        Index(None, "sha256"),
    )
    id: Mapped[Key]
    url: Mapped[Long]
    sequence: Mapped[int]
    portal_id: Mapped[str] = mapped_column(ForeignKey("portals.id"))
    report: Mapped[bool]
    """A listed report; False for list pages and evidence of obstacles."""
    latest: Mapped[bool]
    final: Mapped[Long]
    status: Mapped[int]
    headers: Mapped[Facts]
    fetched_at: Mapped[Moment]
    last_seen_at: Mapped[Moment]
    answered_at: Mapped[Moment]
    """When these bytes were last sent whole: a 304 only says that they are the same."""
    sha256: Mapped[Sha256]
    size: Mapped[int]
    redirects: Mapped[Facts]
    remote_address: Mapped[str | None]
    fingerprint: Mapped[Sha256]
    """Digest over the page's and its parts' digests: equal means nothing changed."""
    parts: Mapped[Facts]
    name: Mapped[str]
    read_sha256: Mapped[OptionalSha256]
    settled_by: Mapped[OptionalSha256]
    """`scrapers.ReportCaptured.settled_by`."""
    listed_title: Mapped[OptionalLong]
    listed_date: Mapped[str | None]
    listed_column: Mapped[str | None]
    listed_agency: Mapped[str | None]
    read_by: Mapped[str | None]
    unreadable: Mapped[OptionalLong]


class PageRow(Table):
    """What the article page of one capture says of itself; no row where the page was not read whole (scrapers.PageFacts)."""

    __tablename__ = "pages"
    capture_id: Mapped[int] = mapped_column(ForeignKey("captures.id", ondelete="CASCADE"), primary_key=True)
    tags: Mapped[Facts]
    letters: Mapped[int | None]

"""What was read: reports, their revisions, cells, and what changed between revisions."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Key, Long, Moment, OptionalLong, Packed, Sha256, Table


class ReportRow(Table):
    """One published report at one address. `standing`: the one that speaks for its agency and year."""

    __tablename__ = "reports"
    __table_args__ = (
        UniqueConstraint("url"),
        Index("ix_reports_agency_year", "agency_id", "year", "standing", "published_on"),
        Index(
            "ix_reports_standing",
            "year",
            "agency_id",
            "published_on",
            sqlite_where=text("standing = 1"),  # as SQLAlchemy asks; SQLite proves no more
            postgresql_where=text("standing"),
        ),
    )
    id: Mapped[Key]
    url: Mapped[Long]
    portal_id: Mapped[str] = mapped_column(ForeignKey("portals.id"), index=True)
    kind: Mapped[str]
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.id"))
    year: Mapped[int | None]
    standing: Mapped[bool] = mapped_column(default=False)
    title: Mapped[OptionalLong]
    published_on: Mapped[date | None]
    published_source: Mapped[str | None]
    first_seen_on: Mapped[date]
    gone: Mapped[bool] = mapped_column(default=False)
    """No longer listed anywhere; the last evidence is kept."""


class RevisionRow(Table):
    """One distinct reading of a report. `reading` is everything but the cells.

    `reading_sha256` covers all of it; `content_sha256` what an agency is answerable for: no places, no source name, no
    reader version. Equal content under another page frame is no revision of the report.
    """

    __tablename__ = "revisions"
    __table_args__ = (
        UniqueConstraint("report_id", "number"),
        UniqueConstraint("report_id", "capture_id", "reader", "reading_sha256"),
        Index(None, "evidence"),
        Index(
            "uq_revisions_current",
            "report_id",
            unique=True,
            sqlite_where=text("current"),
            postgresql_where=text("current"),
        ),
    )
    id: Mapped[Key]
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"))
    number: Mapped[int]
    capture_id: Mapped[int] = mapped_column(ForeignKey("captures.id"), index=True)
    evidence: Mapped[Sha256]
    reader: Mapped[str]
    reading_sha256: Mapped[Sha256]
    content_sha256: Mapped[Sha256]
    cause: Mapped[str] = mapped_column(String(10))
    """`source`: the bytes differ from the revision before; `reader`: the reader does."""
    read_at: Mapped[Moment]
    current: Mapped[bool]
    cells_read: Mapped[int]
    cells_unreadable: Mapped[int]
    reading: Mapped[Packed]


class CellsRow(Table):
    """The cells of one table of one revision, packed: address, state, value, raw text, place (see codec.py)."""

    __tablename__ = "cells"
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id", ondelete="CASCADE"), primary_key=True)
    table_id: Mapped[str] = mapped_column(String(20), primary_key=True)
    packed: Mapped[Packed]


class BegunRow(Table):
    """A capture whose reading was begun and has not ended; none is left when nothing is under way and nothing was killed.

    `suspicion` that it kills its reader: 1 when it was begun among others, 1 more each time it was begun alone, and 1 more
    where that process was seen to die. One that was set aside keeps 1, so that the next reader begins with it alone.
    """

    __tablename__ = "begun_readings"
    capture_id: Mapped[int] = mapped_column(ForeignKey("captures.id", ondelete="CASCADE"), primary_key=True)
    suspicion: Mapped[int]


class CellChangeRow(Table):
    """One cell (or ``title``, ``year``, ``section.<id>`` …) that differs from the revision before, as printed."""

    __tablename__ = "cell_changes"
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id", ondelete="CASCADE"), primary_key=True)
    address: Mapped[str] = mapped_column(String(120), primary_key=True)
    before_state: Mapped[str | None]
    before_raw: Mapped[OptionalLong]
    after_state: Mapped[str | None]
    after_raw: Mapped[OptionalLong]

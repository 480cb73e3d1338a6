"""What people did: waivers with a document and an expiry, notes on findings."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Key, Long, Moment, OptionalMoment, Table


class WaiverRow(Table):
    """A failing rule that is not to be said for a while. `subject` empty: all of the rule's subjects."""

    __tablename__ = "waivers"
    __table_args__ = (UniqueConstraint("key"), Index(None, "rule", "year"))
    id: Mapped[Key]
    key: Mapped[str]
    rule: Mapped[str]
    rule_version: Mapped[int | None]
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.id"))
    division: Mapped[str | None]
    year: Mapped[int | None]
    subject: Mapped[str]
    reason: Mapped[Long]
    document: Mapped[Long]
    approver: Mapped[str]
    expires: Mapped[date]
    made_at: Mapped[Moment]
    revoked_at: Mapped[OptionalMoment]


class NoteRow(Table):
    """What someone said of a finding. `kind`: note · acknowledged."""

    __tablename__ = "notes"
    __table_args__ = (Index(None, "finding_id", "kind"),)
    id: Mapped[Key]
    finding_id: Mapped[int] = mapped_column(ForeignKey("findings.id"))
    kind: Mapped[str]
    by: Mapped[str]
    text: Mapped[Long]
    at: Mapped[Moment]

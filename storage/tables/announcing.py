"""What is to be said and to whom: the event log, the outbox, the ledger of destinations, messages, runs."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Facts, Key, Long, Moment, OptionalLong, OptionalMoment, Table


class EventRow(Table):
    """Append-only. `key` is unique: telling the same thing twice is impossible."""

    __tablename__ = "events"
    __table_args__ = (UniqueConstraint("key"), Index(None, "kind", "id"))
    id: Mapped[Key]
    key: Mapped[str]
    kind: Mapped[str]
    at: Mapped[Moment]
    resource: Mapped[str]
    facts: Mapped[Facts]


class OutboxRow(Table):
    """Something to be told, written in the transaction of what it tells. `routed_at`: ledger rows have been made."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("key"),
        Index(
            "ix_outbox_unrouted",
            "id",
            sqlite_where=text("routed_at IS NULL"),
            postgresql_where=text("routed_at IS NULL"),
        ),
    )
    id: Mapped[Key]
    key: Mapped[str]
    audience: Mapped[str] = mapped_column(String(10))
    """`office` or `operator`"""
    kind: Mapped[str]
    """A transition's kind, or a matter of the operator's: unreachable, recovered, unknown …"""
    finding_id: Mapped[int | None] = mapped_column(ForeignKey("findings.id"), index=True)
    transition_id: Mapped[int | None] = mapped_column(ForeignKey("transitions.id"))
    division: Mapped[str | None]
    severity: Mapped[str]
    title: Mapped[Long]
    body: Mapped[Long]
    at: Mapped[Moment]
    routed_at: Mapped[OptionalMoment]


class MessageRow(Table):
    """One message for one destination. `state`: waiting · sent · parked. The address is never here."""

    __tablename__ = "messages"
    __table_args__ = (UniqueConstraint("key"), Index(None, "state", "next_at"))
    id: Mapped[Key]
    key: Mapped[str]
    office: Mapped[str]
    destination: Mapped[str]
    title: Mapped[Long]
    markdown: Mapped[Long]
    text: Mapped[Long]
    findings: Mapped[Facts]
    attachments: Mapped[Facts]
    created_at: Mapped[Moment]
    state: Mapped[str]
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[Moment]
    sent_at: Mapped[OptionalMoment]
    last_error: Mapped[OptionalLong]


class LedgerRow(Table):
    """One thing to be told to one destination; `message_id` once it stands in a message."""

    __tablename__ = "ledger"
    __table_args__ = (
        UniqueConstraint("outbox_id", "destination"),
        Index(
            "ix_ledger_waiting",
            "destination",
            "outbox_id",
            sqlite_where=text("message_id IS NULL"),
            postgresql_where=text("message_id IS NULL"),
        ),
    )
    id: Mapped[Key]
    outbox_id: Mapped[int] = mapped_column(ForeignKey("outbox.id"))
    office: Mapped[str]
    destination: Mapped[str]
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"), index=True)


class MatterRow(Table):
    """Something on the operator's list until it is settled: an unknown agency, two reports of one body, a parked message."""

    __tablename__ = "matters"
    __table_args__ = (UniqueConstraint("key"), Index(None, "settled_at", "kind"))
    id: Mapped[Key]
    key: Mapped[str]
    kind: Mapped[str]
    subject: Mapped[Long]
    detail: Mapped[Long]
    opened_at: Mapped[Moment]
    settled_at: Mapped[OptionalMoment]


class RunRow(Table):
    """One run of a flow. `key` is the flow's own (its run id or its slot in the schedule)."""

    __tablename__ = "runs"
    __table_args__ = (UniqueConstraint("key"), Index(None, "kind", "started_at"))
    id: Mapped[Key]
    key: Mapped[str]
    kind: Mapped[str]
    started_at: Mapped[Moment]
    ended_at: Mapped[OptionalMoment]
    new: Mapped[int] = mapped_column(default=0)
    updated: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    detail: Mapped[Facts | None]


class CounterRow(Table):
    """Gapless numbers: the row is locked until the transaction that took a number commits."""

    __tablename__ = "counters"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[int]

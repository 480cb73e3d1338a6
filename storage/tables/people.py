"""Who may look and act: accounts, and the record of what they did."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Facts, Key, Long, Moment, OptionalMoment, Sha256, Table


class AccountRow(Table):
    """One person who may sign in. `secret` is an Argon2id hash; `divisions` are prefixes an office account may see.

    `epoch` goes up when the password changes, the person signs out or the account is closed: sessions that carry an older
    one are no more.
    """

    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("name"),)
    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(64))
    role: Mapped[str] = mapped_column(String(10))
    """`operator` · `office` · `reader`"""
    divisions: Mapped[Facts]
    secret: Mapped[Long]
    epoch: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[Moment]
    closed_at: Mapped[OptionalMoment]


class TokenRow(Table):
    """What a program shows to read the API. The token itself is told once and never kept: `digest` is its SHA-256
    (it is 32 random bytes, so that nothing slower is needed).
    """

    __tablename__ = "tokens"
    __table_args__ = (UniqueConstraint("digest"), UniqueConstraint("name"))
    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(64))
    role: Mapped[str] = mapped_column(String(10))
    """As of an account; a token of any role only reads."""
    divisions: Mapped[Facts]
    digest: Mapped[Sha256]
    made_at: Mapped[Moment]
    expires_at: Mapped[OptionalMoment]
    used_on: Mapped[date | None]
    """The last day (in China) on which it was shown; so that one nobody uses is seen and revoked."""
    revoked_at: Mapped[OptionalMoment]


class DeedRow(Table):
    """One act of a person, append-only: sign-ins, accounts made and closed, findings answered."""

    __tablename__ = "deeds"
    __table_args__ = (Index(None, "subject", "id"),)
    id: Mapped[Key]
    by: Mapped[str]
    kind: Mapped[str]
    subject: Mapped[str]
    """A finding's number, an account's name, or ""."""
    detail: Mapped[Long]
    at: Mapped[Moment]

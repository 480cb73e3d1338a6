"""Who is asking which host just now, and how often each was asked: manners that hold across workers and runs."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Moment, OptionalMoment, Table


class LeaseRow(Table):
    """One host. It is free when `until` is past, whoever held it."""

    __tablename__ = "leases"
    host: Mapped[str] = mapped_column(String(253), primary_key=True)
    holder: Mapped[str] = mapped_column(String(200))
    until: Mapped[Moment]


class HostRow(Table):
    """How a host was treated: `asked` requests on `day` (ISO, China), and until when it asked to be left alone."""

    __tablename__ = "hosts"
    host: Mapped[str] = mapped_column(String(253), primary_key=True)
    day: Mapped[str] = mapped_column(String(10))
    asked: Mapped[int]
    not_before: Mapped[OptionalMoment]

"""Who is asking which host just now, so that two workers never ask one at the same time."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Moment, Table


class LeaseRow(Table):
    """One host. It is free when `until` is past, whoever held it."""

    __tablename__ = "leases"
    host: Mapped[str] = mapped_column(String(253), primary_key=True)
    holder: Mapped[str] = mapped_column(String(200))
    until: Mapped[Moment]

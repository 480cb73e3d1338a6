"""The declarative base, its naming convention (so that migrations can name what they change) and common column types."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from sqlalchemy import MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, mapped_column

from storage.database import Json, PackedJson, UtcTime

CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Key = Annotated[int, mapped_column(primary_key=True)]
Moment = Annotated[datetime, mapped_column(UtcTime)]
OptionalMoment = Annotated[datetime | None, mapped_column(UtcTime)]
Sha256 = Annotated[str, mapped_column(String(64))]
OptionalSha256 = Annotated[str | None, mapped_column(String(64))]
Long = Annotated[str, mapped_column(Text)]
OptionalLong = Annotated[str | None, mapped_column(Text)]
Facts = Annotated[Any, mapped_column(Json)]
Packed = Annotated[Any, mapped_column(PackedJson)]


class Table(DeclarativeBase):
    """Base of every table."""

    metadata = MetaData(naming_convention=CONVENTION)

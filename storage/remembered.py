"""What one transaction has looked up already: rows kept alive and facts that cannot change while it runs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from functools import partial
from typing import TypeVar

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from storage.tables import AgencyRow, PortalRow

Found = TypeVar("Found")


def remembered(session: Session, key: Hashable, look_up: Callable[[], Found]) -> Found:
    """Look up once in a transaction. A session here lives exactly as long as its transaction."""
    known = session.info.setdefault("remembered", {})
    if key not in known:
        known[key] = look_up()
    found: Found = known[key]
    return found


def forget(session: Session, kind: str) -> None:
    """Drop what was remembered under keys that begin with `kind`: it has just been altered."""
    known = session.info.setdefault("remembered", {})
    for key in [key for key in known if isinstance(key, tuple) and key[0] == kind]:
        del known[key]


def agency_row(session: Session, id: int) -> AgencyRow:
    return remembered(session, ("agency", id), lambda: session.get_one(AgencyRow, id))


def remember_agencies(session: Session, ids: Collection[int]) -> None:
    """Look many up at once."""
    for row in session.execute(_AGENCIES, {"ids": list(ids)}).scalars() if ids else ():
        remembered(session, ("agency", row.id), partial(_itself, row))


_AGENCIES = select(AgencyRow).where(AgencyRow.id.in_(bindparam("ids", expanding=True)))


def _itself(row: AgencyRow) -> AgencyRow:
    return row


def portal_row(session: Session, id: str) -> PortalRow:
    return remembered(session, ("portal", id), lambda: session.get_one(PortalRow, id))

"""Portals as a patrol makes and meets them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.remembered import forget, remembered
from storage.tables import PortalRow
from storage.upsert import insert_new


def record_portal(
    session: Session,
    id: str,
    *,
    name: str,
    division: str | None,
    home: str | None,
    expected_every_hours: int | None,
) -> None:
    row = {
        "id": id,
        "name": name,
        "division": division,
        "home": home,
        "expected_every_hours": expected_every_hours,
    }
    if not insert_new(session, PortalRow, [row], ("id",)):
        facts = {name: value for name, value in row.items() if name != "id"}
        session.execute(update(PortalRow).where(PortalRow.id == id).values(**facts))
    forget(session, "portal")


def tried_since(session: Session, moment: datetime) -> frozenset[str]:
    wanted = select(PortalRow.id).where(PortalRow.last_tried_at >= moment)
    return frozenset(session.execute(wanted).scalars())


def portal_row(session: Session, id: str) -> PortalRow:
    def make() -> PortalRow:
        known = session.get(PortalRow, id)
        if known is not None:
            return known
        insert_new(session, PortalRow, [{"id": id, "name": id}], ("id",))
        return session.get_one(PortalRow, id)

    return remembered(session, ("portal", id), make)

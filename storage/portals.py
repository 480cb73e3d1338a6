"""Portals as a patrol makes and meets them."""

from __future__ import annotations

from sqlalchemy import update
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


def portal_row(session: Session, id: str) -> PortalRow:
    def make() -> PortalRow:
        known = session.get(PortalRow, id)
        if known is not None:
            return known
        insert_new(session, PortalRow, [{"id": id, "name": id}], ("id",))
        return session.get_one(PortalRow, id)

    return remembered(session, ("portal", id), make)

"""The roster of agencies, as counties and portals give it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from reports import AgencyType
from storage.claims import release
from storage.log import list_matter, settle_matter
from storage.names import normalised, own_name, places_of, scope_of
from storage.remembered import forget, portal_row
from storage.tables import AgencyRow, AliasRow
from storage.upsert import insert_new
from storage.values import RosterEntry
from storage.work import Tally


def import_roster(session: Session, entries: Iterable[RosterEntry], at: datetime) -> Tally:
    """Bring the roster in; an agency already met in a report is recognised and confirmed, never doubled."""
    everyone = tuple(entries)
    listed: dict[str, set[str]] = defaultdict(set)
    for entry in everyone:
        if entry.type == AgencyType.GOVERNMENT.value and entry.division:
            listed[scope_of(entry.division, "")].add(entry.name)
    governments = _stored_governments(session, {scope_of(entry.division, "roster") for entry in everyone})
    for scope, names in listed.items():
        if names - governments[scope]:
            _call_anew(session, scope, governments[scope], governments[scope] | names)
            governments[scope] |= names
    forget(session, "governments")
    forget(session, "roster")
    tally = Tally()
    for entry in everyone:
        scope = scope_of(entry.division, entry.portal or "roster")
        portal = portal_row(session, entry.portal) if entry.portal else None
        places = places_of(entry.division, portal.name if portal else None, tuple(sorted(governments[scope])))
        tally += _import_one(session, entry, scope, places, at)
    for described in sorted({entry.portal for entry in everyone if entry.portal}):
        _list_double_ids(session, described, at)
    return tally


def _list_double_ids(session: Session, portal: str, at: datetime) -> None:
    """Two rows of a portal under one id: no absence can be kept of either, which the operator is told while it is so."""
    doubled = (
        select(AgencyRow.roster_id)
        .where(AgencyRow.portal_id == portal, AgencyRow.roster_id.is_not(None))
        .group_by(AgencyRow.roster_id)
        .having(func.count() > 1)
    )
    wanted = select(AgencyRow.roster_id, AgencyRow.name).where(
        AgencyRow.portal_id == portal, AgencyRow.roster_id.in_(doubled)
    )
    names: dict[str | None, list[str]] = defaultdict(list)
    for id, name in session.execute(wanted.order_by(AgencyRow.roster_id, AgencyRow.id)):
        names[id].append(name)
    key = f"roster:{portal}"
    if not names:
        settle_matter(session, key, at)
        return
    said = "；".join(f"{id}：{'、'.join(bearers)}" for id, bearers in names.items())
    list_matter(
        session,
        key=key,
        kind="double_roster_id",
        subject=f"名录里几个单位用了同一编号：{portal} {len(names)} 处",
        detail=f"{said}。分不清指的是哪一个，这几个单位是否公布暂不判断；请核对后只留一个。",
        at=at,
    )


def _stored_governments(session: Session, scopes: Iterable[str]) -> dict[str, set[str]]:
    """Scope → its governments of the roster: a list may come in pieces, the bureaus alone."""
    wanted = select(AgencyRow.scope, AgencyRow.name).where(
        AgencyRow.type == AgencyType.GOVERNMENT.value, AgencyRow.on_roster, AgencyRow.scope.in_(scopes)
    )
    found: dict[str, set[str]] = defaultdict(set)
    for scope, name in session.execute(wanted):
        found[scope].add(name)
    return found


def _call_anew(session: Session, scope: str, before: Iterable[str], now: Iterable[str]) -> None:
    """A government that the roster did not know tells the name of the place, and who bears it: rows that came before it
    get the names of their own by which the next list will find them."""
    rows = session.execute(select(AgencyRow).where(AgencyRow.scope == scope)).scalars().all()
    taken = {row.normalised for row in rows}
    for row in rows:
        portal = portal_row(session, row.portal_id) if row.portal_id else None
        was, own = (
            own_name(
                row.name, row.type, places_of(row.division, portal and portal.name, tuple(sorted(known)))
            )
            for known in (before, now)
        )
        if row.normalised == was and own not in taken:
            row.normalised = own
            taken.add(own)
    session.flush()


def _import_one(
    session: Session, entry: RosterEntry, scope: str, places: tuple[str, ...], at: datetime
) -> Tally:
    plain = own_name(entry.name, entry.type, places)
    facts = {
        "name": entry.name,
        "type": entry.type,
        "level": entry.level,
        "division": entry.division,
        "parent": entry.parent,
        "portal_id": entry.portal,
        "roster_id": entry.id,
        "on_roster": True,
        "first_year": entry.first_year,
        "last_year": entry.last_year,
        "founded": entry.founded,
        "dissolved": entry.dissolved,
    }
    row = {"scope": scope, "normalised": plain, **facts}
    new = insert_new(session, AgencyRow, [row], ("scope", "normalised"))
    found = session.execute(
        select(AgencyRow).where(AgencyRow.scope == scope, AgencyRow.normalised == plain)
    ).scalar_one()
    said = _said(facts, found)
    altered = not new and any(getattr(found, name) != value for name, value in said.items())
    if altered:
        for name, value in said.items():
            setattr(found, name, value)
        session.flush()
        release(session, found, at)
    settle_matter(session, f"agency:{scope}:{plain}", at)
    aliases = {own_name(alias, entry.type, places): alias for alias in (*entry.aliases, entry.name)}
    whole = (*entry.aliases, entry.name) if entry.type == AgencyType.GOVERNMENT.value else (entry.name,)
    aliases |= {normalised(name): name for name in whole}  # with its place, as another's portal prints it
    if _set_aliases(
        session, found.id, {own: alias for own, alias in aliases.items() if own and own != plain}
    ):
        altered = True
    return Tally(new=new, updated=int(altered and not new), unchanged=int(not altered and not new))


def _said(facts: Mapping[str, object], found: AgencyRow) -> Mapping[str, object]:
    """What this source says of the agency. A county's list knows no portal, a portal's description no parent: what a
    source does not speak of stays as another told it."""
    silent = {name for name in ("parent", "portal_id", "founded", "dissolved") if facts[name] is None}
    if "portal_id" in silent and found.portal_id is not None:
        silent.add("roster_id")  # the portal's own name for it: what is seen there is kept under that
    return {name: value for name, value in facts.items() if name not in silent}


def _set_aliases(session: Session, agency_id: int, wanted: dict[str, str]) -> bool:
    held = select(AliasRow.normalised, AliasRow.name).where(AliasRow.agency_id == agency_id)
    if {row.normalised: row.name for row in session.execute(held)} == wanted:
        return False
    session.execute(delete(AliasRow).where(AliasRow.agency_id == agency_id))
    session.add_all(AliasRow(agency_id=agency_id, normalised=own, name=name) for own, name in wanted.items())
    session.flush()
    return True

"""Who an agency is: the roster, the names seen in reports, and the one row they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, or_, select
from sqlalchemy.orm import Session

from reports import Agency, AgencyLevel, AgencyType
from storage.log import list_matter, settle_matter
from storage.names import normalised, own_name, places_of, scope_of
from storage.remembered import forget, portal_row, remembered
from storage.tables import AgencyRow, AliasRow, PortalRow
from storage.upsert import insert_new
from storage.values import RosterEntry, Tally

_UNSURE = {AgencyType.UNSURE.value, AgencyLevel.UNSURE.value}


def import_roster(session: Session, entries: Iterable[RosterEntry], at: datetime) -> Tally:
    """Bring the roster in; an agency already met in a report is recognised and confirmed, never doubled."""
    everyone = tuple(entries)
    governments: dict[str, list[str]] = defaultdict(list)
    for entry in everyone:
        if entry.type == AgencyType.GOVERNMENT.value and entry.division:
            governments[scope_of(entry.division, "")].append(entry.name)
    forget(session, "governments")
    forget(session, "roster")
    tally = Tally()
    for entry in everyone:
        scope = scope_of(entry.division, entry.portal or "roster")
        portal = portal_row(session, entry.portal) if entry.portal else None
        places = places_of(entry.division, portal.name if portal else None, tuple(governments[scope]))
        tally += _import_one(session, entry, scope, places, at)
    return tally


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


@dataclass(frozen=True, slots=True)
class Named:
    """An agency as a reading names it, on which portal, at which address."""

    agency: Agency
    portal: PortalRow
    url: str


def agencies_of(session: Session, named: Sequence[Named], at: datetime) -> list[AgencyRow | None]:
    """The row of each agency named; `None` for one that is not named at all.

    By division and own name; without a division by the one agency of that name (or alias) that the portal's description
    has, else in the portal's own area. A name the roster does not know makes a row of its own and stands on the
    operator's list (promise 10).
    """
    bearing = _Bearing(session, [one for one in named if _has_name(one)])
    return [_agency_of(session, one, bearing, at) if _has_name(one) else None for one in named]


def _has_name(named: Named) -> bool:
    return named.agency.name is not None and bool(normalised(named.agency.name))


def _own(session: Session, named: Named) -> str:
    division = named.agency.division or named.portal.division
    scope = scope_of(division, named.portal.id)
    governments = remembered(session, ("governments", scope), lambda: _governments(session, scope))
    assert named.agency.name is not None
    return own_name(
        named.agency.name, named.agency.type.value, places_of(division, named.portal.name, governments)
    )


class _Bearing:
    """Every row that bears one of the names where they may be meant, asked for once; rows made since are added."""

    def __init__(self, session: Session, named: Sequence[Named]) -> None:
        names = list({_own(session, one) for one in named})
        places = or_(
            AgencyRow.portal_id.in_({one.portal.id for one in named}),
            AgencyRow.scope.in_({scope_of(one.agency.division, one.portal.id) for one in named}),
            *(
                AgencyRow.scope.startswith(area)
                for area in sorted({_area(one.portal) for one in named} - {""})
            ),
        )
        self._rows: dict[str, dict[int, AgencyRow]] = defaultdict(dict)
        if not names:
            return
        own = select(AgencyRow).where(AgencyRow.normalised.in_(names), places)
        for row in session.execute(own).scalars():
            self.add(row.normalised, row)
        known_as = select(AliasRow.normalised, AgencyRow).join(AgencyRow, AgencyRow.id == AliasRow.agency_id)
        for name, row in session.execute(known_as.where(AliasRow.normalised.in_(names), places)):
            self.add(name, row)

    def add(self, own: str, row: AgencyRow) -> None:
        self._rows[own][row.id] = row

    def the_one(self, own: str, inside: Callable[[AgencyRow], bool]) -> AgencyRow | None:
        """The row of that name there, if there is exactly one."""
        found = self.some(own, inside)
        return found[0] if len(found) == 1 else None

    def some(self, own: str, inside: Callable[[AgencyRow], bool]) -> list[AgencyRow]:
        return [row for row in self._rows[own].values() if inside(row)]


def _area(portal: PortalRow) -> str:
    """What every scope in the portal's own area begins with; "" where that is not known."""
    return (portal.division or "")[:6].rstrip("0")


def _agency_of(session: Session, named: Named, bearing: _Bearing, at: datetime) -> AgencyRow:
    agency, portal = named.agency, named.portal
    own = _own(session, named)
    known = _known(bearing, own, agency.division, portal)
    if known is not None:
        _learn(known, agency)
        return known
    division = agency.division or portal.division
    scope = scope_of(division, portal.id)
    row = {
        "scope": scope,
        "normalised": own,
        "name": agency.name,
        "type": agency.type.value,
        "level": agency.level.value,
        "division": division,
        "portal_id": portal.id,
    }
    insert_new(session, AgencyRow, [row], ("scope", "normalised"))
    if remembered(session, ("roster", scope), lambda: _has_roster(session, scope)):
        list_matter(
            session,
            key=f"agency:{scope}:{own}",
            kind="unknown_agency",
            subject=f"名册中没有的单位：{agency.name}",
            detail=f"{named.url} 的年报写明单位为“{agency.name}”，名册中没有。请核对后补入名册或注明别名。",
            at=at,
        )
    made = session.execute(_OF_SCOPE, {"scope": scope, "own": own}).scalar_one()
    bearing.add(own, made)
    return made


_OF_SCOPE = select(AgencyRow).where(
    AgencyRow.scope == bindparam("scope"), AgencyRow.normalised == bindparam("own")
)


def _has_roster(session: Session, scope: str) -> bool:
    """Whether the roster speaks of this county at all; where it does not, no name can be unknown to it."""
    listed = select(AgencyRow.id).where(AgencyRow.scope == scope, AgencyRow.on_roster)
    return session.execute(listed.limit(1)).first() is not None


def _governments(session: Session, scope: str) -> tuple[str, ...]:
    found = select(AgencyRow.name).where(
        AgencyRow.scope == scope, AgencyRow.type == AgencyType.GOVERNMENT.value, AgencyRow.on_roster
    )
    return tuple(session.execute(found).scalars())


def _known(bearing: _Bearing, own: str, division: str | None, portal: PortalRow) -> AgencyRow | None:
    if division is not None:
        scope = scope_of(division, portal.id)
        return bearing.the_one(own, lambda row: row.scope == scope)
    described = bearing.some(own, lambda row: row.portal_id == portal.id and row.on_roster)
    if described:
        return described[0] if len(described) == 1 else None
    area = _area(portal)
    if not area:
        return bearing.the_one(own, lambda row: row.portal_id == portal.id)
    return bearing.the_one(own, lambda row: row.scope.startswith(area))


def _learn(row: AgencyRow, agency: Agency) -> None:
    """What a reading adds to a row the roster did not make; the roster's own word is never overwritten."""
    if row.on_roster:
        return
    if agency.name is not None and len(agency.name) > len(row.name):
        row.name = agency.name  # the fullest form that was printed
    if row.type in _UNSURE:
        row.type = agency.type.value
    if row.level in _UNSURE:
        row.level = agency.level.value
    if row.division is None or (agency.division or "").startswith(row.division):
        row.division = agency.division or row.division

"""Who an agency is: the roster, the names seen in reports, and the one row they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, bindparam, delete, or_, select
from sqlalchemy.orm import Session

from reports import Agency, AgencyLevel, AgencyType
from storage.log import list_matter, settle_matter
from storage.names import normalised, own_name, places_of, scope_of
from storage.remembered import forget, portal_row, remember, remembered
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
    forget(session, "named")
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
    _look_ahead(session, [(_own(session, one), one) for one in named if _has_name(one)])
    return [_agency_of(session, one, at) if _has_name(one) else None for one in named]


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


def _look_ahead(session: Session, named: Sequence[tuple[str, Named]]) -> None:
    """Remember, in two questions for all, which rows bear those names in those counties."""
    wanted = {
        (scope_of(one.agency.division, one.portal.id), own) for own, one in named if one.agency.division
    }
    if len(wanted) < 2:
        return
    found: dict[tuple[str, str], dict[int, AgencyRow]] = {pair: {} for pair in wanted}
    asked = {"scopes": list({scope for scope, _ in wanted}), "names": list({own for _, own in wanted})}
    named_so = session.execute(_NAMED, asked).scalars().all()
    known_as = session.execute(_KNOWN_AS, asked).all()
    for row, name in [*((row, row.normalised) for row in named_so), *known_as]:
        if (row.scope, name) in found:
            found[row.scope, name][row.id] = row
    for (scope, own), rows in found.items():
        remember(session, ("named", scope, own), [rows[id] for id in sorted(rows)])


_NAMED = select(AgencyRow).where(
    AgencyRow.scope.in_(bindparam("scopes", expanding=True)),
    AgencyRow.normalised.in_(bindparam("names", expanding=True)),
)
_KNOWN_AS = (
    select(AgencyRow, AliasRow.normalised)
    .join(AliasRow, AliasRow.agency_id == AgencyRow.id)
    .where(
        AgencyRow.scope.in_(bindparam("scopes", expanding=True)),
        AliasRow.normalised.in_(bindparam("names", expanding=True)),
    )
)


def _agency_of(session: Session, named: Named, at: datetime) -> AgencyRow:
    agency, portal = named.agency, named.portal
    own = _own(session, named)
    known = _known(session, own, agency.division, portal)
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
    forget(session, ("named", scope, own))
    if remembered(session, ("roster", scope), lambda: _has_roster(session, scope)):
        list_matter(
            session,
            key=f"agency:{scope}:{own}",
            kind="unknown_agency",
            subject=f"名册中没有的单位：{agency.name}",
            detail=f"{named.url} 的年报写明单位为“{agency.name}”，名册中没有。请核对后补入名册或注明别名。",
            at=at,
        )
    return session.execute(_OF_SCOPE, {"scope": scope, "own": own}).scalar_one()


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


def _known(session: Session, own: str, division: str | None, portal: PortalRow) -> AgencyRow | None:
    if division is not None:
        scope = scope_of(division, portal.id)
        found = remembered(session, ("named", scope, own), lambda: _inside(session, own, scope))
        return found[0] if len(found) == 1 else None
    named = _bearing(own)
    described = AgencyRow.portal_id == portal.id, AgencyRow.on_roster
    here = session.execute(named.where(*described).order_by(AgencyRow.id).limit(2)).scalars().all()
    if here:
        return here[0] if len(here) == 1 else None
    area = (portal.division or "")[:6].rstrip("0")
    around = AgencyRow.scope.startswith(area) if area else AgencyRow.portal_id == portal.id
    some = session.execute(named.where(around).order_by(AgencyRow.id).limit(2)).scalars().all()
    return some[0] if len(some) == 1 else None


def _inside(session: Session, own: str, scope: str) -> Sequence[AgencyRow]:
    named = _bearing(own).where(AgencyRow.scope == scope)
    return session.execute(named.order_by(AgencyRow.id).limit(2)).scalars().all()


def _bearing(own: str) -> Select[tuple[AgencyRow]]:
    by_alias = select(AliasRow.agency_id).where(AliasRow.normalised == own)
    return select(AgencyRow).where(or_(AgencyRow.normalised == own, AgencyRow.id.in_(by_alias)))


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

"""Whose a report is: the names seen in reports, and the row that each shares with the roster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from reports import Agency, AgencyLevel, AgencyType
from storage.log import list_matter
from storage.names import normalised, own_name, places_of, scope_of
from storage.remembered import remembered
from storage.tables import AgencyRow, AliasRow, PortalRow
from storage.upsert import Row, insert_new

_UNSURE = {AgencyType.UNSURE.value, AgencyLevel.UNSURE.value}


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
    known = [one for one in named if _has_name(one)]
    bearing = _Bearing(session, known)
    made = _make_all(session, known, bearing)
    return [_agency_of(session, one, bearing, made, at) if _has_name(one) else None for one in named]


Key = tuple[str, str]
"""(scope, own name): what is unique of an agency."""


def _make_all(session: Session, named: Sequence[Named], bearing: _Bearing) -> dict[Key, AgencyRow]:
    """The rows that will be made of these when they are gone through one after another, by two statements for all of them."""
    ahead, wanted = bearing.copy(), dict[Key, Row]()
    for one in named:
        own = _own(session, one)
        if _known(ahead, own, one.agency.division, one.portal) is None:
            row = _row(one, own)
            scope = row["scope"]
            if (scope, own) not in wanted and not ahead.some(own, _is_of(scope, own)):
                ahead.add(own, AgencyRow(**row, id=-1 - len(wanted), on_roster=False))
            wanted.setdefault((scope, own), row)
    return _make(session, wanted)


def _is_of(scope: str, own: str) -> Callable[[AgencyRow], bool]:
    return lambda row: row.scope == scope and row.normalised == own


def _make(session: Session, wanted: Mapping[Key, Row]) -> dict[Key, AgencyRow]:
    if not wanted:
        return {}
    insert_new(session, AgencyRow, list(wanted.values()), ("scope", "normalised"))
    asked = {"scopes": list({scope for scope, _ in wanted}), "own": list({own for _, own in wanted})}
    rows = session.execute(_OF_SCOPES, asked).scalars()
    return {key: row for row in rows if (key := (row.scope, row.normalised)) in wanted}


def _row(named: Named, own: str) -> Row:
    agency, portal = named.agency, named.portal
    division = agency.division or portal.division
    return {
        "scope": scope_of(division, portal.id),
        "normalised": own,
        "name": agency.name,
        "type": agency.type.value,
        "level": agency.level.value,
        "division": division,
        "portal_id": portal.id,
    }


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

    def copy(self) -> _Bearing:
        """With the same rows, to try things on."""
        other = _Bearing.__new__(_Bearing)
        other._rows = defaultdict(dict, {own: dict(rows) for own, rows in self._rows.items()})
        return other

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


def _agency_of(
    session: Session, named: Named, bearing: _Bearing, made: Mapping[Key, AgencyRow], at: datetime
) -> AgencyRow:
    agency, portal = named.agency, named.portal
    own = _own(session, named)
    known = _known(bearing, own, agency.division, portal)
    if known is not None:
        _learn(known, agency)
        return known
    scope = scope_of(agency.division or portal.division, portal.id)
    if remembered(session, ("roster", scope), lambda: _has_roster(session, scope)):
        list_matter(
            session,
            key=f"agency:{scope}:{own}",
            kind="unknown_agency",
            subject=f"名册中没有的单位：{agency.name}",
            detail=f"{named.url} 的年报写明单位为“{agency.name}”，名册中没有。请核对后补入名册或注明别名。",
            at=at,
        )
    row = made.get((scope, own)) or _make(session, {(scope, own): _row(named, own)})[scope, own]
    bearing.add(own, row)
    return row


_OF_SCOPES = select(AgencyRow).where(
    AgencyRow.scope.in_(bindparam("scopes", expanding=True)),
    AgencyRow.normalised.in_(bindparam("own", expanding=True)),
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

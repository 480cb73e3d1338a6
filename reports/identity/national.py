"""The roster's base: the government of every province, city, county and township, from the embedded national codes."""

from __future__ import annotations

from collections.abc import Iterator

from reports.identity.divisions import Division, divisions, is_within, level_of
from reports.identity.kinds import kind_of
from reports.identity.names import short_name
from reports.identity.regions import regions_of
from reports.identity.roster import Alias, RosterAgency
from reports.model import AgencyLevel, AgencyType

_TAILS = {AgencyType.SUBDISTRICT: "办事处", AgencyType.TOWNSHIP: "人民政府"}


def agency_id(code: str) -> str:
    """The id of a region's own government: ``gov-620423``."""
    return f"gov-{code}"


def national_agencies(region: str | None = None) -> Iterator[RosterAgency]:
    """Governments from the codes, in code order; of one region (two to nine digits of code, six as a rule) where given.

    Zones that only have a statistical code (county digits 71-80) are given as zones; farms, parks and prisons among the
    township codes are left out. Nothing is said of departments: those come from the county's own list.
    """
    table = divisions()
    for division in table.counties():
        if region is None or is_within(division.code, region):
            yield _region_government(division)
    yield from (_township(division) for division in table.townships(region))


def _region_government(division: Division) -> RosterAgency:
    table = divisions()
    kind = kind_of(division.name, regions_of(division.name))
    tail = "管理委员会" if kind is AgencyType.ZONE else "人民政府"
    formal = table.formal_name(division.code)
    name = formal if division.name.endswith(("会", "管委会")) else formal + tail
    others = {division.name, formal, division.name + tail, short_name(division.name) or division.name} - {
        name
    }
    above = table.parent(division.code)
    return RosterAgency(
        id=agency_id(division.code),
        name=name,
        type=kind if kind is AgencyType.ZONE else AgencyType.GOVERNMENT,
        level=level_of(division.code),
        division=division.code,
        parent=agency_id(above) if above else None,
        aliases=tuple(Alias(other) for other in sorted(others)),
    )


def _township(division: Division) -> RosterAgency:
    kind = AgencyType.SUBDISTRICT if division.name.endswith(("街道", "街", "地区")) else AgencyType.TOWNSHIP
    formal = divisions().formal_name(division.code)
    return RosterAgency(
        id=agency_id(division.code),
        name=formal + _TAILS[kind],
        type=kind,
        level=AgencyLevel.TOWNSHIP,
        division=division.code,
        parent=agency_id(division.code[:6]),
        aliases=(Alias(division.name), Alias(division.name + _TAILS[kind])),
    )

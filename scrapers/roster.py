"""Which agency of a portal's roster a printed name means."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reports import unspaced
from scrapers.portal import Portal, RosterAgency

_BRACKETS = re.compile("[（）()]")
_GOVERNMENT = re.compile(r"(人民政府|政府)$")
_SHORTEST_MENTION = 3
"""Characters: 财政局."""
_REGION_END = re.compile(r"(人民)?政府.*$|门户网站$|网$")


def roster_agency(portal: Portal, *printed: str | None) -> RosterAgency | None:
    """The one agency of the roster that one of the printed names means, the first name first; `None` where none or several do.

    Compared without white space, without the county's own name in front, and without 人民政府 behind; never by likeness.
    """
    for name in printed:
        if not name:
            continue
        forms = _forms(name, portal)
        fitting = [agency for agency in portal.agencies.items if forms & _agency_forms(agency, portal)]
        if len(fitting) == 1:
            return fitting[0]
        exact = [
            agency
            for agency in fitting
            if _plain(name) in {_plain(agency.name), *map(_plain, agency.aliases)}
        ]
        if len(exact) == 1:
            return exact[0]
    return None


def mentioned_agency(portal: Portal, title: str) -> RosterAgency | None:
    """The one agency of the roster whose name stands in a title, the longest name first; `None` where none or several do.

    For titles that name no report: enough to look further, never enough to say whose a report is.
    """
    text, region = _plain(title), _region(portal)
    named = [
        (len(form), agency)
        for agency in portal.agencies.items
        for form in _agency_forms(agency, portal)
        if len(form) >= _SHORTEST_MENTION and form != region and form in text
    ]
    longest = max((length for length, _ in named), default=0)
    found = {agency.id: agency for length, agency in named if length == longest}
    return next(iter(found.values())) if len(found) == 1 else None


def agency_elsewhere(portals: Iterable[Portal], *printed: str | None) -> tuple[Portal, RosterAgency] | None:
    """The agency of another portal that a full name means: a county's report on its city's portal. The county's own name
    must stand in front; `None` where no roster, or more than one, has it."""
    for name in filter(None, printed):
        found = []
        for portal in portals:
            region = _region(portal)
            agency = roster_agency(portal, name) if region and _plain(name).startswith(region) else None
            if agency is not None:
                found.append((portal, agency))
        if len(found) == 1:
            return found[0]
    return None


def _region(portal: Portal) -> str:
    return _REGION_END.sub("", _plain(portal.name))


def _agency_forms(agency: RosterAgency, portal: Portal) -> set[str]:
    return set().union(*(_forms(name, portal) for name in (agency.name, *agency.aliases)))


def _forms(name: str, portal: Portal) -> set[str]:
    plain = _plain(name)
    region = _region(portal)
    forms = {plain}
    tail = plain.removeprefix(region) if region and plain != region else plain
    if region and tail == plain and plain[:1] in "省市县区旗" and len(plain) > 3:
        tail = plain[1:]  # 县教育局
    if len(tail) >= 3 and tail not in ("人民政府",):
        forms.add(tail)
    for form in tuple(forms):
        bare = _GOVERNMENT.sub("", form)
        if len(bare) >= 2:
            forms.add(bare)
    return forms


def _plain(name: str) -> str:
    return _BRACKETS.sub("", unspaced(name))

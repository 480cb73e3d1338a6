"""Scenarios 29 and 30: lists that only a description, a script's array or frames lead to; a server that never says "changed"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from specimens.families import FramedNumbers, InlineArray, OwnInterface, Shelf, Trs
from specimens.scenarios.county import Changing, County
from specimens.scenarios.further import NAMES
from specimens.scenarios.values import Expected, Found, Scenario
from specimens.web import Asked, Reply, Site

_ROWS = {"rows": "data.records", "title": "subject", "date": "time", "total": "data.count"}


def ways(_: Path) -> Scenario:
    """29: interfaces described by GET and by POST, an array in a script, frames whose pagers are bare numbers."""
    kinds: tuple[type[Trs], ...] = (OwnInterface, OwnInterface, InlineArray, FramedNumbers)
    doors, portals = [], []
    found: frozenset[Found] = frozenset()
    absent: frozenset[Found] = frozenset()
    for index, system in enumerate(kinds):
        county = County(29, "abcd"[index], NAMES[index], bureaus=8, townships=4, missing=(("fgj", 2024),))
        shelf = county.shelf(county.postings())
        site = system(county.face, [shelf])
        described = (_by_get(shelf), _by_post(shelf), {}, {})[index]
        doors.append(county.door(site))
        portals.append(county.describe([county.column(site.column_url(shelf), **described)]))
        found |= county.found()
        absent |= county.absent()
    return Scenario(
        29,
        "interfaces of their own by GET and POST, an array in a script, frames with bare numbers",
        tuple(doors),
        tuple(portals),
        Expected(found, not_listed=absent),
    )


def _by_get(shelf: Shelf) -> dict[str, object]:
    url = f"/api/notice/list?cid={shelf.number}&page={{n}}&callback=callback"
    return {"family": "json", "api": {"url": url, "link": "href", **_ROWS}}


def _by_post(shelf: Shelf) -> dict[str, object]:
    """The address of a row is put together from two of its fields."""
    api = {
        "url": "/api/notice/list",
        "method": "POST",
        "body": {"cid": str(shelf.number), "page": "{n}"},
        "link": f"/zwgk/{shelf.slug}/{{month}}/{{file}}.html",
        **_ROWS,
    }
    return {"family": "json", "api": api}


def stuck(_: Path) -> Scenario:
    """30: a cache in front of the portal answers "not modified" whatever changed. A bureau publishes after the first day; another
    never does."""
    days = (date(2025, 3, 10), date(2025, 3, 11), date(2025, 3, 13))
    county = County(30, "a", NAMES[0], bureaus=6, townships=2, missing=(("fgj", 2024),))
    shelf = county.shelf(county.postings())
    early = county.shelf(
        [row for row in county.postings() if (row.agency, row.year) != (_late(county), 2024)]
    )
    site = Changing({days[0]: Trs(county.face, [early]), days[1]: Trs(county.face, [shelf])})
    return Scenario(
        30,
        "a server that answers 304 whatever changed; a report is published between two patrols",
        (county.door(_NeverModified(site)),),
        (county.describe([county.column(Trs(county.face, [shelf]).column_url(shelf))], "trs"),),
        Expected(county.found(), not_listed=county.absent()),
        days=days,
        move=site.move,
    )


def _late(county: County) -> str:
    return next(one.agency.name for one in county.reports if one.agency.id == "jyj")


@dataclass(slots=True)
class _NeverModified:
    """Whoever asks on a condition is told that nothing changed."""

    site: Site

    def answer(self, asked: Asked) -> Reply:
        if "if-none-match" in asked.headers or "if-modified-since" in asked.headers:
            return Reply(304)
        return self.site.answer(asked)

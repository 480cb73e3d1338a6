"""Scenarios 22-26, ours: dialects, discovery from the home page, bad days, the life of agencies, files of other kinds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from specimens import trs
from specimens.families import Trs
from specimens.families.dialects import TrsDialect
from specimens.scenarios.county import Changing, County, newest_first
from specimens.scenarios.values import Expected, Found, Met, Scenario
from specimens.web import Asked, Reply, Site, page

NAMES = ("汀州坪县", "苔岭县", "芷江湾县", "薇山县", "杜若县", "蓼河县", "菱角塘县", "蒲圻岭县")


def dialects(_: Path) -> Scenario:
    """22: the same list under four pagers that live in scripts, in five dresses."""
    return _dialects(
        22,
        "TRS dialects: variables, Kunming, setPage, base64; lists as table, bold, brackets, definitions, bare",
        (
            ("variables", "table"),
            ("kunming", "bracket"),
            ("set_page", "bold"),
            ("base64_in_place", "definition"),
            ("variables", "bare"),
        ),
    )


def encoded_pager(_: Path) -> Scenario:
    """26: the pager is the argument of window.atob inside a script."""
    return _dialects(
        26, "a pager encoded inside a script", (("base64_in_script", "table"), ("base64_in_script", "bare"))
    )


def unknown_pagers(_: Path) -> Scenario:
    """27: pagers no one has met. What is on page one is found; nobody beyond it may be called missing."""
    doors, portals = [], []
    found: frozenset[Found] = frozenset()
    met = set()
    for index, pager in enumerate(("vendor", "load_more")):
        county = County(27, "ab"[index], NAMES[index], bureaus=6, townships=2)
        site = TrsDialect(county.face, [county.shelf(county.postings())], pager, "bold")
        first = {(row.agency, row.year) for row in county.postings()[:6]}
        beyond = [
            (one.agency.id, one.year) for one in county.reports if (one.agency.name, one.year) not in first
        ]
        doors.append(county.door(site))
        portals.append(county.describe([county.column(site.column_url(site.shelves[0]))], "trs"))
        found |= county.found(without=beyond)
        met.add(Met(county.id, "pagination_incomplete"))
    return Scenario(27, "pagers nobody knows", tuple(doors), tuple(portals), Expected(found, frozenset(met)))


def _dialects(number: int, title: str, kinds: Sequence[tuple[str, str]]) -> Scenario:
    doors, portals = [], []
    found: frozenset[Found] = frozenset()
    absent: frozenset[Found] = frozenset()
    for index, (pager, dress) in enumerate(kinds):
        missing = (("fgj", 2024),) if index == 1 else ()
        county = County(number, "abcde"[index], NAMES[index], bureaus=6, townships=2, missing=missing)
        site = TrsDialect(county.face, [county.shelf(county.postings())], pager, dress)
        doors.append(county.door(site))
        portals.append(county.describe([county.column(site.column_url(site.shelves[0]))], "trs"))
        found |= county.found()
        absent |= county.absent()
    return Scenario(number, title, tuple(doors), tuple(portals), Expected(found, not_listed=absent))


@dataclass(slots=True)
class _Paved:
    """A site with some pages of its own in front."""

    site: Site
    pages: dict[str, str]

    def answer(self, asked: Asked) -> Reply:
        if asked.path in self.pages:
            return page(self.pages[asked.path], date(2025, 1, 3))
        return self.site.answer(asked)


def _home_with(county: County, link: str) -> str:
    """A front page whose way to the disclosure platform is `link`."""
    usual = trs.home(county.face, [], disclosure="/zfxxgk/")
    return usual.replace('<a href="/zfxxgk/">政府信息公开</a>', link).replace(
        '<li><a href="/zwgk/zfxxgk/">政府信息公开</a></li>', ""
    )


def discovery(_: Path) -> Scenario:
    """23: no column is described; the way leads over a refresh, a script, a frame, a picture, a question."""
    ways = {
        "a": '<a href="/hop/">政府信息公开</a>',
        "b": '<a href="/hop/">政府信息公开</a>',
        "c": '<a href="/hop/">政府信息公开</a>',
        "d": '<a href="/zfxxgk/" title="政府信息公开"><img src="/images/gk.png" alt="政府信息公开"/></a>',
        "e": "<a href=\"javascript:if(confirm('即将打开政府信息公开平台')) window.location='/zfxxgk/'\">政府信息公开</a>",
    }
    hops = {
        "a": '<html><head><meta http-equiv="refresh" content="0; url=/zfxxgk/"></head><body></body></html>',
        "b": "<html><head><script>location.replace('/zfxxgk/');</script></head><body></body></html>",
        "c": '<html><head><title>政府信息公开</title></head><body><iframe src="/zfxxgk/" width="100%" height="2000"></iframe></body></html>',
    }
    doors, portals = [], []
    found: frozenset[Found] = frozenset()
    for index, (letter, link) in enumerate(ways.items()):
        county = County(23, letter, NAMES[index], bureaus=3, townships=1)
        site = Trs(county.face, [county.shelf(county.postings())])
        pages = {"/": _home_with(county, link)}
        if letter in hops:
            pages["/hop/"] = hops[letter]
        doors.append(county.door(_Paved(site, pages)))
        portals.append(county.describe([], "auto"))
        found |= county.found()
    return Scenario(
        23,
        "no column described: found over a refresh, a script, a frame, a picture, a question",
        tuple(doors),
        tuple(portals),
        Expected(found),
    )


def bad_days(_: Path) -> Scenario:
    """24: three good days in four; on the third the list is empty, or half, or an error page with status 200.

    What was seen stays seen, and nobody is missing on account of the bad day.
    """
    days = (date(2025, 3, 10), date(2025, 3, 18), date(2025, 3, 26))
    counties = [
        County(24, letter, NAMES[index], bureaus=6, townships=2) for index, letter in enumerate("abc")
    ]
    empty, half, broken = counties
    good = {county: Trs(county.face, [county.shelf(county.postings())], rows=6) for county in counties}
    bad: dict[County, Site] = {
        empty: Trs(empty.face, [empty.shelf([])], rows=6),
        half: _HalfList(good[half]),
        broken: _ErrorPage(good[broken]),
    }
    sites = {county: Changing({days[0]: good[county], days[2]: bad[county]}) for county in counties}

    def move(day: date) -> None:
        for site in sites.values():
            site.move(day)

    return Scenario(
        24,
        "a bad day after good ones: list empty, half, an error page with status 200",
        tuple(county.door(site) for county, site in sites.items()),
        tuple(
            county.describe([county.column(good[county].column_url(good[county].shelves[0]))], "trs")
            for county in counties
        ),
        Expected(
            frozenset().union(*(county.found() for county in counties)),
            frozenset(
                {
                    Met(empty.id, "column_empty"),
                    Met(half.id, "pagination_incomplete"),
                    Met(broken.id, "layout_changed"),
                }
            ),
        ),
        days=days,
        move=move,
    )


@dataclass(slots=True)
class _HalfList:
    """The publishing run broke off: the first page is new and says four pages, the others are gone."""

    site: Trs

    def answer(self, asked: Asked) -> Reply:
        if asked.path.rpartition("/")[2].startswith("index_"):
            return self.site.answer(replace(asked, target="/gone.html"))
        return self.site.answer(asked)


@dataclass(slots=True)
class _ErrorPage:
    """The list's address answers 200 with the container's stack trace."""

    site: Trs

    def answer(self, asked: Asked) -> Reply:
        if asked.path.startswith("/zwgk/zfxxgknb/") and "/t20" not in asked.path:
            trace = "".join(
                f"    at com.trs.cms.servlet.Page{n}.service(Page{n}.java:{40 + n})\n" for n in range(30)
            )
            text = f"<html><head><title>Error</title></head><body><pre>java.lang.NullPointerException\n{trace}</pre></body></html>"
            return Reply(200, text.encode())
        return self.site.answer(asked)


def lives(_: Path) -> Scenario:
    """25: a dissolved bureau, one founded since, one whose report stands under its successor's name, a stray column."""
    county = County(25, "a", NAMES[0], bureaus=6, townships=2, missing=(("zrzyj", 2023), ("czj", 2024)))
    strangers = [
        {"id": "gtj", "name": f"{county.name}国土资源局", "level": "department", "dissolved": 2019, "successor": "zrzyj"},
        {"id": "swj", "name": f"{county.name}税务局", "level": "vertical", "publishes_at": "http://yl.tax.example/zfxxgk/"},
        {"id": "sjfwj", "name": f"{county.name}数据服务局", "level": "department", "expected": {"since": 2025}},
    ]  # fmt: skip
    site = Trs(
        county.face, [county.shelf(newest_first([*county.postings(), *county.look_alikes(2024)]))], rows=8
    )
    return Scenario(
        25,
        "agencies dissolved, founded since, vertical; one bureau truly absent",
        (county.door(site),),
        (
            county.describe(
                [county.column(site.column_url(site.shelves[0]))],
                "trs",
                roster={"zrzyj": {"expected": {"since": 2024}}},
                strangers=strangers,
            ),
        ),
        Expected(county.found(), not_listed=frozenset({Found(county.id, "czj", 2024)})),
    )

"""Scenario 31: lists that answer well and are not what they seem, or hide in them what leads on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from specimens.families import Trs
from specimens.scenarios.county import Changing, County, newest_first
from specimens.scenarios.further import NAMES
from specimens.scenarios.values import Expected, Found, Met, Scenario
from specimens.web import Asked, Reply, Site, page

_DAYS = (date(2025, 3, 10), date(2025, 3, 12), date(2025, 3, 18))
_ROWS = 6
"""Rows of a page where a list has several."""


@dataclass(slots=True)
class _Redrawn:
    """The pages of the column, drawn otherwise."""

    site: Trs
    draw: Callable[[str], str]

    def answer(self, asked: Asked) -> Reply:
        reply = self.site.answer(asked)
        column = self.site.column_path(self.site.shelves[0])
        if not asked.path.startswith(column) or not re.fullmatch(
            r"(index\w*\.html)?", asked.path.removeprefix(column)
        ):
            return reply
        return page(self.draw(reply.body.decode()))


@dataclass(slots=True)
class _OnlyFirstPage:
    """Whatever page of the list is asked for, the first one is shown: a cache that does not look at the number."""

    site: Trs

    def answer(self, asked: Asked) -> Reply:
        return self.site.answer(
            Asked(asked.host, "GET", re.sub(r"index_\d+\.html$", "index.html", asked.path))
        )


def odd(_: Path) -> Scenario:
    """31: every page of a list is the first; a pager that says one page beside a number of rows that says three; rows that open by
    script; titles cut and nowhere whole; titles that name nobody; a list that falls back to last year's after the first day."""
    counties = [
        County(31, "abcdef"[n], NAMES[n], bureaus=8, townships=4, missing=(("fgj", 2024),)) for n in range(6)
    ]
    repeated, uncounted, scripted, shortened, unnamed, stale = counties
    plain = {county: Trs(county.face, [county.shelf(county.postings())]) for county in counties}
    paged = {county: Trs(county.face, [county.shelf(county.postings())], rows=_ROWS) for county in counties}
    one_page = Trs(uncounted.face, paged[uncounted].shelves, rows=_ROWS, declared=1)
    nameless = [replace(row, title=f"{row.year}年政府信息公开工作年度报告") for row in unnamed.postings()]
    sites: dict[County, Site] = {
        repeated: _OnlyFirstPage(paged[repeated]),
        uncounted: _Redrawn(one_page, _counted(len(uncounted.postings()))),
        scripted: _Redrawn(plain[scripted], _by_script),
        shortened: _Redrawn(plain[shortened], lambda html: re.sub(r' title="[^"]*"', "", html)),
        unnamed: Trs(unnamed.face, [unnamed.shelf(newest_first(nameless))]),
        stale: (fallen := Changing({_DAYS[0]: plain[stale], _DAYS[1]: _last_years(stale)})),
    }
    seen = frozenset[Found]().union(
        *(_on_first_page(county) for county in (repeated, uncounted)),
        *(county.found() for county in (shortened, unnamed, stale)),
    )
    return Scenario(
        31,
        "repeated first page, uncounted rows, rows by script, cut titles, nameless titles, a list that falls back",
        tuple(county.door(site) for county, site in sites.items()),
        tuple(
            county.describe([county.column(plain[county].column_url(plain[county].shelves[0]))], "trs")
            for county in counties
        ),
        Expected(
            seen,
            frozenset(Met(county.id, "pagination_incomplete") for county in (repeated, uncounted, scripted)),
            not_listed=shortened.absent() | unnamed.absent(),
            arguable=stale.absent(),
        ),
        days=_DAYS,
        move=fallen.move,
    )


def _counted(rows: int) -> Callable[[str], str]:
    return lambda html: html.replace(
        '<div class="page">', f'<div class="page"><span class="p_t">共{rows}条</span>'
    )


def _by_script(html: str) -> str:
    return re.sub(
        r'<a href="(\./[^"]+)" target="_blank"',
        r'<a href="javascript:void(0)" onclick="window.open(' r"'\1'" r')"',
        html,
    )


def _last_years(county: County) -> Trs:
    return Trs(county.face, [county.shelf(county.postings([2023]))])


def _on_first_page(county: County) -> frozenset[Found]:
    first = {(row.agency, row.year) for row in county.postings()[:_ROWS]}
    beyond = [(one.agency.id, one.year) for one in county.reports if (one.agency.name, one.year) not in first]
    return county.found(without=beyond)
